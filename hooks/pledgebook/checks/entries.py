"""What the rules look at: records, and where everything in them was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from ..book import Attachment, folder_of
from ..contents import Contents, read_contents
from ..ledger import Ledger
from ..model import Agreement, FollowUp, Model, Pledge, Record, Register
from ..nodes import Node, Path
from ..problems import Level, Problem, suggest
from ..renditions import Renditions
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
        known = tuple(sorted(set(allowed)))
        return Problem(self.node.find(path).mark, code, level, found, known, suggest(found, known), details)


@dataclass
class Entries:
    """What has been read and is well-formed by itself.

    Of `folders` and `sources` (files, without their language) also what is not. `ledgers` and `renditions` go by
    folder.
    """

    register: Entry[Register] | None = None
    statement: Entry[Statement] | None = None
    pledges: list[Entry[Pledge]] = field(default_factory=list)
    agreements: list[Entry[Agreement]] = field(default_factory=list)
    followups: list[Entry[FollowUp]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    renditions: dict[str, Renditions] = field(default_factory=dict)
    root: FilePath = FilePath()
    _contents: dict[str, Contents] = field(default_factory=dict)

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

    @property
    def marked_folders(self) -> list[str]:
        """The folders in which a translation says which original it renders."""
        holders: list[Record | FollowUp] = [entry.record for entry in self.records]
        holders += [entry.record for entry in self.followups]
        return list(
            dict.fromkeys(
                folder_of(holder) for holder in holders if any(item.of for item in holder.translations.values())
            )
        )

    def contents_of(self, folder: str) -> Contents:
        """What a record's files say, once all is read."""
        if folder not in self._contents:
            self._contents[folder] = read_contents(self, folder)
        return self._contents[folder]
