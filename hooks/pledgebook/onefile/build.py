"""Builds each pledge and each agreement as one file, as HTML and as PDF, in each language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from ..files.cache import hash_parts
from ..files.process_pool import Job, ProcessPool, Shared
from ..files.tree import Files, read_files
from ..html.page_content import FEWEST_PAGES, PageContent, render_page_at
from ..html.page_hash import PageHasher
from ..html.site_tools import SiteTools
from ..images.accent import DEFAULT, Accent
from ..images.logo import Logo
from ..images.publish import PictureCopies
from ..model import Record
from ..model.paths import RecordFile
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.grouping import group_pairs
from ..site.alternates import Alternates
from ..site.routes import OneFile, Page, PageKind
from ..site.views.record import WholeView
from .record_files import RecordFiles, find_kept_pdf, find_shown, make_record_files
from .typst_source import TEMPLATE

STYLE = "onefile.css"
# What is added where the site has a logo.
_LOGO_STYLE = "logo.css"
# How many pages are begun with before the first of them is waited for: other processes then always have something to
# do. More would only fill the memory.
AHEAD = 128
# So many before the first page of all, when this process writes what is made without pages.
AHEAD_OF_FIRST = 512


@dataclass
class OneFileBuilder:
    """Builder of records in one file, for one build of the site.

    Attributes:
        alternates: which page can be read in which language.
        folder: style sheet, template and further fonts.
        pictures: how each picture is shown, by its URL.
        copies: the files of pictures, by their URLs.
        hasher: tells what pages are made of, and has what renders them.
        pool: sets the PDFs, and has the cache where the files are kept.
        published: every address that has been published.
        accent: the site's accent.
        logo: the site's logo, if it has one.
        problems: why some could not be made.
        shared: what files and pages are made with, in every process.
    """

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
    shared: Shared[SiteTools] = field(init=False)
    _coming: Iterator[Page] = field(default_factory=lambda: iter(()), init=False)
    _is_new: bool = field(default=False, init=False)
    _begun: dict[tuple[str, Language], Job[RecordFiles] | None] = field(default_factory=dict, init=False)
    _contents: dict[tuple[str, Language], Callable[[], PageContent]] = field(default_factory=dict, init=False)
    _around: bytes = field(default=b"", init=False)
    _beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.pool.shared = self.shared = Shared(lambda: self.tools)

    @cached_property
    def tools(self) -> SiteTools:
        """What files and pages are made with."""
        return SiteTools(self.hasher, self.alternates, self.pool.cache, self.style, self.logo, self.print_files)

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

    def _hash_around(self) -> bytes:
        """What can stand in every file of a language besides its page; pictures are many, and are looked at once."""
        if not self._around:
            # Pictures by the folder that they stand in.
            self._beside = group_pairs((url[: url.rfind("/") + 1], url) for url in self.pictures)
            self._around = self.hasher.hash((self.style, self.logo, self.pictures, hash_parts(self.copies)))
        return self._around

    def prepare(self, pages: Iterable[Page], *, is_new: bool = False) -> None:
        """Say which pages of a language are going to be built, in their order.

        Args:
            pages: the pages.
            is_new: whether nearly all of them will have to be rendered; other processes are then started.
        """
        pages = tuple(pages)
        self._coming, self._begun, self._contents, self._around = iter(pages), {}, {}, b""
        self._is_new = is_new and len(pages) >= FEWEST_PAGES
        if self._is_new:
            self.pool.start()

    def build(self, page: Page, language: Language, site_name: str) -> tuple[OneFile, ...]:
        """Make one file, of each kind, of what a page shows, unless it shows no record or has no words in the language.

        Args:
            page: the page of a record.
            language: the language.
            site_name: what the site is called in it.
        """
        self.look_ahead(language, site_name)
        begun = self._begun.pop((page.path, language), None)
        record = page.record
        if record is None or not has_one_file(page, language):
            return ()
        made = (begun or self._begin(page, record, language, site_name)).result()
        for path in made.contents:
            self._contents[path, language] = partial(made.contents.__getitem__, path)
        url, (code, found) = self.hasher.renderer.site.one_file_url(record, language), made.fault
        if code:
            mark = Mark(RecordFile.of(record, language).project_path)
            # What has been published stays: the last good site does.
            level = Level.ERROR if f"{url}.pdf" in self.published else Level.WARNING
            self.problems.append(Problem(mark, code, level, found=found))
        return made.list_files(url)

    def take_content(self, page: Page, language: Language) -> Callable[[], PageContent] | None:
        """What gives the content of a page, if it has been asked for, once."""
        return self._contents.pop((page.path, language), None)

    def look_ahead(self, language: Language, site_name: str, most: int = AHEAD) -> None:
        """Begin with the pages that come next, once the language has all its pictures.

        Other processes make them while this one makes something else.

        Args:
            language: the language that they are built in.
            site_name: what the site is called in it.
            most: how many pages there may be that have been begun with and not been built.
        """
        while len(self._begun) < most and (page := next(self._coming, None)):
            at, begun, record = (page.path, language), None, page.record
            if record and has_one_file(page, language):
                begun = self._begin(page, record, language, site_name)
            elif self._is_new and not (
                page.kind is PageKind.WHOLE and has_one_file(self._find_original(page), language)
            ):
                make = partial(render_page_at, self.shared, page.path, language)
                self._contents[at] = self.pool.begin(make, FEWEST_PAGES).result
            self._begun[at] = begun

    def _find_original(self, page: Page) -> Page:
        return self.alternates.pages[page.original or page.path]

    def _begin(self, page: Page, record: Record, language: Language, site_name: str) -> Job[RecordFiles]:
        shown = find_shown(self.hasher.renderer.site, page)
        names = [call(page, language) for call in (self.hasher.renderer.title, self.hasher.renderer.description)]
        made_of = (self.hasher.hash_content(shown, language), page, names, site_name, self._hash_around())
        parts = {"one file": self.hasher.hash(made_of)}
        html = self.pool.cache.find(parts) or b""
        pdf = find_kept_pdf(self.tools, record, html) if html else b""
        make = partial(make_record_files, self.shared, page.path, language, site_name)
        here = partial(make, self._find_picture, html)
        if pdf:
            return Job(self.pool, here, made=RecordFiles(html, pdf))
        # A picture that stands beside another record is found here alone.
        elsewhere = partial(make, self._list_pictures(shown).__getitem__, html)
        return self.pool.begin(here, keep=None if html else partial(self._keep, parts), elsewhere=elsewhere)

    def _keep(self, parts: Files, made: RecordFiles) -> None:
        self.pool.cache.keep(parts, made.html)

    def _list_pictures(self, shown: Page) -> dict[str, bytes]:
        """The pictures beside the records that a page shows."""
        records = shown.view.records if isinstance(shown.view, WholeView) else (shown.record,)
        folders = {self.hasher.renderer.site.path(record) for record in records}
        urls = [url for folder in folders for url in self._beside.get(folder, ())]
        found = {url: self._find_picture(url) for url in urls}
        return {url: data for url, data in found.items() if data is not None}

    def _find_picture(self, url: str) -> bytes | None:
        """The largest copy of a picture."""
        shown = self.pictures.get(url)
        if shown and shown.copies:
            url = url[: url.rfind("/") + 1] + shown.copies[-1][0]
        return self.copies.get(url)


def has_one_file(page: Page, language: Language) -> bool:
    """Whether a page is a record's own, and can be read in a language, so that there are files of it."""
    return page.is_record_page(language)
