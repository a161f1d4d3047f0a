"""Snapshot of a record: field path → value, for fingerprints, diffs and translation.

A value has a field path: the file's stem (`pledge`, `followup-2028-01`), a group (`facts`, a language's code, `files`)
and a path in which items go by their ids (`promises/synas/text`), or by their number where they have none. People go
by number, so that no path holds a name. The items of a list that go by anything but their numbers are listed at the
path of the list, which keeps their order. Layout, comments and the order of keys leave no trace, and a field that has
its usual value is not there at all, so that a field that the model gets later changes no old fingerprint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

from ..files.tree import digest
from ..images.camera_data import strip_camera_data
from ..model import FollowUp, Model, Record
from ..model.amounts import Tally
from ..model.introspect import FieldKind, FieldSpec, fields_of
from ..model.located import Located
from ..model.paths import RecordFile
from ..model.text import LocalizedText
from ..names import NO_FOLDER, Language
from ..problem import Mark
from ..yaml.node import Path
from .originals import Originals

FACTS, FILES = "facts", "files"
# Where the notes on what has changed stand.
NOTES = "changes"
# What commands call a note on a change; only what has been published is given any.
NOTE_ID = re.compile(r"change-\d+")
# No values of a snapshot: how far translations have come, and what the names of folder and file say.
ASIDE = {"translations", "id", "pledge"}
# How many letters of a fingerprint say which words a translation renders.
MARK_LENGTH = 12
NO_FILES: Mapping[str, str] = MappingProxyType({})
NO_ORIGINALS: Originals = MappingProxyType({})
_BY_NUMBER = (("name",), ())


class FieldPath(NamedTuple):
    """Path of a field through a record's files.

    Attributes:
        part: the file's stem: `pledge`, `followup-2028-01`.
        group: `facts`, a language's code, or `files`.
        path: the way there inside the file: `promises/synas/text`; of a file, its name.
    """

    part: str
    group: str
    path: str

    @property
    def is_note(self) -> bool:
        """Whether it is part of a note on a change, or the list of them."""
        return self.path == NOTES or self.path.startswith(f"{NOTES}/")

    @property
    def note(self) -> str:
        """What the note on a change that it is part of goes by, or nothing."""
        return self.path.split("/")[1] if self.path.startswith(f"{NOTES}/") else ""


class PathStep(NamedTuple):
    """One step of a path through the model.

    Attributes:
        holder: the class that has the field; none where the model of today has no such place.
        name: the field.
        item: what the item goes by, when the step goes on into one of a list.
        path: the path so far.
    """

    holder: type[Model] | None
    name: str
    item: str
    path: str


@dataclass
class Snapshot:
    """Snapshot of a record's folder.

    Attributes:
        values: field path → value.
        entries: what was read, by part.
        places: where in what was read each path leads, by part.
        files: where the files beside the record are, by part and name.
        unproved: files that only the list of originals says are those that were published.
    """

    values: dict[FieldPath, str] = field(default_factory=dict)
    entries: dict[str, Located[Record | FollowUp]] = field(default_factory=dict)
    places: dict[tuple[str, str], Path] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    unproved: list[FieldPath] = field(default_factory=list)

    @property
    def main(self) -> str:
        """The part that is the record itself."""
        return next(iter(self.entries), "")

    def find_mark(self, key: FieldPath, original: Language) -> Mark:
        """Where the value at a field path is written; if it no longer is, where it would be."""
        if key.group == FILES and (key.part, key.path) in self.files:
            return Mark(self.files[key.part, key.path])
        entry, path = self.entries[key.part], key.path
        while path and (key.part, path) not in self.places:
            path = path.rpartition("/")[0]
        place = self.places.get((key.part, path), ())
        language = original if key.group in (FACTS, FILES) else key.group
        mark = entry.node.nearest((*place, language)).mark
        own = RecordFile.of(entry.record, Language(language)).project_path
        return mark if mark.path == own else Mark(own)

    def words_of(self, part: str, language: Language) -> dict[str, str]:
        """What one file says in words, apart from notes on changes, by path."""
        return {
            key.path: value
            for key, value in self.values.items()
            if key.part == part and key.group == language and not key.is_note
        }


def make_snapshot(
    entries: Mapping[str, Located[Record | FollowUp]],
    files: Mapping[str, str],
    root: FilePath,
    published: Mapping[str, str] = NO_FILES,
    originals: Originals = NO_ORIGINALS,
) -> Snapshot:
    """What a record's files say, and the SHA-256 of each file beside them; of pictures, as they are published.

    Args:
        entries: the record, then its follow-ups, by part.
        files: where the files beside them are, relative to the project, by name.
        root: the project's folder.
        published: the SHA-256 that each of those files was published with, by name.
        originals: what pictures were that earlier versions of the program published (see `originals`).
    """
    snapshot = Snapshot(entries=dict(entries))
    owners: dict[str, str] = {}
    for part, entry in entries.items():
        for line in _list_lines(entry.record, (), ""):
            snapshot.places[part, line.path] = line.place
            if line.group:
                snapshot.values[FieldPath(part, line.group, line.path)] = line.value
        for document in entry.record.documents:
            owners |= {name: part for name in (document.file, document.text_version) if name}
    for name, path in files.items():
        part = owners.get(name, snapshot.main)
        key = FieldPath(part, FILES, name)
        snapshot.values[key] = _fingerprint_file(root / path, published.get(name, ""))
        snapshot.files[part, name] = path
        if name in published and originals.get((path, snapshot.values[key])) == published[name]:
            snapshot.values[key] = published[name]
            snapshot.unproved.append(key)
    return snapshot


def trace_path(part: str, path: str) -> tuple[PathStep, ...]:
    """The steps of a field path, beginning in the class of the model that its part is written in."""
    holder: type[Model] | None = RecordFile.at(NO_FOLDER, part).model
    steps: list[PathStep] = []
    names = path.split("/")
    while names:
        name = names.pop(0)
        spec = fields_of(holder).get(name) if holder else None
        item = names.pop(0) if names and spec and spec.kind is FieldKind.PARTS else ""
        above = f"{steps[-1].path}/" if steps else ""
        steps.append(PathStep(holder if spec else None, name, item, f"{above}{name}/{item}".rstrip("/")))
        holder = spec.part if spec else None
    return tuple(steps)


def digest_text(text: str) -> str:
    """The SHA-256 of a text."""
    return digest(text.encode())


def fingerprint_words(words: Mapping[str, str]) -> str:
    """A short fingerprint of what a file says in words, for the translation that renders it."""
    return digest_text(json.dumps(sorted(words.items()), ensure_ascii=False))[:MARK_LENGTH]


def _fingerprint_file(path: FilePath, published: str) -> str:
    """The SHA-256 of a file as it is published.

    Earlier versions of the program put down that of the file as it lay there; a picture that still lies there so is
    that one.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    whole = digest(data)
    return whole if whole == published else digest(strip_camera_data(data, path.name))


