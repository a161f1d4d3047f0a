"""The Book on a day: where each record stands, which follow-ups are due, what was last reported, and how it all went.

Two things make a follow-up due. The time of the pledge is over, and no follow-up covers it to its end. Or the parties
said how often they would follow up, and a whole such stretch has passed since the start or since what was last covered.
What has no date of its own (`continuous`, an unknown interval, an unknown time) makes nothing due, since silence has to
be told as exactly as everything else.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

from ..model import FollowUp, Pledge, Promise, Record
from ..model.dates import EARLIEST, PartialDate
from ..model.enums import FollowUpKind, Interval, State, Status
from ..model.paths import folder_of
from .book import Book, ReportedResult
from .sort_dates import place_followup
from .subjects import SubjectIndex

_LAST_DAY = attrgetter("last_day")
_DAY, _MONTH = timedelta(days=1), PartialDate(EARLIEST, 1)
# The intervals that say how many months a follow-up is to be about.
_MONTHS = {Interval.FOUR_MONTHS: 4, Interval.HALF_YEAR: 6, Interval.YEAR: 12}


class Reason(StrEnum):
    """Why a follow-up is due."""

    END = "end"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Due:
    """A due follow-up: one that should be there and is not known.

    Attributes:
        reason: what makes it due.
        since: the first day on which it was missing.
        end: the end of the time that it should be about, as exactly as that is known.
        covered: the end of the time that the follow-ups there are cover, as exactly; None when there are none.
    """

    reason: Reason
    since: date
    end: PartialDate
    covered: PartialDate | None = None


# What is shown of a promise of which those who have reported say different things.
DIFFERS = "differs"
_ORDER = (
    Status.FULFILLED,
    Status.PARTLY_FULFILLED,
    Status.NOT_FULFILLED,
    Status.ONGOING,
    Status.NOT_STARTED,
    Status.WITHDRAWN,
    Status.NOT_ASSESSABLE,
    DIFFERS,
    Status.NOT_REPORTED,
)


@dataclass(frozen=True, slots=True)
class PromiseOutcome:
    """How one promise went, as those say who have reported on it.

    Attributes:
        promise: the promise.
        statuses: the newest status by each of them, the newest first and each once; `not_reported` when there is none.
    """

    promise: Promise
    statuses: tuple[Status, ...]

    @property
    def shown(self) -> str:
        """The one thing that is shown of it: the status, or `differs` when two parties say different things.

        Neither is chosen over the other, since that would be a judgement of our own, also when one is newer.
        """
        return self.statuses[0] if len(self.statuses) == 1 else DIFFERS


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How the promises of a pledge went: one outcome for each, and how many there are of each kind.

    Attributes:
        pledge: the pledge.
        items: one for each of its promises that is known, in its order; none of a pledge that has not begun.
        is_early: whether the pledge is in force and no follow-up of it is due, so that nobody could know yet.
    """

    pledge: Pledge
    items: tuple[PromiseOutcome, ...]
    is_early: bool

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many promises went each way, in an order that is the same everywhere; only those that some did."""
        found = Counter(item.shown for item in self.items)
        return tuple((shown, found[shown]) for shown in _ORDER if found[shown])

    @property
    def reported(self) -> int:
        """How many of the promises somebody has reported on."""
        return sum(item.shown != Status.NOT_REPORTED for item in self.items)


@dataclass(frozen=True)
class BookOnDay:
    """The Book on a day: a book, and what is true of its records on one day, worked out once for each of them.

    Attributes:
        book: the records.
        today: the day.
    """

    book: Book
    today: date

    def state(self, record: Record) -> State:
        """Where a record of the book stands."""
        return self._states[folder_of(record)]

    def has_begun(self, record: Record) -> bool:
        """Whether a record has begun, for all that is known of when it stands in time."""
        placed = self.book.sort_date(record)
        return placed is not None and placed <= self.today and self.state(record) is not State.UPCOMING

    def list_possible_years(self, pledge: Pledge) -> range:
        """The years in which a pledge may have held, where its time is not wholly known, for all that others say.

        From its beginning, or else from where it stands in time, until another begins; before an end alone, since the
        last one that began before.
        """
        period, placed = pledge.period, self.book.sort_date(pledge)
        if placed is None or (period.start and (period.end or period.open)):
            return range(0)
        years = [when.year for item in self.book.pledges if (when := self.book.sort_date(item))]
        if period.end:
            return range(max((year for year in years if year < placed.year), default=placed.year), period.end.year + 1)
        later = min((year for year in years if year > placed.year), default=self.today.year + 1)
        return range(placed.year, max(placed.year + 1, later))

    def due(self, pledge: Pledge) -> Due | None:
        """The follow-up of a pledge that is due and not known; None when none is, or when nobody can tell.

        When the time is over its end alone is told, also where a plan had made one due before: what is then missing is
        what came of the whole. A pledge that has not begun, or whose time is unknown, is never silent.
        """
        return self._dues[pledge.id]

    def latest_results(self, pledge: Pledge, promise: Promise) -> tuple[ReportedResult, ...]:
        """The newest report on a promise as a whole by each of those who have reported; empty when nobody has.

        Where their order is unknown there are several by one.
        """
        return self._latest[f"{pledge.id}/{promise.id}"]

    def outcomes(self, pledge: Pledge) -> Outcomes:
        """How the promises of a pledge went, as far as anybody has told."""
        state = self.state(pledge)
        items = () if state is State.UPCOMING else tuple(self._outcome(pledge, item) for item in pledge.promises)
        return Outcomes(pledge, items, state is State.IN_FORCE and self.due(pledge) is None)

    def _outcome(self, pledge: Pledge, promise: Promise) -> PromiseOutcome:
        told = dict.fromkeys(report.result.status for report in self.latest_results(pledge, promise))
        return PromiseOutcome(promise, tuple(told) or (Status.NOT_REPORTED,))

    @cached_property
    def subjects(self) -> SubjectIndex:
        """What has been promised for each place, on each theme and by each party."""
        return SubjectIndex(self.book)

    @cached_property
    def views(self) -> dict[str, Any]:
        """What pages show of each promise, by its key: made once (`build_promise_view`), since many pages show it."""
        return {}

    @cached_property
    def _states(self) -> dict[str, State]:
        return {folder: _find_state(self.book, record, self.today) for folder, record in self.book.record_in.items()}

    @cached_property
    def _dues(self) -> dict[str, Due | None]:
        return {pledge.id: _find_due(self.book, pledge, self.state(pledge), self.today) for pledge in self.book.pledges}

    @cached_property
    def _latest(self) -> dict[str, tuple[ReportedResult, ...]]:
        results = self.book.results_of
        return {key: tuple(_pick_latest(results(*found))) for key, found in self.book.promise.items()}


def _find_state(book: Book, record: Record, today: date) -> State:
    if record.state:
        return record.state
    successor = book.successor_of(record)
    start, end = record.period.start, record.period.end
    if successor and not (successor.period.start and successor.period.start.first_day > today):
        return State.REPLACED if successor.replaces == record.id else State.EXTENDED
    if end and end.last_day < today:
        return State.ENDED
    if start and start.first_day > today:
        return State.UPCOMING
    return State.IN_FORCE if start and (end or record.period.open) else State.UNKNOWN


def _pick_latest(reports: Iterable[ReportedResult]) -> Iterator[ReportedResult]:
    """Of the reports on a promise, newest first, the first by each of those who have reported on it as a whole."""
    heard: dict[str, object] = {}
    for report in reports:
        # Of those without a date, at one place in time, nobody knows which is the newest.
        key = report.followup.id if report.followup.date else place_followup(report.followup)
        is_told = report.result.activity is None and report.result.status is not Status.NOT_REPORTED
        if is_told and [party for party in report.followup.by if heard.setdefault(party, key) == key]:
            yield report


def _find_due(book: Book, pledge: Pledge, state: State, today: date) -> Due | None:
    # What has been extended is followed up when that is over.
    if state in (State.UPCOMING, State.UNKNOWN, State.EXTENDED):
        return None
    end = _find_end(book, pledge, state)
    known = [item for item in book.followups_of(pledge) if item.date is None or item.date.first_day <= today]
    covers = [_covered_by(item, end) for item in known]
    if None in covers:
        return None
    covered = max((when for when in covers if when), key=_LAST_DAY, default=None)
    if end and state is not State.IN_FORCE:
        is_silent = end.last_day < today and (covered is None or covered.last_day < end.last_day)
        return Due(Reason.END, end.last_day + _DAY, end, covered) if is_silent else None
    since = _due_by_plan(pledge, covered) if state is State.IN_FORCE else None
    if since is None or since > today:
        return None
    # Counted from a year, nothing is known to the day.
    base = covered or pledge.period.start
    return Due(Reason.PLAN, since, PartialDate.of(since - _DAY, base if base and base.month else _MONTH), covered)


def _find_end(book: Book, pledge: Pledge, state: State) -> PartialDate | None:
    """When a pledge ceased to hold: at its own end, or before another took its place."""
    end = pledge.period.end
    successor = book.successor_of(pledge) if state is State.REPLACED else None
    if successor and successor.period.start:
        start = successor.period.start
        before = PartialDate.of(start.first_day - _DAY, start)
        return min(end, before, key=_LAST_DAY) if end else before
    return end


def _covered_by(followup: FollowUp, end: PartialDate | None) -> PartialDate | None:
    """When what a follow-up is about ends, if known: not after its own date, but where it concludes the pledge."""
    known = [when for when in (followup.covers.end, followup.date) if when]
    covers = min(known, key=_LAST_DAY, default=None)
    return max(covers or end, end, key=_LAST_DAY) if end and followup.kind is FollowUpKind.FINAL else covers


def _due_by_plan(pledge: Pledge, covered: PartialDate | None) -> date | None:
    plan, start, end = pledge.followup_plan, pledge.period.start, pledge.period.end
    if plan is None or start is None:
        return None
    if plan.interval is Interval.MID_PERIOD:
        half = (end.last_day - start.first_day + _DAY) / 2 if end else None
        return start.first_day + half if half and covered is None else None
    months = _MONTHS.get(plan.interval)
    if months is None:
        return None
    since = max(start.first_day, covered.last_day + _DAY) if covered else start.first_day
    return _add_months(since, months)


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
