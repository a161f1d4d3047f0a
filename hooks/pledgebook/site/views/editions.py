"""The editions of a record: how each of them read, and what was different from the one before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...history.ledger import Edition, FieldValues, Ledger
from ...history.snapshot import FILES, name_items
from ...model import Change, Pledge, Record
from ...model.paths import part_of
from ...model.text import LocalizedText
from ...names import Folder, Language
from ...records.book import Book
from ...records.day import BookOnDay
from .edition_diff import EditionChange, EditionDiff
from .record import AgreementView, PledgeView, build_agreement_views, build_pledge_views
from .restore import Restored, restore

# What a page of today tells of other records of its kind.
_NEIGHBOURS = ("earlier", "later", "current", "current_state", "upcoming", "successor", "successor_state")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was published with an edition.

    Attributes:
        name: its name.
        sha256: its fingerprint.
        is_there: whether the very same file is still published.
    """

    name: str
    sha256: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition of a record.

    Attributes:
        current: the record as it is now.
        number: which of the editions, from 1.
        edition: when it was published, and its fingerprint.
        earlier: the day of the one before, if there is one.
        until: the day of the next one, likewise.
        notes: the notes on changes that came with it.
        differences: what was different from the edition before; nothing in the first.
        shown: the record as it was, or None when what it said can only be listed.
        unmapped: what has no place in that, in the order of the edition.
        redacted: what has been taken away since.
        files: the files that were published with it.
        names: what the parts that are told of are known by, by file and path.
        book: the record as it was, with what it names of today's.
    """

    current: Record
    number: int
    edition: Edition
    earlier: date | None
    until: date | None
    notes: tuple[Change, ...]
    differences: tuple[EditionChange, ...]
    shown: PledgeView | AgreementView | None
    unmapped: tuple[EditionChange, ...]
    redacted: tuple[EditionChange, ...]
    files: tuple[KeptFile, ...]
    names: Mapping[tuple[str, str], LocalizedText]
    book: Book

    @property
    def is_first(self) -> bool:
        """Whether none came before it."""
        return self.number == 1

    @property
    def missing_files(self) -> frozenset[str]:
        """The names of the files that are not there any longer, or are others."""
        return frozenset(file.name for file in self.files if not file.is_there)

    @property
    def languages(self) -> frozenset[Language]:
        """The languages that the record then had words in."""
        original = self.book.original
        return frozenset({original, *(self.shown.record.translations if self.shown else ())})


@dataclass(frozen=True, slots=True)
class EditionsView:
    """All editions of a record, oldest first."""

    current: Record
    editions: tuple[EditionView, ...]


def build_editions_view(book: Book, extract_text: Callable[[str], str]) -> Iterator[EditionsView]:
    """The editions of each record that has been published, in the order of the book.

    Args:
        book: the records of today, with their ledgers.
        extract_text: gives the words of a Markdown text, which are what is compared.
    """
    for folder, record in book.record_in.items():
        ledger = book.ledgers.get(folder)
        if ledger:
            yield EditionsView(record, tuple(_show_all(ledger, record, book, extract_text)))


def _show_all(ledger: Ledger, record: Record, book: Book, extract_text: Callable[[str], str]) -> Iterator[EditionView]:
    states = list(ledger.states())
    newest = states[-1][1]
    before: FieldValues = {}
    for number, (edition, state) in enumerate(states, 1):
        files = tuple(_list_files(state, newest, book, ledger.folder))
        restored = restore(state, ledger.folder, book, {file.name for file in files if not file.is_there})
        pair = EditionDiff(before, state, book.languages, part_of(record), extract_text)
        until = states[number][0].date if number < len(states) else None
        differences = tuple(pair.list_differences(edition.changed, restored.book)) if before else ()
        rest = tuple(pair.list_kept(restored.unmapped))
        redacted = tuple(pair.list_redacted())
        told = [*differences, *(inner for item in differences for inner in item.inner), *rest]
        told += redacted
        yield EditionView(
            current=record,
            number=number,
            edition=edition,
            earlier=states[number - 2][0].date if number > 1 else None,
            until=until,
            notes=_find_notes(pair.new_notes, restored.record) if before else (),
            differences=differences,
            shown=_show_record(restored, edition.date),
            unmapped=rest,
            redacted=redacted,
            files=files,
            names=dict(pair.list_names(told)),
            book=restored.book,
        )
        before = state


def _show_record(restored: Restored, day: date) -> PledgeView | AgreementView | None:
    """The record as it was, as its page would have told it on that day, without the links to its neighbours."""
    if restored.record is None:
        return None
    then = BookOnDay(restored.book, day)
    views: Iterable[PledgeView | AgreementView] = (
        build_pledge_views(then) if isinstance(restored.record, Pledge) else build_agreement_views(then)
    )
    view = next(view for view in views if view.record is restored.record)
    nobody: dict[str, Any] = dict.fromkeys(_NEIGHBOURS)
    return replace(view, **nobody)


def _list_files(state: FieldValues, newest: FieldValues, book: Book, folder: Folder) -> Iterator[KeptFile]:
    for key, value in state.items():
        if key.group == FILES and isinstance(value, str):
            is_same = newest.get(key) == value and (folder, key.path) in book.files
            yield KeptFile(key.path, value, is_same)


def _find_notes(names: Collection[str], record: Record | None) -> tuple[Change, ...]:
    """The notes on changes that go by some names."""
    changes = record.changes if record else ()
    return tuple(item for name, item in zip(name_items(Change, changes), changes, strict=True) if name in names)
