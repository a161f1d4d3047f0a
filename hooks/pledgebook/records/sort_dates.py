"""Sort dates: where a record or a follow-up stands in time when its own date is unknown; they are never told.

A record stands at the start of its period, or else where its signing, its decision, the date on its document, what its
follow-ups cover, the years in its folder's name, its publication, its end, its follow-ups' dates or its agreement place
it, whichever is known first and not after its end. When none is, it stands right after what it follows on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeAlias, TypeVar

from ..model import FollowUp, Pledge, Record
from ..model.dates import PartialDate, parse_partial
from ..model.paths import AGREEMENTS, folder_of
from ..names import Folder
from .grouping import group_pairs

R = TypeVar("R", bound=Record)
# A day, and what parts from others of that day: how exactly it is known, or how many follow on each other from it.
Order: TypeAlias = tuple[date, int]
# A name that begins with a year or a date, and nothing else in digits.
_NAMED = re.compile(r"\d{4}(?:-\d{2}){0,2}(?![^-])")


def find_sort_dates(records: Collection[Record], followups: Iterable[FollowUp]) -> dict[Folder, Order]:
    """The sort dates of records, by their folders; one that nothing places has none."""
    reports = group_pairs((folder_of(followup), followup) for followup in followups)
    found: dict[Folder, Order] = {}
    for record in sorted(records, key=lambda record: isinstance(record, Pledge)):
        folder, end = folder_of(record), record.period.end
        days = [when.first_day for when in _list_evidence(record, reports.get(folder, ())) if when]
        frame = found.get(Folder(f"{AGREEMENTS}/{getattr(record, 'agreement', None)}"))
        days += [frame[0]] if frame else []
        day = next((day for day in days if end is None or day <= end.last_day), None)
        found |= {folder: (day, 0)} if day else {}
    waiting = {folder: record for record in records if (folder := folder_of(record)) not in found}
    while placed := {folder: order for folder, record in waiting.items() if (order := _follow(record, found))}:
        found |= placed
        waiting = {folder: record for folder, record in waiting.items() if folder not in placed}
    return found


def _list_evidence(record: Record, followups: Iterable[FollowUp]) -> tuple[PartialDate | None, ...]:
    """The dates that place a record, the best first."""
    dates, period = record.dates, record.period
    covered = min((item.covers.start for item in followups if item.covers.start), default=None)
    dated = min((item.date for item in followups if item.date), default=None)
    known = (period.start, dates.signed, dates.decided, dates.written, covered)
    return (*known, _read_name(record.id), dates.published, period.end, dated)


def _follow(record: Record, found: Mapping[Folder, Order]) -> Order | None:
    """Right after what a record follows on, where that has a place."""
    names = (record.extends, record.replaces, getattr(record, "continues", None))
    earlier = (found.get(folder_of(record.model_copy(update={"id": name}))) for name in names if name)
    return next(((order[0], order[1] + 1) for order in earlier if order), None)


def _read_name(name: str) -> PartialDate | None:
    """The date that a name begins with, or else the year."""
    match = _NAMED.match(name)
    return parse_partial(match[0]) or parse_partial(match[0][:4]) if match else None


def order_records(records: Collection[R], placed: Mapping[Folder, Order] | None = None) -> tuple[R, ...]:
    """Records by sort date (`placed`, or what they alone say), then id; those that nothing places come first."""
    known = find_sort_dates(records, ()) if placed is None else placed
    return tuple(sorted(records, key=lambda record: (known.get(folder_of(record), (date.min, 0)), record.id)))


def order_followups(followups: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Follow-ups in the order of time, then by their pledges and ids; those that nothing places come first."""
    return tuple(sorted(followups, key=lambda item: (place_followup(item), item.pledge, item.id)))


def place_followup(followup: FollowUp) -> Order:
    """What a follow-up is ordered by: its date, or else where what it covers ends; without these, before all others.

    A file's name says nothing of that, nor does the time of the pledge: nobody has said that it is the newest.
    """
    if followup.date:
        return followup.date.order
    return next((when.last_day for when in (followup.covers.end, followup.covers.start) if when), date.min), 0


def place_changes(record: Record) -> tuple[Order, ...]:
    """What each change is ordered by: its date, or that of the one that is listed before it, or else the start.

    A change of the period without a date stands at the end that there was before, or where it is listed if that is
    earlier.
    """
    start, dated = record.period.start, (date.max, 0)
    before = (start.last_day if start else date.min, 0)
    found: list[Order] = []
    for change in record.changes:
        if change.date:
            before = dated = change.date.order
        elif change.earlier_end:
            before = min(dated, (change.earlier_end.last_day, 0))
        found.append(before)
    return tuple(found)
