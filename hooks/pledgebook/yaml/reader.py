"""Strict reader of Markdown files with front matter, and of YAML files: text in, nodes with places out.

It refuses what YAML lets through in silence (repeated keys, aliases, tags) and never raises for what an author wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from ..conflict import find_conflict
from ..problem import Mark, Problem
from .builder import NodeBuilder
from .node import Node
from .page import FENCE, split_page
from .slips import explain_error, find_slips

# The C parser gives the same events at the same places some ten times faster; not every platform has it.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000
# What is meant for the line that ends front matter, or looks as if it was.
_ENDS = re.compile(r"\s*[-–—]{2,5}\s*")
_LOOKS_LIKE_YAML = re.compile(r"\s|#|-(\s|$)|[^\s:#]+:(\s|$)|[\[\]{}]|$")
# A list in a list in a list is read level by level; so far in nobody follows it anyway.
_DEEPEST = 120
_TOO_DEEP = re.compile(rf"^(?: {{{_DEEPEST}}}|\t{{{_DEEPEST // 4}}})[ \t]*\S", re.MULTILINE)
# YAML ends a line at these, editors do not.
_LINE_MARKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
# PyYAML's two parsers are not of one mind about tabs on a line of nothing else.
_TABS_ALONE = re.compile(r"^ *\t[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A parsed file: what it holds, and what is wrong with it.

    Attributes:
        path: the file, relative to the project.
        node: its front matter (or, for YAML, the whole), or None when it could not be read.
        body: the Markdown after the front matter.
        body_line: the line of the file that the body begins on.
        problems: what is wrong with it.
    """

    path: str
    node: Node | None
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()


def read_text(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """A file as text, as `decode` gives it; no more of it is read than a record may hold.

    Args:
        path: the file.
        name: what problems call it.
        limit: how many bytes it may have.

    Returns:
        The text, and a problem when it cannot be read (the text is then empty).
    """
    found = read_bytes(path, limit)
    if found is None:
        return "", (Problem(Mark(name), "file_unreadable", found=path.name),)
    return decode(found[0], name, found[1], limit)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> tuple[bytes, int] | None:
    """The bytes of a file, or so many that they are too many, and how many there are; nothing if it cannot be read."""
    # A device or a pipe might never end.
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return file.read(limit + 1), path.stat().st_size
    except OSError:
        return None


def decode(data: bytes, path: str, size: int = 0, limit: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of a file as text with Unix line ends; a byte order mark is dropped.

    Args:
        data: the bytes, or so many of them that they are too many.
        path: the file, as problems call it.
        size: how many there are in all, when there are more.
        limit: how many there may be.

    Returns:
        The text; or none, and a problem, when the file is too large, is not UTF-8, has a line that is
        too far in or two versions that git could not join.
    """
    if len(data) > limit:
        found, most = f"{max(len(data), size) // 1000} kB", f"{limit // 1000} kB"
        return "", (Problem(Mark(path), "file_size", found=found, allowed=(most,)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        # Up to the fault it is UTF-8, so columns can be counted in characters, as editors do.
        column = len(before.decode("utf-8-sig").rpartition("\n")[2]) + 1
        return "", (Problem(Mark(path, line, column), "encoding", found=f"0x{data[error.start]:02X}"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    conflict = find_conflict(text)
    if conflict:
        return "", (Problem(Mark(path, conflict), "merge_conflict"),)
    deep = _TOO_DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        return "", (Problem(Mark(path, line), "line_depth", allowed=(str(_DEEPEST),)),)
    return text, ()


def parse_page(text: str, path: str) -> SourceFile:
    """Read a Markdown file that begins with front matter between two lines of `---`."""
    page = split_page(text)
    if page is None:
        return SourceFile(path, None, problems=(_explain_page(text, path),))
    source = parse_yaml(page.front, path, first_line=2)
    lines = page.body.split("\n")
    blank = next((number for number, line in enumerate(lines) if line.strip()), 0)
    body_line = page.front.count("\n") + 3 + blank
    return SourceFile(path, source.node, page.body.strip("\n"), body_line, source.problems)


def _explain_page(text: str, path: str) -> Problem:
    """Why a page has no front matter: it is empty, or one of the lines of hyphens is missing or misspelt."""
    if not text.strip():
        return Problem(Mark(path), "file_empty")
    first, *lines = text.split("\n")
    if first.rstrip() != FENCE:
        code = "frontmatter_missing" if first.strip() else "frontmatter_blank"
        return Problem(Mark(path), code, found=first.strip()[:60])
    ends = (n for n, line in enumerate(lines) if _ENDS.fullmatch(line) or not _LOOKS_LIKE_YAML.match(line))
    number = next(ends, None)
    # Comments that no field follows are rather headings.
    fields = max((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), default=-1)
    number = next((n for n, line in enumerate(lines) if n > fields and line), None) if number is None else number
    if number is None:
        number = max((n for n, line in enumerate(lines) if line.strip()), default=-1)
        found = lines[number].strip()[:60] if number >= 0 else first
        return Problem(Mark(path, number + 2), "frontmatter_cut", found=found)
    return Problem(Mark(path, number + 2), "frontmatter_open", found=lines[number].strip()[:60])


def even_out(text: str) -> str:
    """YAML with a space for each letter that cannot be seen and means something to PyYAML; every place stays."""
    return _TABS_ALONE.sub(lambda line: " " * len(line[0]), text.translate(_LINE_MARKS))


# A preview, a change and an archive read the same few hundred files several times. Nodes are never changed.
@lru_cache(maxsize=512)
def parse_yaml(text: str, path: str, first_line: int = 1) -> SourceFile:
    """Read YAML into nodes; the whole must be a mapping.

    `first_line` is the line of the file that the text begins on.
    """
    text = even_out(text)
    slips = find_slips(text, path, first_line)
    if slips:
        return SourceFile(path, None, problems=slips)
    builder = NodeBuilder(path, first_line, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        return SourceFile(
            path, None, problems=(*builder.problems, explain_error(error, builder.lines, path, first_line))
        )
    node = builder.root or Node(Mark(path, first_line), {})
    if not isinstance(node.value, dict) and not builder.problems:
        builder.problems.append(Problem(Mark(path, first_line), "yaml_not_mapping"))
    is_usable = isinstance(node.value, dict) and builder.is_whole
    return SourceFile(path, node if is_usable else None, problems=tuple(builder.problems))
