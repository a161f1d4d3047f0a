"""Rules that need the whole book: pledges against each other through the years."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..book import Book
from ..model import Pledge, Record
from ..problems import Level, Problem
from .entries import Entries


def check_overlaps(book: Book, entries: Entries) -> Iterator[Problem]:
    """Two pledges that hold at the same time are for different areas (one that extends another is no rival of it)."""
    entry_of = {entry.record.id: entry for entry in entries.pledges}
    by_area: dict[tuple[str, ...], list[Pledge]] = {}
    for pledge in book.pledges:
        if pledge.period.start:
            by_area.setdefault(tuple(sorted(pledge.area.places)), []).append(pledge)
    for pledges in by_area.values():
        for earlier, later in pairwise(pledges):
            if _overlap(earlier, later) and earlier.id not in (later.extends, later.replaces):
                entry = entry_of[later.id]
                yield entry.problem(("period",), "period_overlap", Level.WARNING, later.id, other=earlier.id)


def _overlap(earlier: Record, later: Record) -> bool:
    start, end = later.period.start, earlier.period.end
    if start is None or (end is None and not earlier.period.open):
        return False
    return end is None or start.first_day <= end.last_day


def check_continues(book: Book, entries: Entries) -> Iterator[Problem]:
    """A promise carries on one of an earlier pledge, not of its own or a later one."""
    order = {pledge.id: place for place, pledge in enumerate(book.pledges)}
    for entry in entries.pledges:
        for number, promise in enumerate(entry.record.promises):
            for place, earlier in enumerate(promise.continues):
                if order[earlier.partition("/")[0]] >= order[entry.record.id]:
                    path = ("promises", number, "continues", place)
                    yield entry.problem(path, "continues_later", found=earlier)
