"""Everything that has happened, by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..book import Book
from ..dates import PartialDate
from ..model import Agreement, Change, FollowUp, Pledge, Record


class EventKind(StrEnum):
    """What happened."""

    SIGNED = "signed"
    DECIDED = "decided"
    PUBLISHED = "published"
    UPDATED = "updated"
    FOLLOWED_UP = "followed_up"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record on a day, in a month or in a year."""

    date: PartialDate
    kind: EventKind
    record: Record
    followup: FollowUp | None = None
    change: Change | None = None

    @property
    def is_agreement(self) -> bool:
        """Whether it happened to an agreement."""
        return isinstance(self.record, Agreement)


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All events, newest first."""

    events: tuple[Event, ...]


def show_changes(book: Book) -> ChangesView:
    """The list of everything that has happened."""
    return ChangesView(tuple(sorted(list_events(book), key=lambda event: event.date, reverse=True)))


def list_events(book: Book) -> Iterator[Event]:
    """The events of every record, record by record."""
    for record in (*book.agreements, *book.pledges):
        for name, when in record.dates:
            if when is not None:
                yield Event(when, EventKind(name), record)
        for change in record.changes:
            yield Event(change.date, EventKind.CHANGED, record, change=change)
        if isinstance(record, Pledge):
            for followup in book.followups_of(record):
                yield Event(followup.date, EventKind.FOLLOWED_UP, record, followup=followup)
