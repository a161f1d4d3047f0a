"""Latest records: what holds on a day where another record held, or else the newest there is, and what is to come.

Goes by area: a pledge for a district takes the place of none that is for more, while one for the whole
municipality, or one that does not say what it is for, answers for each of its parts. Where an area is said to be
unknown, nothing tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model import Agreement, Pledge, Record
from ..model.enums import State
from .day import BookOnDay
from .subjects import UNPLACED


@dataclass(frozen=True, slots=True)
class Latest:
    """What a reader of a record should know of besides it.

    Attributes:
        current: the newest other record that is in force; when none is, the newest that has begun, if it is newer.
        upcoming: the next one to come.
    """

    current: Record | None
    upcoming: Record | None


@dataclass(frozen=True)
class LatestRecords:
    """The latest records of each area on a day.

    Attributes:
        day: the records.
    """

    day: BookOnDay
    _by_area: dict[tuple[type[Record], tuple[str, ...]], tuple[Record | None, ...]] = field(default_factory=dict)

    def find(self, record: Record) -> Latest:
        """What is latest where a record held; it is never the record itself."""
        key = (type(record), self._list_places(record))
        if key not in self._by_area:
            self._by_area[key] = self._find_newest(*key)
        current, upcoming = (found if found is not record else None for found in self._by_area[key])
        return Latest(current, upcoming)

    def _find_newest(self, sort: type[Record], places: tuple[str, ...]) -> tuple[Record | None, Record | None]:
        book, day = self.day.book, self.day
        records: tuple[Record, ...] = book.agreements if sort is Agreement else book.pledges
        covering = [record for record in records if self._covers(record, places)]
        in_force = [record for record in covering if day.state(record) is State.IN_FORCE]
        upcoming = [record for record in covering if day.state(record) is State.UPCOMING]
        begun = [record for record in covering if day.has_begun(record)]
        return next(reversed(in_force or begun), None), next(iter(upcoming), None)

    def _covers(self, record: Record, places: Iterable[str]) -> bool:
        """Whether a record is for every one of some places, or for what each is part of."""
        own = set(self._list_places(record))
        around, municipalities = self.day.subjects.list_around, self.day.subjects.municipalities
        # What does not say what it is for is within what is for every municipality.
        known = () if own.issuperset(municipalities) else (UNPLACED,)
        places = [place for place in places if place != UNPLACED or place in known]
        return not own or all(place in own or own.intersection(around(place)) for place in places)

    def _list_places(self, record: Record) -> tuple[str, ...]:
        return self.day.subjects.list_area(record) if isinstance(record, Pledge) else ()
