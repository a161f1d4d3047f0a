"""The timeline: where each agreement, pledge and event stands in a drawing, and the same things in order as text.

Time runs from the newest at the top to the oldest at the bottom; lengths are in the drawing's own units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from math import inf

from ...model import Agreement, Pledge, Record
from ...model.enums import Gap, State
from ...records.day import BookOnDay
from .archive import AgreementLine, Year, build_pledge_line, group_by_year, list_agreements, list_years
from .changes import Event, EventKind, list_events

YEAR_HEIGHT = 56
MARGIN = 12
LABEL_WIDTH = 48
FRAME_WIDTH = 32
LANE_WIDTH = 124
LANE_GAP = 8
# Room for two events side by side, and how far apart those under each other must be.
EVENT_SPACE = 44
EVENT_COLUMNS = (14, 30)
EVENT_HEIGHT = 14
# What remains of the shortest bar after the space around it.
MIN_HEIGHT = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A record's bar, drawn with its real length. Without an end it fades out at the top."""

    record: Record
    state: State
    x: float
    y: float
    width: float
    height: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """An event's dot, drawn at its day; one known only to the month or the year stands at its first day."""

    event: Event
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stripe:
    """A year's stripe across the drawing, from `y` down; with a gap when no pledge is known to have held in it."""

    year: int
    y: float
    height: float
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class YearEvents:
    """A year (or a stretch of years) with what held in it and what happened in it, oldest event first."""

    year: Year
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The drawing (`left` is where pledges begin in it), and its equivalent in text, newest year first."""

    width: float
    height: float
    left: float
    stripes: tuple[Stripe, ...]
    frames: tuple[Bar, ...]
    pledges: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    kinds: tuple[EventKind, ...]
    years: tuple[YearEvents, ...]
    undated: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    @property
    def height(self) -> float:
        return (self.last - self.first + 1) * YEAR_HEIGHT

    def y(self, day: date) -> float:
        share = (day - date(day.year, 1, 1)).days / 366
        return round(MARGIN + (self.last + 1 - day.year - share) * YEAR_HEIGHT, 1)


def build_timeline_view(day: BookOnDay) -> TimelineView:
    """The timeline on a day."""
    book, today = day.book, day.today
    agreements = list_agreements(day)
    years = list_years(day, [build_pledge_line(day, pledge) for pledge in book.pledges], agreements)
    events = sorted(list_events(book, today), key=lambda event: event.date)
    starts = [record.period.start.year for record in (*book.pledges, *book.agreements) if record.period.start]
    ends = [record.period.end.year for record in (*book.pledges, *book.agreements) if record.period.end]
    held = {year.first for year in years if year.pledges}
    first = min([*(held or {today.year}), *starts, *(event.date.year for event in events)])
    scale = _Scale(first, max([today.year, *ends, *(event.date.year for event in events)]))
    frame_bars, frame_lanes = _draw(day, book.agreements, scale, left=LABEL_WIDTH, width=FRAME_WIDTH, space=LANE_GAP)
    left = LABEL_WIDTH + frame_lanes * (FRAME_WIDTH + LANE_GAP) + LANE_GAP
    pledge_bars, lanes = _draw(day, book.pledges, scale, left=left, width=LANE_WIDTH, space=EVENT_SPACE)
    dots = tuple(_dots(events, (*pledge_bars, *frame_bars), scale))
    return TimelineView(
        width=left + lanes * (LANE_WIDTH + EVENT_SPACE),
        height=scale.height + 2 * MARGIN,
        left=left,
        stripes=tuple(_stripes(day, scale, held)),
        frames=frame_bars,
        pledges=pledge_bars,
        dots=dots,
        kinds=_kinds(dots),
        years=_collect(years, events, group_by_year(agreements, today), today),
        undated=tuple(record for record in (*book.agreements, *book.pledges) if record.period.start is None),
    )


def _stripes(day: BookOnDay, scale: _Scale, held: set[int]) -> Iterator[Stripe]:
    now = day.today.year
    gaps = {year: gap.state for gap in day.book.register.gaps for year in gap.period.years(now)}
    for year in range(scale.first, scale.last + 1):
        gap = None if year in held or year > now else gaps.get(year, Gap.NOT_FOUND)
        yield Stripe(year, scale.y(date(year, 1, 1)) - YEAR_HEIGHT, YEAR_HEIGHT, gap)


def _draw(
    day: BookOnDay,
    records: Iterable[Pledge | Agreement],
    scale: _Scale,
    *,
    left: float,
    width: float,
    space: float,
) -> tuple[tuple[Bar, ...], int]:
    """Bars side by side where they overlap, and how many stand beside each other at most.

    `space` is left free to the right of each bar.
    """
    bars: list[Bar] = []
    taken: list[tuple[date, int]] = []
    free: list[int] = []
    for record in records:
        start, end = record.period.start, record.period.end
        if start is None:
            continue
        until = end.last_day if end else date(scale.last, 12, 31) if record.period.open else start.last_day
        while taken and taken[0][0] < start.first_day:
            heappush(free, heappop(taken)[1])
        # The first free lane, so that pledges that follow on each other stand above each other.
        lane = heappop(free) if free else len(taken)
        heappush(taken, (until, lane))
        bottom = scale.y(start.first_day)
        top = min(scale.y(until), bottom - MIN_HEIGHT)
        bars.append(
            Bar(
                record,
                day.state(record),
                x=left + lane * (width + space),
                y=top + 1,
                width=width,
                height=round(bottom - top - 2, 1),
                is_open=end is None,
            )
        )
    return tuple(bars), max(1, len(taken) + len(free))


def _dots(events: Iterable[Event], bars: Iterable[Bar], scale: _Scale) -> Iterable[Dot]:
    """Events in the order of time, each in the first column beside its bar where it hides no other.

    Where both columns are full it stands a little higher than its day, after the one before it.
    """
    by_record = {id(bar.record): bar for bar in bars}
    tops: dict[float, list[float]] = {}
    for event in events:
        bar = by_record.get(id(event.record))
        if bar is None or event.is_agreement:
            continue
        y = scale.y(event.date.first_day)
        free = [top - EVENT_HEIGHT for top in tops.setdefault(bar.x, [inf] * len(EVENT_COLUMNS))]
        column = next((number for number, room in enumerate(free) if room >= y), free.index(max(free)))
        y = max(0.0, min(y, free[column]))
        tops[bar.x][column] = y
        yield Dot(event, bar.x + bar.width + EVENT_COLUMNS[column], round(y, 1))


def _kinds(dots: Iterable[Dot]) -> tuple[EventKind, ...]:
    drawn = {dot.event.kind for dot in dots}
    return tuple(kind for kind in EventKind if kind in drawn)


def _collect(
    years: list[Year], events: list[Event], frames: dict[int, list[AgreementLine]], today: date
) -> tuple[YearEvents, ...]:
    by_year: dict[int, list[Event]] = {}
    for event in events:
        by_year.setdefault(event.date.year, []).append(event)
    known = {number for year in years for number in range(year.first, year.last + 1)}
    extra = [
        Year(number, number, agreements=tuple(frames.get(number, ())), is_future=number > today.year)
        for number in {**by_year, **frames}
        if number not in known
    ]
    ordered = sorted([*years, *extra], key=lambda year: year.first, reverse=True)
    return tuple(
        YearEvents(
            year, tuple(event for number in range(year.first, year.last + 1) for event in by_year.get(number, ()))
        )
        for year in ordered
    )
