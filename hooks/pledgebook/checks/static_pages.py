"""Rules on static pages, which people write in Markdown without a model.

What such a page says of itself is what MkDocs and the search read: title and description as text, and whether the page
is searched (https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data). Any other field would be a slip that
nobody is told of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from ..files.tree import ROOM, NameFault, find_name_fault, find_same, is_litter, is_outside, is_text
from ..i18n.catalogue import Catalogue
from ..markdown.limits import find_excess
from ..names import Language
from ..problem import Level, Mark, Problem, suggest
from ..records.findings import Findings
from ..yaml.characters import find_hidden
from ..yaml.node import Node
from ..yaml.reader import parse_page, read_text
from .files import NAME_CODES, name_plainly
from .languages import SmallWords, check_page_language, list_small_words
from .personal_data import check_personal_text

_TEXTS = ("title", "description")
_SEARCH, _EXCLUDE = "search", "exclude"
_TRUTHS = ("true", "false")


def check_static_pages(
    root: Path,
    docs: str,
    words: Mapping[Language, Catalogue] = MappingProxyType({}),
    findings: Findings | None = None,
) -> Iterator[Problem]:
    """Every page can be read, and its front matter too if it begins with one."""
    findings, small = findings or Findings(), list_small_words(words)
    for path in sorted((root / docs).rglob("*.md")):
        if is_outside(path, root):
            continue
        name = path.relative_to(root).as_posix()
        text, problems = read_text(path, name)
        yield from problems
        if not problems:
            page = _StaticPage(name, text, findings.hash({name: text.encode()}))
            yield from findings.check(_check_page, page, small, words=words)


@dataclass(frozen=True, slots=True)
class _StaticPage:
    name: str
    text: str
    key: bytes
    marks: dict[str, Mark] = field(default_factory=dict)


def _check_page(page: _StaticPage, small: SmallWords, words: Mapping[Language, Catalogue]) -> Iterator[Problem]:
    yield from check_static_page(page.text, page.name, words)


def check_static_page(
    text: str, name: str, words: Mapping[Language, Catalogue] = MappingProxyType({})
) -> Iterator[Problem]:
    """A page's front matter can be read, if it begins with one, as can every character, and it points at no person."""
    yield from find_hidden(text, name)
    excess = find_excess(text)
    if excess:
        yield Problem(Mark(name, excess.line + 1), excess.kind, found=str(excess.limit))
    if text.startswith("---"):
        source = parse_page(text, name)
        yield from source.problems
        if source.node:
            yield from _check_fields(source.node)
    yield from check_personal_text(Node(Mark(name), text))
    yield from check_page_language(text, name, words)


def check_outside_links(root: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """Nothing that a site is made of is a link that leads out of the project, from where it would be published."""
    for folder in folders:
        for place, inner, names in os.walk(folder):
            for path in (Path(place, name) for name in sorted((*inner, *names))):
                if is_outside(path, root):
                    name = Path(os.path.relpath(path, root)).as_posix()
                    yield Problem(Mark(name), "link_outside", found=path.name)


def check_static_names(root: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """A file that a site is made of has a name that an archive can keep beside the others; a folder is told once."""
    for folder in folders:
        paths: list[str] = []
        for place, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if not is_litter(name)]
            files = (Path(place, name) for name in names if not is_litter(name))
            paths += filter(is_text, (Path(os.path.relpath(path, root)).as_posix() for path in files))
        found = {part: fault for path in sorted(paths) for part, fault in _find_fault(path)}
        for path, fault in found.items():
            name = path.rpartition("/")[2]
            better = name_plainly(name)
            yield Problem(Mark(path), NAME_CODES[fault], Level.WARNING, name, (), better, {"better": better})
        for path, other in find_same(paths):
            yield Problem(Mark(path), "file_same", Level.WARNING, path, details={"other": other})


def _find_fault(path: str) -> Iterator[tuple[str, NameFault]]:
    """The first step of a path that an archive cannot keep, and why."""
    steps = path.split("/")
    for count in range(1, len(steps) + 1):
        part = "/".join(steps[:count])
        if fault := find_name_fault(part, ROOM):
            yield part, fault
            return


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
