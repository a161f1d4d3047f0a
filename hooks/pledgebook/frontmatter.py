"""A strict reader of Markdown files with front matter, and of YAML files: text in, nodes with places out.

It refuses what YAML lets through in silence (repeated keys, aliases, tags) and never raises for what an author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from .nodes import Key, Node
from .problems import Mark, Problem

# The C parser gives the same tree and the same places some ten times faster; not every platform has it.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_EMPTY = {"", "~", "null", "Null", "NULL"}
_STANDARD_TAG = re.compile(r"tag:yaml\.org,2002:(str|int|float|bool|null|timestamp|map|seq|merge|value)")
_LOOKS_LIKE_YAML = re.compile(r"\s|#|-(\s|$)|[^\s:#][^:]*:(\s|$)|[\[\]{}]|$")
_YAML_FAULTS = (
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("while scanning a quoted scalar", "yaml_quote"),
    ("cannot start any token", "yaml_character"),
    ("control characters are not allowed", "yaml_character"),
    ("special characters are not allowed", "yaml_character"),
    ("flow sequence", "yaml_bracket"),
    ("flow mapping", "yaml_bracket"),
    ("undefined alias", "yaml_alias"),
    ("anchor", "yaml_alias"),
    ("tag", "yaml_tag"),
    ("block mapping", "yaml_indent"),
    ("block sequence", "yaml_indent"),
    ("expected key", "yaml_indent"),
    ("block entries are not allowed", "yaml_indent"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """What one file holds.

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


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of a file as text with Unix line ends; a byte order mark is dropped.

    Returns:
        The text, and a problem when the file is too large or is not UTF-8 (the text is then empty).
    """
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1000} kB"
        return "", (Problem(Mark(path), "file_size", found=f"{len(data) // 1000} kB", allowed=(limit,)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return "", (Problem(Mark(path, line, column), "encoding", found=f"0x{data[error.start]:02X}"),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def parse_page(text: str, path: str) -> Source:
    """Read a Markdown file that begins with front matter between two lines of `---`."""
    lines = text.split("\n")
    if not text.strip():
        return Source(path, None, problems=(Problem(Mark(path), "file_empty"),))
    if lines[0].rstrip() != "---":
        problem = Problem(Mark(path), "frontmatter_missing", found=lines[0].strip()[:60])
        return Source(path, None, problems=(problem,))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        line = next(
            (number for number, line in enumerate(lines[1:], 1) if not _LOOKS_LIKE_YAML.match(line)), len(lines) - 1
        )
        problem = Problem(Mark(path, line + 1), "frontmatter_open", found=lines[line].strip()[:60])
        return Source(path, None, problems=(problem,))
    source = parse_yaml("\n".join(lines[1:end]) + "\n", path, first_line=2)
    body = "\n".join(lines[end + 1 :])
    return Source(path, source.node, body.strip("\n"), end + 2 + _blank_lines(lines[end + 1 :]), source.problems)


def parse_yaml(text: str, path: str, first_line: int = 1) -> Source:
    """Read YAML into nodes. The whole must be a mapping; `first_line` is where the text begins in its file."""
    tabs = tuple(_find_tabs(text, path, first_line))
    if tabs:
        return Source(path, None, problems=tabs)
    try:
        tree = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return Source(path, None, problems=(_explain(error, text, path, first_line),))
    except yaml.YAMLError as error:
        line, column = _reader_place(error, text)
        return Source(path, None, problems=(Problem(Mark(path, first_line + line, column + 1), "yaml_character"),))
    if tree is None:
        return Source(path, Node(Mark(path, first_line), {}))
    if not isinstance(tree, yaml.MappingNode):
        return Source(path, None, problems=(Problem(Mark(path, first_line), "yaml_not_mapping"),))
    builder = _Builder(path, first_line)
    node = builder.build(tree, 0)
    return Source(path, node, problems=tuple(builder.problems))


@dataclass
class _Builder:
    path: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def mark(self, node: yaml.Node) -> Mark:
        return Mark(self.path, self.first_line + node.start_mark.line, node.start_mark.column + 1)

    def report(self, node: yaml.Node, code: str, found: str = "", **details: str) -> None:
        self.problems.append(Problem(self.mark(node), code, found=found, details=details))

    def build(self, node: yaml.Node, depth: int) -> Node:
        mark = self.mark(node)
        if id(node) in self.seen:
            self.report(node, "yaml_alias")
            return Node(mark, None)
        self.seen.add(id(node))
        if not _STANDARD_TAG.fullmatch(node.tag):
            self.report(node, "yaml_tag", node.tag)
        if depth > MAX_DEPTH:
            self.report(node, "yaml_depth")
            return Node(mark, None)
        if isinstance(node, yaml.MappingNode):
            return self.build_mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return Node(mark, [self.build(item, depth + 1) for item in node.value])
        empty = isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _EMPTY
        return Node(mark, None if empty else node.value)

    def build_mapping(self, node: yaml.MappingNode, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Key] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(key_node, "yaml_key")
                continue
            name = key_node.value
            if name in keys:
                self.report(key_node, "yaml_repeated", name, first=str(keys[name].mark.line))
                continue
            keys[name] = Key(self.mark(key_node), name)
            values[name] = self.build(value_node, depth + 1)
        return Node(self.mark(node), values, keys)


def _blank_lines(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _find_tabs(text: str, path: str, first_line: int) -> Iterable[Problem]:
    for number, line in enumerate(text.split("\n")):
        indent = re.match(r"[ \t]*(?:-[ \t]+)*", line)
        if indent and "\t" in indent[0] and line.strip():
            yield Problem(Mark(path, first_line + number, indent[0].index("\t") + 1), "yaml_tab")


def _explain(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    words = f"{error.context or ''} {error.problem or ''}"
    code = next((code for part, code in _YAML_FAULTS if part in words), "yaml_other")
    place = error.problem_mark or error.context_mark
    if code in ("yaml_quote", "yaml_bracket") and error.context_mark:
        place = error.context_mark
    line, column = (place.line, place.column) if place else (0, 0)
    lines = text.split("\n")
    found = lines[line].strip()[:80] if line < len(lines) else ""
    return Problem(Mark(path, first_line + line, column + 1), code, found=found)


def _reader_place(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    before = text[: getattr(error, "position", 0) or 0]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)
