"""Rules on words wherever they stand: in which languages, and whether any was to be filled in or is an example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ..config import SETTINGS
from ..i18n.catalogue import Catalogue
from ..model import Model, Register
from ..model.located import Located
from ..names import Language
from ..problem import Level, Mark, Problem, list_places, suggest
from ..records.parsed import ParsedRecords
from ..yaml.node import Node

# What is left where words were to be filled in.
_PLACEHOLDER = re.compile(
    r"\b(XXX+|TODO|TBD)\b|^\s*(?:…|\.{3})\s*$|lorem ipsum"
    r"|[\[{<(]\s*(fyll i|fill in)\b|\b(fyll i|fill in)( här| here)?\s*([.:…]|$)",
    re.IGNORECASE,
)
# Names that are nobody's and lead nowhere (RFC 2606).
_NOBODYS = re.compile(r"(?:https?://|@)(?:[\w-]+\.)*(?:example\.(?:com|net|org)|\w[\w-]*\.(?:example|test|invalid))\b")


def check_language_codes(entry: Located[Model], languages: Sequence[Language]) -> Iterator[Problem]:
    """Words stand under the code of one of the site's languages."""
    for texts, _ in entry.texts:
        for language, node in texts.mapping.items():
            if language not in languages:
                hint = suggest(language, languages)
                mark = texts.key_mark([language]) if language in texts.keys else node.mark
                yield Problem(mark, "language_unknown", found=language, allowed=tuple(languages), suggestion=hint)


def check_words(entry: Located[Model], languages: Sequence[Language]) -> Iterator[Problem]:
    """There are words in every language, and nothing is left that was to be filled in."""
    for texts, _ in entry.texts:
        for language in languages:
            if language not in texts.mapping:
                yield Problem(texts.mark, "statement_words", Level.NOTE, language)
        yield from _check_filled_in(texts)


def check_filled_in(entry: Located[Model]) -> Iterator[Problem]:
    """Nothing is left in a record's words that was to be filled in."""
    for texts, _ in entry.texts:
        for problem in _check_filled_in(texts):
            yield replace(problem, level=Level.WARNING)


def _check_filled_in(texts: Node) -> Iterator[Problem]:
    for node in {id(node): node for node in texts.mapping.values()}.values():
        found = _PLACEHOLDER.search(node.text)
        if found:
            mark = node.mark.at_line(node.text.count("\n", 0, found.start()))
            yield Problem(mark, "placeholder", found=found[0].strip())


def check_example(entries: ParsedRecords, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    """No text begins with the word that marks an example; of each file, all such texts are told at once."""
    marks = tuple(sorted({f"{known.gettext('hint.example')}:" for known in words.values()}))
    for entry in (*entries.shared, *entries.holders):
        yield from entries.findings.check(_check_example, entry, marks)


def _check_example(entry: Located[Model], marks: tuple[str, ...]) -> Iterator[Problem]:
    texts = {node.mark: node.text for node in entry.node.list_texts() if node.text.startswith(marks)}
    ordered = sorted(texts, key=lambda mark: (mark.path, mark.line, mark.column))
    found = (Problem(mark, "example_left", Level.WARNING, texts[mark].partition(":")[0]) for mark in ordered)
    for _, group in groupby(found, key=lambda problem: problem.mark.path):
        first, *others = group
        yield replace(first, details=list_places([first, *others]) if others else {})


def hint_addresses(register: Located[Register] | None, settings: Sequence[str]) -> Iterator[Problem]:
    """Addresses that are nobody's, in the register and in the lines of the settings."""
    for node in register.node.list_texts() if register else ():
        if _NOBODYS.search(node.text):
            yield Problem(node.mark, "example_address", Level.HINT, node.text)
    for number, line in enumerate(settings, 1):
        name, _, address = line.partition(":")
        if name == "site_url" and _NOBODYS.search(address):
            yield Problem(Mark(SETTINGS, number), "example_site_url", Level.HINT, address.strip().strip("\"'"))
