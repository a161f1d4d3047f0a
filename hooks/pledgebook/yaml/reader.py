"""A strict reader of Markdown files with front matter, and of YAML files: text in, nodes with places out.

It refuses what YAML lets through in silence (repeated keys, aliases, tags) and never raises for what an author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ..problem import Level, Mark, Problem
from .node import Key, Node

# The C parser gives the same events at the same places some ten times faster; not every platform has it.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
# So many faults of YAML in one file are told; whoever has more has pasted something else.
MAX_PROBLEMS = 20
_DASH = re.compile(r"\s*([–—•·])\s")
_COLON_INSIDE = re.compile(r":\s.*:(\s|$)")
_CURLY = re.compile(r"[“”„‟]([^“”„‟]*)[“”„‟]|[‘’‚‛]([^‘’‚‛]*)[‘’‚‛]")
_EMPTY = {"", "~", "null", "Null", "NULL"}
# What is meant for the line that ends front matter, or looks as if it was.
_ENDS = re.compile(r"\s*[-–—]{2,5}\s*")
_LOOKS_LIKE_YAML = re.compile(r"\s|#|-(\s|$)|[^\s:#][^:]*:(\s|$)|[\[\]{}]|$")
# A list in a list in a list is read level by level; so far in nobody follows it anyway.
_DEEPEST = 120
_TOO_DEEP = re.compile(rf"^(?: {{{_DEEPEST}}}|\t{{{_DEEPEST // 4}}})[ \t]*\S", re.MULTILINE)
HARD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# The indent of a line, its hyphens, and the name of its field with what stands after the colon.
_BEFORE_VALUE = re.compile(rf"[ {HARD_SPACES}]*(?:-[ {HARD_SPACES}]+)*(?:\w+:[ {HARD_SPACES}]+)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
# YAML ends a line at these, editors do not; as spaces they leave every place where the author sees it.
LINE_MARKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_YAML_FAULTS = (
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("while scanning a quoted scalar", "yaml_quote"),
    ("cannot start any token", "yaml_character"),
    ("mapping keys are not allowed", "yaml_character"),
    ("flow sequence", "yaml_bracket"),
    ("flow mapping", "yaml_bracket"),
    ("alias", "yaml_alias"),
    ("anchor", "yaml_alias"),
    ("tag", "yaml_tag"),
    ("block mapping", "yaml_indent"),
    ("block sequence", "yaml_indent"),
    ("block collection", "yaml_indent"),
    ("expected key", "yaml_indent"),
    ("block entries are not allowed", "yaml_indent"),
)
_TOLD_AT_BEGINNING = {"yaml_quote", "yaml_bracket", "yaml_no_colon", "yaml_alias"}


@dataclass(frozen=True, slots=True)
class SourceFile:
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


def read_text(path: Path, name: str, limit: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """A file as text, as `decode` gives it; no more of it is read than a record may hold.

    Args:
        path: the file.
        name: what problems call it.
        limit: how many bytes it may have.

    Returns:
        The text, and a problem when it cannot be read (the text is then empty).
    """
    if not path.is_file():
        return "", (Problem(Mark(name), "file_unreadable", found=path.name),)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
        size = path.stat().st_size
    except OSError:
        return "", (Problem(Mark(name), "file_unreadable", found=path.name),)
    return decode(data, name, size, limit)


def decode(data: bytes, path: str, size: int = 0, limit: int = MAX_BYTES) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of a file as text with Unix line ends; a byte order mark is dropped.

    Args:
        data: the bytes, or so many of them that they are too many.
        path: the file, as problems call it.
        size: how many there are in all, when there are more.
        limit: how many there may be.

    Returns:
        The text; or none, and a problem, when the file is too large, is not UTF-8 or has a line that is too far in.
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
    deep = _TOO_DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        return "", (Problem(Mark(path, line), "line_depth", allowed=(str(_DEEPEST),)),)
    return text, ()


def parse_page(text: str, path: str) -> SourceFile:
    """Read a Markdown file that begins with front matter between two lines of `---`."""
    lines = text.split("\n")
    if not text.strip():
        return SourceFile(path, None, problems=(Problem(Mark(path), "file_empty"),))
    if lines[0].rstrip() != "---":
        code = "frontmatter_missing" if lines[0].strip() else "frontmatter_blank"
        return SourceFile(path, None, problems=(Problem(Mark(path), code, found=lines[0].strip()[:60]),))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        line = next(
            (
                number
                for number, line in enumerate(lines[1:], 1)
                if _ENDS.fullmatch(line) or not _LOOKS_LIKE_YAML.match(line)
            ),
            len(lines) - 1,
        )
        problem = Problem(Mark(path, line + 1), "frontmatter_open", found=lines[line].strip()[:60])
        return SourceFile(path, None, problems=(problem,))
    source = parse_yaml("\n".join(lines[1:end]) + "\n", path, first_line=2)
    body = "\n".join(lines[end + 1 :])
    return SourceFile(path, source.node, body.strip("\n"), end + 2 + _blank_lines(lines[end + 1 :]), source.problems)


def parse_yaml(text: str, path: str, first_line: int = 1) -> SourceFile:
    """Read YAML into nodes. The whole must be a mapping; `first_line` is where the text begins in its file."""
    text = text.translate(LINE_MARKS)
    faults = (
        *_find_tabs(text, path, first_line),
        *_find_hard_spaces(text, path, first_line),
        *_find_controls(text, path, first_line),
    )
    if faults:
        return SourceFile(path, None, problems=faults)
    builder = _Builder(path, first_line, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        return SourceFile(path, None, problems=(*builder.problems, _explain(error, text, path, first_line)))
    node = builder.root or Node(Mark(path, first_line), {})
    if not isinstance(node.value, dict) and not builder.problems:
        builder.problems.append(Problem(Mark(path, first_line), "yaml_not_mapping"))
    is_usable = isinstance(node.value, dict) and builder.is_whole
    return SourceFile(path, node if is_usable else None, problems=tuple(builder.problems))


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read. In a mapping, `key` is what the next value belongs to."""

    mark: Mark
    items: list[Node] | None = None
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    key: Key | None = None
    awaits_value: bool = False


