"""Ledger of a record: what has been published of it, and when, in `pledges/published/<folder>.yml`.

The file only grows. Its first edition holds all that was published; each later one only what became different (an
empty value: no longer there), with the note in the record that says why. Put together in turn they give any edition
back. An edition's fingerprint is the SHA-256 of every field path with the SHA-256 of what stood there, so that it
still holds when a text has been redacted and only the text's own hash is left.

Of a short text, such as a number, anybody who has the hash can try all there are; and what has been committed is still
in the history of the repository. Redaction here reaches neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from ..config import RECORDS
from ..model.dates import parse_day
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..problem import Mark, Problem
from ..yaml.dump import Tree, render_yaml
from ..yaml.node import Node
from ..yaml.reader import parse_yaml
from .snapshot import FACTS, FILES, NOTES, FieldPath, Snapshot, digest_text

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text: the day it was taken away, and its SHA-256."""

    date: str
    sha256: str


Value: TypeAlias = str | Redacted | None
FieldValues: TypeAlias = dict[FieldPath, str | Redacted]


@dataclass(frozen=True, slots=True)
class Edition:
    """Edition of a record: what was published on a day.

    Attributes:
        date: the day.
        fingerprint: of all that was then published.
        changed: field path → value of what is different from the edition before; None is no longer there.
        note: the id of the note in the record that says why, if it needed one.
        mark: where in the file it stands.
    """

    date: date
    fingerprint: str
    changed: Mapping[FieldPath, Value]
    note: str = ""
    mark: Mark = field(default=Mark(""), compare=False)

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
    """

    folder: Folder
    editions: tuple[Edition, ...]

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

    def states(self) -> Iterator[tuple[Edition, FieldValues]]:
        """Each edition, oldest first, with all that it said."""
        state: FieldValues = {}
        for edition in self.editions:
            edition.apply(state)
            yield edition, dict(state)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not as it was; None where there is no value."""

    key: FieldPath
    before: str | Redacted | None
    after: str | None


def path_of_ledger(folder: Folder) -> str:
    """The file that a record's editions are in, relative to the project."""
    return f"{RECORDS}/{PUBLISHED}/{folder}.yml"


def fingerprint(state: Mapping[FieldPath, str | Redacted]) -> str:
    """Fingerprint of all that is published: the SHA-256 of each field path with the SHA-256 of its value, in order."""
    lines = [[*key, digest_value(value)] for key, value in sorted(state.items(), key=lambda item: item[0])]
    return digest_text(json.dumps(lines, ensure_ascii=False))


def digest_value(value: str | Redacted) -> str:
    """The SHA-256 of a value, also of one that has been taken away."""
    return value.sha256 if isinstance(value, Redacted) else digest_text(value)


def diff_fields(
    before: Mapping[FieldPath, str | Redacted], after: Mapping[FieldPath, str]
) -> tuple[FieldDifference, ...]:
    """Each field path whose value is not the same, those that are there now first, in their order."""
    order = dict.fromkeys([*after, *before])
    found = (FieldDifference(key, before.get(key), after.get(key)) for key in order)
    return tuple(item for item in found if not _is_same(item))


def _is_same(item: FieldDifference) -> bool:
    if item.before is None or item.after is None:
        return item.before is item.after
    return digest_value(item.before) == digest_text(item.after)


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


