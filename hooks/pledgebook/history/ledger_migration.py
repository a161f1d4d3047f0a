"""Ledgers of earlier versions of the program: no edition vouches for the one before, and hashes have no salts.

An edition's fingerprint was the SHA-256 of each field path with the SHA-256 of what stood there. Whoever has the hash
of a redacted name can try names against it, so that hash does not come along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from .ledger import Edition, Ledger, MakeSalt, Redacted, Value, chain, make_salt
from .snapshot import FieldPath, digest_text


def fingerprint_state(state: Mapping[FieldPath, str | Redacted]) -> str:
    """Fingerprint of all that an edition said: the SHA-256 of each field path with that of its value, in order."""
    lines = [[*key, _hash_bare(value)] for key, value in sorted(state.items(), key=lambda item: item[0])]
    return digest_text(json.dumps(lines, ensure_ascii=False))


def _hash_bare(value: str | Redacted) -> str:
    return value.sha256 if isinstance(value, Redacted) else digest_text(value)


def migrate_ledger(ledger: Ledger, make_salt: MakeSalt = make_salt) -> Ledger:
    """The same editions, each vouching for the one before, with salts; one that is so already as it is."""
    if ledger.is_chained:
        return ledger
    editions = tuple(_migrate(edition, number, ledger, make_salt) for number, edition in enumerate(ledger.editions, 1))
    return chain(replace(ledger, editions=editions, is_chained=True))


def _migrate(edition: Edition, number: int, ledger: Ledger, make_salt: MakeSalt) -> Edition:
    changed: Mapping[FieldPath, Value] = {
        key: _bury(value, number, ledger) if isinstance(value, Redacted) else value
        for key, value in edition.changed.items()
    }
    return replace(
        edition, changed=changed, salts={key: make_salt() for key, value in changed.items() if isinstance(value, str)}
    )


def _bury(value: Redacted, number: int, ledger: Ledger) -> Redacted:
    """A redacted text without its hash, with the edition that it was taken away with, if one of that day is noted."""
    later = enumerate(ledger.editions[number:], number + 1)
    found = (place for place, edition in later if edition.note and edition.date.isoformat() == value.date)
    return Redacted(value.date, "", next(found, 0))
