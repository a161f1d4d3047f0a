"""The timeline: where each agreement, pledge and event stands in a drawing, and the same things in order as text.

Time runs from the newest at the top to the oldest at the bottom; lengths are in the drawing's own units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import heappop, heappush
from math import inf

from ...model import Agreement, Pledge, Record
from ...model.enums import Gap, State
from ...records.day import BookOnDay
from ...records.grouping import group_pairs
from .archive import AgreementLine, PledgeLine, Year, build_pledge_line, group_by_year, list_agreements, list_years
from .changes import Event, EventKind, list_events

YEAR_HEIGHT = 60
MARGIN = 12
# Room for the names of the lanes.
HEAD_HEIGHT = 30
LABEL_WIDTH = 52
FRAME_WIDTH = 44
# As wide as the drawing is, if not more records hold at once than can be told apart in it.
WIDTH = 560
MIN_LANE_WIDTH = 64
LANE_GAP = 20
# Room for two events side by side, and how far apart those under each other must be.
EVENT_SPACE = 44
EVENT_COLUMNS = (14, 30)
EVENT_HEIGHT = 14
# Room above a bar for the years of one that is too low for them.
LABEL_HEIGHT = 18
# What remains of the shortest bar after the space around it.
MIN_HEIGHT = 6


class Fill(StrEnum):
    """What a pledge's bar is filled after: how much of it is known to have been followed up."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    UNKNOWN = "unknown"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Bar:
    """A record's bar, drawn with its real length as far as that is known; only a pledge has a fill.

    It fades out at the top where it has no end or nobody knows it (`is_open`), and at the bottom where nobody knows
    when it begins (`is_cut`). Of a record whose time is unknown (`is_undated`) nothing is drawn but its events. Where
    something stands right above it (`has_roof`) there is no room for words there.
    """

    record: Record
    state: State
    fill: Fill | None
    x: float
    y: float
    width: float
    height: float
    is_open: bool
    is_cut: bool
    is_undated: bool
    has_roof: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """An event's dot, drawn at its day; one known only to the month or the year stands at its first day."""

    event: Event
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stripe:
    """A year's stripe across the drawing, from `y` down; and its gap when no pledge may have held in it."""

    year: int
    y: float
    height: float
    gap: str


@dataclass(frozen=True, slots=True)
class YearEvents:
    """A year (or a stretch of years) with what held in it and what happened in it, newest event first."""

    year: Year
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The drawing, and its equivalent in text, newest year first.

    Attributes:
        width: the drawing's width.
        height: its height.
        left: where pledges begin in it.
        stripes: its years.
        frames: the agreements' bars.
        pledges: the pledges' bars.
        dots: the events.
        fills: how pledges are filled in the drawing or shown in the text, for the legend.
        kinds: the kinds of event in the drawing or in the text, for the legend.
        years: the text.
        undated: records of which no time is known.
        undated_events: events of which no date is known, newest first as far as anybody can tell.
        fill_of: how each pledge is filled, by its id.
    """

    width: float
    height: float
    left: float
    stripes: tuple[Stripe, ...]
    frames: tuple[Bar, ...]
    pledges: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    fills: tuple[Fill, ...]
    kinds: tuple[EventKind, ...]
    years: tuple[YearEvents, ...]
    undated: tuple[Record, ...]
    undated_events: tuple[Event, ...]
    fill_of: Mapping[str, Fill]

    @property
    def marks(self) -> list[Bar | Dot]:
        """All that can be pressed in the drawing, from the top down."""
        return sorted((*self.frames, *self.pledges, *self.dots), key=lambda mark: mark.y)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    @property
    def height(self) -> float:
        return (self.last - self.first + 1) * YEAR_HEIGHT

    def y(self, day: date) -> float:
        share = (day - date(day.year, 1, 1)).days / 366
        return round(HEAD_HEIGHT + (self.last + 1 - day.year - share) * YEAR_HEIGHT, 1)


@dataclass(frozen=True, slots=True)
class _Laid:
    record: Pledge | Agreement
    lane: int
    top: float
    bottom: float


def build_timeline_view(day: BookOnDay) -> TimelineView:
    """The timeline on a day."""
    book, today = day.book, day.today
    agreements = list_agreements(day)
    lines = [build_pledge_line(day, pledge) for pledge in book.pledges]
    years = list_years(day, lines, agreements)
    events = sorted(list_events(book, today), key=lambda event: event.order)
    held = {year.first for year in years if year.pledges}
    scale = _find_scale(day, events, held)
    fills = {line.pledge.id: find_fill(line) for line in lines}
    frames, frame_lanes = _assign_lanes(book.agreements, scale)
    pledges, lanes = _assign_lanes(book.pledges, scale)
    left = LABEL_WIDTH + frame_lanes * (FRAME_WIDTH + EVENT_SPACE) + LANE_GAP
    lane_width = max(MIN_LANE_WIDTH, (WIDTH - left) // max(lanes, 1))
    all_frames = tuple(_draw(day, frames, left=LABEL_WIDTH, width=FRAME_WIDTH, fills={}))
    all_pledges = tuple(_draw(day, pledges, left=left, width=lane_width - EVENT_SPACE, fills=fills))
    frame_bars, pledge_bars = (tuple(bar for bar in bars if not bar.is_undated) for bars in (all_frames, all_pledges))
    return TimelineView(
        width=max(WIDTH, left + lanes * lane_width),
        height=HEAD_HEIGHT + scale.height + MARGIN,
        left=left,
        stripes=tuple(_stripes(years, scale, today.year)),
        frames=frame_bars,
        pledges=pledge_bars,
        dots=tuple(_dots(events, (*all_pledges, *all_frames), scale)),
        fills=tuple(fill for fill in Fill if any(bar.fill is fill for bar in pledge_bars)),
        kinds=tuple(kind for kind in EventKind if any(event.kind is kind for event in events)),
        years=_collect(years, events, group_by_year(agreements, today), today),
        undated=tuple(item for item in (*book.agreements, *book.pledges) if not (item.period.start or item.period.end)),
        undated_events=tuple(event for event in reversed(events) if event.date is None),
        fill_of=fills,
    )


def find_fill(line: PledgeLine) -> Fill:
    """How a pledge's bar is filled: in full only when all its promises are known and each has been followed up."""
    if not line.promises:
        return Fill.UNKNOWN
    if line.state is State.UPCOMING:
        return Fill.UPCOMING
    if not line.outcomes.reported:
        return Fill.NONE
    is_whole = line.outcomes.reported == len(line.promises) and "promises" not in line.pledge.unknown
    return Fill.FULL if is_whole else Fill.PART


