"""The archive page: every pledge with its years, where nothing was found, and what it all can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...model import Agreement, GapYears, Pledge, Promise
from ...model.enums import Gap, State, Status
from ...records.day import BookOnDay, Due, Outcomes
from ...records.grouping import group_pairs
from ...records.subjects import EVERYWHERE, UNPLACED, Subjects

# What something can be found by, as ids: `{"theme": ("trafik",), "status": ("fulfilled",)}`.
Marks = Mapping[str, tuple[str, ...]]
# What the archive can be narrowed by, in the order that it is asked for.
FACETS = ("place", "theme", "status", "year", "party")


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise in a list, with its latest statuses (by each who has reported) and what it can be found by."""

    promise: Promise
    statuses: tuple[Status, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge in a list.

    Attributes:
        pledge: the pledge.
        state: where it stands.
        outcomes: how its promises went.
        due: what is due and not known, or nothing.
        promises: its promises.
        marks: what it can be found by as a whole, whatever its promises say.
    """

    pledge: Pledge
    state: State
    outcomes: Outcomes
    due: Due | None
    promises: tuple[PromiseLine, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in a list, with where it stands."""

    agreement: Agreement
    state: State


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, or a stretch of years without a pledge of which the same is known.

    Attributes:
        first: the year, or the first of the stretch.
        last: the same, or the last of the stretch.
        pledges: those that held at some time in it.
        agreements: those that held at some time in it.
        gap: what is known of the lack of a pledge, when the register says something.
        possible: pledges that may have held in it, where nobody knows whether they did and no other one held.
        is_future: whether it has not begun.
        is_past: whether it is over.
    """

    first: int
    last: int
    pledges: tuple[PledgeLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    gap: GapYears | None = None
    possible: tuple[PledgeLine, ...] = ()
    is_future: bool = False
    is_past: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether no pledge is known to have held."""
        return not self.pledges and not self.is_future

    @property
    def told(self) -> str:
        """What is told of a year without a pledge: `possible`, or what the register knows."""
        state = self.gap.state if self.gap else Gap.NOT_FOUND
        if self.possible and state is not Gap.NONE:
            return "possible"
        return f"{state}.past" if state is Gap.PREPARING and self.is_past else state


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A pledge in the archive, or a stretch of years without one.

    Attributes:
        years: the years that it is known to be for; a pledge whose time is unknown has none.
        line: the pledge.
        gap: the stretch.
        first_of: the years that are told for the first time here, where a link to one of them leads.
    """

    years: tuple[int, ...]
    line: PledgeLine | None
    gap: Year | None
    first_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All that the archive shows, each pledge once, newest first.

    Attributes:
        entries: the pledges, and between them the years without any; last those whose time is unknown.
        agreements: every agreement.
        pledge_count: how many pledges there are.
        promise_count: how many promises are known.
        choices: what the archive can be narrowed to, by facet.
        wholes: for each place in it what else to look for, as far as anything is promised for that: what it is part
            of, no given place, its parts.
    """

    entries: tuple[ArchiveEntry, ...]
    agreements: tuple[AgreementLine, ...]
    pledge_count: int
    promise_count: int
    choices: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, tuple[str, ...]]


def build_archive_view(day: BookOnDay) -> ArchiveView:
    """The archive on a day: each year from the first pledge to now, and what the register knows of earlier ones."""
    lines = [build_pledge_line(day, pledge) for pledge in day.book.pledges]
    agreements = list_agreements(day)
    choices = _list_choices(lines, day.today)
    subjects = day.subjects
    wholes = {place: (*subjects.list_around(place), *subjects.list_parts(place)) for place in choices["place"]}
    return ArchiveView(
        entries=_list_entries(day, lines, agreements),
        agreements=agreements,
        pledge_count=len(lines),
        promise_count=sum(len(line.promises) for line in lines),
        choices=choices,
        wholes={place: tuple(name for name in found if name in choices["place"]) for place, found in wholes.items()},
    )


def _list_entries(
    day: BookOnDay, lines: list[PledgeLine], agreements: tuple[AgreementLine, ...]
) -> tuple[ArchiveEntry, ...]:
    gaps = [year for year in list_years(day, lines, agreements) if year.is_gap]
    found: list[tuple[int, tuple[int, ...], PledgeLine | None, Year | None]] = [
        (gap.first, tuple(range(gap.first, gap.last + 1)), None, gap) for gap in gaps
    ]
    for told_of in lines:
        placed = day.book.sort_date(told_of.pledge) or date.min
        found.append((placed.year, tuple(told_of.pledge.period.years(day.today.year)), told_of, None))
    # A sort keeps what is alike in its order, which is that of the book.
    found.sort(key=lambda entry: entry[0])
    entries, told = [], set[int]()
    for _, years, line, gap in reversed(found):
        entries.append(ArchiveEntry(years, line, gap, tuple(year for year in years if year not in told)))
        told.update(years)
    return tuple(entries)


