"""The start page: what holds today, what came of the last pledge, and links to the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...model import GapYears
from ...model.enums import State
from ...records.day import BookOnDay
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


def build_start_view(day: BookOnDay) -> StartView:
    """The start page on a day."""
    year = day.today.year
    lines = [build_pledge_line(day, pledge) for pledge in reversed(day.book.pledges)]
    in_force = tuple(line for line in lines if line.state is State.IN_FORCE)
    past = [line for line in lines if line.state is not State.UPCOMING]
    return StartView(
        today=day.today,
        in_force=in_force,
        upcoming=tuple(line for line in lines if line.state is State.UPCOMING)[:SHOWN],
        newest=past[0] if past and not in_force else None,
        agreements=tuple(line for line in list_agreements(day) if line.state is State.IN_FORCE),
        gap=next((gap for gap in day.book.register.gaps if year in gap.period.years(year)), None),
        pledges=tuple(lines[:SHOWN]),
        more=max(0, len(lines) - SHOWN),
    )
