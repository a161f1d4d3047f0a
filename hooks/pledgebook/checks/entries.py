"""What the rules look at: records, and where everything in them was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from ..book import Attachment
from ..model import Agreement, FollowUp, Model, Pledge, Record, Register
from ..nodes import Node, Path
from ..problems import Level, Problem, suggest
from ..statement import Statement

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M_co]):
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
        known = tuple(sorted(allowed))
        return Problem(self.node.find(path).mark, code, level, found, known, suggest(found, known), details)


@dataclass
class Entries:
    """What has been read and is well-formed by itself.

    Of `folders` and `sources` (files, without their language) also what is not.
    """

    register: Entry[Register] | None = None
    statement: Entry[Statement] | None = None
    pledges: list[Entry[Pledge]] = field(default_factory=list)
    agreements: list[Entry[Agreement]] = field(default_factory=list)
    followups: list[Entry[FollowUp]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    @cached_property
    def files(self) -> dict[str, list[str]]:
        """The names of the files in each folder, once all is read."""
        found: dict[str, list[str]] = {}
        for attachment in self.attachments:
            found.setdefault(attachment.folder, []).append(attachment.name)
        return found

    @property
    def records(self) -> list[Entry[Record]]:
        """Pledges and agreements."""
        return [*self.pledges, *self.agreements]
