"""Letters that no font has: where they stand in the records, before a PDF is to be made of them.

PDF/A and PDF/UA allow no sign that stands for a letter which is not there (ISO 19005-2, 6.2.11.8; ISO 14289-1, 7.21.8),
so a record that has such a letter has no PDF. Which letters those are, only the typesetter knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..config import RECORDS
from ..files.tree import read_files
from ..model.register import REGISTER
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.parsed import ParsedRecords
from ..reporting.source_lines import SourceLines

# Latin, Greek and Cyrillic with their marks, and ordinary punctuation: every font that records are set in has them.
_USUAL = re.compile(r"[\t -~\u00a0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026\u2030\u2032\u2033\u20ac\u2212]")


def check_letters(entries: ParsedRecords, languages: tuple[Language, ...], folder: Path) -> Iterator[Problem]:
    """A record is written in letters that its PDF can show.

    Args:
        entries: the records.
        languages: codes of the site's languages.
        folder: the typesetter's template, and fonts for more letters.
    """
    sources = SourceLines(entries.root)
    files = (file._replace(language=code).project_path for file in sorted(entries.sources) for code in languages)
    found = [place for path in (*files, f"{RECORDS}/{REGISTER}") for place in _list_unusual(path, sources)]
    unusual = "".join(dict.fromkeys(letter for _, letter in found))
    unknown = _find_unknown(unusual, folder) if unusual else ""
    told: set[tuple[str, str]] = set()
    for mark, letter in found:
        if letter in unknown and (mark.path, letter) not in told:
            told.add((mark.path, letter))
            yield Problem(mark, "letter_unknown", Level.WARNING, letter, details={"code": f"U+{ord(letter):04X}"})


def _find_unknown(letters: str, folder: Path) -> str:
    # The typesetter is large, and few records have a letter to ask it about.
    from .pdf import find_unknown_letters

    return find_unknown_letters(letters, read_files(folder))


def _list_unusual(path: str, sources: SourceLines) -> Iterator[tuple[Mark, str]]:
    for number, line in enumerate(sources.lines(path), 1):
        # A line of nothing but a comment is shown to nobody.
        if line.isascii() or line.lstrip().startswith("# "):
            continue
        for column, letter in enumerate(line, 1):
            if not _USUAL.match(letter) and not letter.isspace():
                yield Mark(path, number, column), letter
