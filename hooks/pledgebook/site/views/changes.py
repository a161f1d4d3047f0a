"""The changes page: every event of every record, by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...history.snapshot import name_items
from ...model import Agreement, Change, FollowUp, Pledge, Record
from ...model.dates import PartialDate
from ...model.paths import folder_of
from ...records.book import Book


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
    """Something that happened to a record on a day, in a month or in a year.

    Attributes:
        date: when.
        kind: what.
        record: the record it happened to.
        followup: a follow-up that came.
        change: the note on a change.
        edition: the number of the edition that the note came with, when the record has been published.
    """

    date: PartialDate
    kind: EventKind
    record: Record
    followup: FollowUp | None = None
    change: Change | None = None
    edition: int | None = None

    @property
    def is_agreement(self) -> bool:
        """Whether it happened to an agreement."""
        return isinstance(self.record, Agreement)


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All events, newest first."""

    events: tuple[Event, ...]


def build_changes_view(book: Book) -> ChangesView:
    """The list of everything that has happened."""
    return ChangesView(_order(list_events(book)))


def list_events(book: Book) -> Iterator[Event]:
    """The events of every record, record by record."""
    for record in (*book.agreements, *book.pledges):
        yield from _list_events_of(book, record)


def list_events_of(book: Book, record: Record) -> tuple[Event, ...]:
    """The events of one record, newest first."""
    return _order(_list_events_of(book, record))


def _list_events_of(book: Book, record: Record) -> Iterator[Event]:
    for name, when in record.dates:
        if when is not None:
            yield Event(when, EventKind(name), record)
    ledger = book.ledgers.get(folder_of(record))
    noted = ledger.noted if ledger else {}
    for name, change in zip(name_items(Change, record.changes), record.changes, strict=True):
        yield Event(change.date, EventKind.CHANGED, record, change=change, edition=noted.get(name))
    if isinstance(record, Pledge):
        for followup in book.followups_of(record):
            yield Event(followup.date, EventKind.FOLLOWED_UP, record, followup=followup)


def _order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.date, reverse=True))