@dataclass(slots=True)
class _Builder:
    """Makes nodes of YAML's events, one by one, so that no depth or repetition in a file can cost much."""

    path: str
    first_line: int
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    is_whole: bool = True

    def mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.path, self.first_line + start.line, start.column + 1) if start else Mark(self.path)

    def report(self, event: yaml.Event, code: str, found: str = "", suggestion: str = "", **details: str) -> None:
        self.problems.append(Problem(self.mark(event), code, found=found, suggestion=suggestion, details=details))

    def stop(self, event: yaml.Event, code: str, found: str = "") -> bool:
        self.report(event, code, found)
        self.is_whole = False
        return False

    def take(self, event: yaml.Event) -> bool:
        """Take the next event; false when there is no use in going on."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            return self.documents < 2 or self.stop(event, "yaml_other", "---")
        if isinstance(event, yaml.NodeEvent):
            return self.take_node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            frame = self.frames.pop()
            self.finish(Node(frame.mark, frame.values if frame.items is None else frame.items, frame.keys))
        return True

    def take_node(self, event: yaml.NodeEvent) -> bool:
        if len(self.problems) >= MAX_PROBLEMS:
            self.is_whole = False
            return False
        if event.anchor is not None or isinstance(event, yaml.AliasEvent):
            self.report(event, "yaml_alias")
        tag = getattr(event, "tag", None)
        if tag:
            self.report(event, "yaml_tag", tag)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.frames) > MAX_DEPTH:
                return self.stop(event, "yaml_depth")
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self.reject_key(event)
            self.frames.append(_Frame(self.mark(event), [] if is_list else None))
        elif isinstance(event, yaml.ScalarEvent) and self.is_key():
            self.take_key(event)
        else:
            self.reject_key(event)
            self.warn_of_comment(event)
            self.finish(Node(self.mark(event), self.read_text(event)))
        return True

    def warn_of_comment(self, event: yaml.Event) -> None:
        """A `#` after a space ends an unquoted text (`Hus #3`), which is seldom what was meant."""
        end = event.end_mark
        if end and isinstance(event, yaml.ScalarEvent) and event.style in (None, "") and event.value:
            rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
            found = re.match(r"\s+#[^\s#]", rest)
            if found:
                mark = Mark(self.path, self.first_line + end.line, end.column + found.end() - 1)
                self.problems.append(Problem(mark, "yaml_comment", Level.WARNING, rest.strip()))

    def read_text(self, event: yaml.NodeEvent) -> str | None:
        """The text of a value; quotation marks that a word processor has turned do not quote, so they are refused."""
        text = _text_of(event)
        is_plain = isinstance(event, yaml.ScalarEvent) and event.style in (None, "")
        if text and is_plain and _DASH.match(text) and self.begins_line(event):
            self.report(event, "yaml_dash", text)
            self.is_whole = False
        curly = _CURLY.fullmatch(text) if text and is_plain else None
        if not curly:
            return text
        inner = curly[1] or curly[2] or ""
        self.report(event, "quotes_curly", str(text))
        return inner

    def begins_line(self, event: yaml.Event) -> bool:
        place = event.start_mark
        return place is not None and not self.lines[place.line][: place.column].strip()

    def is_key(self) -> bool:
        return bool(self.frames) and self.frames[-1].items is None and not self.frames[-1].awaits_value

    def take_key(self, event: yaml.ScalarEvent) -> None:
        frame, name = self.frames[-1], event.value
        frame.awaits_value = True
        if _DASH.match(name):
            self.report(event, "yaml_dash", name)
            self.is_whole = False
        frame.key = None
        if name in frame.keys:
            self.report(event, "yaml_repeated", name, first=str(frame.keys[name].mark.line))
        else:
            frame.key = frame.keys[name] = Key(self.mark(event), name)

    def reject_key(self, event: yaml.Event) -> None:
        if self.is_key():
            self.report(event, "yaml_key")

    def finish(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.items is not None:
            frame.items.append(node)
        elif frame.awaits_value:
            if frame.key:
                frame.values[frame.key.name] = node
            frame.awaits_value = False
        else:
            frame.key, frame.awaits_value = None, True


def _text_of(event: yaml.Event) -> str | None:
    if not isinstance(event, yaml.ScalarEvent):
        return None
    is_plain = event.style in (None, "") and event.implicit[0]
    # YAML takes the ordinary spaces around a plain text away, and leaves the hard ones.
    text = str(event.value).strip() if is_plain else str(event.value)
    return None if is_plain and text in _EMPTY else text


def _blank_lines(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _find_tabs(text: str, path: str, first_line: int) -> Iterable[Problem]:
    for number, line in enumerate(text.split("\n")):
        indent = re.match(r"[ \t]*(?:-[ \t]+)*", line)
        if indent and "\t" in indent[0] and line.strip():
            yield Problem(Mark(path, first_line + number, indent[0].index("\t") + 1), "yaml_tab")


def _find_hard_spaces(text: str, path: str, first_line: int) -> Iterable[Problem]:
    """Spaces that look like ordinary ones where YAML counts spaces, as word processors and some keyboards make them."""
    for number, line in enumerate(text.split("\n")):
        found = re.search(f"[{HARD_SPACES}]", _BEFORE_VALUE.match(line)[0])  # type: ignore[index]
        if found and line.strip():
            yield Problem(Mark(path, first_line + number, found.start() + 1), "yaml_space")


def _find_controls(text: str, path: str, first_line: int) -> Iterable[Problem]:
    for match in _CONTROL.finditer(text):
        before = text[: match.start()]
        line, column = before.count("\n"), match.start() - (before.rfind("\n") + 1)
        found = f"U+{ord(match[0]):04X}"
        yield Problem(Mark(path, first_line + line, column + 1), "control_character", found=found)


def _explain(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    words = f"{error.context or ''} {error.problem or ''}"
    code = next((code for part, code in _YAML_FAULTS if part in words), "yaml_other")
    place = error.problem_mark or error.context_mark
    if code in _TOLD_AT_BEGINNING and error.context_mark:
        place = error.context_mark
    line, column = (place.line, place.column) if place else (0, 0)
    code, line, column = _find_cause(code, line, column, text.split("\n"))
    return Problem(Mark(path, first_line + line, column + 1), code, found=_line(text, line))


def _find_cause(code: str, line: int, column: int, lines: list[str]) -> tuple[str, int, int]:
    """What an author did, where YAML only notices what came of it, and perhaps on the next line."""
    for number in (line, line - 1):
        dash = _DASH.match(lines[number]) if 0 <= number < len(lines) else None
        if dash:
            return "yaml_dash", number, dash.start(1)
    before = lines[line][:column].strip() if line < len(lines) else ""
    if code == "yaml_indent" and before.endswith(('"', "'", "]", "}")):
        return "yaml_after", line, column
    if code == "yaml_indent" and before.endswith(":") and lines[line][column:].startswith("- "):
        return "yaml_list_beside", line, column
    if code != "yaml_colon" or _COLON_INSIDE.search(lines[line]):
        return code, line, column
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is not None and not re.search(r":(\s|$)", lines[above]):
        return "yaml_no_colon", above, _indent(lines[above])
    return "yaml_indent", line, _indent(lines[line])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number].strip()[:80] if number < len(lines) else ""
