"""Lays front matter out in one way: order, quotes, lists and indents are set, comments and meaning stay.

The text is taken apart along PyYAML's own marks and put together again; nothing is read into values and written back,
so folded texts keep their lines. Libraries that keep comments hang each one on the line before it, and would leave it
behind when fields change places; here a comment goes with the field that it stands above. What comes out is read and
compared with what went in, and only the same facts with the same comments are let through.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

from .dates import split_period
from .fields import FILES, TRANSLATION
from .frontmatter import LINE_MARKS, parse_page, parse_yaml
from .model import Model, Period, Translation
from .problems import Level, Problem
from .shape import Kind, Shape, known_keys, shapes_of

WIDTH = 120
_FENCE = "---"
_STEP = 2


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A file's text in the usual layout, or as it was when it cannot be read; then with the reasons."""

    text: str
    problems: tuple[Problem, ...] = ()


def find_model(path: str) -> type[Model] | None:
    """The class of the model that a file in the folder of records is written in, by its name; None if there is none."""
    name = PurePosixPath(path).name
    if name == "register.yml":
        return FILES["register"]
    match = re.fullmatch(r"(pledge|agreement|followup)(-[^.]+)?\.[^.]+\.md", name)
    return FILES[match[1]] if match else None


def lay_out(text: str, path: str, model: type[Model]) -> LaidOut:
    """Lay a record's file out.

    Args:
        text: the whole file, with Unix line ends.
        path: where it is, for problems.
        model: the class of the model that it is written in.

    Returns:
        The new text. The words under the front matter are the same but for empty lines at the very end. A file with
        faults in its YAML comes back as it was, with those faults.
    """
    is_page = path.endswith(".md")
    source = parse_page(text, path) if is_page else parse_yaml(text, path)
    faults = tuple(problem for problem in source.problems if problem.level is Level.ERROR)
    if source.node is None or faults:
        return LaidOut(text, faults or source.problems)
    if not is_page:
        return LaidOut(_rewrite(text, model, path))
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    front = "".join(f"{line}\n" for line in lines[1:end])
    body = "\n".join(lines[end + 1 :]).rstrip("\n")
    return LaidOut(f"{_FENCE}\n{_rewrite(front, model, path)}{_FENCE}\n" + (f"{body}\n" if body.strip() else ""))


def quote(text: str, inside: bool = False) -> str:
    """A text as a value on one line, in double quotes if it needs any.

    Args:
        text: what it is to be read as, by any reader of YAML.
        inside: whether it stands inside brackets.

    Returns:
        The value, or nothing when it takes more than double quotes around it.
    """
    if not text.isprintable():
        return ""
    if ":" not in text and _reads_as(text, text, inside) and _is_text(text):
        return text
    quoted = f'"{text}"'
    return quoted if "\\" not in text and _reads_as(quoted, text, inside) else ""


def find_comments(text: str) -> list[str]:
    """The comments of a YAML text, in their order."""
    return [comment.text for comment in _scan(text)[0] if comment.text]


def _rewrite(text: str, model: type[Model], path: str) -> str:
    """The new layout of a YAML text, if it says what the old one said; else the old one."""
    # To YAML these end lines; the reader makes spaces of them.
    before = text.translate(LINE_MARKS)
    try:
        after = _write(before, model)
        comments = [sorted(find_comments(version)) for version in (before, after)]
    except yaml.YAMLError:
        # The reader's parser is written in C, and takes a few things that this one does not.
        return text
    old, new = parse_yaml(before, path), parse_yaml(after, path)
    is_same = old.node and new.node and _settle(old.node.plain()) == _settle(new.node.plain())
    return after if is_same and comments[0] == comments[1] else text


