"""What the verbs that publish, change and translate have in common: finding a record, saying what differs, writing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..checks.published import SETTLED, diff_published
from ..config import RECORDS
from ..history.ledger import FieldDifference, Ledger, PublishedDiff, Redacted, path_of_ledger, render_ledger
from ..history.published_urls import ADDRESSES, add_addresses, render_addresses
from ..history.snapshot import Snapshot
from ..history.translation_memory import TranslationMemory, path_of_translation_memory, render_translation_memory
from ..problem import Level, Problem, suggest
from ..project import Project, read_project
from ..records.book import Book, folder_of
from ..records.load import make_book
from ..reporting.report import render_problem, render_summary
from ..site.redirects import list_published
from ..yaml.edit import append_item
from ..yaml.reader import decode
from .context import EXIT_PROBLEMS, EXIT_USAGE, Workplace

# What a verb can do its work in spite of; the build stops at it all the same.
_NO_HINDRANCE = {*SETTLED, "address_vanished"}


class Refusal(Exception):
    """Something that keeps a verb from doing its work; the message says what, to the author, unless that has been told.

    Attributes:
        code: the exit code that it gives.
    """

    def __init__(self, message: str = "", code: int = EXIT_PROBLEMS) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Desk:
    """A project that has been read, and the day it is worked on.

    Attributes:
        place: where the verb works.
        project: what has been read.
        today: the day.
    """

    place: Workplace
    project: Project
    today: date

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the original first."""
        return self.place.settings.codes

    @property
    def original(self) -> str:
        """The language that facts are written in."""
        return self.languages[0]

    @property
    def book(self) -> Book:
        """The book, also when something in it is not as it was published."""
        book = make_book(self.project.entries, self.languages)
        assert book is not None, "a project that was opened has a register"
        return book

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of all records, oldest first, agreements last."""
        entries = self.project.entries
        records = [*entries.pledges, *entries.agreements]
        return tuple(folder_of(entry.record) for entry in records)

    def contents_of(self, folder: str) -> Snapshot:
        """What a record's files say."""
        return self.project.entries.contents_of(folder)

    def ledger_of(self, folder: str) -> Ledger | None:
        """What has been published of a record."""
        return self.project.entries.ledgers.get(folder)

    def compare(self, ledger: Ledger) -> PublishedDiff:
        """A record held against what is published of it."""
        return diff_published(self.project.entries, ledger, self.languages)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended, apart from what the verbs are there to settle."""
        found = (item for item in self.project.problems if item.level is Level.ERROR)
        return tuple(item for item in found if item.code not in _NO_HINDRANCE)

    def refuse_errors(self, errors: Sequence[Problem]) -> None:
        """Refuse to work on what has errors, and tell them."""
        if errors:
            words = self.place.words
            lines = [render_problem(problem, words) for problem in errors]
            raise Refusal("\n".join([*lines, render_summary(errors, words), words.gettext("records.mend_first")]))

    def find_folder(self, given: str) -> str:
        """The record that a name on the command line means: its folder under `pledges/`, with or without that.

        Errors in other records do not matter: what is urgent here need not wait for what is half written there.

        Raises:
            Refusal: there is no such record, or it has errors that must be mended first.
        """
        name = given.replace("\\", "/").removeprefix("./").removeprefix("pledges/").strip("/")
        places = (f"{RECORDS}/{name}/", path_of_ledger(name), path_of_translation_memory(name))
        self.refuse_errors([item for item in self.errors if item.mark.path.startswith(places)])
        if name in self.folders:
            return name
        words = self.place.words
        hint = suggest(name, self.folders)
        known = words.gettext("problem.suggestion", suggestion=hint) if hint else ""
        listed = words.gettext("problem.allowed", allowed=words.join(self.folders, "or")) if self.folders else ""
        raise Refusal(f"{words.gettext('records.unknown', found=given)} {known or listed}".strip(), EXIT_USAGE)


def open_desk(place: Workplace) -> Desk:
    """Read the project.

    Raises:
        Refusal: there is no register to hold the records together; the message lists what must be mended.
    """
    desk = Desk(place, read_project(place.settings, place.today), place.today)
    if desk.project.entries.register is None:
        desk.refuse_errors(desk.errors)
    return desk


def show_differences(differences: Iterable[FieldDifference], desk: Desk, contents: Snapshot) -> str:
    """Each difference in full: where, what stood there, what stands there now."""
    words = desk.place.words
    blocks = []
    for item in differences:
        before = (
            words.gettext("records.redacted", date=item.before.date)
            if isinstance(item.before, Redacted)
            else item.before
        )
        mark = contents.find_mark(item.slot, desk.original) if item.slot.part in contents.entries else item.slot.part
        lines = [f"{mark}: {item.slot.path}"]
        lines += [f"  {words.gettext('records.before')} {before or words.gettext('records.nothing')}"]
        lines += [f"  {words.gettext('records.after')} {item.after or words.gettext('records.nothing')}"]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def write_ledger(ledger: Ledger, desk: Desk) -> None:
    """Write what has been published of a record."""
    write_text(
        desk, ledger.path, render_ledger(ledger, desk.place.catalogues[desk.original].gettext("publish.heading"))
    )


def note_addresses(place: Workplace) -> None:
    """Note all addresses of the site, but for those of records that have not been published.

    The files are read anew, since an edition that has just been written has a page of its own. Which addresses there
    are is not known as long as any record has errors; then they are left to the next time.
    """
    desk = open_desk(place)
    places = desk.project.places
    if places is None:
        print(desk.place.words.gettext("publish.addresses_later"))
        return
    known = desk.project.entries.addresses
    noted = add_addresses(known, list_published(places.owners, places.site, desk.project.entries.ledgers), desk.today)
    if noted != known:
        heading = desk.place.catalogues[desk.original].gettext("publish.addresses_heading")
        write_text(desk, ADDRESSES, render_addresses(noted, heading))
        print(desk.place.words.ngettext("publish.addresses", len(noted) - len(known), path=ADDRESSES))


def write_renditions(known: TranslationMemory, desk: Desk) -> None:
    """Write what the translations of a record render."""
    heading = desk.place.catalogues[desk.original].gettext("translate.heading")
    write_text(desk, known.path, render_translation_memory(known, heading))


def write_text(desk: Desk, path: str, text: str) -> None:
    """Write a file of the project, with Unix line ends."""
    file = desk.place.settings.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def read_page_text(file: Path) -> tuple[str, str]:
    """A file's text with Unix line ends, and what its line ends are."""
    data = file.read_bytes()
    text, _ = decode(data, file.name)
    return text, "\r\n" if b"\r\n" in data else "\n"


