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
from ..yaml.reader import read_text
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
        (node.mark, Language(name), node.text)
        for entry in entries.shared
        for found, _ in entry.texts
        for name, node in found.mapping.items()
    ]
    for file in sorted((settings.root / settings.docs).rglob("*.md")):
        name = file.relative_to(settings.root).as_posix()
        language = next((code for code in settings.codes if name.endswith(f".{code}.md")), settings.codes[0])
        texts.append((Mark(name), language, blank_code(read_text(file, name)[0])))
    denials = {language: compile_phrases(known.gettext(phrases)) for language, known in words.items()}
    for mark, language, text in texts:
        for denial in denials[language].finditer(text) if language in denials else ():
            yield Problem(mark.at_line(text.count("\n", 0, denial.start())), code, found=denial[0])
