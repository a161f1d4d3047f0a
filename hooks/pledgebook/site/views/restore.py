"""Restored records: what an edition said, read back into the model.

The model, the register and the other records are those of today. What an edition said and has no place among them any
longer is kept apart; and when what is left makes no record, all of it is. An old edition never stops a build.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any

from pydantic import ValidationError

from ...history.ledger import FieldValues, Redacted
from ...history.snapshot import ASIDE, FACTS, FILES, FieldPath, split_items
from ...model import UNKNOWN_PARTY, Agreement, FollowUp, Model, Party, Pledge, Record, Register, Source
from ...model.amounts import Tally
from ...model.enums import PartyType
from ...model.introspect import FieldKind, FieldSpec, ValueType, fields_of
from ...model.paths import RecordFile, RecordKind
from ...model.text import LocalizedText
from ...names import Folder
from ...records.book import Book
from ...records.extensions import inherit_promises
from ...records.references import PLACE_FIELDS, find_missing_references
from ...records.sort_dates import find_sort_dates, order_followups

# Around the day, in the place of a text that has been taken away; no author writes these characters.
_STAND_IN = re.compile("\ue000([0-9-]*)\ue001")
# Where parties are named. They are shown by their names alone; whatever else is named has a page that is led to.
_PARTIES = ("parties", "by", "with", "party")


@dataclass(frozen=True, slots=True)
class Restored:
    """What an edition said.

    Attributes:
        record: the record, or None when what it said can only be listed.
        unmapped: what the record and its follow-ups have no place for.
        book: the record and its follow-ups, with what they name of today's.
    """

    record: Record | None
    unmapped: Mapping[FieldPath, str | Redacted]
    book: Book


def restore(state: FieldValues, folder: Folder, book: Book, lost: Collection[str] = ()) -> Restored:
    """Read what an edition said back into records.

    Args:
        state: all that it said.
        folder: the record's folder.
        book: the records of today.
        lost: names of files that are not what they were, and so cannot be led to.
    """
    said = {key: value for key, value in state.items() if key.group != FILES}
    parts: dict[str, FieldValues] = {}
    for key, value in said.items():
        parts.setdefault(key.part, {})[key] = value
    readers = [_EditionReader(part, values, folder, book, lost) for part, values in parts.items()]
    read = [(reader, reader.read_part()) for reader in readers]
    parties = {name for reader, made in read if made for name in reader.parties}
    past = _make_book([made for _, made in read if made], parties, book)
    record = past.record_in.get(folder)
    missing = find_missing_references(past.register, past.record_in.values(), past.followups, past.record_in)
    if record is None or next(missing, None):
        return Restored(None, said, _make_book((), (), book))
    rest = {key: value for reader, made in read for key, value in reader.list_rest(made).items()}
    return Restored(record, rest, past)


def fill_stand_ins(html: str, write: Callable[[str], str]) -> str:
    """HTML with words in every place of a text that has been taken away.

    Args:
        html: the HTML.
        write: the words (as HTML) for the day that it was taken away.
    """
    return _STAND_IN.sub(lambda found: write(found[1]), html)


class _EditionReader:
    """Reads one part of an edition. What it cannot use remains."""

    def __init__(self, part: str, values: FieldValues, folder: Folder, book: Book, lost: Collection[str]) -> None:
        self.part = part
        self.file = RecordFile.at(folder, part)
        self.book = book
        self.lost = lost
        self.values = values
        self.groups: dict[str, dict[str, str | Redacted]] = {}
        for key, value in values.items():
            self.groups.setdefault(key.path, {})[key.group] = value
        self.paths = sorted(self.groups)
        self.used: set[FieldPath] = set()
        self.parties: set[str] = set()
        languages = {key.group for key in values if key.group != FACTS}
        known = [code for code in book.languages if code in languages]
        self.languages = [*known, *sorted(languages.difference(known))]

    def read_part(self) -> Record | FollowUp | None:
        """The record or follow-up, if what the part says makes one."""
        model, name = self.file.model, self.file.record
        given = {"id": self.file.followup, "pledge": name} if model is FollowUp else {"id": name}
        translated: dict[str, Any] = {language: {} for language in self.languages if language != self.book.original}
        values = {**self.read(model, ""), **given, "translations": translated}
        try:
            return model.model_validate(values)
        except ValidationError:
            return None

    def list_rest(self, made: Record | FollowUp | None) -> FieldValues:
        """What has not been read; all of it, when it made nothing."""
        return {key: value for key, value in self.values.items() if made is None or key not in self.used}

    def read(self, model: type[Model], above: str) -> dict[str, Any]:
        """The fields of a class of the model that stand at or below a path."""
        found = {}
        for name, spec in fields_of(model).items():
            value = None if name in ASIDE else self.read_value(model, name, spec, above + name)
            if value is not None:
                found[name] = value
        return found

    def read_value(self, model: type[Model], name: str, spec: FieldSpec, path: str) -> Any:
        """The value of a field, or None when there is none."""
        if spec.kind is FieldKind.WORDS:
            return self.read_words(path)
        if spec.kind is FieldKind.PART and spec.part and spec.part is not Tally:
            return self.read(spec.part, f"{path}/") if spec.required or self.has_below(path) else None
        if spec.kind is FieldKind.PARTS and spec.part:
            return self.read_items(spec.part, path)
        fact = self.groups.get(path, {}).get(FACTS)
        if isinstance(fact, str):
            return self.find_fact(name, spec, path, fact)
        if fact and spec.required and spec.kind is FieldKind.FACT and spec.sort is ValueType.TEXT and not spec.pattern:
            return self.use(path, FACTS)
        return None

    def read_words(self, path: str) -> dict[str, str] | None:
        found = self.groups.get(path, {})
        return {code: self.use(path, code) for code in self.languages if code in found} or None

    def read_items(self, model: type[Model], path: str) -> list[dict[str, Any]] | None:
        items = []
        for number, name in enumerate(self.list_names(path), 1):
            inner = f"{path}/{name}"
            if self.is_redacted(inner):
                continue
            item = self.read(model, f"{inner}/")
            own = name.partition("+")[0]
            # What goes by its number has an id only where there must be one.
            if "id" in model.model_fields and (own != str(number) or model.model_fields["id"].is_required()):
                item["id"] = own
            items.append(item)
        return items or None

    def list_names(self, path: str) -> list[str]:
        """What the items of a list go by."""
        names = self.groups.get(path, {}).get(FACTS)
        if isinstance(names, str):
            self.use(path, FACTS)
            return split_items(names)
        return list(takewhile(lambda name: self.has_below(f"{path}/{name}"), map(str, count(1))))

    def find_fact(self, name: str, spec: FieldSpec, path: str, fact: str) -> Any:
        if spec.kind is not FieldKind.LIST:
            return self.use(path, FACTS) if self.is_there(name, fact) else None
        items = split_items(fact)
        there = [item for item in items if self.is_there(name, item)]
        if len(there) == len(items):
            self.use(path, FACTS)
        return there or None

    def is_there(self, name: str, fact: str) -> bool:
        """Whether what a fact names is still there; a party always is, by its id if not by its name."""
        if name in _PARTIES:
            self.parties.add(fact)
        if name in ("file", "text_version"):
            return fact not in self.lost
        if name == "continues":
            return fact in self.book.promise or fact in self.book.pledge
        if name in ("replaces", "extends"):
            return fact in (self.book.agreement if self.file.kind is RecordKind.AGREEMENT else self.book.pledge)
        known: dict[str, Mapping[str, object]] = {
            **dict.fromkeys(PLACE_FIELDS, self.book.place),
            "themes": self.book.theme,
            "agreement": self.book.agreement,
        }
        return name not in known or fact in known[name]

    def use(self, path: str, group: str) -> str:
        """A value, or what stands in for it; it counts as read."""
        self.used.add(FieldPath(self.part, group, path))
        value = self.groups[path][group]
        return f"\ue000{value.date}\ue001" if isinstance(value, Redacted) else value

    def has_below(self, path: str) -> bool:
        """Whether anything stands below a path."""
        return next(self._list_below(path), None) is not None

    def is_redacted(self, path: str) -> bool:
        """Whether all that stands below a path has been taken away."""
        below = [value for inner in self._list_below(path) for value in self.groups[inner].values()]
        return bool(below) and all(isinstance(value, Redacted) for value in below)

    def _list_below(self, path: str) -> Iterator[str]:
        place = bisect_left(self.paths, f"{path}/")
        while place < len(self.paths) and self.paths[place].startswith(f"{path}/"):
            yield self.paths[place]
            place += 1


def _make_book(records: Collection[Record | FollowUp], parties: Iterable[str], book: Book) -> Book:
    """A book of a record and its follow-ups, with what they name of today's."""
    own = [record for record in records if isinstance(record, Record)]
    named = [other for record in own for other in _find_named(record, book)]
    followups = [record for record in records if isinstance(record, FollowUp)]
    pledges = inherit_promises(item for item in (*named, *own) if isinstance(item, Pledge))
    agreements = tuple(item for item in (*named, *own) if isinstance(item, Agreement))
    return Book(
        languages=book.languages,
        register=_add_stand_ins(book, records, parties),
        pledges=pledges,
        agreements=agreements,
        followups=order_followups(followups),
        sort_dates=find_sort_dates((*pledges, *agreements), followups),
    )


