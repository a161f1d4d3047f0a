"""Rules on files that have words in every language: the register, the accessibility statement, the redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Model
from ..model.located import Located
from ..names import Language
from ..problem import Level, Problem, suggest
from ..yaml.node import Node

# What is left where words were to be filled in.
_PLACEHOLDER = re.compile(
    r"\b(XXX+|TODO|TBD)\b|^\s*(?:…|\.{3})\s*$|lorem ipsum"
    r"|[\[{<(]\s*(fyll i|fill in)\b|\b(fyll i|fill in)( här| here)?\s*([.:…]|$)",
    re.IGNORECASE,
)


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
