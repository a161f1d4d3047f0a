"""Located record: a part of the model, and the place in its file of everything in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from ..problem import Level, Mark, Problem, suggest
from ..yaml.node import Node, Path
from .base import Model
from .introspect import find_texts

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class Located(Generic[M_co]):
    """A record with its source locations: the node it was read from knows where everything in it was written.

    Attributes:
        record: the record.
        read_node: reads the node, the same each time.
        key: the hash of all that the record depends on (see `records.record_cache`); nothing where that is not known.
        marks: where problems have been found before, by path (see `find_mark`).
    """

    record: M_co
    read_node: Callable[[], Node] = field(repr=False, compare=False)
    key: bytes = b""
    marks: dict[str, Mark] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def node(self) -> Node:
        """What it was read from."""
        return self.read_node()

    def keep(self, node: Node) -> None:
        """Keep what it was read from, so that it need not be read again until it is forgotten."""
        vars(self)["node"] = node

    def forget(self) -> None:
        """Forget what it was read from, which takes several times the room of the record."""
        for name in ("node", "texts"):
            vars(self).pop(name, None)

    @cached_property
    def texts(self) -> tuple[tuple[Node, bool], ...]:
        """Each text, as a mapping by language, and whether it is Markdown; many rules ask for them."""
        return tuple(find_texts(type(self.record), self.node))

    @property
    def prose(self) -> Iterator[Node]:
        """Each Markdown text in every language, where it was written."""
        return (node for texts, is_prose in self.texts if is_prose for node in texts.mapping.values())

    def find_mark(self, path: Path) -> Mark:
        """Where the value stands that a path leads to, or the nearest one above it."""
        name = json.dumps(path)
        if name not in self.marks:
            self.marks[name] = self.node.nearest(path).mark
        return self.marks[name]

    def problem(
        self,
        path: Path,
        code: str,
        level: Level = Level.ERROR,
        found: str = "",
        allowed: Iterable[str] = (),
        **details: str,
    ) -> Problem:
        """A problem at the value that a path leads to, or at the nearest one above it.

        Args:
            path: from the record, by keys as written and places in lists: `("promises", 0, "text")`.
            code: which rule is broken.
            level: how much it matters.
            found: what stands there.
            allowed: what may stand there; what `found` most looks like is suggested.
            details: other values for the message, by name.
        """
        known = tuple(sorted(set(allowed)))
        return Problem(self.find_mark(path), code, level, found, known, suggest(found, known), details)
