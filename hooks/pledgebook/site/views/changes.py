"""The changes page: every event of every record, by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...history.snapshot import name_items
from ...model import Change, FollowUp, Pledge, Record
from ...model.dates import PartialDate
from ...model.paths import folder_of
from ...records.book import Book
from ...records.sort_dates import Order, place_changes, place_followup


class EventKind(StrEnum):
    """What happened."""

    SIGNED = "signed"
    DECIDED = "decided"
    WRITTEN = "written"
    PUBLISHED = "published"
    UPDATED = "updated"
    FOLLOWED_UP = "followed_up"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record on a day, in a month or in a year.

    Attributes:
        date: when; None when nobody knows.
        order: what it is ordered by among others, which is never told.
        kind: what.
        record: the record it happened to.
        followup: a follow-up that came.
        change: the note on a change.
        edition: the number of the edition that the note came with, when the record has been published.
        is_planned: whether it is a signing or a decision that lies ahead.
    """

    date: PartialDate | None
    order: Order
    kind: EventKind
    record: Record
    followup: FollowUp | None = None
    change: Change | None = None
    edition: int | None = None
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All events, newest first."""

    events: tuple[Event, ...]


# What may be said beforehand.
_FORESEEN = (EventKind.SIGNED, EventKind.DECIDED)


def build_changes_view(book: Book, today: date = date.max) -> ChangesView:
    """The list of everything that has happened by a day."""
    return ChangesView(_order(event for event in list_events(book, today) if not event.is_planned))


def list_events(book: Book, today: date) -> Iterator[Event]:
    """The events of every record, record by record, with what is planned on a day."""
    for record in (*book.agreements, *book.pledges):
        yield from _list_events_of(book, record, today)


def list_events_of(book: Book, record: Record, today: date) -> tuple[Event, ...]:
    """The events of one record, newest first, without what is only planned on a day."""
    return _order(event for event in _list_events_of(book, record, today) if not event.is_planned)


def list_planned(record: Record, today: date) -> tuple[str, ...]:
    """The dates of a record, by their names in `dates`, that are planned on a day: nothing tells of them as history."""
    return tuple(name for name, when in record.dates if when and when.first_day > today and name in _FORESEEN)


def _list_events_of(book: Book, record: Record, today: date) -> Iterator[Event]:
    planned = list_planned(record, today)
    for name, when in record.dates:
        if when is not None:
            yield Event(when, when.order, EventKind(name), record, is_planned=name in planned)
    ledger = book.ledgers.get(folder_of(record))
    noted = ledger.noted if ledger else {}
    names = name_items(Change, record.changes)
    for name, change, order in zip(names, record.changes, place_changes(record), strict=True):
        yield Event(change.date, order, EventKind.CHANGED, record, change=change, edition=noted.get(name))
    if isinstance(record, Pledge):
        for followup in book.followups_of(record):
            yield Event(followup.date, place_followup(followup), EventKind.FOLLOWED_UP, record, followup=followup)


def _order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.order, reverse=True))
