"""The start page: what holds today, what came of the last pledge, and links to the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ...model import UNKNOWN_PARTY, GapYears, Place, Theme
from ...model.enums import PartyType, PlaceType, State
from ...records.day import BookOnDay
from ...records.subjects import UNPLACED
from .archive import AgreementLine, PledgeLine, build_pledge_line, list_agreements
from .places import NOT_HOMES, PlaceGroup, group_places
from .subjects import count_promises

SHOWN, NEWEST = 8, 3
# So many of the pledges that hold are shown with their promises; the others are a line each, and then a number.
CARDS = 3
# More than these make a heading that nobody reads, and more suggestions than these are no help to begin with.
MOST_PARTIES, THEMES, PLACES = 3, 3, 2

Subject = TypeVar("Subject", Theme, Place)


@dataclass(frozen=True, slots=True)
class StartView:
    """All that the start page shows.

    Attributes:
        today: the day it is true of.
        in_force: pledges that hold today, those for the whole municipality first.
        upcoming: pledges that are decided but do not hold yet.
        newest: when none holds today, the newest pledge of each area.
        agreements: agreements that hold today.
        gap: what the register knows of this year when no pledge holds.
        is_uncertain: whether a pledge may hold of which nobody knows.
        pledges: the newest pledges, newest first.
        more: how many pledges there are besides those.
        parties: those who promise in the newest pledge, when they are few enough for a heading and not some of several
            municipalities; otherwise nobody.
        suggestions: the themes and places that most promises are about, to begin with.
        year: the year that the newest pledge which has begun begins.
        homes: the places by kind, but for those where nobody lives.
        elsewhere: all other places.
        municipality: the place that is the whole municipality, of which a pledge need not say that it is for it.
    """

    today: date
    in_force: tuple[PledgeLine, ...]
    upcoming: tuple[PledgeLine, ...]
    newest: tuple[PledgeLine, ...]
    agreements: tuple[AgreementLine, ...]
    gap: GapYears | None
    is_uncertain: bool
    pledges: tuple[PledgeLine, ...]
    more: int
    parties: tuple[str, ...]
    suggestions: tuple[Theme | Place, ...]
    year: int | None
    homes: tuple[PlaceGroup, ...]
    elsewhere: tuple[PlaceGroup, ...]
    municipality: str

    @property
    def cards(self) -> tuple[PledgeLine, ...]:
        """The pledges in force that are shown with their promises."""
        return self.in_force[:CARDS]

    @property
    def also_in_force(self) -> tuple[PledgeLine, ...]:
        """Those that are a line each."""
        return self.in_force[CARDS : CARDS + SHOWN]

    @property
    def more_in_force(self) -> int:
        """How many there are besides those."""
        return max(0, len(self.in_force) - CARDS - SHOWN)


def build_start_view(day: BookOnDay) -> StartView:
    """The start page on a day."""
    year = day.today.year
    places = group_places(day)
    lines = [build_pledge_line(day, pledge) for pledge in reversed(day.book.pledges)]
    municipality = day.subjects.municipality
    in_force = [line for line in lines if line.state is State.IN_FORCE]
    in_force.sort(key=lambda line: line.pledge.area.places not in ((), (municipality,)))
    known = [line for line in lines if line.state is not State.UPCOMING]
    past = [line for line in known if day.has_begun(line.pledge)] or known
    return StartView(
        today=day.today,
        in_force=tuple(in_force),
        upcoming=tuple(line for line in lines if line.state is State.UPCOMING)[:SHOWN],
        newest=_list_newest(day, past) if not in_force else (),
        agreements=tuple(line for line in list_agreements(day) if line.state is State.IN_FORCE),
        gap=next((gap for gap in day.book.register.gaps if year in gap.period.years(year)), None),
        is_uncertain=any(year in day.list_possible_years(line.pledge) for line in known),
        pledges=tuple(lines[:SHOWN]),
        more=max(0, len(lines) - SHOWN),
        parties=_list_parties(day, lines),
        suggestions=_list_suggestions(day, places),
        homes=tuple(group for group in places if group.kind not in NOT_HOMES),
        elsewhere=tuple(group for group in places if group.kind in NOT_HOMES),
        municipality=municipality,
        year=next((line.pledge.period.start.year for line in past if line.pledge.period.start), None),
    )


def _list_newest(day: BookOnDay, past: Sequence[PledgeLine]) -> tuple[PledgeLine, ...]:
    """The pledges that newer ones do not leave without a place that they were for, as far as their time is known."""
    found: list[PledgeLine] = []
    covered: set[str] = set()
    for line in past:
        places = day.subjects.list_area(line.pledge)
        is_left = not all(covered.intersection((place, *day.subjects.list_around(place))) for place in places)
        if line.pledge.period.start and (is_left or not found):
            found.append(line)
            covered.update(places or (UNPLACED,))
    return tuple(found[:NEWEST] or past[:1])


def _list_parties(day: BookOnDay, lines: Sequence[PledgeLine]) -> tuple[str, ...]:
    parties = lines[0].pledge.parties if lines else ()
    # Those who live in the other ones of several municipalities are not asked about one.
    several = () if day.subjects.municipality else day.book.register.parties
    municipalities = {party.id for party in several if party.type is PartyType.MUNICIPALITY}
    is_part = 0 < len(municipalities.intersection(parties)) < len(municipalities)
    return parties if len(parties) <= MOST_PARTIES and UNKNOWN_PARTY not in parties and not is_part else ()


def _list_suggestions(day: BookOnDay, groups: Iterable[PlaceGroup]) -> tuple[Theme | Place, ...]:
    """The themes and places that most promises are about, those of the register that stand first in case of a tie."""
    themes = [(theme, count_promises(day.subjects.themes.get(theme.id, ()))) for theme in day.book.register.themes]
    # Nobody looks for a place by the name of all of it.
    parts = [group for group in groups if group.kind is not PlaceType.MUNICIPALITY]
    places = [(line.subject, line.promise_count) for group in parts for line in group.places]
    return (*_list_most(themes, THEMES), *_list_most(places, PLACES))


def _list_most(counted: Iterable[tuple[Subject, int]], number: int) -> list[Subject]:
    found = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])
    return [subject for subject, _ in found[:number]]
