"""Plain pages, which people write in Markdown without a model: where they are, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .frontmatter import parse_page, read_text
from .pictures import is_picture
from .problems import Problem

# What pages are made of; nobody is asked to link to it.
_MADE_OF = "assets"


def check_plain(root: Path, docs: str) -> Iterator[Problem]:
    """Every page can be read, and its front matter too if it begins with one.

    Args:
        root: the project's folder.
        docs: the folder of plain pages, relative to it.
    """
    for path in sorted((root / docs).rglob("*.md")):
        name = path.relative_to(root).as_posix()
        text, problems = read_text(path, name)
        yield from problems
        if not problems and text.startswith("---"):
            yield from parse_page(text, name).problems


def list_plain(folder: Path, languages: Sequence[str]) -> Iterator[str]:
    """The addresses of the plain pages of a folder, and of the files beside them that stand for themselves."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        uri = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in uri.split("/")):
            continue
        if path.suffix == ".md":
            yield address_from(split_language(uri, languages)[0])
        elif not uri.startswith(f"{_MADE_OF}/") and not is_picture(uri):
            yield uri


def split_language(uri: str, languages: Sequence[str]) -> tuple[str, str]:
    """A plain page's file name without its language, and the language; a name without one is in the first."""
    stem = uri.removesuffix(".md")
    base, _, language = stem.rpartition(".")
    return (base, language) if language in languages else (stem, languages[0])


def address_from(stem: str) -> str:
    """The address of the page that a file without its language and ending becomes."""
    folder, _, name = stem.rpartition("/")
    return f"{folder}/".lstrip("/") if name in ("index", "README") else f"{stem}/"
