"""Differences between a record and what is published of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.paths import RecordFile
from ..names import Language
from .ledger import Ledger, Redacted
from .snapshot import FACTS, FILES, NOTES, FieldPath, Snapshot, split_items


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not as it was; None where there is no value."""

    key: FieldPath
    before: str | Redacted | None
    after: str | None

    @property
    def removed_items(self) -> tuple[str, ...]:
        """Of a list: what is no longer in it."""
        before, after = self._items
        return tuple(item for item in before if item not in after)

    @property
    def added_items(self) -> tuple[str, ...]:
        """Of a list: what has come into it."""
        before, after = self._items
        return tuple(item for item in after if item not in before)

    @property
    def _items(self) -> tuple[list[str], list[str]]:
        return split_items(self.before if isinstance(self.before, str) else ""), split_items(self.after or "")


def diff_fields(
    before: Mapping[FieldPath, str | Redacted], after: Mapping[FieldPath, str]
) -> tuple[FieldDifference, ...]:
    """Each field path whose value is not the same, those that are there now first, in their order."""
    order = dict.fromkeys([*after, *before])
    found = (FieldDifference(key, before.get(key), after.get(key)) for key in order)
    return tuple(item for item in found if item.before != item.after)


@dataclass(frozen=True, slots=True)
class PublishedDiff:
    """Diff of a record as it is now against what is published of it.

    Attributes:
        differences: what has been published and is not as it was, apart from new notes.
        notes: the ids of notes that the last edition does not know.
        additions: what has never been published: another language, another follow-up.
        gone: files that were published and are no longer there.
    """

    differences: tuple[FieldDifference, ...] = ()
    notes: tuple[str, ...] = ()
    additions: tuple[FieldDifference, ...] = ()
    gone: tuple[RecordFile, ...] = ()


def diff_against_published(ledger: Ledger, snapshot: Snapshot, original: Language) -> PublishedDiff:
    """Compare a record with the last edition of it; `original` is the language that its facts are written in."""
    state = ledger.state()
    published = {(key.part, key.group) for key in state}
    parts = {key.part for key in state}
    written = {(key.part, key.group) for key in snapshot.values}
    lost: set[tuple[str, str]] = {(part, original) for part in parts - set(snapshot.entries)}
    lost |= {pair for pair in published - written if pair[1] not in (FACTS, FILES)}
    differences: list[FieldDifference] = []
    additions: list[FieldDifference] = []
    notes: dict[str, None] = {}
    known = {key.note for key in state}
    for item in diff_fields(state, snapshot.values):
        part, group, _ = item.key
        if (part, group) in lost or (part in parts and part not in snapshot.entries):
            continue
        if part not in parts or (group not in (FACTS, FILES) and (part, group) not in published):
            additions.append(item)
        elif item.key.is_note and item.key.path == NOTES:
            continue
        elif item.key.note and item.key.note not in known:
            notes.setdefault(item.key.note)
        else:
            differences.append(item)
    gone = tuple(RecordFile.at(ledger.folder, part, Language(language)) for part, language in sorted(lost))
    return PublishedDiff(tuple(differences), tuple(notes), tuple(additions), gone)