def _find_scale(day: BookOnDay, events: list[Event], held: set[int]) -> _Scale:
    records = (*day.book.pledges, *day.book.agreements)
    starts = [record.period.start.year for record in records if record.period.start]
    ends = [record.period.end.year for record in records if record.period.end]
    happened = [event.date.year for event in events if event.date]
    first = min([*(held or {day.today.year}), *starts, *happened])
    return _Scale(first, max([day.today.year, *ends, *happened]))


def _stripes(years: Iterable[Year], scale: _Scale, now: int) -> Iterator[Stripe]:
    gaps = {number: year.told if year.is_gap else "" for year in years for number in range(year.first, year.last + 1)}
    for year in range(scale.first, scale.last + 1):
        gap = gaps.get(year, Gap.NOT_FOUND if year <= now else "")
        y = scale.y(date(year, 1, 1)) - YEAR_HEIGHT
        yield Stripe(year, y, YEAR_HEIGHT, "" if gap == "possible" else gap)


def _assign_lanes(records: Iterable[Pledge | Agreement], scale: _Scale) -> tuple[list[_Laid], int]:
    """Records beside each other where they overlap, and how many stand beside each other at most."""
    laid: list[_Laid] = []
    taken: list[tuple[date, int]] = []
    free: list[int] = []
    spans = [(record, span) for record in records if (span := _find_span(record, scale))]
    for record, (first, until) in sorted(spans, key=lambda item: item[1][0]):
        while taken and taken[0][0] < first:
            heappush(free, heappop(taken)[1])
        # The first free lane, so that pledges that follow on each other stand above each other.
        lane = heappop(free) if free else len(taken)
        heappush(taken, (until, lane))
        bottom = scale.y(first)
        laid.append(_Laid(record, lane, min(scale.y(until), bottom - MIN_HEIGHT), bottom))
    return laid, len(taken) + len(free)


def _find_span(record: Record, scale: _Scale) -> tuple[date, date] | None:
    """From when to when a record needs room: its time, or else what is known to have happened to it."""
    period, dates = record.period, [when for _, when in record.dates if when]
    known = [when for when in (period.start, period.end) if when] or dates
    if not known:
        return None
    is_endless = period.open and not period.end
    return min(known).first_day, date(scale.last, 12, 31) if is_endless else max(when.last_day for when in known)


def _draw(
    day: BookOnDay, laid: Iterable[_Laid], *, left: float, width: float, fills: Mapping[str, Fill]
) -> Iterator[Bar]:
    """The bars of records, with room for events to the right of each."""
    laid = list(laid)
    for number, item in enumerate(laid):
        above = next((other.bottom for other in laid[number + 1 :] if other.lane == item.lane), 0)
        yield Bar(
            item.record,
            day.state(item.record),
            fills.get(item.record.id),
            x=left + item.lane * (width + EVENT_SPACE),
            y=item.top + 1,
            width=width,
            height=round(item.bottom - item.top - 2, 1),
            is_open=item.record.period.end is None,
            is_cut=item.record.period.start is None,
            is_undated=not (item.record.period.start or item.record.period.end),
            has_roof=above > item.top - LABEL_HEIGHT,
        )


def _dots(events: Iterable[Event], bars: Iterable[Bar], scale: _Scale) -> Iterable[Dot]:
    """Events in the order of time, each in the first column beside its bar where it hides no other.

    Where both columns are full it stands a little higher than its day, after the one before it.
    """
    by_record = {id(bar.record): bar for bar in bars}
    tops: dict[float, list[float]] = {}
    for event in events:
        bar = by_record.get(id(event.record))
        if bar is None or event.date is None:
            continue
        y = scale.y(event.date.first_day)
        free = [top - EVENT_HEIGHT for top in tops.setdefault(bar.x, [inf] * len(EVENT_COLUMNS))]
        column = next((number for number, room in enumerate(free) if room >= y), free.index(max(free)))
        y = max(0.0, min(y, free[column]))
        tops[bar.x][column] = y
        yield Dot(event, bar.x + bar.width + EVENT_COLUMNS[column], round(y, 1))


def _collect(
    years: list[Year], events: list[Event], frames: dict[int, tuple[AgreementLine, ...]], today: date
) -> tuple[YearEvents, ...]:
    newest_first = sorted(events, key=lambda event: event.order, reverse=True)
    by_year = group_pairs((event.date.year, event) for event in newest_first if event.date)
    known = {number for year in years for number in range(year.first, year.last + 1)}
    extra = [
        Year(number, number, agreements=frames.get(number, ()), is_future=number > today.year)
        for number in {**by_year, **frames}
        if number not in known
    ]
    ordered = sorted([*years, *extra], key=lambda year: year.first, reverse=True)
    return tuple(
        YearEvents(
            year, tuple(event for number in range(year.last, year.first - 1, -1) for event in by_year.get(number, ()))
        )
        for year in ordered
    )
