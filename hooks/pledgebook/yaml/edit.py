"""Edits of front matter that somebody has written: every letter and comment that an edit is not about stays.

`append_item`, `remove_item` and `set_value` change a few lines in the text of a page. The other functions change a
`Block` of the concrete syntax, for `render_blocks` to lay out as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from .cst import Block, find_comments, parse_cst, read_raw
from .page import split_page
from .reader import even_out, parse_page
from .scalar import quote_always

_SEQUENCE = "tag:yaml.org,2002:seq"


class EditError(ValueError):
    """The front matter is written in a way that nothing can safely be put into; the message is what to put there."""


@dataclass(frozen=True, slots=True)
class _Front:
    """A page split around its front matter, and the node of that, or None when it is empty."""

    before: str
    front: str
    after: str
    root: yaml.MappingNode | None

    def put(self, place: int, words: str, until: int | None = None) -> str:
        end = place if until is None else until
        return f"{self.before}{self.front[:place]}{words}{self.front[end:]}{self.after}"

    def find(self, key: str) -> yaml.Node | None:
        pairs = self.root.value if self.root else []
        return next((value for name, value in pairs if name.value == key), None)


def append_item(text: str, key: str, item: Mapping[str, str]) -> str:
    """A page with an item more, last in a list of its front matter; the list is made if there is none.

    Raises:
        EditError: the list is not written as one.
    """
    block = _render_item(item, "  ")
    page = _open(text, f"{key}:\n{block}")
    value = page.find(key)
    if isinstance(value, yaml.SequenceNode):
        if value.flow_style:
            return _append_in_brackets(page, value, item, block)
        indent = " " * value.start_mark.column
        return page.put(_end_of(page.front, value), _render_item(item, indent))
    return _put_under(page, key, value, block)


def remove_item(text: str, key: str, item: Mapping[str, str]) -> str:
    """A page as it was before `append_item` put an item into it.

    Raises:
        EditError: the item is not the last one there, or is not written as `append_item` writes it.
    """
    page = _open(text, "")
    for start, end in _list_places(page, key):
        before = page.put(start, "", end)
        if append_item(before, key, item) == text:
            return before
    raise EditError(_render_item(item, "  "))


def _list_places(page: _Front, key: str) -> Iterator[tuple[int, int]]:
    """Where the last item of a list may have been put in: with its key, alone, or within brackets."""
    value = page.find(key)
    if not isinstance(value, yaml.SequenceNode) or not value.value:
        return
    last = value.value[-1]
    if value.flow_style:
        before = value.value[-2].end_mark.index if len(value.value) > 1 else value.start_mark.index + 1
        yield before, last.end_mark.index
        return
    end = _end_of(page.front, value)
    if len(value.value) == 1:
        yield page.front.rfind(f"{key}:", 0, value.start_mark.index), end
    yield page.front.rfind("\n", 0, last.start_mark.index) + 1, end


def set_value(text: str, key: str, name: str, value: str) -> str:
    """A page with another value for a field of a mapping in its front matter; both are made if they are not there.

    Raises:
        EditError: there is something else than a mapping.
    """
    line = f"{name}: {quote_always(value)}"
    page = _open(text, f"{key}:\n  {line}\n")
    node = page.find(key)
    if isinstance(node, yaml.MappingNode):
        own = next((inner for inner_key, inner in node.value if inner_key.value == name), None)
        if isinstance(own, yaml.ScalarNode):
            gap = " " if _is_empty(own) else ""
            return page.put(own.start_mark.index, gap + quote_always(value), own.end_mark.index)
        if node.flow_style:
            return page.put(node.start_mark.index + 1, f"{line}, " if node.value else line)
        return page.put(node.start_mark.index, f"{line}\n{' ' * node.start_mark.column}")
    return _put_under(page, key, node, f"  {line}\n")


def _open(text: str, wanted: str) -> _Front:
    page = split_page(text)
    if page is None or parse_page(text, "").node is None:
        raise EditError(wanted)
    # As many letters, so that places stay.
    root = yaml.compose(even_out(page.front), Loader=yaml.SafeLoader)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise EditError(wanted)
    return _Front(page.opening, page.front, page.closing + page.body, root)


def _put_under(page: _Front, key: str, value: yaml.Node | None, block: str) -> str:
    """A page with lines under a key that has no value yet, or with the key too."""
    if value is None:
        return page.put(len(page.front), f"{key}:\n{block}")
    if _is_empty(value):
        return page.put(_next_line(page.front, value.end_mark.index), block)
    raise EditError(f"{key}:\n{block}")


def _is_empty(node: yaml.Node) -> bool:
    """Whether nothing at all stands where the value would."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _append_in_brackets(page: _Front, value: yaml.SequenceNode, item: Mapping[str, str], block: str) -> str:
    place = value.end_mark.index - 1
    last = value.value[-1].end_mark.index if value.value else value.start_mark.index + 1
    if "#" in page.front[last:place]:
        raise EditError(block)
    written = "{" + ", ".join(f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in item.items()) + "}"
    return page.put(last, f", {written}" if value.value else written, place)


