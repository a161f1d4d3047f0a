"""The pages of themes, places and parties: each followed through the years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...model import Party, Place, Pledge, Promise, Theme
from ...model.enums import State
from ...records.day import BookOnDay
from .record import PromiseView, build_promise_view


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: what one pledge says of a theme, a place or a party.

    `promises` is empty where only the pledge as a whole names it.
    """

    pledge: Pledge
    state: State
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme through the years, newest first."""

    theme: Theme
    pledges: tuple[Mention, ...]
    promise_count: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place through the years, newest first, with the places around and within it."""

    place: Place
    within: Place | None
    parts: tuple[Place, ...]
    pledges: tuple[Mention, ...]
    promise_count: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """What a party has promised through the years, newest first."""

    party: Party
    pledges: tuple[Mention, ...]
    promise_count: int


def list_themes(pledge: Pledge) -> Iterator[tuple[Promise, tuple[str, ...]]]:
    """Each promise of a pledge with its themes: its own, or those of its focus area when it has none."""
    areas = {area.id: area for area in pledge.focus_areas}
    for promise in pledge.promises:
        area = areas.get(promise.focus_area or "")
        yield promise, tuple(dict.fromkeys(promise.themes or (area.themes if area else ())))


def list_places(promise: Promise) -> tuple[str, ...]:
    """The places that a promise and its activities name."""
    activities = (place for activity in promise.activities for place in activity.places)
    return tuple(dict.fromkeys([*promise.places, *activities]))


def build_theme_views(day: BookOnDay) -> Iterator[ThemeView]:
    """Each theme of the register, in its order."""
    mentions = _find_mentions(day, _name_themes)
    for theme in day.book.register.themes:
        found = tuple(mentions.get(theme.id, ()))
        yield ThemeView(theme, found, _count(found))


def build_place_views(day: BookOnDay) -> Iterator[PlaceView]:
    """Each place of the register, in its order."""
    mentions = _find_mentions(day, _name_places)
    parts: dict[str, list[Place]] = {}
    for place in day.book.register.places:
        parts.setdefault(place.part_of or "", []).append(place)
    for place in day.book.register.places:
        found = tuple(mentions.get(place.id, ()))
        within = day.book.place.get(place.part_of or "")
        yield PlaceView(place, within, tuple(parts.get(place.id, ())), found, _count(found))


def build_party_views(day: BookOnDay) -> Iterator[PartyView]:
    """Each party of the register, in its order."""
    mentions = _find_mentions(day, _name_parties)
    for party in day.book.register.parties:
        found = tuple(mentions.get(party.id, ()))
        yield PartyView(party, found, _count(found))


# The id of each thing that a pledge names, with the promise that names it, or None when the pledge as a whole does.
_Named: TypeAlias = Iterator[tuple[str, Promise | None]]


def _name_themes(pledge: Pledge) -> _Named:
    yield from ((theme, None) for area in pledge.focus_areas for theme in area.themes)
    yield from ((theme, promise) for promise, themes in list_themes(pledge) for theme in themes)


def _name_places(pledge: Pledge) -> _Named:
    yield from ((place, None) for place in pledge.area.places)
    yield from ((place, promise) for promise in pledge.promises for place in list_places(promise))


def _name_parties(pledge: Pledge) -> _Named:
    yield from ((party, None) for party in pledge.parties)
    yield from ((party, promise) for promise in pledge.promises for party in promise.by)


def _find_mentions(day: BookOnDay, list_named: Callable[[Pledge], _Named]) -> dict[str, list[Mention]]:
    """What each pledge says of each thing that it names: id → mentions, newest pledge first."""
    mentions: dict[str, list[Mention]] = {}
    for pledge in reversed(day.book.pledges):
        promises: dict[str, list[PromiseView]] = {}
        for name, promise in list_named(pledge):
            views = promises.setdefault(name, [])
            if promise:
                views.append(build_promise_view(day, pledge, promise))
        for name, views in promises.items():
            mentions.setdefault(name, []).append(Mention(pledge, day.state(pledge), tuple(views)))
    return mentions


def _count(mentions: tuple[Mention, ...]) -> int:
    return sum(len(mention.promises) for mention in mentions)