def list_agreements(day: BookOnDay) -> tuple[AgreementLine, ...]:
    """Every agreement with where it stands, newest first."""
    return tuple(AgreementLine(agreement, day.state(agreement)) for agreement in reversed(day.book.agreements))


def group_by_year(agreements: Iterable[AgreementLine], today: date) -> dict[int, tuple[AgreementLine, ...]]:
    """The agreements that hold in each year, by year."""
    return group_pairs((year, line) for line in agreements for year in line.agreement.period.years(today.year))


def build_pledge_line(day: BookOnDay, pledge: Pledge) -> PledgeLine:
    """A pledge as it stands in a list."""
    outcomes = day.outcomes(pledge)
    statuses = {item.promise.id: item.statuses for item in outcomes.items}
    lines = []
    for promise in pledge.promises:
        told = statuses.get(promise.id, ())
        marks = {**_mark(day.subjects.list_subjects(pledge, promise)), "status": told}
        lines.append(PromiseLine(promise, told, marks))
    whole = _mark(day.subjects.list_subjects(pledge))
    return PledgeLine(pledge, day.state(pledge), outcomes, day.due(pledge), tuple(lines), whole)


def _mark(subjects: Subjects) -> Marks:
    return {"theme": subjects.themes, "place": subjects.places, "party": subjects.parties}


def list_years(day: BookOnDay, pledges: list[PledgeLine], agreements: tuple[AgreementLine, ...]) -> list[Year]:
    """The years, oldest first; a pledge of two years stands under both."""
    book, today = day.book, day.today
    by_year = group_pairs((year, line) for line in pledges for year in line.pledge.period.years(today.year))
    frames = group_by_year(agreements, today)
    gaps = {year: gap for gap in book.register.gaps for year in gap.period.years(today.year)}
    possible = group_pairs((year, line) for line in pledges for year in day.list_possible_years(line.pledge))
    first = min([*by_year, *possible], default=today.year)
    years = []
    for gap in book.register.gaps:
        if gap.period.start and gap.period.start.year < first:
            start, end = gap.period.start.year, min(gap.period.end.year if gap.period.end else first - 1, first - 1)
            within = {frame.agreement.id: frame for year in range(start, end + 1) for frame in frames.get(year, ())}
            is_past = end < today.year
            years.append(Year(start, end, agreements=tuple(within.values()), gap=gap, is_past=is_past))
    last = max([today.year, *by_year])
    for year in range(first, last + 1):
        found, held = by_year.get(year, ()), frames.get(year, ())
        known, maybe = (None, ()) if found else (gaps.get(year), possible.get(year, ()))
        years.append(Year(year, year, found, held, known, maybe, year > today.year, year < today.year))
    return _join_gaps(sorted(years, key=lambda year: year.first))


def _join_gaps(years: Iterable[Year]) -> list[Year]:
    """Years side by side without a pledge, of which the same is known, as one stretch; the others as they are."""
    joined: list[Year] = []
    for year in years:
        if joined and _is_same_gap(joined[-1], year):
            both = {line.agreement.id: line for line in (*joined[-1].agreements, *year.agreements)}
            agreements = tuple(both.values())
            joined[-1] = replace(joined[-1], last=year.last, agreements=agreements, is_past=year.is_past)
        else:
            joined.append(year)
    return joined


def _is_same_gap(one: Year, other: Year) -> bool:
    is_side_by_side = one.is_gap and other.is_gap and one.last + 1 == other.first
    return is_side_by_side and _known(one.gap) == _known(other.gap) and one.possible == other.possible


def _known(gap: GapYears | None) -> tuple[object, ...]:
    return (gap.state, gap.note, gap.sources) if gap else (Gap.NOT_FOUND, None, ())


def _list_choices(lines: Iterable[PledgeLine], today: date) -> dict[str, tuple[str, ...]]:
    """By facet, each value that some pledge or promise has: an id or a status; of the years, the latest first."""
    years = {year for line in lines for year in line.pledge.period.years(today.year)}
    marks = [marks for line in lines for marks in (line.marks, *(item.marks for item in line.promises))]
    found = {name: tuple(dict.fromkeys(value for each in marks for value in each.get(name, ()))) for name in FACETS}
    # Where no place is named, there is nothing to choose between.
    places = found["place"] if set(found["place"]) - {EVERYWHERE, UNPLACED} else ()
    return {**found, "place": places, "year": tuple(str(year) for year in sorted(years, reverse=True))}
