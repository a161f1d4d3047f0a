"""The pages of themes, places and parties: each followed through the years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    found: dict[str, dict[str, list[Promise]]] = {}
    for pledge in day.book.pledges:
        for theme in {theme for area in pledge.focus_areas for theme in area.themes}:
            found.setdefault(theme, {}).setdefault(pledge.id, [])
        for promise, themes_of_promise in list_themes(pledge):
            for theme in themes_of_promise:
                found.setdefault(theme, {}).setdefault(pledge.id, []).append(promise)
    for theme_of_register in day.book.register.themes:
        mentions = _list_mentions(day, found.get(theme_of_register.id, {}))
        yield ThemeView(theme_of_register, mentions, _count(mentions))


def build_place_views(day: BookOnDay) -> Iterator[PlaceView]:
    """Each place of the register, in its order."""
    found: dict[str, dict[str, list[Promise]]] = {}
    for pledge in day.book.pledges:
        for place in pledge.area.places:
            found.setdefault(place, {}).setdefault(pledge.id, [])
        for promise in pledge.promises:
            for place in list_places(promise):
                found.setdefault(place, {}).setdefault(pledge.id, []).append(promise)
    parts: dict[str, list[Place]] = {}
    for place_of_register in day.book.register.places:
        parts.setdefault(place_of_register.part_of or "", []).append(place_of_register)
    for place_of_register in day.book.register.places:
        mentions = _list_mentions(day, found.get(place_of_register.id, {}))
        yield PlaceView(
            place=place_of_register,
            within=day.book.place.get(place_of_register.part_of or ""),
            parts=tuple(parts.get(place_of_register.id, ())),
            pledges=mentions,
            promise_count=_count(mentions),
        )


def build_party_views(day: BookOnDay) -> Iterator[PartyView]:
    """Each party of the register, in its order."""
    found: dict[str, dict[str, list[Promise]]] = {}
    for pledge in day.book.pledges:
        for party in pledge.parties:
            found.setdefault(party, {}).setdefault(pledge.id, [])
        for promise in pledge.promises:
            for party in promise.by:
                found.setdefault(party, {}).setdefault(pledge.id, []).append(promise)
    for party_of_register in day.book.register.parties:
        mentions = _list_mentions(day, found.get(party_of_register.id, {}))
        yield PartyView(party_of_register, mentions, _count(mentions))


def _list_mentions(day: BookOnDay, promises: dict[str, list[Promise]]) -> tuple[Mention, ...]:
    mentions = []
    for pledge_id in reversed(promises):
        pledge = day.book.pledge[pledge_id]
        views = tuple(build_promise_view(day, pledge, promise) for promise in promises[pledge_id])
        mentions.append(Mention(pledge, day.state(pledge), views))
    return tuple(mentions)


def _count(mentions: tuple[Mention, ...]) -> int:
    return sum(len(mention.promises) for mention in mentions)
