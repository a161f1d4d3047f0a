"""Ledger of a record: what has been published of it, and when, as a chain of editions.

The first edition holds all that was published; each later one only what became different (an empty value: no longer
there), with the note in the record that says why. Put together in turn they give any edition back.

An edition's fingerprint is of the record's folder, the edition before, the day, the note and every value that it holds,
so that none can be taken away, put in or rewritten without the next one telling. A value goes into it by way of a salt
of its own, which is kept beside the value for as long as that is. With a redacted text goes its salt: the hash that
stays holds the chain together, and nobody can try words against it. What has been committed is still in the history of
the repository; redaction does not reach there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from ..config import RECORDS
from ..names import Folder
from ..problem import Mark
from .snapshot import FILES, FieldPath, Snapshot, digest_text

PUBLISHED = "published"
# Gives a salt that nobody can guess; tests give their own.
MakeSalt: TypeAlias = Callable[[], str]
_SALT_BYTES = 16


def make_salt() -> str:
    """A salt (NIST SP 800-132: at least 128 bits from a random source)."""
    return secrets.token_hex(_SALT_BYTES)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text: the day and the edition that it was taken away with, and the salted hash it had, if any."""

    date: str
    sha256: str
    edition: int = 0


Value: TypeAlias = str | Redacted | None
FieldValues: TypeAlias = dict[FieldPath, str | Redacted]


@dataclass(frozen=True, slots=True)
class Edition:
    """Edition of a record: what was published on a day.

    Attributes:
        date: the day.
        fingerprint: of all that it says, and of the edition before.
        changed: field path → value of what is different from the edition before; None is no longer there.
        note: the id of the note in the record that says why, if it needed one.
        mark: where in the file it stands.
        salts: field path → salt of each value that is a text.
    """

    date: date
    fingerprint: str
    changed: Mapping[FieldPath, Value]
    note: str = ""
    mark: Mark = field(default=Mark(""), compare=False)
    salts: Mapping[FieldPath, str] = field(default_factory=dict)

    def apply(self, state: FieldValues) -> None:
        """Bring what the edition before said to what this one says."""
        for key, value in self.changed.items():
            if value is None:
                state.pop(key, None)
            else:
                state[key] = value


@dataclass(frozen=True, slots=True)
class Ledger:
    """Ledger of one record: its editions, oldest first.

    Attributes:
        folder: the record's folder inside that of the records.
        editions: what was published; never none.
        is_chained: whether each edition vouches for the one before; those of earlier versions of the program do not.
    """

    folder: Folder
    editions: tuple[Edition, ...]
    is_chained: bool = True

    @property
    def path(self) -> str:
        """Its file, relative to the project."""
        return path_of_ledger(self.folder)

    @property
    def newest(self) -> Edition:
        """The last edition."""
        return self.editions[-1]

    @property
    def noted(self) -> dict[str, int]:
        """Notes on changes, by what they go by → the number of the edition that each came with."""
        found: dict[str, int] = {}
        for number, edition in enumerate(self.editions, 1):
            for key in edition.changed:
                if key.note:
                    found.setdefault(key.note, number)
        return found

    def state(self, until: int | None = None) -> FieldValues:
        """Field path → value of all that an edition said: the last one, or the one numbered `until`."""
        state: FieldValues = {}
        for edition in self.editions[:until]:
            edition.apply(state)
        return state

    def list_files(self) -> dict[str, str]:
        """The SHA-256 of each file beside the record in the last edition, by name."""
        return {key.path: value for key, value in self.state().items() if key.group == FILES and isinstance(value, str)}

    def states(self) -> Iterator[tuple[Edition, FieldValues]]:
        """Each edition, oldest first, with all that it said."""
        state: FieldValues = {}
        for edition in self.editions:
            edition.apply(state)
            yield edition, dict(state)


def path_of_ledger(folder: Folder) -> str:
    """The file that a record's editions are in, relative to the project."""
    return f"{RECORDS}/{PUBLISHED}/{folder}.yml"


def hash_value(value: Value, salt: str = "") -> str | None:
    """What goes into a fingerprint of a value: its SHA-256 with the salt, or what is kept of one taken away."""
    if isinstance(value, Redacted):
        return value.sha256 or value.date
    return None if value is None else digest_text(json.dumps([salt, value], ensure_ascii=False))


def fingerprint_edition(ledger: Ledger, number: int) -> str:
    """Fingerprint of one of a ledger's editions, from 1, as it should be."""
    edition = ledger.editions[number - 1]
    before = ledger.editions[number - 2].fingerprint if number > 1 else ""
    values = [[*key, hash_value(value, edition.salts.get(key, ""))] for key, value in sorted(edition.changed.items())]
    taken = [
        [place, *key]
        for place, earlier in enumerate(ledger.editions[: number - 1], 1)
        for key, value in sorted(earlier.changed.items())
        if isinstance(value, Redacted) and value.edition == number
    ]
    head = [ledger.folder, before, edition.date.isoformat(), edition.note]
    return digest_text(json.dumps([*head, values, taken], ensure_ascii=False))


def chain(ledger: Ledger) -> Ledger:
    """The ledger with the fingerprints that its editions should have."""
    for number, edition in enumerate(ledger.editions, 1):
        fresh = replace(edition, fingerprint=fingerprint_edition(ledger, number))
        ledger = replace(ledger, editions=(*ledger.editions[: number - 1], fresh, *ledger.editions[number:]))
    return ledger


def add_edition(
    ledger: Ledger | None,
    folder: Folder,
    snapshot: Snapshot,
    today: date,
    note: str = "",
    make_salt: MakeSalt = make_salt,
) -> Ledger:
    """The ledger with one more edition: what the record says now."""
    before = ledger.state() if ledger else {}
    order = dict.fromkeys([*snapshot.values, *before])
    changed = {key: snapshot.values.get(key) for key in order if snapshot.values.get(key) != before.get(key)}
    salts = {key: make_salt() for key, value in changed.items() if value is not None}
    editions = (*(ledger.editions if ledger else ()), Edition(today, "", changed, note, salts=salts))
    whole = Ledger(folder, editions)
    newest = replace(whole.newest, fingerprint=fingerprint_edition(whole, len(editions)))
    return Ledger(folder, (*editions[:-1], newest))
