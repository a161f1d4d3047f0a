"""The pages of places: what has been promised for each and around it, what of it holds today, and all by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from ...model import Place, Promise
from ...model.enums import PartyType, PlaceType, State
from ...model.text import LocalizedText
from ...records.day import BookOnDay
from ...records.subjects import UNPLACED, Mention
from .archive import AgreementLine, PledgeLine, build_pledge_line, list_agreements
from .subjects import (
    SubjectLine,
    SubjectView,
    build_subject_line,
    count_in_force,
    count_promises,
    order_mentions,
    show_mentions,
)

# Of what has been promised for a whole, so many promises are shown on the page of a part at first, and so many more
# when they are asked for; all of them stand on the page of the whole. What is in force is never folded away so long as
# there is no more of it than the last number.
SHOWN, FOLDED, SHOWN_IN_FORCE = 5, 20, 12
# Kinds of places in the order that residents look for where they live.
KINDS = (
    *(PlaceType.DISTRICT, PlaceType.TOWN, PlaceType.SQUARE, PlaceType.STREET, PlaceType.PARK, PlaceType.SCHOOL),
    *(PlaceType.SETTING, PlaceType.WATER, PlaceType.OTHER, PlaceType.MUNICIPALITY, PlaceType.REGION),
)
# Kinds of places where nobody lives, or everybody does.
NOT_HOMES = (PlaceType.SETTING, PlaceType.WATER, PlaceType.REGION)


class Held(StrEnum):
    """What promises on the page of a place are for: it, its parts, a whole that it is part of, or no given place."""

    OWN = "own"
    INSIDE = "inside"
    WHOLE = "whole"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class OtherPromises:
    """What has been promised for something else than a place, as the page of the place tells it.

    Attributes:
        what: what it is for.
        place: the whole, or the place whose parts it is for; None where no place of the register is that.
        name: what that is called; the municipality by its own name.
        shown: the first pledges, each with those of its promises that are for it.
        folded: more of them.
        promise_count: how many promises there are in all.
        in_force_count: how many of them are in force.
        is_all: whether all of them are among those that are shown or folded.
    """

    what: Held
    place: Place | None
    name: LocalizedText
    shown: tuple[PledgeLine, ...]
    folded: tuple[PledgeLine, ...]
    promise_count: int
    in_force_count: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class PlaceView(SubjectView):
    """A place: what is promised for it, for what it is part of, and the agreements in force.

    Attributes:
        place: the place.
        name: what it is called in a sentence; the municipality by its own name.
        what: what the promises for it are for: it alone, or the whole that is the municipality.
        within: the place that the register says it is part of.
        within_name: what that is called; a municipality as a party is, since its place may be called the whole of it.
        parts: the places within it.
        others: what has been promised for its parts, for what it is part of, nearest first, and for no given place;
            none without a pledge.
        agreements: the agreements in force, of several municipalities those of the ones that the place lies in.
    """

    place: Place
    name: LocalizedText
    what: Held
    within: Place | None
    within_name: LocalizedText | None
    parts: tuple[SubjectLine[Place], ...]
    others: tuple[OtherPromises, ...]
    agreements: tuple[AgreementLine, ...]

    @property
    def holds_now(self) -> bool:
        """Whether any pledge in force is for the place or for what it is part of."""
        return self._is_in_force(Held.WHOLE)

    @property
    def may_hold_now(self) -> bool:
        """Whether any pledge in force is or may be for the place, or is for a part of it."""
        return self._is_in_force(*Held)

    def _is_in_force(self, *told: Held) -> bool:
        lines = (line for other in self.others if other.what in told for line in (*other.shown, *other.folded))
        return State.IN_FORCE in {*(mention.state for mention in self.pledges), *(line.state for line in lines)}


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places of one kind in the list of all places."""

    kind: PlaceType
    places: tuple[SubjectLine[Place], ...]

    @property
    def label(self) -> str:
        """What the kind is called, by its key: one municipality is not told as several."""
        is_several = self.kind is PlaceType.MUNICIPALITY and len(self.places) > 1
        return "municipalities" if is_several else str(self.kind)


