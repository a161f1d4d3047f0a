"""A record, and where everything in it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..problem import Level, Problem, suggest
from ..yaml.node import Node, Path
from . import Model

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[M_co]):
    """A record and the node it was read from, which knows where everything in it was written."""

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
        """A problem at the value a path leads to."""
        known = tuple(sorted(set(allowed)))
        return Problem(self.node.find(path).mark, code, level, found, known, suggest(found, known), details)
