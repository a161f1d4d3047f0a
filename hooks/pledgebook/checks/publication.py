"""Rule on who publishes the site: no text that somebody has written denies what the register says of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..config import Settings
from ..i18n.catalogue import Catalogue
from ..markdown.sanitize import blank_code
from ..model.enums import Publication
from ..names import Language
from ..problem import Mark, Problem
from ..records.parsed import ParsedRecords
from .hints import compile_phrases

# What is told, and the phrases that deny it.
_DENIED = {
    Publication.OWN: ("publication_own", "publication.denied.own"),
    Publication.COMPILED: ("publication_compiled", "publication.denied.compiled"),
}


def check_publication(
    entries: ParsedRecords, settings: Settings, words: Mapping[Language, Catalogue]
) -> Iterator[Problem]:
    """No static page, register or accessibility file denies the `publication` that the register says."""
    if entries.register is None:
        return
    code, phrases = _DENIED[entries.register.record.publication]
    texts = [
        (node.mark, Language(code), node.text)
        for entry in entries.shared
        for found, _ in entry.texts
        for code, node in found.mapping.items()
    ]
    folder = settings.root / settings.docs
    for file in sorted(folder.rglob("*.md")):
        name = file.relative_to(settings.root).as_posix()
        language = next((code for code in settings.codes if name.endswith(f".{code}.md")), settings.codes[0])
        texts.append((Mark(name), language, blank_code(file.read_text("utf-8-sig", "replace"))))
    for mark, language, text in texts:
        known = words.get(language)
        denied = compile_phrases(known.gettext(phrases)).finditer(text) if known else ()
        for denial in denied:
            place = mark.at_line(text.count("\n", 0, denial.start()))
            yield Problem(place, code, found=denial[0])
