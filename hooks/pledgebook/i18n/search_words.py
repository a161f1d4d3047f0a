"""Search words: what the search has to know of a language to take one word for another.

They stand in `search.<language>.yml` beside the catalogues: lists of words with spaces between them. A language without
such a file is searched by its words as they stand, by their beginnings and with a letter wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..names import Language
from ..yaml.reader import Loader


class SearchWordsError(ValueError):
    """A file of search words cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What is known of a language's words.

    Attributes:
        endings: what words are inflected by.
        joints: what stands between the parts of a compound.
        stems: parts of compounds that may not stand as words of their own in what is searched.
        vague: parts of compounds that say little about what somebody looks for.
        silent: words that say nothing about what somebody looks for.
        synonyms: words that are taken for each other, by group.
        pages: words that a page of lists is found by, by its kind.
    """

    endings: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)


def name_search_words(language: Language) -> str:
    """What the file of a language's search words is called, which need not be there."""
    return f"search.{language}.yml"


def read_search_words(file: Path) -> SearchWords:
    """Read a file of search words; there is nothing in one that is not there.

    Raises:
        SearchWordsError: it is no such file.
    """
    try:
        values = _parse(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SearchWordsError(str(error)) from error
    if not isinstance(values, dict) or values.keys() - SearchWords.__slots__:
        raise SearchWordsError(f"{' '.join(SearchWords.__slots__)}: …")
    groups, pages = values.pop("synonyms", []), values.pop("pages", {})
    if not isinstance(groups, list) or not isinstance(pages, dict):
        raise SearchWordsError("synonyms: [], pages: {}")
    lists = {name: _split(words) for name, words in values.items()}
    found = {str(kind): " ".join(_split(words)) for kind, words in pages.items()}
    return SearchWords(**lists, synonyms=tuple(map(_split, groups)), pages=found)


def _parse(text: str) -> Any:
    try:
        return yaml.load(text, Loader)
    except yaml.YAMLError:
        # What is wrong is told by the one that there is everywhere.
        return yaml.safe_load(text)


def _split(words: Any) -> tuple[str, ...]:
    if not isinstance(words, str):
        raise SearchWordsError(str(words))
    return tuple(words.split())
