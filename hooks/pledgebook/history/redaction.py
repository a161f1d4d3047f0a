"""Redaction in a ledger: a text and its salt go, the hash that holds the chain together stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from .ledger import Edition, Ledger, Redacted, Value, hash_value
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
    edition: int = 0
    beside: tuple[str, ...] = ()

    def is_about(self, key: FieldPath) -> bool:
        """Whether a field is at the path or below it; of a file, only the hash is kept in any case."""
        is_beside = any(is_below(key.path, path) for path in self.beside)
        return key.part == self.part and key.group != FILES and is_below(key.path, self.path) and not is_beside

    def takes(self, key: FieldPath, value: Value) -> bool:
        """Whether a value is to be taken out."""
        return self.is_about(key) and isinstance(value, str) and value != self.current.get(key)

    def bury(self, sha256: str) -> Redacted:
        """What is kept of a value that is taken out."""
        return Redacted(self.today.isoformat(), sha256, self.edition)


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
    changed = {key: redaction.bury(hashes[key]) if key in taken else value for key, value in edition.changed.items()}
    return replace(
        edition, changed=changed, salts={key: salt for key, salt in edition.salts.items() if key not in taken}
    )


def find_moved(
    redaction: Redaction, before: Mapping[FieldPath, str | Redacted], after: Mapping[FieldPath, str]
) -> set[FieldPath]:
    """What differs only since a whole item was taken out of its list: the list, and items that have other numbers."""
    names = redaction.path.split("/")
    found: set[FieldPath] = set()
    for place in range(1, len(names)):
        above, item = "/".join(names[:place]), names[place]
        found |= _find_moved(redaction.part, above, item, before, after)
    return found


def _find_moved(
    part: str,
    above: str,
    item: str,
    before: Mapping[FieldPath, str | Redacted],
    after: Mapping[FieldPath, str],
) -> set[FieldPath]:
    order = FieldPath(part, FACTS, above)
    listed = before.get(order)
    left = [name for name in split_items(listed) if name != item] if isinstance(listed, str) else []
    named = {order} if left == split_items(after.get(order, "")) else set()
    if not item.isdecimal():
        return named
    then = {
        key._replace(path=f"{above}/{_renumber(number, item)}{rest}"): value
        for key, (number, rest), value in _list_below(part, above, before)
        if number != item
    }
    now = {key: value for key, _, value in _list_below(part, above, after)}
    keys = {key for values in (before, after) for key, _, _ in _list_below(part, above, values)}
    return keys | {order} if then == now else named


def _list_below(part: str, above: str, values: Mapping[FieldPath, V]) -> Iterator[tuple[FieldPath, tuple[str, str], V]]:
    """What stands in the items of a list: its path, the item's name with what comes after it, and the value."""
    for key, value in values.items():
        if key.part == part and key.group != FILES and key.path.startswith(f"{above}/"):
            name, slash, rest = key.path.removeprefix(f"{above}/").partition("/")
            yield key, (name, f"{slash}{rest}"), value


def _renumber(number: str, taken: str) -> str:
    return str(int(number) - 1) if number.isdecimal() and int(number) > int(taken) else number