def _end_of(front: str, value: yaml.Node) -> int:
    """Where a list of lines ends: before empty lines, and before comments that are not inside it."""
    place = value.end_mark.index
    column = value.start_mark.column
    lines = front[:place].splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n") and not lines[-1].strip():
        place -= len(lines.pop())
    while lines:
        line = lines[-1]
        is_outside = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column
        if line.strip() and not is_outside:
            break
        place -= len(lines.pop())
    return place


def _next_line(front: str, place: int) -> int:
    found = front.find("\n", place)
    return len(front) if found < 0 else found + 1


def _render_item(item: Mapping[str, str], indent: str) -> str:
    lines = [f"{name}: {quote_always(words)}" for name, words in item.items()]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def parse_block(lines: Iterable[str]) -> Block:
    """The first field of a mapping written over lines."""
    whole = parse_cst("".join(f"{line}\n" for line in lines))
    assert whole is not None
    return whole.parts[0]


def replace_value(block: Block, fresh: Block) -> None:
    """Give a field or an item the value of another; comments that stood within the old one come to stand above."""
    block.above += _collect_within(block)
    block.value, block.parts, block.below = fresh.value, fresh.parts, []


def drop_fields(block: Block, names: Collection[str]) -> None:
    """Take fields out of a mapping; comments about them go to the field that follows, or below the last."""
    kept: list[Block] = []
    loose: list[str] = []
    for field in block.parts:
        if field.key and field.key.value in names:
            loose += collect_comments(field)
        else:
            field.above[:0] = loose
            loose = []
            kept.append(field)
    block.below[:0] = loose
    block.parts = kept


def set_items(block: Block, items: Sequence[Block]) -> None:
    """Make a field a list of these items, one on a line; comments inside brackets come to stand above."""
    if not block.is_block:
        block.above += _collect_within(block)
    block.parts = list(items)
    block.value = yaml.SequenceNode(_SEQUENCE, [item.value for item in items], flow_style=False)


def list_items(block: Block) -> list[Block]:
    """The items under a key, also when they are written in brackets or there is only one and no list."""
    if isinstance(block.value, yaml.SequenceNode):
        return block.parts if block.is_block else [Block(-1, -1, None, item) for item in block.value.value]
    if isinstance(block.value, yaml.ScalarNode) and not block.value.value:
        return []
    inner = Block(-1, -1, None, block.value, parts=block.parts, below=block.below)
    block.parts, block.below = [], []
    return [inner]


def unfold(block: Block) -> None:
    """Take a mapping out of its brackets, one field on a line; each of its values stays as it was written."""
    mapping = block.value
    if block.is_block or not isinstance(mapping, yaml.MappingNode):
        return
    block.above = [*block.above, *find_comments("\n".join(read_raw(mapping)))]
    block.parts = [Block(-1, -1, key, value) for key, value in mapping.value]
    block.value = yaml.MappingNode(mapping.tag, mapping.value, flow_style=False)


def collect_comments(block: Block) -> list[str]:
    """Every comment above, behind and inside a block."""
    return [line for line in [*block.above, *block.behind, *_collect_within(block)] if line]


def _collect_within(block: Block) -> list[str]:
    found: list[str] = []
    if not block.is_block and isinstance(block.value, yaml.CollectionNode):
        found += find_comments("\n".join(read_raw(block.value)))
    for inner in block.parts:
        found += collect_comments(inner)
    return [line for line in [*found, *block.below] if line]


def read_plain(node: yaml.Node) -> object:
    """A node of PyYAML as dicts, lists and texts."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: read_plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [read_plain(item) for item in node.value]
    return str(node.value)
