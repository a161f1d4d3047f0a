"""What the accessibility page shows: the barriers by whom they shut out, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Contact
from ...model.accessibility import SUPERVISOR, Barrier, Situation, Statement
from ...model.text import LocalizedText
from ...records.book import Book
from ...records.grouping import group_pairs


@dataclass(frozen=True, slots=True)
class BarrierGroup:
    """Barriers that shut out the same people: in one of the ten situations, or under a title of their own."""

    situation: Situation | None
    title: LocalizedText | None
    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True)
class AccessibilityView:
    """The statement, or nothing when there is none yet.

    Attributes:
        statement: what it says.
        groups: its barriers, the ten situations in their order first, then the titles as written.
        contact: whom to ask.
        supervisor: where to report the site to.
    """

    statement: Statement | None
    groups: tuple[BarrierGroup, ...]
    contact: Contact | None
    supervisor: str = SUPERVISOR

    @property
    def has_gaps(self) -> bool:
        """Whether the content that is not accessible is listed at all."""
        return bool(self.statement and (self.groups or self.statement.burdens or self.statement.exempt))


def build_accessibility_view(book: Book) -> AccessibilityView:
    """The statement of a book."""
    statement = book.statement
    groups = tuple(_group(statement.barriers)) if statement else ()
    return AccessibilityView(statement, groups, book.register.contact)


def _group(barriers: tuple[Barrier, ...]) -> Iterator[BarrierGroup]:
    for situation in Situation:
        found = tuple(barrier for barrier in barriers if situation in barrier.situations)
        if found:
            yield BarrierGroup(situation, None, found)
    titled = group_pairs((str(barrier.group.root), barrier) for barrier in barriers if barrier.group)
    for same in titled.values():
        yield BarrierGroup(None, same[0].group, same)
