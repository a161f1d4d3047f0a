"""Concrete syntax of front matter: each field and item as written, with the comments that belong to it.

The text is taken apart along PyYAML's own marks, so that what is put together again can keep every letter. Libraries
that keep comments hang each one on the line before it, and would leave it behind when fields change places; here a
comment goes with the field that it stands above.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import yaml


def parse_cst(text: str) -> Block | None:
    """The concrete syntax tree of a YAML text; None when it is not a mapping written over lines.

    Raises:
        yaml.YAMLError: it is not YAML to PyYAML's own parser.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    comments, places = _scan(text)
    whole = Block(-1, -1, None, root)
    _hang_comments(whole, split(whole), comments, places)
    return whole


def find_comments(text: str) -> list[str]:
    """The comments of a YAML text with their `#`, in their order."""
    return [comment.text for comment in _scan(text)[0] if comment.text] if "#" in text else []


def read_raw(node: yaml.Node) -> list[str]:
    """A scalar or a flow collection as it was written, by lines, without the empty ones that follow."""
    start, end = node.start_mark, node.end_mark
    lines = _split_lines(start.buffer)
    if start.line == end.line:
        return [lines[start.line][start.column : end.column]]
    last = [lines[end.line][: end.column]] if end.line < len(lines) and end.column else []
    found = [lines[start.line][start.column :], *lines[start.line + 1 : end.line], *last]
    while len(found) > 1 and not found[-1].strip() and "+" not in found[0].partition("#")[0]:
        found.pop()
    return found


@lru_cache(maxsize=64)
def _split_lines(buffer: str) -> list[str]:
    # PyYAML's own mark of the end.
    return buffer.removesuffix("\0").split("\n")


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment (or, without text, an empty line), and whether it has the line to itself."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(slots=True)
class Block:
    """A node of the concrete syntax: a field or an item, its value, and what is written above it and behind it.

    Attributes:
        line: where it begins, from nought; -1 for the whole and for what has been made anew.
        column: how far in, likewise.
        key: a field's key; an item of a list has none.
        value: what it holds.
        above: comments and empty lines above it.
        behind: comments at the end of its line.
        parts: what a block holds, in the order of the text.
        below: comments at the end of a block.
    """

    line: int
    column: int
    key: yaml.ScalarNode | None
    value: yaml.Node
    above: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether its value is written over lines, without brackets."""
        return isinstance(self.value, yaml.CollectionNode) and not self.value.flow_style


@lru_cache(maxsize=4)
def _scan(text: str) -> tuple[Sequence[_Comment], Sequence[tuple[int, int]]]:
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


def split(whole: Block) -> list[Block]:
    """Every field and item of the blocks, in the order of the text; the parts below each are put in their places."""
    found: list[Block] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if not part.is_block:
            continue
        if isinstance(part.value, yaml.MappingNode):
            part.parts = [
                Block(key.start_mark.line, key.start_mark.column, key, value) for key, value in part.value.value
            ]
        else:
            column = part.value.start_mark.column
            part.parts = [Block(item.start_mark.line, column, None, item) for item in part.value.value]
        found += part.parts
        waiting += part.parts
    return found


def _hang_comments(
    whole: Block, parts: Iterable[Block], comments: Iterable[_Comment], places: Sequence[tuple[int, int]]
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


def _is_inside(part: Block, comment: _Comment) -> bool:
    """Whether a comment stands within brackets, which are then left as they are."""
    node = part.value
    end = (node.end_mark.line, node.end_mark.column)
    return isinstance(node, yaml.CollectionNode) and not part.is_block and (comment.line, comment.column) < end


def _keep_head(whole: Block, ordered: Sequence[Block]) -> None:
    """Comments at the very top, with an empty line under them, are about the whole."""
    above = ordered[0].above if ordered else []
    while above and not above[0]:
        above.pop(0)
    if "" in above:
        cut = above.index("") + 1
        whole.above, ordered[0].above = above[:cut], above[cut:]


def _find_block(whole: Block, comment: _Comment) -> Block:
    """The innermost block before a comment that is no further in than it."""
    block = whole
    while True:
        place = bisect_left([part.line for part in block.parts], comment.line) - 1
        inner = block.parts[place] if place >= 0 else None
        # A list may stand as far in as its key; what stands there too is outside it.
        if inner is None or not inner.parts or not inner.column < comment.column >= inner.parts[0].column:
            return block
        block = inner