def _find_named(record: Record, book: Book) -> Iterator[Record]:
    """The other records that a record names, each without what it names in its turn."""
    siblings: Mapping[str, Record] = book.agreement if isinstance(record, Agreement) else book.pledge
    names = {record.replaces, record.extends}
    if isinstance(record, Pledge):
        names |= {record.continues, *(key.partition("/")[0] for item in record.promises for key in item.continues)}
        frame = book.agreement.get(record.agreement or "")
        if frame:
            yield _cut_loose(frame)
    for name in sorted(name for name in names if name and name != record.id):
        yield _cut_loose(siblings[name])


def _cut_loose(record: Record) -> Record:
    alone: dict[str, object] = {"replaces": None, "extends": None}
    if isinstance(record, Pledge):
        promises = tuple(item.model_copy(update={"continues": ()}) for item in record.promises)
        alone |= {"agreement": None, "continues": None, "promises": promises}
    return record.model_copy(update=alone)


def _add_stand_ins(book: Book, records: Iterable[Record | FollowUp], parties: Iterable[str]) -> Register:
    """The register, in which every party and source that is named goes by its id if by nothing else."""
    gone = [name for name in sorted(parties) if name not in book.party and name != UNKNOWN_PARTY]
    sources = {source.id for record in records for source in record.sources if source.is_reference}
    lost = sorted(sources - {source.id for source in book.register.sources})
    added: dict[str, list[Party] | list[Source]] = {
        "parties": [Party(id=name, name=LocalizedText({book.original: name}), type=PartyType.OTHER) for name in gone],
        "sources": [Source(id=name, publisher=name) for name in lost],
    }
    if not (gone or lost):
        return book.register
    return book.register.model_copy(
        update={name: (*getattr(book.register, name), *items) for name, items in added.items()}
    )
