"""Redaction in a ledger: a text and its salt go, the hash that holds the chain together stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from .ledger import Edition, Ledger, Redacted, Value, hash_value
from .ledger_diff import FieldDifference, diff_fields
from .snapshot import FACTS, FILES, FieldPath, split_items

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is to be taken out of what is kept: the texts at a path and below it that are not there any longer.

    Attributes:
        part: the file, without language and ending.
        path: the path.
        current: all that the record says now.
        today: the day.
        edition: the number of the edition that is published with it.
        beside: paths of other items, whose names only look as if they were below the path.
    """

    part: str
    path: str
    current: Mapping[FieldPath, str]
    today: date
    edition: int
    beside: tuple[str, ...] = ()

    def is_about(self, key: FieldPath) -> bool:
        """Whether a field is at the path or below it; of a file, only the hash is kept in any case."""
        is_beside = any(is_below(key.path, path) for path in self.beside)
        return key.part == self.part and key.group != FILES and is_below(key.path, self.path) and not is_beside

    def takes(self, key: FieldPath, value: Value) -> bool:
        """Whether a value is to be taken out."""
        return self.is_about(key) and isinstance(value, str) and value != self.current.get(key)


def is_below(path: str, above: str) -> bool:
    """Whether a path is another, or leads on from there."""
    return path == above or path.startswith(f"{above}/")


def find_beside(ledger: Ledger, part: str, path: str) -> tuple[str, ...]:
    """Items that some edition lists, of names with a stroke in them, so that they look as if below a path."""
    listed = (
        f"{key.path}/{name}"
        for edition in ledger.editions
        for key, value in edition.changed.items()
        if key.part == part and key.group == FACTS and isinstance(value, str)
        for name in split_items(value)
        if "/" in name
    )
    return tuple(sorted({item for item in listed if item.startswith(f"{path}/") and "://" not in item}))


def redact(ledger: Ledger, redaction: Redaction) -> Ledger:
    """The ledger without the texts that are to be taken out, and without their salts; its fingerprints hold."""
    return replace(ledger, editions=tuple(_redact(edition, redaction) for edition in ledger.editions))


def _redact(edition: Edition, redaction: Redaction) -> Edition:
    taken = {key for key, value in edition.changed.items() if redaction.takes(key, value)}
    hashes = {key: hash_value(edition.changed[key], edition.salts.get(key, "")) or "" for key in taken}
    buried = {key: Redacted(redaction.today.isoformat(), sha256, redaction.edition) for key, sha256 in hashes.items()}
    salts = {key: salt for key, salt in edition.salts.items() if key not in taken}
    return replace(edition, changed={**edition.changed, **buried}, salts=salts)


def find_others(
    redaction: Redaction, before: Mapping[FieldPath, str | Redacted], after: Mapping[FieldPath, str]
) -> tuple[FieldDifference, ...]:
    """What differs between two states of a record besides what is taken out.

    When a whole item has been taken out of a list that goes by numbers, those after it have moved up, and are compared
    with what they were.
    """
    for above, item in _list_items(redaction.path):
        if item.isdecimal() and _count(redaction.part, above, after) == _count(redaction.part, above, before) - 1:
            return diff_fields(_take_out(redaction.part, above, int(item), before), after)
    differences = diff_fields(before, after)
    return tuple(each for each in differences if not (redaction.is_about(each.key) or _is_list(each, redaction)))


def _list_items(path: str) -> Iterator[tuple[str, str]]:
    """Each list that a path leads through, with what the item there goes by."""
    names = path.split("/")
    for place in range(1, len(names)):
        yield "/".join(names[:place]), names[place]


def _is_list(difference: FieldDifference, redaction: Redaction) -> bool:
    """Whether it is that a list no longer names the item that is taken out, and nothing else."""
    listed = [(above, item) for above, item in _list_items(redaction.path) if above == difference.key.path]
    is_there = difference.key.part == redaction.part and bool(listed)
    return is_there and (difference.removed_items, difference.added_items) == ((listed[0][1],), ())


def _count(part: str, above: str, values: Mapping[FieldPath, object]) -> int:
    """How many items a list has that goes by numbers."""
    return len({number for _, number, _ in _list_below(part, above, values)})


def _take_out(part: str, above: str, item: int, values: Mapping[FieldPath, V]) -> dict[FieldPath, V]:
    """What would be said without an item of a list that goes by numbers."""
    left = dict(values)
    below = _list_below(part, above, values)
    for key, _, _ in below:
        del left[key]
    for key, number, rest in below:
        if number != item:
            left[key._replace(path=f"{above}/{number - (number > item)}{rest}")] = values[key]
    return left


def _list_below(part: str, above: str, values: Mapping[FieldPath, object]) -> list[tuple[FieldPath, int, str]]:
    """Each path in the items of a list that goes by numbers, the item's number, and the rest of the path."""
    found = []
    for key in values:
        if key.part == part and key.group != FILES and key.path.startswith(f"{above}/"):
            number, slash, rest = key.path.removeprefix(f"{above}/").partition("/")
            if number.isdecimal():
                found.append((key, int(number), f"{slash}{rest}"))
    return found