def build_place_views(day: BookOnDay) -> Iterator[PlaceView]:
    """Each place of the register, in its order."""
    places, municipality = day.book.register.places, day.subjects.municipality
    agreements = [line for line in list_agreements(day) if line.state is State.IN_FORCE]
    homes = {line.agreement.id: _list_homes(day, line.agreement.parties) for line in agreements}
    build_whole = cache(lambda name: _build_whole(day, name))
    municipalities = [party for party in day.book.register.parties if party.type is PartyType.MUNICIPALITY]
    for place in places:
        inside = _build_other(day, Held.INSIDE, place, _join_parts(day, place))
        others = (inside, *map(build_whole, day.subjects.list_around(place.id)))
        around = {place.id, *day.subjects.list_wholes(place.id)}
        within = day.book.place.get(place.part_of or "")
        is_in_municipality = within and within.id == municipality and len(municipalities) == 1
        yield PlaceView(
            pledges=show_mentions(day, day.subjects.places.get(place.id, ())),
            place=place,
            name=_name(day, place),
            what=Held.WHOLE if place.id == municipality else Held.OWN,
            within=within,
            within_name=municipalities[0].name if is_in_municipality else _name(day, within) if within else None,
            parts=tuple(_build_line(day, part) for part in places if part.part_of == place.id),
            others=tuple(other for other in others if other.shown),
            agreements=tuple(line for line in agreements if not (home := homes[line.agreement.id]) or home & around),
        )


def _list_homes(day: BookOnDay, parties: Iterable[str]) -> set[str]:
    """The municipalities that some parties are, or are units of: places by id or name. None where there is only one."""
    found: dict[str, None] = dict.fromkeys(() if day.subjects.municipality else parties)
    waiting = [*found]
    while waiting:
        party = day.book.party.get(waiting.pop())
        waiting += [name for name in party.part_of if name not in found] if party else []
        found |= dict.fromkeys(waiting)
    known = [day.book.party[name] for name in found if name in day.book.party]
    municipalities = [party for party in known if party.type is PartyType.MUNICIPALITY]
    names = {name for party in municipalities for name in party.name.root.values()}
    places = (
        place for place in day.book.register.places if names.intersection((*place.name.root.values(), *place.aliases))
    )
    return {*(party.id for party in municipalities), *(place.id for place in places)}


def _name(day: BookOnDay, place: Place | None) -> LocalizedText:
    """What a place is called in a sentence; what has no place of its own is the municipality."""
    return place.name if place and place.id != day.subjects.municipality else day.book.register.name


def group_places(day: BookOnDay) -> tuple[PlaceGroup, ...]:
    """All places by kind, in the order that residents look for them; within a kind in that of the register."""
    lines = [_build_line(day, place) for place in day.book.register.places]
    groups = (PlaceGroup(kind, tuple(line for line in lines if line.subject.type is kind)) for kind in KINDS)
    return tuple(group for group in groups if group.places)


def _build_line(day: BookOnDay, place: Place) -> SubjectLine[Place]:
    return build_subject_line(day, place, day.subjects.places)


def _join_parts(day: BookOnDay, place: Place) -> Iterator[Mention]:
    """What is promised for the parts of a place and not for itself, each promise once."""
    parts = {key for name in day.subjects.list_parts(place.id) for key in _list_keys(day, name)}
    named = parts.difference(_list_keys(day, place.id))
    for pledge in reversed(day.book.pledges) if named else ():
        promises = tuple(item for item in pledge.promises if (pledge.id, item.id) in named)
        if promises or (pledge.id, "") in named:
            yield Mention(pledge, promises)


def _list_keys(day: BookOnDay, place: str) -> Iterator[tuple[str, str]]:
    """What the mentions of a place are of: promises, or a pledge as a whole."""
    for mention in day.subjects.places.get(place, ()):
        yield from ((mention.pledge.id, name) for name in [item.id for item in mention.promises] or [""])


def _build_whole(day: BookOnDay, name: str) -> OtherPromises:
    what = Held.UNPLACED if name == UNPLACED else Held.WHOLE
    return _build_other(day, what, day.book.place.get(name), day.subjects.places.get(name, ()))


def _build_other(day: BookOnDay, what: Held, place: Place | None, found: Iterable[Mention]) -> OtherPromises:
    mentions = order_mentions(day, found)
    in_force = count_in_force(day, mentions)
    first = max(SHOWN, min(in_force, SHOWN_IN_FORCE))
    shown: list[PledgeLine] = []
    folded: list[PledgeLine] = []
    number, most = 0, first + FOLDED
    for mention in mentions:
        if number >= most:
            break
        line = _keep_promises(build_pledge_line(day, mention.pledge), mention.promises[: most - number])
        (shown if number < first else folded).append(line)
        number += max(1, len(mention.promises))
    is_all = number <= most and len(shown) + len(folded) == len(mentions)
    return OtherPromises(
        what, place, _name(day, place), tuple(shown), tuple(folded), count_promises(mentions), in_force, is_all
    )


def _keep_promises(line: PledgeLine, promises: Iterable[Promise]) -> PledgeLine:
    """The line of a pledge with only some of its promises."""
    kept = {promise.id for promise in promises}
    return replace(line, promises=tuple(item for item in line.promises if item.promise.id in kept))
