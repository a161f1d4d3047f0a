"""Puts a few lines into front matter that somebody has written, and leaves every other letter where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from .page import split_page
from .reader import LINE_MARKS, parse_page

_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z][a-z0-9-]*")
_WORDS_OF_YAML = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


class InsertionError(ValueError):
    """The front matter is written in a way that nothing can safely be put into; the message is what to put there."""


@dataclass(frozen=True, slots=True)
class _Front:
    """A page taken apart: what stands before its front matter, that itself, and the rest from the closing line on."""

    before: str
    front: str
    after: str
    root: yaml.MappingNode | None

    def put(self, place: int, words: str, until: int | None = None) -> str:
        end = place if until is None else until
        return f"{self.before}{self.front[:place]}{words}{self.front[end:]}{self.after}"

    def find(self, key: str) -> tuple[yaml.Node, yaml.Node] | None:
        pairs = self.root.value if self.root else []
        return next(((name, value) for name, value in pairs if name.value == key), None)


def append_item(text: str, key: str, item: Mapping[str, str]) -> str:
    """Add an item last in a list of the front matter, which is made if there is none.

    Args:
        text: the page.
        key: the list's name.
        item: the item's fields.

    Raises:
        InsertionError: the list is not written as one.
    """
    block = _write_block(item, "  ")
    page = _take_apart(text, f"{key}:\n{block}")
    found = page.find(key)
    if found is None:
        return page.put(len(page.front), f"{key}:\n{block}")
    value = found[1]
    if isinstance(value, yaml.SequenceNode):
        if value.flow_style:
            return _append_in_brackets(page, value, item, block)
        indent = " " * value.start_mark.column
        return page.put(_end_of(page.front, value), _write_block(item, indent))
    if isinstance(value, yaml.ScalarNode) and not value.value and not value.style:
        return page.put(_next_line(page.front, value.end_mark.index), block)
    raise InsertionError(f"{key}:\n{block}")


def set_value(text: str, key: str, name: str, value: str) -> str:
    """Give a field inside a mapping of the front matter a value; both are made if they are not there.

    Raises:
        InsertionError: there is something else than a mapping.
    """
    line = f"{name}: {_write(value)}"
    page = _take_apart(text, f"{key}:\n  {line}\n")
    found = page.find(key)
    if found is None:
        return page.put(len(page.front), f"{key}:\n  {line}\n")
    node = found[1]
    if isinstance(node, yaml.MappingNode):
        own = next((inner for inner_key, inner in node.value if inner_key.value == name), None)
        if isinstance(own, yaml.ScalarNode):
            gap = "" if own.value or own.style else " "
            return page.put(own.start_mark.index, gap + _write(value), own.end_mark.index)
        if node.flow_style:
            return page.put(node.start_mark.index + 1, f"{line}, " if node.value else line)
        return page.put(node.start_mark.index, f"{line}\n{' ' * node.start_mark.column}")
    if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
        return page.put(_next_line(page.front, node.end_mark.index), f"  {line}\n")
    raise InsertionError(f"{key}:\n  {line}\n")


def _take_apart(text: str, wanted: str) -> _Front:
    page = split_page(text)
    if page is None or parse_page(text, "").node is None:
        raise InsertionError(wanted)
    # The reader takes these for spaces, since YAML alone ends a line at them; as many, so that places stay.
    root = yaml.compose(page.front.translate(LINE_MARKS), Loader=yaml.SafeLoader)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise InsertionError(wanted)
    return _Front(page.opening, page.front, page.closing + page.body, root)


def _append_in_brackets(page: _Front, value: yaml.SequenceNode, item: Mapping[str, str], block: str) -> str:
    place = value.end_mark.index - 1
    last = value.value[-1].end_mark.index if value.value else value.start_mark.index + 1
    between = page.front[last:place]
    if "#" in between:
        raise InsertionError(block)
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


def _write_block(item: Mapping[str, str], indent: str) -> str:
    lines = [f"{name}: {_write(words)}" for name, words in item.items()]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def _write(words: str) -> str:
    is_plain = _PLAIN.fullmatch(words) and words not in _WORDS_OF_YAML
    return words if is_plain else json.dumps(words, ensure_ascii=False)
