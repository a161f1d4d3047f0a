"""Context of an author's request: the project that it is about, how it is answered, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..checks.published import SETTLED, diff_published
from ..config import RECORDS, Settings
from ..history.ledger import PUBLISHED, Ledger, MakeSalt, make_salt, path_of_ledger
from ..history.ledger_diff import PublishedDiff
from ..history.ledger_heads import HEADS
from ..history.snapshot import Snapshot
from ..history.translation_memory import TRANSLATIONS, path_of_translation_memory
from ..i18n.catalogue import Catalogue, Catalogues
from ..model import Record
from ..model.paths import folder_of
from ..names import Folder, Language
from ..problem import Level, Problem, suggest
from ..project import Project, read_project
from ..records.book import Book, make_book
from ..records.parsed import ParsedRecords
from ..reporting.progress import SILENT
from ..reporting.report import render_problem, render_summary
from .refusal import Refusal

# What a request can be done in spite of; the build stops at it all the same.
_NO_HINDRANCE = {*SETTLED, "address_vanished"}
_OF_PUBLISHED = ("published_", "addresses_")


@dataclass(frozen=True)
class Context:
    """Where an author works, how they are spoken to, and the project, which is read once, when first asked for.

    Attributes:
        settings: the project's settings.
        catalogues: the words of the site's languages.
        words: those that the author is spoken to with.
        today: the day.
        latest: the last day that anything can have happened on.
        make_salt: gives the salts of what is published.
    """

    settings: Settings
    catalogues: Catalogues
    words: Catalogue
    today: date
    latest: date
    make_salt: MakeSalt = make_salt

    @cached_property
    def project(self) -> Project:
        """The project, whatever is wrong with it."""
        return read_project(self.settings, self.today, self.catalogues, SILENT, self.latest)

    def reread(self) -> Context:
        """The same context once files have been written: it reads the project anew."""
        return replace(self)

    @property
    def entries(self) -> ParsedRecords:
        """The records, also those that are not as they were published.

        Raises:
            Refusal: there is no register to hold the records together; the message lists what must be mended.
        """
        if self.project.entries.register is None:
            self.refuse_errors(self.errors)
        return self.project.entries

    @property
    def languages(self) -> tuple[Language, ...]:
        """The codes of the site's languages, the original first."""
        return self.settings.codes

    @property
    def original(self) -> Language:
        """The code of the language that facts are written in."""
        return self.languages[0]

    @property
    def book(self) -> Book:
        """The book, also when something in it is not as it was published."""
        book = make_book(self.entries, self.languages)
        assert book is not None, "a project that was opened has a register"
        return book

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The folders of all records, oldest first, agreements last."""
        return tuple(folder_of(entry.record) for entry in (*self.entries.pledges, *self.entries.agreements))

    def record_of(self, folder: Folder) -> Record:
        """The record of a folder."""
        return next(entry.record for entry in self.entries.records if folder_of(entry.record) == folder)

    def snapshot_of(self, folder: Folder) -> Snapshot:
        """What a record's files say."""
        return self.entries.snapshot_of(folder)

    def ledger_of(self, folder: Folder) -> Ledger | None:
        """What has been published of a record.

        Raises:
            Refusal: an earlier version of the program wrote it.
        """
        ledger = self.entries.ledgers.get(folder)
        if ledger and not ledger.is_chained:
            raise Refusal(self.words.gettext("publish.migrate_first", path=ledger.path))
        return ledger

    def compare(self, ledger: Ledger) -> PublishedDiff:
        """A record held against what is published of it."""
        return diff_published(self.entries, ledger, self.languages)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended, apart from what the verbs are there to settle."""
        found = (item for item in self.project.problems if item.level is Level.ERROR)
        return tuple(item for item in found if item.code not in _NO_HINDRANCE)

    def refuse_errors(self, errors: Sequence[Problem]) -> None:
        """Refuse to work on what has errors.

        Raises:
            Refusal: there are some; the message lists them.
        """
        if errors:
            lines = [render_problem(problem, self.words) for problem in errors]
            summary = render_summary(errors, self.words)
            raise Refusal("\n".join([*lines, summary, self.words.gettext("records.mend_first")]))

    def refuse_altered(self) -> None:
        """Refuse to work on what is kept of publications when it is not as the command wrote it.

        Raises:
            Refusal: some of it is not; the message lists what.
        """
        self.refuse_errors([item for item in self.errors if item.code.startswith(_OF_PUBLISHED)])

    def find_folder(self, argument: str) -> Folder:
        """The record that a name on the command line means: its folder under `pledges/`, with or without that.

        Errors in other records do not matter: what is urgent here need not wait for what is half written there.

        Raises:
            Refusal: there is no such record, or it has errors that must be mended first.
        """
        # Whatever is asked for is noted in these, and nothing outside the project is written to.
        kept = tuple(f"{RECORDS}/{name}" for name in (PUBLISHED, TRANSLATIONS))
        links = (item for item in self.errors if item.code == "link_outside")
        self.refuse_errors([item for item in links if item.mark.path.startswith(kept)])
        folders = self.folders
        name = Folder(argument.replace("\\", "/").removeprefix("./").removeprefix(f"{RECORDS}/").strip("/"))
        places = (f"{RECORDS}/{name}/", path_of_ledger(name), path_of_translation_memory(name))
        shared = (HEADS, f"{RECORDS}/{PUBLISHED}")
        found = [item for item in self.errors if item.mark.path.startswith(places) or item.mark.path in shared]
        self.refuse_errors(found)
        if name in folders:
            return name
        hint = suggest(name, folders)
        known = self.words.gettext("problem.suggestion", suggestion=hint) if hint else ""
        listed = self.words.gettext("problem.allowed", allowed=self.words.join(folders, "or")) if folders else ""
        unknown = self.words.gettext("records.unknown", found=argument)
        raise Refusal(f"{unknown} {known or listed}".strip(), is_misuse=True)
