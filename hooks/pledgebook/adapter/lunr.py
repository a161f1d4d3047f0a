"""The library that the search is done with, out of MkDocs' own copy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.contrib import search

from ..html.search_index import LIBRARY, STEMMER


def find_stemmed(languages: Iterable[str]) -> tuple[str, ...]:
    """The languages whose inflections the library knows."""
    return tuple(language for language in languages if find_in_library(STEMMER.format(language)))


def find_in_library(name: str) -> Path | None:
    """A file of the library, by its name."""
    home = Path(search.__file__).parent
    found = home / ("templates/search" if name == LIBRARY else "lunr-language") / name
    return found if found.is_file() else None
