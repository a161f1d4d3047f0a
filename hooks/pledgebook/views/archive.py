"""Every year, what held in it, and the years in which nothing was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..book import Book
from ..due import Due, find_due
from ..model import Agreement, GapYears, Pledge
from ..vocabulary import State


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge in a list: where it stands, how many promises have been reported on, and what is due and not known."""

    pledge: Pledge
    state: State
    reported: int
    due: Due | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in a list, with where it stands."""

    agreement: Agreement
    state: State


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, or a stretch of years before the first pledge that the register knows something of.

    Attributes:
        first: the year, or the first of the stretch.
        last: the same, or the last of the stretch.
        pledges: those that held at some time in it.
        agreements: those that held at some time in it.
        gap: what is known of the lack of a pledge, when the register says something.
        is_future: whether it has not begun.
    """

    first: int
    last: int
    pledges: tuple[PledgeLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    gap: GapYears | None = None
    is_future: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether no pledge is known to have held."""
        return not self.pledges and not self.is_future


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All that the archive shows, newest first."""

    years: tuple[Year, ...]
    undated: tuple[PledgeLine, ...]
    agreements: tuple[AgreementLine, ...]
    pledge_count: int


def show_archive(book: Book, today: date) -> ArchiveView:
    """The archive on a day: each year from the first pledge to now, and what the register knows of earlier ones."""
    pledges = [show_line(book, pledge, today) for pledge in book.pledges]
    agreements = list_agreements(book, today)
    return ArchiveView(
        years=tuple(reversed(list_years(book, today, pledges, agreements))),
        undated=tuple(line for line in pledges if line.pledge.period.start is None),
        agreements=agreements,
        pledge_count=len(pledges),
    )


def list_agreements(book: Book, today: date) -> tuple[AgreementLine, ...]:
    """Every agreement with where it stands, newest first."""
    return tuple(AgreementLine(agreement, book.state_of(agreement, today)) for agreement in reversed(book.agreements))


def list_frames(agreements: Iterable[AgreementLine], today: date) -> dict[int, list[AgreementLine]]:
    """The agreements that hold in each year."""
    frames: dict[int, list[AgreementLine]] = {}
    for frame in agreements:
        for year in frame.agreement.period.years(today.year):
            frames.setdefault(year, []).append(frame)
    return frames


def show_line(book: Book, pledge: Pledge, today: date) -> PledgeLine:
    """A pledge as it stands in a list."""
    reported = sum(1 for promise in pledge.promises if book.standing_of(pledge, promise))
    return PledgeLine(pledge, book.state_of(pledge, today), reported, find_due(book, pledge, today))


def list_years(book: Book, today: date, pledges: list[PledgeLine], agreements: tuple[AgreementLine, ...]) -> list[Year]:
    """The years, oldest first; a pledge of two years stands under both."""
    by_year: dict[int, list[PledgeLine]] = {}
    for line in pledges:
        for year in line.pledge.period.years(today.year):
            by_year.setdefault(year, []).append(line)
    frames = list_frames(agreements, today)
    gaps = {year: gap for gap in book.register.gaps for year in gap.period.years(today.year)}
    first = min(by_year, default=today.year)
    years = []
    for gap in book.register.gaps:
        if gap.period.start and gap.period.start.year < first:
            start, end = gap.period.start.year, min(gap.period.end.year if gap.period.end else first - 1, first - 1)
            within = {frame.agreement.id: frame for year in range(start, end + 1) for frame in frames.get(year, ())}
            years.append(Year(start, end, agreements=tuple(within.values()), gap=gap))
    last = max([today.year, *by_year])
    for year in range(first, last + 1):
        found = by_year.get(year, [])
        held = tuple(frames.get(year, ()))
        years.append(Year(year, year, tuple(found), held, None if found else gaps.get(year), year > today.year))
    return sorted(years, key=lambda year: year.first)
