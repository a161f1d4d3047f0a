"""Rules that need the whole book: pledges against each other through the years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..model import FollowUp, Pledge, Record
from ..model.enums import Scope, State, Status
from ..model.located import Located
from ..problem import Level, Problem
from ..records.book import Book, is_later
from ..records.parsed import ParsedRecords
from .dates import are_apart, render_period
from .record import is_misdated

# What can be said of a promise only once its time has begun.
_SETTLED = (Status.FULFILLED, Status.PARTLY_FULFILLED, Status.NOT_FULFILLED)
# A pledge may follow on two others, by extending one and replacing another.
_COMPARED = 3


def check_overlaps(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """Two pledges that hold at the same time are for different areas; one that follows on another is no rival of it."""
    entry_of = {entry.record.id: entry for entry in entries.pledges}
    by_area: dict[tuple[str, ...], list[Pledge]] = {}
    for pledge in book.pledges:
        if pledge.period.start and not is_misdated(pledge):
            area = (pledge.area.scope or Scope.MUNICIPALITY, *sorted(pledge.area.places))
            by_area.setdefault(area, []).append(pledge)
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


def _is_told_later(one: Record | None, other: Record, misdated: Collection[str]) -> bool:
    """Whether a record, if there is one, comes after another, and the folder of neither says otherwise."""
    return bool(one and one.id not in misdated and other.id not in misdated and is_later(one, other))


def _find_misdated(read: Iterable[Located[Record]]) -> set[str]:
    """The records whose period and folder disagree: what follows from a wrong period is not told besides."""
    return {entry.record.id for entry in read if is_misdated(entry.record)}


def check_continues(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """A promise carries on one of an earlier pledge, not of its own or a later one."""
    misdated = _find_misdated(entries.pledges)
    for entry in entries.pledges:
        own = entry.record
        for number, promise in enumerate(entry.record.promises):
            for place, reference in enumerate(promise.continues):
                earlier = reference.partition("/")[0]
                if earlier == own.id or _is_told_later(book.pledge.get(earlier), own, misdated):
                    path = ("promises", number, "continues", place)
                    yield entry.problem(path, "continues_later", found=reference)


def check_followups(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """A follow-up comes when its pledge has begun, and covers some of the time that the pledge is for."""
    misdated = _find_misdated(entries.pledges)
    for entry in entries.followups:
        if entry.record.pledge in misdated:
            continue
        pledge = book.pledge[entry.record.pledge]
        date, covered, period = entry.record.date, entry.record.covers, pledge.period
        early = list(_check_early(entry, pledge))
        yield from early
        if date and period.start and date.last_day < period.start.first_day and not early:
            yield entry.problem(("date",), "followup_early", Level.WARNING, str(date), start=str(period.start))
        if are_apart(covered, period) or are_apart(period, covered):
            told = {"period": render_period(period)}
            yield entry.problem(("covers",), "followup_covers", Level.WARNING, render_period(covered), **told)


def is_early(followup: FollowUp, pledge: Pledge) -> bool:
    """Whether a follow-up is dated before its pledge begins, which is told by itself."""
    start, date = pledge.period.start, followup.date
    return start is not None and date is not None and date.last_day < start.first_day


def _check_early(entry: Located[FollowUp], pledge: Pledge) -> Iterator[Problem]:
    """Nothing has been kept or broken before the time that it was promised for."""
    start, date = pledge.period.start, entry.record.date
    is_asked = is_early(entry.record, pledge) or pledge.state is State.UPCOMING
    for number, result in enumerate(entry.record.results):
        if result.status in _SETTLED and is_asked:
            path = ("results", number, "status")
            details = {"promise": result.promise or pledge.id, "date": str(date or ""), "start": str(start or "")}
            early = entry.problem(path, "status_early", Level.ERROR, entry.node.nearest(path).text, **details)
            # The slip is most often in the one date.
            yield replace(early, family="status")
            return


def check_successions(book: Book, entries: ParsedRecords) -> Iterator[Problem]:
    """A record extends, replaces or follows on an earlier one, and holds longer than what it extends."""
    for known, read in ((book.pledge, entries.pledges), (book.agreement, entries.agreements)):
        misdated = _find_misdated(read)
        for entry in read:
            for name in ("extends", "replaces", "continues"):
                earlier = getattr(entry.record, name, None)
                if earlier and _is_told_later(known.get(earlier), entry.record, misdated):
                    yield entry.problem((name,), "succession_later", found=earlier)
            extended = known.get(entry.record.extends or "")
            own, before = entry.record.period.end, extended.period.end if extended else None
            is_shorter = own and before and own.last_day < before.last_day
            if is_shorter and entry.record.id not in misdated and not _is_told_later(extended, entry.record, misdated):
                details = {"earlier": str(entry.record.extends), "end": str(before)}
                yield entry.problem(("period",), "extension_shorter", Level.WARNING, str(own), **details)
