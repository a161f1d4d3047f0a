"""Located record: a part of the model, and the place in its file of everything in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..problem import Level, Problem, suggest
from ..yaml.node import Node, Path
from .base import Model

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[M_co]):
    """A record with its source locations: the node it was read from knows where everything in it was written."""

    record: M_co
    node: Node

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
        return Problem(self.node.nearest(path).mark, code, level, found, known, suggest(found, known), details)