def _settle(value: object) -> object:
    """A value with its years joined by a hyphen; a dash between them means the same."""
    if isinstance(value, dict):
        return {name: _settle(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_settle(item) for item in value]
    return _join_years(value) if isinstance(value, str) else value


def _join_years(text: str) -> str:
    """A period in its usual form: `2027-2028`, and a dash without spaces between whole dates."""
    pair = split_period(text)
    if not pair:
        return text
    is_years = all(re.fullmatch(r"\d{4}", part) for part in pair)
    return ("-" if is_years else "–").join(pair)


@dataclass(slots=True)
class _Comment:
    """A comment (or, without text, an empty line), and whether it has the line to itself."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(slots=True)
class _Part:
    """A field or an item: what is written above it and behind it, and its value.

    Attributes:
        line: where it begins.
        column: how far in.
        key: a field's key; an item of a list has none.
        value: what it holds.
        above: comments and empty lines above it.
        behind: comments at the end of its line.
    """

    line: int
    column: int
    key: yaml.ScalarNode | None
    value: yaml.Node
    above: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return isinstance(self.value, yaml.CollectionNode) and not self.value.flow_style


def _scan(text: str) -> tuple[list[_Comment], list[tuple[int, int]]]:
    """The comments and empty lines between the tokens of a text, and where every other token begins."""
    lines = text.split("\n")
    comments: list[_Comment] = []
    places: list[tuple[int, int]] = []
    line, column = 0, 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start, end = token.start_mark, token.end_mark
        if (start.line, start.column) < (line, column):
            continue
        comments += _read_gap(lines, (line, column), (start.line, start.column))
        if not isinstance(token, yaml.BlockEndToken | yaml.BlockMappingStartToken | yaml.BlockSequenceStartToken):
            places.append((start.line, start.column))
        line, column = end.line, end.column
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            while line > start.line + 1 and not lines[line - 1].strip():
                line -= 1
            column = 0
    return comments, places


def _read_gap(lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> Iterator[_Comment]:
    for number in range(start[0], min(end[0], len(lines) - 1) + 1):
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(lines[number])
        piece = lines[number][first:last]
        found = piece.find("#")
        is_whole = not lines[number][:first].strip()
        if found >= 0:
            yield _Comment(number, first + found, piece[found:].rstrip(), is_whole)
        elif is_whole and number != end[0] and not piece.strip():
            yield _Comment(number, 0, "", True)


def _write(text: str, model: type[Model]) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    comments, places = _scan(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return text
    whole = _Part(-1, -1, None, root)
    parts = _take_apart(whole)
    _hang_comments(whole, parts, comments, places)
    written = _Writer(text.split("\n")).write_block(whole, model, Kind.PART, 0)
    return "".join(f"{line}\n" for line in _trim([*whole.above, *written]))


def _take_apart(whole: _Part) -> list[_Part]:
    """Every field and item of the blocks, in the order of the text; the parts below each are put in their places."""
    found: list[_Part] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if not part.is_block:
            continue
        if isinstance(part.value, yaml.MappingNode):
            part.parts = [
                _Part(key.start_mark.line, key.start_mark.column, key, value) for key, value in part.value.value
            ]
        else:
            column = part.value.start_mark.column
            part.parts = [_Part(item.start_mark.line, column, None, item) for item in part.value.value]
        found += part.parts
        waiting += part.parts
    return found


def _hang_comments(
    whole: _Part, parts: Iterable[_Part], comments: Iterable[_Comment], places: Sequence[tuple[int, int]]
) -> None:
    """Give each comment to the part that it stands behind or above, or at the end of."""
    ordered = sorted(parts, key=lambda part: (part.line, part.column))
    begins = [part.line for part in ordered]
    for comment in comments:
        here = bisect_right(begins, comment.line) - 1
        if here >= 0 and _is_inside(ordered[here], comment):
            continue
        if not comment.alone:
            ordered[here].behind.append(comment.text)
            continue
        following = bisect_right(places, (comment.line, comment.column))
        place = bisect_left(begins, places[following][0]) if following < len(places) else len(ordered)
        after = ordered[place] if place < len(ordered) else None
        # Further in than what comes next, it is the last of the block before.
        if comment.text and (after is None or comment.column > after.column):
            _find_block(whole, comment).below.append(comment.text)
        else:
            (after.above if after else whole.below).append(comment.text)
    _keep_head(whole, ordered)


def _is_inside(part: _Part, comment: _Comment) -> bool:
    """Whether a comment stands within brackets, which are then left as they are."""
    node = part.value
    end = (node.end_mark.line, node.end_mark.column)
    return isinstance(node, yaml.CollectionNode) and not part.is_block and (comment.line, comment.column) < end


def _keep_head(whole: _Part, ordered: Sequence[_Part]) -> None:
    """Comments at the very top, with an empty line under them, are about the whole."""
    above = ordered[0].above if ordered else []
    while above and not above[0]:
        above.pop(0)
    if "" in above:
        cut = above.index("") + 1
        whole.above, ordered[0].above = above[:cut], above[cut:]


def _find_block(whole: _Part, comment: _Comment) -> _Part:
    """The innermost block before a comment that is no further in than it."""
    block = whole
    while True:
        place = bisect_left([part.line for part in block.parts], comment.line) - 1
        inner = block.parts[place] if place >= 0 else None
        # A list may stand as far in as its key; what stands there too is outside it.
        if inner is None or not inner.parts or not inner.column < comment.column >= inner.parts[0].column:
            return block
        block = inner


def _trim(lines: Iterable[str]) -> list[str]:
    """Lines without empty ones at the beginning and the end."""
    found = list(lines)
    while found and not found[0].strip():
        found.pop(0)
    while found and not found[-1].strip():
        found.pop()
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes parts of a text anew. `lines` are those of the old text."""

    lines: list[str]

    def raw(self, node: yaml.Node) -> list[str]:
        """A scalar or a flow collection as it was written, by lines, without the empty ones that follow."""
        start, end = node.start_mark, node.end_mark
        if start.line == end.line:
            return [self.lines[start.line][start.column : end.column]]
        last = [self.lines[end.line][: end.column]] if end.line < len(self.lines) and end.column else []
        found = [self.lines[start.line][start.column :], *self.lines[start.line + 1 : end.line], *last]
        while len(found) > 1 and not found[-1].strip() and "+" not in found[0].partition("#")[0]:
            found.pop()
        return found

    def write_block(self, block: _Part, model: type[Model] | None, kind: Kind, indent: int) -> Iterator[str]:
        """The lines of a mapping or a list in block style."""
        parts = block.parts
        if isinstance(block.value, yaml.MappingNode) and kind is not Kind.WORDS:
            parts = sorted(parts, key=lambda part: _rank(part.key.value if part.key else "", model))
        for part in parts:
            yield from self.write_part(part, model, kind, indent)
        for line in _squeeze(block.below):
            yield " " * indent + line if line else ""

    def write_part(self, part: _Part, model: type[Model] | None, kind: Kind, indent: int) -> Iterator[str]:
        pad = " " * indent
        shape = shapes_of(model).get(part.key.value) if model and part.key else None
        inner, inner_kind = _look_into(model, kind, part.key, shape)
        above = _squeeze([*part.above, *part.behind[1:]])
        if part.key is None and part.is_block:
            first = min(part.parts, key=lambda item: _rank(item.key.value if item.key else "", inner))
            if isinstance(part.value, yaml.MappingNode):
                above += [line for line in [*first.above, *first.behind[1:]] if line]
                first.above, first.behind = [], first.behind[:1]
        yield from (pad + line if line else "" for line in above)
        head = f"{self.scalar(part.key, False)}:" if part.key else "-"
        lines = list(self.write_value(part, inner, inner_kind, indent, len(head)))
        if part.is_block and part.key is None:
            # An item's first field stands on the line of its hyphen.
            first_line = lines[0].removeprefix(" " * (indent + _STEP))
            yield f"{pad}- {first_line}"
            yield from lines[1:]
            return
        lines[0] = f"{pad}{head} {lines[0]}".rstrip()
        if part.behind:
            # Within a text that goes on, a comment would end it.
            last = 0 if part.is_block or lines[0].endswith(("|", ">")) else -1
            lines[last] += f"  {part.behind[0]}"
        yield from lines

    def write_value(self, part: _Part, model: type[Model] | None, kind: Kind, indent: int, head: int) -> Iterator[str]:
        """A value's lines; the first one goes on behind the key or the hyphen."""
        node = part.value
        room = WIDTH - indent - head - 1 - (len(part.behind[0]) + 2 if part.behind else 0)
        if isinstance(node, yaml.ScalarNode):
            yield from self.write_scalar(node, model, indent)
        elif part.is_block:
            short = self.short_list(part, kind, room)
            if short:
                yield short
                return
            if part.key:
                yield ""
            yield from self.write_block(part, model, kind, indent + _STEP)
        else:
            yield from self.write_flow(part, model, kind, indent, room)

    def short_list(self, part: _Part, kind: Kind, room: int) -> str:
        """A list of short facts on one line, if it fits and nothing is noted in it."""
        is_plain = isinstance(part.value, yaml.SequenceNode) and kind is Kind.LIST and part.key is not None
        noted = part.below or any(item.above or item.behind for item in part.parts)
        if not is_plain or noted:
            return ""
        found = self.flow(part.value, None, kind)
        return found if found and len(found) <= room else ""

    def write_scalar(self, node: yaml.ScalarNode, model: type[Model] | None, indent: int) -> Iterator[str]:
        lines = self.raw(node)
        if node.style in ("|", ">"):
            yield lines[0].rstrip()
            yield from _reindent(lines, indent)
        elif len(lines) == 1:
            yield _join_years_in(self.scalar(node, False), model)
        else:
            yield lines[0].strip()
            yield from (" " * (indent + _STEP) + line.strip() if line.strip() else "" for line in lines[1:])

    def write_flow(self, part: _Part, model: type[Model] | None, kind: Kind, indent: int, room: int) -> Iterator[str]:
        """A collection in brackets: on one line if there is room, else as it stood."""
        raw = self.raw(part.value)
        flow = "" if any(_scan_flow(raw)) else self.flow(part.value, model, kind)
        if flow and (len(flow) <= room or len(raw) == 1):
            yield flow
        else:
            yield raw[0].strip()
            yield from (" " * (indent + _STEP) + line.strip() if line.strip() else "" for line in raw[1:])

    def flow(self, node: yaml.Node, model: type[Model] | None, kind: Kind) -> str:
        """A value inside brackets, or nothing when it takes several lines."""
        if isinstance(node, yaml.ScalarNode):
            lines = self.raw(node)
            if len(lines) > 1 or node.style in ("|", ">"):
                return ""
            return _join_years_in(self.scalar(node, True), model) if lines[0] else "''"
        if isinstance(node, yaml.SequenceNode):
            items = [self.flow(item, model, kind) for item in node.value]
            return f"[{', '.join(items)}]" if all(items) else ""
        pairs = list(node.value)
        if kind is not Kind.WORDS:
            pairs.sort(key=lambda pair: _rank(pair[0].value, model))
        fields = []
        for key, value in pairs:
            shape = shapes_of(model).get(key.value) if model else None
            inner, inner_kind = _look_into(model, kind, key, shape)
            is_empty = isinstance(value, yaml.ScalarNode) and self.raw(value) == [""]
            written = "" if is_empty else self.flow(value, inner, inner_kind)
            if not written and not is_empty:
                return ""
            fields.append(f"{self.scalar(key, True)}: {written}".rstrip())
        return "{" + ", ".join(fields) + "}"

    def scalar(self, node: yaml.ScalarNode, inside: bool) -> str:
        """A text on one line, with quotes only where they are needed, be it for other readers of YAML than ours."""
        raw = self.raw(node)[0].strip()
        if node.style not in ("'", '"'):
            return raw
        return quote(node.value, inside) or raw


def _look_into(
    model: type[Model] | None, kind: Kind, key: yaml.ScalarNode | None, shape: Shape | None
) -> tuple[type[Model] | None, Kind]:
    """What the value under a key is written in: a class of the model, and what it holds."""
    if key is None:
        return model, kind
    if shape:
        return shape.part, shape.kind
    if key.value == TRANSLATION and kind is Kind.PART:
        return Translation, Kind.PART
    return None, Kind.FACT


def _rank(name: str, model: type[Model] | None) -> float:
    """What to sort keys by: their order in the model, those it does not know last."""
    known = known_keys(model) if model else ()
    if name == TRANSLATION and "summary" in known:
        return known.index("summary") + 0.5
    return known.index(name) if name in known else len(known)


def _join_years_in(written: str, model: type[Model] | None) -> str:
    return _join_years(written) if model is Period else written


def _is_text(plain: str) -> bool:
    """Whether other readers of YAML too see a text in this, and no number, date or truth value."""
    node = yaml.compose(plain, Loader=yaml.SafeLoader)
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":str")


def _reads_as(written: str, text: str, inside: bool) -> bool:
    """Whether a value written in this way is read as this text, with nothing to warn of."""
    line = f"a: [{written}, b]\n" if inside else f"a: {written}\n"
    source = parse_yaml(line, "")
    value = source.node.mapping.get("a") if source.node and not source.problems else None
    return value is not None and value.plain() == ([text, "b"] if inside else text)


def _squeeze(lines: Iterable[str]) -> list[str]:
    """Comments with at most one empty line in a row."""
    found: list[str] = []
    for line in lines:
        if line or not found or found[-1]:
            found.append(line)
    return found


def _scan_flow(raw: Sequence[str]) -> Iterator[str]:
    """The comments inside a flow collection."""
    yield from (comment.text for comment in _scan("\n".join(raw))[0] if comment.text)


def _reindent(lines: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a block scalar below its own line, moved as one."""
    widths = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    given = re.search(r"[1-9]", lines[0].partition("#")[0])
    # With a number in its head, the text is so much further in than its key.
    base = min(widths, default=0) if not given else min(min(widths, default=0), 10_000)
    target = indent + (_STEP if not given else int(given[0]))
    for line in lines[1:]:
        yield " " * target + line[base:] if line.strip() else ""