@dataclass(frozen=True, slots=True)
class _Line:
    """A value and its path, or (without a group) a part that values stand in."""

    path: str
    place: Path
    group: str = ""
    value: str = ""


def _list_lines(model: Model, place: tuple[str | int, ...], above: str) -> Iterator[_Line]:
    specs = fields_of(type(model))
    for attribute, info in type(model).model_fields.items():
        value = getattr(model, attribute)
        name = info.alias or attribute
        # An id is in the path of its item; that of a whole record is its folder's name.
        if value is None or value == info.default or name in ASIDE:
            continue
        yield from _list_value(specs[name], value, (*place, name), f"{above}{name}")


def _list_value(spec: FieldSpec, value: Any, place: tuple[str | int, ...], path: str) -> Iterator[_Line]:
    if isinstance(value, LocalizedText):
        yield _Line(path, place)
        for language, words in value.root.items():
            yield _Line(path, place, language, words)
    elif isinstance(value, Tally):
        yield _Line(path, place, FACTS, str(value))
    elif spec.kind is FieldKind.PART:
        yield _Line(path, place)
        yield from _list_lines(value, place, f"{path}/")
    elif spec.kind is FieldKind.PARTS and spec.part:
        yield from _list_items(spec.part, value, place, path)
    elif spec.kind is FieldKind.LIST:
        yield _Line(path, place, FACTS, _join(_render_value(item) for item in value))
    else:
        yield _Line(path, place, FACTS, _render_value(value))


def _list_items(model: type[Model], items: Sequence[Model], place: tuple[str | int, ...], path: str) -> Iterator[_Line]:
    """The values in the items of a list; before them, what the items go by where nothing else would tell."""
    names = name_items(model, items)
    inner = [
        list(_list_lines(item, (*place, number), f"{path}/{name}/"))
        for number, (name, item) in enumerate(zip(names, items, strict=True))
    ]
    is_counted = names == [str(number) for number in range(1, len(names) + 1)]
    if not is_counted or not all(any(line.group for line in lines) for lines in inner):
        yield _Line(path, place, FACTS, _join(names))
    for number, (name, lines) in enumerate(zip(names, inner, strict=True)):
        yield _Line(f"{path}/{name}", (*place, number))
        yield from lines


def name_items(model: type[Model], items: Sequence[Model]) -> list[str]:
    """What each item of a list goes by, no two alike."""
    found: list[str] = []
    for number, item in enumerate(items, 1):
        given = [] if model.match_by in _BY_NUMBER else [getattr(item, name) for name in model.match_by]
        name = "+".join(str(value) for value in given if value) or str(number)
        found.append(name if name not in found else f"{name}+{number}")
    return found


def _join(items: Iterable[str]) -> str:
    return ", ".join(json.dumps(item, ensure_ascii=False) if "," in item or '"' in item else item for item in items)


def split_items(text: str) -> list[str]:
    """The items of a list that stand at a path as one text."""
    items = []
    while text:
        if text.startswith('"'):
            item, end = json.JSONDecoder().raw_decode(text)
        else:
            item, _, _ = text.partition(", ")
            end = len(item)
        items.append(item)
        text = text[end:].removeprefix(", ")
    return items


def _render_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format(Decimal(str(value)), "f") if isinstance(value, float) else str(value)
