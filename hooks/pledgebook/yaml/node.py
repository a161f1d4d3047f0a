"""Node tree of YAML, in which every value and key still knows where it was written.

Scalars stay text: no word is turned into a number, a date or a truth value before the model asks for one, so
`no`, `2019`, `2018-01` and `1:30` mean what they say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..problem import Mark

Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it was written, and where."""

    mark: Mark
    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place.

    Attributes:
        mark: where the value begins.
        value: a text, None (an empty value), a list of nodes or a dict of nodes.
        keys: for a dict, how and where each key was written.
        implied: filled in from a short form, not written by anybody.
    """

    mark: Mark
    value: str | list[Node] | dict[str, Node] | None
    keys: dict[str, Key] = field(default_factory=dict)
    implied: bool = False

    def with_value(self, value: str | list[Node] | dict[str, Node] | None) -> Node:
        """The same place with another value."""
        return Node(self.mark, value, self.keys, self.implied)

    def imply(self, text: str) -> Node:
        """A text that a short form at this place stands for."""
        return Node(self.mark, text, implied=True)

    @property
    def mapping(self) -> dict[str, Node]:
        """The dict, or an empty one when this is something else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The list, or an empty one when this is something else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The text, or an empty one when this is something else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def opening(self) -> Mark:
        """Where a thing begins, as the eye sees it: at its first key."""
        return next(iter(self.keys.values()), self).mark

    def entries(self) -> Iterator[tuple[str, Key, Node]]:
        """Each field of a dict: its name in the model, its key as written, its value."""
        for name, value in self.mapping.items():
            yield name, self.keys.get(name) or Key(value.mark, name), value

    def plain(self) -> Any:
        """The tree as ordinary dicts, lists, texts and None."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def list_texts(self, without: Collection[str] = ()) -> Iterator[Node]:
        """Every text in the tree, but for what stands under some keys."""
        if self.text:
            yield self
        inner = [value for name, value in self.mapping.items() if name not in without]
        for node in (*self.items, *inner):
            yield from node.list_texts(without)

    def get(self, path: Path) -> Node | None:
        """The node at a path of keys and places in lists; None when there is nothing."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            if isinstance(step, int):
                node = node.items[step] if step < len(node.items) else None
            else:
                node = node.mapping.get(step)
        return node

    def text_of(self, name: str) -> str:
        """The text of a field of a dict, or an empty one when the field is not there or holds something else."""
        value = self.mapping.get(name)
        return value.text if value else ""

    def nearest(self, path: Path) -> Node:
        """The deepest node on a path that exists, to mark where something is missing or at fault.

        A place in a list leads nowhere from a single value, which may stand for a list of one.
        """
        node = self
        for step in path:
            value = node.value
            if isinstance(value, dict) and step in value:
                node = value[str(step)]
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                node = value[step]
            elif not isinstance(step, int) or isinstance(value, list | dict):
                break
        return node

    def key_mark(self, path: Path) -> Mark:
        """Where the key at the end of a path was written, else where its value is."""
        if not path:
            return self.mark
        holder = self.nearest(path[:-1])
        key = holder.keys.get(str(path[-1]))
        return key.mark if key else self.nearest(path).mark