def add_edition(ledger: Ledger | None, folder: Folder, snapshot: Snapshot, today: date, note: str = "") -> Ledger:
    """The ledger with one more edition: what the record says now."""
    before = ledger.state() if ledger else {}
    changed = {item.key: item.after for item in diff_fields(before, snapshot.values)}
    edition = Edition(today, fingerprint(snapshot.values), changed, note)
    return Ledger(folder, (*(ledger.editions if ledger else ()), edition))


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is to be taken out of what is kept: the texts at a path and below it that are not there any longer.

    Attributes:
        part: the file, without language and ending.
        path: the path.
        current: all that the record says now.
        today: the day.
    """

    part: str
    path: str
    current: Mapping[FieldPath, str]
    today: date

    def is_about(self, key: FieldPath) -> bool:
        """Whether a field is at the path or below it; of a file, only the hash is kept in any case."""
        is_below = key.path == self.path or key.path.startswith(f"{self.path}/")
        return key.part == self.part and key.group != FILES and is_below

    def redact(self, key: FieldPath, value: str | Redacted) -> str | Redacted:
        """What is to be kept of a value: all of it, or its hash and the day."""
        is_meant = self.is_about(key) and isinstance(value, str) and value != self.current.get(key)
        return Redacted(self.today.isoformat(), digest_value(value)) if is_meant else value


def redact(ledger: Ledger, redaction: Redaction) -> Ledger:
    """The ledger without the texts that are to be taken out; their hashes stay."""
    editions = []
    for edition in ledger.editions:
        kept = {key: value and redaction.redact(key, value) for key, value in edition.changed.items()}
        editions.append(replace(edition, changed=kept))
    return Ledger(ledger.folder, tuple(editions))


def render_ledger(ledger: Ledger, heading: str) -> str:
    """The file, under a comment that says what it is."""
    editions = []
    for edition in ledger.editions:
        head: Tree = {"date": edition.date.isoformat(), "fingerprint": edition.fingerprint}
        if edition.note:
            head["note"] = edition.note
        head["changed"] = nest(edition.changed)
        editions.append(head)
    return render_yaml({"record": ledger.folder, "editions": editions}, heading)


def nest(values: Mapping[FieldPath, Value]) -> Tree:
    """Values as part → group → path → value; a redacted one as its date and hash."""
    tree: dict[str, dict[str, dict[str, object]]] = {}
    for key, value in values.items():
        tree.setdefault(key.part, {}).setdefault(key.group, {})[key.path] = dump_value(value)
    return dict(tree)


def unnest(node: Node) -> Iterator[tuple[FieldPath, Value]]:
    """The values of a node that `nest` made."""
    for part, groups in node.mapping.items():
        for group, paths in groups.mapping.items():
            for path, value in paths.mapping.items():
                yield FieldPath(part, group, path), read_value(value)


def dump_value(value: Value) -> object:
    """A value as files hold it: of a redacted one, its date and hash."""
    return {"redacted": value.date, "sha256": value.sha256} if isinstance(value, Redacted) else value


def read_value(node: Node) -> Value:
    """The value that `dump_value` wrote."""
    if isinstance(node.value, dict):
        return Redacted(node.text_of("redacted"), node.text_of("sha256"))
    return None if node.value is None else node.text


def parse_kept(text: str, path: str, folder: Folder) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a file that commands keep of a record; none, and what is wrong, when it is broken or another record's."""
    source = parse_yaml(text, path)
    if source.node is None or source.problems:
        return None, source.problems
    stated = source.node.text_of("record")
    if stated != folder:
        mark = source.node.nearest(["record"]).mark
        return None, (Problem(mark, "published_foreign", found=stated, allowed=(folder,)),)
    return source.node, ()


def parse_ledger(text: str, folder: Folder) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Read a file of editions.

    Returns:
        The editions, or none and what is wrong: the file cannot be read, belongs to another record, or no longer
        agrees with its own fingerprints.
    """
    path = path_of_ledger(folder)
    root, problems = parse_kept(text, path, folder)
    if root is None:
        return None, problems
    listed = root.get(["editions"])
    editions = []
    for node in listed.items if listed else ():
        day = parse_day(node.text_of("date"))
        if day is None:
            return None, (Problem(node.mark, "published_altered", found="date"),)
        changed = node.get(["changed"])
        values = dict(unnest(changed)) if changed else {}
        editions.append(Edition(day, node.text_of("fingerprint"), values, node.text_of("note"), node.mark))
    ledger = Ledger(folder, tuple(editions))
    for edition, state in ledger.states():
        if fingerprint(state) != edition.fingerprint:
            return None, (Problem(edition.mark, "published_altered", found=edition.date.isoformat()),)
    return (ledger, ()) if editions else (None, (Problem(Mark(path), "published_altered", found="editions"),))
