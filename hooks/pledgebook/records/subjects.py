"""Subjects of promises: which places each is made for, which themes it is about and which parties make it.

The one answer to what has been promised for a place, on a theme or by a party. Pages, lists, counts and the archive's
filter all tell what stands here.

Of places, five rules:

- A promise is made for the places that it, its targets or its activities name. One that names none is made for those of
  its focus area, or else of its pledge; so is one that itself names none and has an activity without any. Of inherited
  places, one that lies within another of them is left out: the pledge says of itself, and not of the promise, that it
  looks at that part above all.
- A pledge that says that it is for the municipality and names no place is made for the whole of it; for several, it is
  made for each of the register's. Where nothing says what a promise is made for, its place is not given, which is told
  of every place and claimed of none.
- What is made for a place also holds in every place within it, and is told there as made for the whole.
- What is made for a part is not made for the whole, and is not counted as that: the page of a whole tells it apart. The
  page of the one municipality, for which the archive does so, leads to its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import UNKNOWN_PARTY, Party, Place, Pledge, Promise, Theme
from ..model.enums import PlaceType, Scope
from ..model.paths import folder_of
from ..names import Folder
from .book import Book
from .references import PLACE_FIELDS, list_ids

# What is no place of the register, and no id of one either: the whole municipality where the register has no place for
# it, and what is made for no place that is known.
EVERYWHERE, UNPLACED = "*", "-"
# What lies within a municipality only where the register says so.
_WIDE = (PlaceType.REGION, PlaceType.WATER)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a promise, or a pledge as a whole, is about: ids of the register, each once.

    `helpers` are the parties that do some of it or help, and do not promise it.
    """

    themes: tuple[str, ...]
    places: tuple[str, ...]
    parties: tuple[str, ...]
    helpers: tuple[str, ...] = ()


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
        """Mentions by what something is made for, newest pledge first; that may be `EVERYWHERE` or `UNPLACED`."""
        return self._find_mentions(lambda subjects: subjects.places)

    @cached_property
    def parties(self) -> Mentions:
        """Mentions by party, newest pledge first."""
        return self._find_mentions(lambda subjects: subjects.parties)

    @cached_property
    def helpers(self) -> Mentions:
        """Mentions by party that helps, newest pledge first."""
        return self._find_mentions(lambda subjects: subjects.helpers)

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities of the register; where it has none, the one that all of it is about."""
        found = (place.id for place in self.book.register.places if place.type is PlaceType.MUNICIPALITY)
        return tuple(found) or (EVERYWHERE,)

    @property
    def municipality(self) -> str:
        """The place that is the whole municipality; none where there are several."""
        return self.municipalities[0] if len(self.municipalities) == 1 else ""

    def list_wholes(self, place: str) -> tuple[str, ...]:
        """What a place is part of, nearest first; the one municipality too, whether or not the register says so."""
        return self._wholes[place]

    def list_around(self, place: str) -> tuple[str, ...]:
        """All that a promise can be made for that may hold in a place: what it is part of, and no given place."""
        return (*self._wholes[place], UNPLACED)

    def list_parts(self, place: str) -> tuple[str, ...]:
        """The places within a place, nearest first; none of what is the whole of the register's places."""
        return self._parts.get(place, ())

    def list_area(self, pledge: Pledge) -> tuple[str, ...]:
        """The places that a pledge is for; none when they are said to be unknown."""
        area = pledge.area
        if area.places or "area" in pledge.unknown:
            return area.places
        if area.scope is Scope.MUNICIPALITIES or (area.scope is Scope.MUNICIPALITY and self.municipality):
            return self.municipalities
        return (UNPLACED,)

    def list_pledges(self, subject: Theme | Place | Party) -> set[Folder]:
        """The folders of the pledges on a theme, with a part for a party, or that may hold in a place or a part."""
        told, names = (self.themes,) if isinstance(subject, Theme) else (self.parties, self.helpers), [subject.id]
        if isinstance(subject, Place):
            told, names = (self.places,), [subject.id, *self.list_parts(subject.id), *self.list_around(subject.id)]
        return {folder_of(item.pledge) for mentions in told for name in names for item in mentions.get(name, ())}

    def drop_parts(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Places without those that lie within another: what a promise without places of its own is made for."""
        return tuple(place for place in places if not set(self._wholes[place]).intersection(places))

    def list_subjects(self, pledge: Pledge, promise: Promise | None = None) -> Subjects:
        """What a promise is about, or (with None) a pledge as a whole."""
        return self._subjects[f"{pledge.id}/{promise.id if promise else ''}"]

    @cached_property
    def _wholes(self) -> dict[str, tuple[str, ...]]:
        everything = (self.municipality, *self._climb(self.municipality)) if self.municipality else ()
        wholes = {EVERYWHERE: (), UNPLACED: everything}
        for place in self.book.register.places:
            own = self._climb(place.id)
            is_there = any(self.book.place[name].type not in _WIDE for name in (place.id, *own))
            is_within = is_there and place.id not in everything
            wholes[place.id] = _once((*own, *everything)) if is_within else own
        return wholes

    def _climb(self, place: str) -> tuple[str, ...]:
        """What the register says that a place is part of, nearest first."""
        found: dict[str, None] = {}
        while place in self.book.place:
            place = self.book.place[place].part_of or ""
            if place in found:
                break
            found[place] = None
        return tuple(name for name in found if name in self.book.place)

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        parts: dict[str, list[tuple[int, str]]] = {}
        for place in self.book.place:
            for steps, whole in enumerate(self._wholes[place]):
                if whole not in self._wholes[UNPLACED]:
                    parts.setdefault(whole, []).append((steps, place))
        return {whole: tuple(name for _, name in sorted(found)) for whole, found in parts.items()}

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
        given = [place for place in places if place != UNPLACED] or [UNPLACED]
        doing = (*promise.helpers, *(party for step in promise.activities for party in (*step.by, *step.helpers)))
        helpers = (party for party in doing if party not in (*promise.by, UNKNOWN_PARTY))
        return Subjects(_once(themes), _once(given), _once(promise.by), _once(helpers))

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
