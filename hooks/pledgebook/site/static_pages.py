"""Addresses of static pages, which people write in Markdown without a model, and of the files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from ..images.picture import is_picture
from ..names import Language

# What pages are made of; nobody is asked to link to it.
_MADE_OF = "assets"


def list_static_pages(folder: Path, languages: Sequence[Language]) -> Iterator[str]:
    """The addresses of the static pages of a folder, and of the files beside them that stand for themselves."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        uri = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in uri.split("/")):
            continue
        if path.suffix == ".md":
            yield quote(address_from(split_language(uri, languages)[0]))
        elif not uri.startswith(f"{_MADE_OF}/") and not is_picture(uri):
            yield quote(uri)


def list_static_files(folder: Path, languages: Sequence[Language], name: str) -> dict[str, str]:
    """The static pages of a folder and the files beside them: where each is in the project, by its URL on disk.

    Args:
        folder: the folder.
        languages: codes of the site's languages.
        name: the folder relative to the project.
    """
    found: dict[str, str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        uri = path.relative_to(folder).as_posix()
        url = address_from(split_language(uri, languages)[0]) if path.suffix == ".md" else uri
        found.setdefault(url, f"{name}/{uri}")
    return found


def split_language(uri: str, languages: Sequence[Language]) -> tuple[str, str]:
    """A static page's file name without its language, and the language; a name without one is in the first."""
    stem = uri.removesuffix(".md")
    base, _, language = stem.rpartition(".")
    return (base, language) if language in languages else (stem, languages[0])


def address_from(stem: str) -> str:
    """The address of the page that a file without its language and ending becomes."""
    folder, _, name = stem.rpartition("/")
    return f"{folder}/".lstrip("/") if name in ("index", "README") else f"{stem}/"
