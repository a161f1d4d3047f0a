"""One-file PDF: a record's one-file HTML set as an accessible PDF (PDF/UA-1, ISO 14289-1) for archives (PDF/A-2a).

The PDF is a function of the HTML file alone, so that each thing is said in one place. The HTML is read into a small
tree of blocks and words (`html_tree`), which is written as a Typst document (`typst_source`) that a template in
`theme/print/` says the look of. What the template has no rule for is set as plain words.
"""

from __future__ import annotations

import os
import re
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import typst

from ..files.own_code import hash_own_code
from ..files.tree import Files, write_tree
from .html_tree import read_one_file
from .typst_source import render_source

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
# A typesetter is of no use to a second thread meanwhile.
_ONE_AT_A_TIME = Lock()
# Read when it first runs. Each process sets a document; threads of its own would only wait for each other.
os.environ.setdefault("RAYON_NUM_THREADS", "1")
# What it has not used in so many runs it forgets; until then it looks through that again and again.
_REMEMBERED_RUNS = 10
# What the typesetter takes for a font.
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_PAGE = '#set document(title: "A", date: datetime(year: 2000, month: 1, day: 1))\n\n'
# As the typesetter names letters that it has no font for, those that cannot be shown by their numbers.
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LETTERS = re.compile(r'the text `"(.+?)"` could not be displayed')


class PdfError(ValueError):
    """The words cannot be set as the standards demand; the message is the typesetter's own, in English."""


class LettersError(PdfError):
    """No font at hand has some letters; the message is the letters."""


def list_parts(one_file: str, print_hash: bytes, day: date) -> Files:
    """All that a PDF depends on, by which a cache has it."""
    maker = hash_own_code("typst", "lxml", room="onefile/")
    return {"maker": maker, "print": print_hash, "day": day.isoformat().encode(), "html": one_file.encode()}


@cache
def _open_compiler() -> typst.Compiler:
    """The typesetter with the fonts inside it; a new one reads them, and all that its language knows, anew."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)


def find_unknown_letters(letters: str, print_files: Files) -> str:
    """Those of some letters that no font at hand has."""
    found = ""
    while left := "".join(letter for letter in letters if letter not in found):
        words = "\n\n".join(f'#"\\u{{{ord(letter):x}}}"' for letter in left)
        try:
            _compile(f"{_PAGE}{words}", print_files)
        except LettersError as error:
            more = "".join(letter for letter in str(error) if letter in left)
        except PdfError:
            return found
        else:
            return found
        if not more:
            return found
        found += more
    return found


def set_pdf(one_file: str, print_files: Files, day: date) -> bytes:
    """Set a record in one file as PDF; its title, language, publisher and address are those that the file says it has.

    Args:
        one_file: the HTML file.
        print_files: the Typst template, and fonts for letters that the typesetter's own fonts lack.
        day: the day that the PDF is dated, which the standard demands.

    Raises:
        LettersError: no font at hand has some of its letters.
        PdfError: it breaks a rule of the standards in another way.
    """
    tree, pictures = read_one_file(one_file, day)
    return _compile(render_source(tree), {**print_files, **pictures})


def _compile(source: str, print_files: Files) -> bytes:
    has_fonts = any(name.lower().endswith(_FONTS) for name in print_files)
    with tempfile.TemporaryDirectory() as folder, _ONE_AT_A_TIME:
        write_tree(print_files, Path(folder))
        # What is set depends on the fonts inside the typesetter, and on nothing of the machine.
        compiler = typst.Compiler(font_paths=[folder], ignore_system_fonts=True) if has_fonts else _open_compiler()
        try:
            made = compiler.compile(source.encode(), root=folder, format="pdf", pdf_standards=STANDARDS, timestamp=0)
        except typst.TypstError as error:
            named = "".join(_LETTERS.findall(error.diagnostic))
            whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)
            letters = "".join(dict.fromkeys(whole))
            raise (LettersError(letters) if letters else PdfError(error.message)) from error
        finally:
            # Another document can use nothing of this one: without it, the next is set sooner and in half the memory.
            for _ in range(_REMEMBERED_RUNS + 1):
                compiler.compile(b"", format="svg")
    assert isinstance(made, bytes), "one file"
    return made
