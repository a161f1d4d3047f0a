"""The first page: what holds today, what came of the last pledge, and the way to the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...model import GapYears
from ...model.enums import State
from ...records.book import Book
from .archive import AgreementLine, PledgeLine, build_pledge_line, list_agreements

SHOWN = 8


@dataclass(frozen=True, slots=True)
class StartView:
    """All that the start page shows.

    Attributes:
        today: the day it is true of.
        in_force: pledges that hold today.
        upcoming: pledges that are decided but do not hold yet.
        newest: the newest pledge when none holds today.
        agreements: agreements that hold today.
        gap: what the register knows of this year when no pledge holds.
        pledges: the newest pledges, newest first.
        more: how many pledges there are besides those.
    """

    today: date
    in_force: tuple[PledgeLine, ...]
    upcoming: tuple[PledgeLine, ...]
    newest: PledgeLine | None
    agreements: tuple[AgreementLine, ...]
    gap: GapYears | None
    pledges: tuple[PledgeLine, ...]
    more: int


def build_start_view(book: Book, today: date) -> StartView:
    """The start page on a day."""
    states = [(pledge, book.state_of(pledge, today)) for pledge in reversed(book.pledges)]
    in_force = tuple(build_pledge_line(book, pledge, today) for pledge, state in states if state is State.IN_FORCE)
    past = [pledge for pledge, state in states if state is not State.UPCOMING]
    return StartView(
        today=today,
        in_force=in_force,
        upcoming=tuple(build_pledge_line(book, pledge, today) for pledge, state in states if state is State.UPCOMING)[
            :SHOWN
        ],
        newest=build_pledge_line(book, past[0], today) if past and not in_force else None,
        agreements=tuple(line for line in list_agreements(book, today) if line.state is State.IN_FORCE),
        gap=next((gap for gap in book.register.gaps if today.year in gap.period.years(today.year)), None),
        pledges=tuple(build_pledge_line(book, pledge, today) for pledge, _ in states[:SHOWN]),
        more=max(0, len(states) - SHOWN),
    )
