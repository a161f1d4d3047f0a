"""Subjects of promises: which places each is made for, which themes it is about and which parties make it.

The one answer to what has been promised for a place, on a theme or by a party. Pages, lists, counts and the archive's
filter all tell what stands here.

Of places, four rules:

- A promise is made for the places that it, its targets or its activities name. One that names none is made for those of
  its focus area, or else of its pledge; so is one that itself names none and has an activity without any. Of inherited
  places, one that lies within another of them is left out: the pledge says of itself, and not of the promise, that it
  looks at that part above all.
- A pledge for the municipality that names no place is made for the whole of it.
- What is made for a place also holds in every place within it, and is told there as made for the whole.
- What is made for a district is not made for the municipality, and is not counted there: the page of a whole leads to
  those of its parts, which each tell their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import Place, Pledge, Promise
from ..model.enums import PlaceType, Scope
from .book import Book
from .references import PLACE_FIELDS, list_ids

# The whole municipality where the register has no place for it, or several.
EVERYWHERE = ""
_WHOLE = (Scope.MUNICIPALITY, Scope.MUNICIPALITIES)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a promise, or a pledge as a whole, is about: ids of the register, each once."""

    themes: tuple[str, ...]
    places: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: what one pledge says of a subject.

    `promises` is empty where only the pledge as a whole names it.
    """

    pledge: Pledge
    promises: tuple[Promise, ...]


Mentions = Mapping[str, tuple[Mention, ...]]


@dataclass(frozen=True)
class SubjectIndex:
    """The subjects of a book's promises, and for each subject what every pledge says of it.

    Attributes:
        book: the records.
    """

    book: Book

    @cached_property
    def themes(self) -> Mentions:
        """Mentions by theme, newest pledge first."""
        return self._find_mentions(lambda subjects: subjects.themes)

    @cached_property
    def places(self) -> Mentions:
        """Mentions by the place that something is made for, newest pledge first; the municipality may be none."""
        return self._find_mentions(lambda subjects: subjects.places)

    @cached_property
    def parties(self) -> Mentions:
        """Mentions by party, newest pledge first."""
        return self._find_mentions(lambda subjects: subjects.parties)

    @cached_property
    def municipality(self) -> str:
        """The place that is the whole municipality: the one of that type, or none when there is not exactly one."""
        found = [place.id for place in self.book.register.places if place.type is PlaceType.MUNICIPALITY]
        return found[0] if len(found) == 1 else EVERYWHERE

    def list_wholes(self, place: str) -> tuple[str, ...]:
        """What a place is part of, nearest first; the municipality last, whether or not the register says so."""
        return self._wholes[place]

    def list_area(self, pledge: Pledge) -> tuple[str, ...]:
        """The places that a pledge is for; none when they are unknown."""
        if pledge.area.places or "area" in pledge.unknown:
            return pledge.area.places
        return (self.municipality,) if pledge.area.scope in _WHOLE else ()

    def drop_parts(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Places without those that lie within another: what a promise without places of its own is made for."""
        return tuple(place for place in places if not set(self._wholes[place]).intersection(places))

    def list_subjects(self, pledge: Pledge, promise: Promise | None = None) -> Subjects:
        """What a promise is about, or (with None) a pledge as a whole."""
        return self._subjects[f"{pledge.id}/{promise.id if promise else ''}"]

    @cached_property
    def _wholes(self) -> dict[str, tuple[str, ...]]:
        return {EVERYWHERE: ()} | {place.id: self._find_wholes(place) for place in self.book.register.places}

    def _find_wholes(self, place: Place) -> tuple[str, ...]:
        found: dict[str, None] = {}
        above = place.part_of
        while above in self.book.place and above not in found and above != place.id:
            found[above] = None
            above = self.book.place[above].part_of
        if place.id != self.municipality:
            found.pop(self.municipality, None)
            found[self.municipality] = None
        return tuple(found)

    @cached_property
    def _subjects(self) -> dict[str, Subjects]:
        found = {}
        for pledge in self.book.pledges:
            found[f"{pledge.id}/"] = self._find_whole_subjects(pledge)
            for promise in pledge.promises:
                found[f"{pledge.id}/{promise.id}"] = self._find_subjects(pledge, promise)
        return found

    def _find_subjects(self, pledge: Pledge, promise: Promise) -> Subjects:
        area = next((area for area in pledge.focus_areas if area.id == promise.focus_area), None)
        named = list(list_ids(promise))
        own = [name for _, field, name in named if field in PLACE_FIELDS]
        inherited = self.drop_parts((area.places if area else ()) or self.list_area(pledge))
        # A step that names no place is taken wherever the promise is made for.
        is_partly_placed = not promise.places and any(not step.places for step in promise.activities)
        places = own if "places" in promise.unknown or (own and not is_partly_placed) else (*inherited, *own)
        themes = [name for _, field, name in named if field == "themes"]
        themes = themes if promise.themes else [*(area.themes if area else ()), *themes]
        return Subjects(_once(themes), _once(places), _once(promise.by))

    def _find_whole_subjects(self, pledge: Pledge) -> Subjects:
        areas = pledge.focus_areas
        # That it is for the whole municipality is told by its promises, as far as they are known.
        own = pledge.area.places if pledge.promises else self.list_area(pledge)
        places = (*own, *(place for area in areas for place in area.places))
        return Subjects(_once(theme for area in areas for theme in area.themes), _once(places), _once(pledge.parties))

    def _find_mentions(self, list_ids: Callable[[Subjects], tuple[str, ...]]) -> Mentions:
        mentions: dict[str, list[Mention]] = {}
        for pledge in reversed(self.book.pledges):
            promises: dict[str, list[Promise]] = {name: [] for name in list_ids(self.list_subjects(pledge))}
            for promise in pledge.promises:
                for name in list_ids(self.list_subjects(pledge, promise)):
                    promises.setdefault(name, []).append(promise)
            for name, found in promises.items():
                mentions.setdefault(name, []).append(Mention(pledge, tuple(found)))
        return {name: tuple(found) for name, found in mentions.items()}


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
