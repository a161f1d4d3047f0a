"""Plain pages, which people write in Markdown without a model: where they are, and what can be wrong with them.

What such a page says of itself is what MkDocs and its search read: title and description as text, and whether the page
is searched (https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data). Any other field would be a slip that
nobody is told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..images.picture import is_picture
from ..problem import Problem, suggest
from ..yaml.node import Node
from ..yaml.reader import parse_page, read_text

_TEXTS = ("title", "description")
_SEARCH, _EXCLUDE = "search", "exclude"
_TRUTHS = ("true", "false")

# What pages are made of; nobody is asked to link to it.
_MADE_OF = "assets"


def check_static_pages(root: Path, docs: str) -> Iterator[Problem]:
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
            source = parse_page(text, name)
            yield from source.problems
            if source.node:
                yield from _check_fields(source.node)


def list_static_pages(folder: Path, languages: Sequence[str]) -> Iterator[str]:
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


def _check_fields(node: Node) -> Iterator[Problem]:
    for name, value in node.mapping.items():
        if name in _TEXTS and not isinstance(value.value, str):
            yield Problem(
                value.mark, "value_text" if value.value else "field_empty", found=name, details={"field": name}
            )
        elif name == _SEARCH:
            yield from _check_search(value)
        elif name not in _TEXTS:
            yield _tell_unknown(node, name, (*_TEXTS, _SEARCH))


def _check_search(node: Node) -> Iterator[Problem]:
    if not node.mapping:
        yield Problem(node.mark, "value_mapping", found=node.text, details={"field": _SEARCH})
    for name, value in node.mapping.items():
        if name != _EXCLUDE:
            yield _tell_unknown(node, name, (_EXCLUDE,))
        elif value.text not in _TRUTHS:
            yield Problem(value.mark, "truth_format", found=value.text, details={"field": name})


def _tell_unknown(node: Node, name: str, allowed: tuple[str, ...]) -> Problem:
    return Problem(
        node.key_mark((name,)), "field_unknown", found=name, allowed=allowed, suggestion=suggest(name, allowed)
    )
