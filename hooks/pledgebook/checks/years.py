"""Rules that need the whole book: pledges against each other through the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..book import Book
from ..model import Pledge
from ..problems import Level, Problem
from .entries import Entries

# A pledge may follow on two others, by extending one and replacing another.
_COMPARED = 3


def check_overlaps(book: Book, entries: Entries) -> Iterator[Problem]:
    """Two pledges that hold at the same time are for different areas; one that follows on another is no rival of it."""
    entry_of = {entry.record.id: entry for entry in entries.pledges}
    by_area: dict[tuple[str, ...], list[Pledge]] = {}
    for pledge in book.pledges:
        if pledge.period.start:
            by_area.setdefault((pledge.area.scope, *sorted(pledge.area.places)), []).append(pledge)
    for pledges in by_area.values():
        for earlier, later in _rivals(pledges):
            entry = entry_of[later.id]
            yield entry.problem(("period",), "period_overlap", Level.WARNING, later.id, other=earlier.id)


def _rivals(pledges: list[Pledge]) -> Iterator[tuple[Pledge, Pledge]]:
    """Each pledge with the first one that still holds when it begins, in the order of their beginnings."""
    holding: list[Pledge] = []
    for later in pledges:
        start = later.period.start
        assert start is not None
        holding = [pledge for pledge in holding if _end_of(pledge) >= start.first_day]
        rivals = [pledge for pledge in holding if pledge.id not in (later.extends, later.replaces)]
        if rivals:
            yield rivals[0], later
        # Those that hold longest are enough to find a rival for any later one, however many hold at once.
        holding = sorted([*holding, later], key=_end_of)[-_COMPARED:]


def _end_of(pledge: Pledge) -> date:
    period = pledge.period
    if period.end:
        return period.end.last_day
    return date.max if period.open else date.min


def check_continues(book: Book, entries: Entries) -> Iterator[Problem]:
    """A promise carries on one of an earlier pledge, not of its own or a later one."""
    order = {pledge.id: place for place, pledge in enumerate(book.pledges)}
    timeless = {pledge.id for pledge in book.pledges if pledge.period.start is None}
    for entry in entries.pledges:
        own = entry.record.id
        for number, promise in enumerate(entry.record.promises):
            for place, reference in enumerate(promise.continues):
                earlier = reference.partition("/")[0]
                if earlier == own or (not {earlier, own} & timeless and order[earlier] >= order[own]):
                    path = ("promises", number, "continues", place)
                    yield entry.problem(path, "continues_later", found=reference)


def check_successions(book: Book, entries: Entries) -> Iterator[Problem]:
    """A record extends, replaces or follows on an earlier one."""
    for records, read in ((book.pledges, entries.pledges), (book.agreements, entries.agreements)):
        order = {record.id: place for place, record in enumerate(records)}
        timeless = {record.id for record in records if record.period.start is None}
        for entry in read:
            own = entry.record.id
            for name in ("extends", "replaces", "continues"):
                earlier = getattr(entry.record, name, None)
                if earlier and not {earlier, own} & timeless and order[earlier] > order[own]:
                    yield entry.problem((name,), "succession_later", found=earlier)
