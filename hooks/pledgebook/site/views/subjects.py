"""The pages of themes, places and parties: what has been promised of each, and what of it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ...model import Party, Place, Pledge, Promise, Theme
from ...model.enums import PartyType, PlaceType, State
from ...model.text import LocalizedText
from ...records.day import BookOnDay
from ...records.subjects import EVERYWHERE, Mention
from .archive import AgreementLine, PledgeLine, build_pledge_line, list_agreements
from .record import PromiseView, build_promise_view

# Of what has been promised for a whole, so many promises are shown on the page of a part at first, and so many more
# when they are asked for; all of them stand on the page of the whole. What is in force is never folded away so long as
# there is no more of it than the last number.
SHOWN, FOLDED, SHOWN_IN_FORCE = 5, 20, 12

# Kinds of places in the order that residents look for where they live.
KINDS = (
    PlaceType.DISTRICT,
    PlaceType.TOWN,
    PlaceType.SQUARE,
    PlaceType.STREET,
    PlaceType.PARK,
    PlaceType.SCHOOL,
    PlaceType.SETTING,
    PlaceType.OTHER,
    PlaceType.MUNICIPALITY,
)


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention as it is shown. `promises` is empty where only the pledge as a whole names the subject."""

    pledge: Pledge
    state: State
    promises: tuple[PromiseView, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is known of how any of several promises went, so that the reason is said once for all."""
        is_told = any(item.standing or item.others for item in self.promises)
        return len(self.promises) > 1 and not is_told and self.state is not State.UPCOMING


@dataclass(frozen=True, slots=True)
class SubjectView:
    """What has been promised of a subject, what is in force first and then the newest.

    Attributes:
        pledges: what each pledge says of it.
    """

    pledges: tuple[MentionView, ...]

    @property
    def promise_count(self) -> int:
        """How many promises that is."""
        return sum(len(mention.promises) for mention in self.pledges)

    @property
    def in_force_count(self) -> int:
        """How many of them are in force."""
        return sum(len(mention.promises) for mention in self.pledges if mention.state is State.IN_FORCE)


@dataclass(frozen=True, slots=True)
class ThemeView(SubjectView):
    """A theme through the years."""

    theme: Theme


@dataclass(frozen=True, slots=True)
class PartyView(SubjectView):
    """What a party has promised through the years."""

    party: Party


@dataclass(frozen=True, slots=True)
class WholePromises:
    """What has been promised for a whole, as the pages of its parts tell it.

    Attributes:
        place: the whole; None is the municipality, where no place of the register is that.
        name: what it is called; the municipality by its own name.
        shown: the first pledges, each with those of its promises that are for the whole.
        folded: more of them.
        promise_count: how many promises there are in all.
        in_force_count: how many of them are in force.
        is_all: whether all of them are among those that are shown or folded.
    """

    place: Place | None
    name: LocalizedText
    shown: tuple[PledgeLine, ...]
    folded: tuple[PledgeLine, ...]
    promise_count: int
    in_force_count: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in a list, with how many promises are made for it and how many of them are in force."""

    place: Place
    promise_count: int
    in_force_count: int

    @property
    def name(self) -> LocalizedText:
        """That of the place."""
        return self.place.name


@dataclass(frozen=True, slots=True)
class PlaceSum:
    """How many promises are for the place of a page, or for a whole that it is part of.

    Attributes:
        name: of the place or the whole.
        is_whole: whether it is named as a whole.
        number: of promises.
    """

    name: LocalizedText
    is_whole: bool
    number: int


@dataclass(frozen=True, slots=True)
class PlaceView(SubjectView):
    """A place: what is promised for it, for what it is part of, and the agreements in force.

    Attributes:
        place: the place.
        name: what it is called in a sentence; the municipality by its own name.
        is_municipality: whether it is the whole municipality.
        within: the place that the register says it is part of.
        within_name: what that is called; a municipality as a party is, since its place may be called the whole of it.
        parts: the places within it.
        wholes: what has been promised for what it is part of, nearest first; none without a pledge.
        agreements: the agreements in force.
    """

    place: Place
    name: LocalizedText
    is_municipality: bool
    within: Place | None
    within_name: LocalizedText | None
    parts: tuple[PlaceLine, ...]
    wholes: tuple[WholePromises, ...]
    agreements: tuple[AgreementLine, ...]

    @property
    def holds_now(self) -> bool:
        """Whether any pledge in force is for the place or for what it is part of."""
        lines = (line.state for whole in self.wholes for line in (*whole.shown, *whole.folded))
        return State.IN_FORCE in {*lines, *(mention.state for mention in self.pledges)}

    def list_sums(self, *, in_force: bool) -> tuple[PlaceSum, ...]:
        """How many promises are for the place and for each whole, nearest first: of all, or of those in force."""
        areas: list[tuple[PlaceView | WholePromises, bool]] = [(self, self.is_municipality)]
        areas += [(whole, True) for whole in self.wholes]
        sums = (
            PlaceSum(area.name, is_whole, area.in_force_count if in_force else area.promise_count)
            for area, is_whole in areas
        )
        return tuple(item for item in sums if item.number)


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places of one kind in the list of all places."""

    kind: PlaceType
    places: tuple[PlaceLine, ...]


def build_theme_views(day: BookOnDay) -> Iterator[ThemeView]:
    """Each theme of the register, in its order."""
    for theme in day.book.register.themes:
        yield ThemeView(_show_mentions(day, day.subjects.themes.get(theme.id, ())), theme)


def build_party_views(day: BookOnDay) -> Iterator[PartyView]:
    """Each party of the register, in its order."""
    for party in day.book.register.parties:
        yield PartyView(_show_mentions(day, day.subjects.parties.get(party.id, ())), party)


def build_place_views(day: BookOnDay) -> Iterator[PlaceView]:
    """Each place of the register, in its order."""
    places = day.book.register.places
    parts: dict[str, list[PlaceLine]] = {}
    for place in places:
        parts.setdefault(place.part_of or "", []).append(_build_line(day, place))
    agreements = tuple(line for line in list_agreements(day) if line.state is State.IN_FORCE)
    build_whole = cache(lambda name: _build_whole(day, name))
    municipalities = [party for party in day.book.register.parties if party.type is PartyType.MUNICIPALITY]
    for place in places:
        wholes = (build_whole(name) for name in day.subjects.list_wholes(place.id))
        within = day.book.place.get(place.part_of or "")
        is_in_municipality = within and within.type is PlaceType.MUNICIPALITY and len(municipalities) == 1
        called = municipalities[0] if is_in_municipality else within
        yield PlaceView(
            pledges=_show_mentions(day, day.subjects.places.get(place.id, ())),
            place=place,
            name=_name(day, place),
            is_municipality=place.id == day.subjects.municipality,
            within=within,
            within_name=called.name if called else None,
            parts=tuple(parts.get(place.id, ())),
            wholes=tuple(whole for whole in wholes if whole.shown),
            agreements=agreements,
        )


def _name(day: BookOnDay, place: Place | None) -> LocalizedText:
    """What a place is called in a sentence; what has no place of its own is the municipality."""
    return place.name if place and place.id != day.subjects.municipality else day.book.register.name


def group_places(day: BookOnDay) -> tuple[PlaceGroup, ...]:
    """All places by kind, in the order that residents look for them; within a kind in that of the register."""
    lines = [_build_line(day, place) for place in day.book.register.places]
    groups = (PlaceGroup(kind, tuple(line for line in lines if line.place.type is kind)) for kind in KINDS)
    return tuple(group for group in groups if group.places)


def _build_line(day: BookOnDay, place: Place) -> PlaceLine:
    mentions = day.subjects.places.get(place.id, ())
    in_force = (mention for mention in mentions if day.state(mention.pledge) is State.IN_FORCE)
    return PlaceLine(place, count_promises(mentions), count_promises(in_force))


def count_promises(mentions: Iterable[Mention]) -> int:
    """How many promises mentions are made of."""
    return sum(len(mention.promises) for mention in mentions)


def _in_order(day: BookOnDay, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions, those that are in force first."""
    return sorted(mentions, key=lambda mention: day.state(mention.pledge) is not State.IN_FORCE)


def _show_mentions(day: BookOnDay, mentions: Iterable[Mention]) -> tuple[MentionView, ...]:
    return tuple(
        MentionView(
            mention.pledge,
            day.state(mention.pledge),
            tuple(build_promise_view(day, mention.pledge, promise) for promise in mention.promises),
        )
        for mention in _in_order(day, mentions)
    )


def _build_whole(day: BookOnDay, name: str) -> WholePromises:
    mentions = _in_order(day, day.subjects.places.get(name, ()))
    in_force = count_promises(mention for mention in mentions if day.state(mention.pledge) is State.IN_FORCE)
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
    place = day.book.place[name] if name != EVERYWHERE else None
    is_all = number <= most and len(shown) + len(folded) == len(mentions)
    return WholePromises(
        place, _name(day, place), tuple(shown), tuple(folded), count_promises(mentions), in_force, is_all
    )


def _keep_promises(line: PledgeLine, promises: Iterable[Promise]) -> PledgeLine:
    """The line of a pledge with only some of its promises."""
    kept = {promise.id for promise in promises}
    return replace(line, promises=tuple(item for item in line.promises if item.promise.id in kept))
