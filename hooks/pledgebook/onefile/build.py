"""Builds each pledge and each agreement as one file, as HTML and as PDF, in each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from ..files.cache import hash_parts
from ..files.process_pool import Job, ProcessPool
from ..files.tree import Files, read_files
from ..html.page_hash import PageHasher
from ..html.renderer import MOST_WHOLE, Renderer
from ..images.accent import DEFAULT, Accent
from ..images.logo import Logo
from ..images.publish import PictureCopies
from ..model import FollowUp, Pledge, Record
from ..model.paths import RecordFile, folder_of
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.day import BookOnDay
from ..site.alternates import Alternates
from ..site.routes import OneFile, Page
from ..site.views.changes import list_events_of
from .html import make_one_file
from .pdf import LettersError, PdfError, list_parts, set_pdf
from .typst_source import TEMPLATE

STYLE = "onefile.css"
# What is added where the site has a logo.
_LOGO_STYLE = "logo.css"
# How many records are begun before the first of them is waited for: other processes then always have something to set.
# More would only fill the memory.
_AHEAD = MOST_WHOLE - 32
# Stands for a letter that no font has, and is in all of them.
_SQUARE = "\u25a1"
# What a file is called in the cache.
_KEPT = "one file"


@dataclass(frozen=True)
class BegunRecord:
    """A record whose HTML is made, and whose PDF has been asked for."""

    html: str
    pdf: Job
    day: date


@dataclass
class OneFileBuilder:
    """Builder of records in one file, for one build of the site.

    Attributes:
        renderer: makes the HTML.
        alternates: which page can be read in which language.
        folder: style sheet, template and further fonts.
        pictures: how each picture is shown, by its URL.
        copies: the files of pictures, by their URLs.
        hasher: tells what pages are made of.
        pool: sets the PDFs, and has the cache where the files are kept.
        published: every address that has been published.
        accent: the site's accent.
        logo: the site's logo, if it has one.
        problems: why some could not be made.
    """

    renderer: Renderer
    alternates: Alternates
    folder: Path
    pictures: Mapping[str, PictureCopies]
    copies: Mapping[str, bytes]
    hasher: PageHasher
    pool: ProcessPool = field(default_factory=ProcessPool)
    published: Collection[str] = ()
    accent: Accent = DEFAULT
    logo: Logo | None = None
    problems: list[Problem] = field(default_factory=list)
    _coming: Iterator[Page] = field(default_factory=lambda: iter(()), init=False)
    _begun: dict[tuple[str, Language], BegunRecord] = field(default_factory=dict, init=False)
    _around: bytes = field(default=b"", init=False)

    @cached_property
    def style(self) -> str:
        """The style sheet that stands in every HTML file."""
        names = (STYLE, _LOGO_STYLE) if self.logo else (STYLE,)
        return self.accent.paint("".join((self.folder / name).read_text(encoding="utf-8") for name in names))

    @cached_property
    def print_files(self) -> Files:
        """All files of the folder, the template in the site's accent: fonts may stand anywhere in it."""
        files = read_files(self.folder)
        return files | {TEMPLATE: self.accent.paint(files[TEMPLATE].decode()).encode()} if TEMPLATE in files else files

    @cached_property
    def _print_hash(self) -> bytes:
        return hash_parts(self.print_files)

    def _hash_around(self) -> bytes:
        """What can stand in every file of a language besides its page; pictures are many, and are hashed once."""
        if not self._around:
            self._around = self.hasher.hash((self.style, self.logo, self.pictures, hash_parts(self.copies)))
        return self._around

    def prepare(self, pages: Iterable[Page]) -> None:
        """Say which pages of a language are going to be built, in their order, once it has all its pictures.

        PDFs are then set while other pages are built.
        """
        self._coming, self._begun, self._around = iter([*pages]), {}, b""

    def build(self, page: Page, language: Language, site_name: str) -> tuple[OneFile, ...]:
        """Make one file, of each kind, of what a page shows, unless it shows no record or has no words in the language.

        Args:
            page: the page of a record.
            language: the language.
            site_name: what the site is called in it.
        """
        record = page.record
        if record is None or not has_one_file(page, language):
            return ()
        self._look_ahead(language, site_name)
        begun = self._begun.pop((page.path, language), None) or self._begin(page, record, language, site_name)
        files = {"html": begun.html.encode()}
        url = self.renderer.site.one_file_url(record, language)
        try:
            files["pdf"] = self._set_pdf(begun, record)
        except PdfError as error:
            mark = Mark(RecordFile.of(record, language).project_path)
            code = "pdf_letters" if isinstance(error, LettersError) else "pdf_failed"
            # What has been published stays: the last good site does.
            level = Level.ERROR if f"{url}.pdf" in self.published else Level.WARNING
            self.problems.append(Problem(mark, code, level, found=str(error)))
        return tuple(OneFile(kind, f"{url}.{kind}", data) for kind, data in files.items())

    def _set_pdf(self, begun: BegunRecord, record: Record) -> bytes:
        """The PDF of a record. A letter that no font has, and that only others' words have, is a square in it.

        Raises:
            LettersError: the record itself has such letters.
            PdfError: it breaks a rule of the standards in another way.
        """
        job, text = begun.pdf, begun.html
        while True:
            try:
                return job.result()
            except LettersError as error:
                # What JSON writes as it is.
                own = "".join(item.model_dump_json() for item in (record, *self._list_followups(record)))
                of_own = "".join(letter for letter in str(error) if letter in own)
                if of_own:
                    raise LettersError(of_own) from error
                changed = text.translate(dict.fromkeys(map(ord, str(error)), _SQUARE))
                if changed == text:
                    raise
                text = changed
                job = self._submit(text, begun.day)

    def _list_followups(self, record: Record) -> Sequence[FollowUp]:
        return self.renderer.site.book.followups_of(record) if isinstance(record, Pledge) else ()

    def _submit(self, text: str, day: date) -> Job:
        parts = list_parts(text, self._print_hash, day)
        return self.pool.submit(parts, partial(set_pdf, text, self.print_files, day))

    def _look_ahead(self, language: Language, site_name: str) -> None:
        """Begin with the records that come next."""
        while len(self._begun) < _AHEAD and (page := next(self._coming, None)):
            if page.record is not None and has_one_file(page, language):
                self._begun[page.path, language] = self._begin(page, page.record, language, site_name)

    def _begin(self, page: Page, record: Record, language: Language, site_name: str) -> BegunRecord:
        site = self.renderer.site
        shown = self.alternates.pages[site.whole_path(record)] if isinstance(record, Pledge) else page
        names = [call(page, language) for call in (self.renderer.title, self.renderer.description)]
        made_of = (self.hasher.hash_content(shown, language), page, names, site_name, self._hash_around())
        parts = {_KEPT: self.hasher.hash(made_of)}
        around = (self.style, self.logo, self.renderer, self.alternates, self._find_picture)
        made = self.pool.cache.get_or_make(
            parts, lambda: {_KEPT: make_one_file(shown, language, site_name, *around).encode()}
        )
        text = made[_KEPT].decode()
        day = _day_of(record, site.day)
        return BegunRecord(text, self._submit(text, day), day)

    def _find_picture(self, url: str) -> bytes | None:
        """The largest copy of a picture."""
        shown = self.pictures.get(url)
        if shown and shown.copies:
            url = url[: url.rfind("/") + 1] + shown.copies[-1][0]
        return self.copies.get(url)


def has_one_file(page: Page, language: Language) -> bool:
    """Whether a page is a record's own, and can be read in a language, so that there are files of it."""
    return page.record is not None and not page.original and language in page.languages


def _day_of(record: Record, day: BookOnDay) -> date:
    """The day that a record's PDF bears, so that the file stays the same until something happens.

    It is the first day of the newest thing that it tells of; or else the day that it was published, that its sources
    were last read, or that it begins. Only what is still to come, and has none of these, is dated today.
    """
    book = day.book
    told = (event.date.first_day for event in list_events_of(book, record, day.today) if event.date)
    ledger = book.ledgers.get(folder_of(record))
    read = (source.read.first_day for source in book.sources_of(record) if source.read)
    known = (next((when for when in told if when <= day.today), None), ledger and ledger.newest.date)
    fallbacks = (*known, max(read, default=None), book.sort_date(record))
    return next((when for when in fallbacks if when and when <= day.today), day.today)
