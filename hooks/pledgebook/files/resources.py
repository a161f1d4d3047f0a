"""Resources: the engine's own files, inside the package as it is installed, or around it where it is developed.

A wheel has them in a folder of the package, where they lie as they do in the repository.
"""

from __future__ import annotations

from pathlib import Path

from ..names import Language

_PACKAGE = Path(__file__).absolute().parents[1]
_INSIDE = _PACKAGE / "engine"
# The folder that they lie in.
ENGINE = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parents[1]
IS_INSTALLED = ENGINE == _INSIDE
# Templates, catalogues, and what records are printed with.
THEME = ENGINE / "theme"
# The folder of catalogues inside a theme.
WORDS = "words"
# The language that the engine's own words were written in first.
FIRST = "sv"
# The folders of `docs` that come with the engine: style and script, and the handbook.
DOCS = ENGINE / "docs"
DOCS_FOLDERS = ("assets", "handbok")
# Which version the form is, with its lock.
FORM = ENGINE / "form"
# The program that builds for the preview.
LIVE_BUILDER = ENGINE / "hooks" / "live_builder.py"


def list_languages(folder: Path = THEME / WORDS) -> list[Language]:
    """The languages that a folder has words for pages in, in the order of their codes."""
    return [Language(path.name.split(".")[1]) for path in sorted(folder.glob("site.*.po"))]


def is_known(language: str) -> bool:
    """Whether the engine has words in a language, so that a site without it has left it out."""
    return language in list_languages()