def edit_page(file: Path, text: str, ends: str) -> None:
    """Write a page back with the line ends that it had."""
    file.write_bytes(text.replace("\n", ends).encode())


def add_note(desk: Desk, folder: str, note: dict[str, str], translated: Sequence[tuple[str, str]]) -> tuple[str, Desk]:
    """Put a note on a change into a record's file, and its words into those of other languages.

    Args:
        desk: where.
        folder: the record's folder.
        note: the note's fields, apart from its id.
        translated: language and words.

    Returns:
        The note's id, and the desk after it.

    Raises:
        Refusal: the files as they would be have errors; they are then as they were.
        EditError: the file is written in a way that nothing can be put into.
    """
    part = next(iter(desk.contents_of(folder).entries))
    record = next(entry.record for entry in desk.project.entries.records if folder_of(entry.record) == folder)
    taken = {change.id for change in record.changes}
    number = len(record.changes) + 1
    while (name := f"change-{number}") in taken:
        number += 1
    fields: dict[str, dict[str, str]] = {desk.original: {"id": name, **note}}
    fields |= {language: {"id": name, "note": words} for language, words in translated}
    files = {code: desk.place.settings.root / "pledges" / folder / f"{part}.{code}.md" for code in fields}
    for code, file in files.items():
        if code not in desk.languages or not file.is_file():
            raise Refusal(desk.place.words.gettext("records.no_file", found=f"pledges/{folder}/{part}.{code}.md"))
    before = {file: file.read_bytes() for file in files.values()}
    new = {}
    for code, file in files.items():
        text, ends = read_page_text(file)
        new[file] = (append_item(text, "changes", fields[code]), ends)
    for file, (text, ends) in new.items():
        edit_page(file, text, ends)
    try:
        after = open_desk(desk.place)
        after.find_folder(folder)
    except Refusal:
        for file, data in before.items():
            file.write_bytes(data)
        raise
    return name, after


def tell(text: str) -> None:
    """Say why nothing was done."""
    print(text, file=sys.stderr)


def tell_refusal(refusal: Refusal) -> int:
    """Say why nothing was done; the exit code."""
    tell(str(refusal))
    return refusal.code
