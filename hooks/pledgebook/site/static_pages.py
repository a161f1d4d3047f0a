"""Addresses of static pages, which people write in Markdown without a model, and of the files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from ..files.resources import DOCS, DOCS_FOLDERS, is_known
from ..images.picture import is_picture
from ..names import Language

# What pages are made of; nobody is asked to link to it.
_MADE_OF = "assets"


def list_static_files(folder: Path, languages: Sequence[Language]) -> dict[str, Path]:
    """The static pages of a site and the files beside them, by path inside the docs folder, in order.

    Those that come with the engine are there too, where the site has no such page or file of its own. They are in the
    site's languages, and a page that is not in the first of them is left out.

    Args:
        folder: the docs folder.
        languages: codes of the site's languages.
    """
    own = {uri: path for uri, path in _list_files(folder, folder).items() if not is_left_out(uri, languages)}
    taken = {split_language(uri, languages)[0] for uri in own}
    others = {uri: path for name in DOCS_FOLDERS for uri, path in _list_files(DOCS / name, DOCS).items()}
    for uri, path in others.items():
        stem, _, language = uri.removesuffix(".md").rpartition(".")
        is_page = path.suffix == ".md"
        if is_page and (language not in languages or f"{stem}.{languages[0]}.md" not in others):
            continue
        if split_language(uri, languages)[0] not in taken:
            own[uri] = path
    return dict(sorted(own.items()))


def _list_files(folder: Path, top: Path) -> dict[str, Path]:
    return {path.relative_to(top).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def list_static_pages(files: Iterable[str], languages: Sequence[Language]) -> Iterator[str]:
    """The addresses of static pages, and of the files beside them that stand for themselves."""
    for uri in files:
        if any(part.startswith(".") for part in uri.split("/")):
            continue
        if uri.endswith(".md"):
            yield quote(address_from(split_language(uri, languages)[0]))
        elif not uri.startswith(f"{_MADE_OF}/") and not is_picture(uri):
            yield quote(uri)


def list_static_urls(files: Iterable[str], languages: Sequence[Language], name: str) -> dict[str, str]:
    """Static pages and the files beside them: where each is in the project, by its URL on disk.

    Args:
        files: their paths inside the docs folder.
        languages: codes of the site's languages.
        name: the docs folder relative to the project.
    """
    found: dict[str, str] = {}
    for uri in files:
        url = address_from(split_language(uri, languages)[0]) if uri.endswith(".md") else uri
        found.setdefault(url, f"{name}/{uri}")
    return found


def is_left_out(uri: str, languages: Sequence[Language]) -> bool:
    """Whether a file is a page in a language that the site does without."""
    stem, ending, _ = uri.rpartition(".md")
    language = stem.rpartition(".")[2]
    return bool(ending) and language not in languages and is_known(language)


def split_language(uri: str, languages: Sequence[Language]) -> tuple[str, str]:
    """A static page's file name without its language, and the language; a name without one is in the first."""
    stem = uri.removesuffix(".md")
    base, _, language = stem.rpartition(".")
    return (base, language) if language in languages else (stem, languages[0])


def address_from(stem: str) -> str:
    """The address of the page that a file without its language and ending becomes."""
    folder, _, name = stem.rpartition("/")
    return f"{folder}/".lstrip("/") if name in ("index", "README") else f"{stem}/"
