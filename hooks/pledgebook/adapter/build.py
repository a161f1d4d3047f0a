"""A build of the whole site, in all its languages: what it starts with, and what it has come to."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File

from ..clock import ClockError, read_days, read_seconds
from ..config import CACHE, PRINT, RECORDS, SETTINGS, Settings, SettingsError, read_settings
from ..files.atomic import Staging
from ..files.cache import NO_CACHE, ContentCache
from ..files.process_pool import Job, ProcessPool
from ..files.tree import Files, read_layers, write_tree
from ..html.page_hash import PageHasher
from ..html.page_sections import PageSection
from ..html.renderer import Renderer, open_renderer
from ..images.accent import Accent, make_accent, parse_colour
from ..images.logo import Logo
from ..images.picture import RASTER, suffix_of
from ..images.publish import PictureCopies, PublishedPicture, keep_copies, publish_picture
from ..names import Language
from ..onefile.build import OneFileBuilder
from ..onefile.record_files import prepare_process
from ..problem import Mark, Problem
from ..project import Project, read_project
from ..records.book import Book
from ..reporting.progress import Progress
from ..site.alternates import Alternates
from ..site.redirects import RedirectMap
from ..site.static_pages import list_static_files
from .pages import PageStore, is_foreseeable
from .reporting import report

# So many records take longer to read than it does to start a process.
_FEWEST_RECORDS = 8
# What MkDocs does with letters that UTF-8 has not, in pages.
_UNKNOWN_LETTERS = "xmlcharrefreplace"
# What a picture has become: by its bytes, its name, and whether it is a document that is kept as it is too.
PublishedPictures = dict[tuple[bytes, str, bool], PublishedPicture]


@dataclass
class BuildOutput:
    """What a build has come to, all languages together. Each event adds to it what its attributes say.

    Attributes:
        pictures: how each picture is shown, by its URL (`on_files`).
        copies: the files of pictures, by their URLs (`on_files`).
        sources: the file that somebody has put beside the pages and that is published at a URL, by the URL as systems
            see it that make no difference between capital and small letters (`on_files`).
        problems: what is wrong with the pages (`on_files`, `on_page_content` and `on_post_page`).
        links: what is told of each link in a static page if it leads nowhere, its URL and its fragment
            (`on_page_markdown`).
        searched: the sections of each static page that is to be found, by language and path (`on_page_context`).
        entries: what records are found by whose pages have been rendered, by language and path (`on_page_context`).
        cards: the pictures that pages are shared with, by their URLs (`on_post_build`).
        stylesheet: the URL of the theme's (`on_env`).
        indexes: the script of what can be searched, by language (`on_post_build`).
        kept: files that the first language wrote and the others write over, by name (`on_post_build`).
        made: the URLs of the files that are no pages of MkDocs' (`on_env` and `on_post_build`).
    """

    pictures: dict[str, PictureCopies] = field(default_factory=dict)
    copies: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[Problem, str, str]] = field(default_factory=list)
    searched: dict[Language, dict[str, tuple[PageSection, ...]]] = field(default_factory=lambda: defaultdict(dict))
    entries: dict[Language, dict[str, bytes]] = field(default_factory=lambda: defaultdict(dict))
    cards: dict[str, Job[bytes]] = field(default_factory=dict)
    stylesheet: str = ""
    indexes: dict[str, bytes] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def claim(self, url: str, source: str) -> None:
        """Let a file be published at a URL, unless another is.

        Args:
            url: the URL, as it is named on disk.
            source: where the file is, relative to the project.
        """
        other = self.sources.setdefault(url.casefold(), source)
        if other != source:
            self._tell(Problem(Mark(source), "file_double_url", found=f"/{url}", details={"other": other}))

    def check_free(self, urls: Iterable[str]) -> None:
        """None of the URLs that the site makes a file for is that of somebody's own."""
        for url in urls:
            source = self.sources.get(url.casefold())
            if source:
                self._tell(Problem(Mark(source), "file_taken", found=source.rpartition("/")[2]))

    def _tell(self, problem: Problem) -> None:
        """Tell one thing of a file, and nothing that follows from it."""
        if not any(told.mark.path == problem.mark.path for told in self.problems):
            self.problems.append(problem)


@dataclass(frozen=True)
class Build:
    """What is known of a build of the whole site when it starts, the same for all its languages.

    Attributes:
        project: the files as read.
        book: its book.
        redirect_map: its site with the redirects.
        engine_files: the static pages, and what stands beside them, that come with the engine, by path.
        renderer: makes the HTML of generated pages.
        alternates: the pages by language; static pages are added as they are found.
        page_store: generated pages, from earlier builds.
        pool: makes PDFs and cards.
        pictures: the pictures in the docs folder that other processes were asked for while this one read, and that
            nobody has waited for yet.
        one_files: makes one file of each record.
        staging: where the site is put together before it takes the last one's place.
        cache: what is slow to make, from earlier builds.
        published: what pictures have become; kept for the next build of the process.
        accent: the site's accent.
        logo: the site's logo, if it has one.
        output: what it has come to.
    """

    project: Project
    book: Book
    redirect_map: RedirectMap
    engine_files: Mapping[str, Path]
    renderer: Renderer
    alternates: Alternates
    page_store: PageStore
    pool: ProcessPool
    pictures: deque[Job[bool]]
    one_files: OneFileBuilder
    staging: Staging
    cache: ContentCache
    published: PublishedPictures
    accent: Accent
    logo: Logo | None
    output: BuildOutput

    def write(self, files: Files, config: MkDocsConfig) -> None:
        """Write files of the site where MkDocs writes its own.

        Raises:
            OSError: they cannot be written.
        """
        if self.is_staged(config):
            self.staging.write(files)
        else:
            write_tree(files, Path(config.site_dir))

    def keep_page(self, file: File, html: str, config: MkDocsConfig) -> None:
        """Spare MkDocs writing a page that the last site has."""
        data = html.encode(errors=_UNKNOWN_LETTERS)
        if self.is_staged(config) and self.staging.keep(file.dest_uri, data):
            file.abs_dest_path = os.devnull

    def is_staged(self, config: MkDocsConfig) -> bool:
        """Whether the site is put together apart from the last one."""
        return Path(config.site_dir) == self.staging.folder

    def close(self) -> None:
        """At the end: leave no process, and nothing in the cache that was made of a theme while somebody changed it."""
        self.one_files.prepare(())
        self.pool.close()
        if self.page_store.hasher.is_theme_changed():
            self.cache.forget()
        # What is changed later is nothing that this build was made of.
        self.cache.kept.clear()


def read_logo(settings: Settings, cache: ContentCache) -> Logo:
    """The site's logo as it is published, of which the check has found nothing wrong."""
    file = next(file for file in (folder / settings.look.logo for folder in settings.published) if file.is_file())
    return Logo(settings.look.logo, publish_picture(file.read_bytes(), file.name, cache=cache).files[file.name])


def start_build(config: MkDocsConfig, published: PublishedPictures, progress: Progress) -> Build:
    """Read a project anew.

    Args:
        config: MkDocs' settings, which name the project's.
        published: what pictures have become in earlier builds of the process; what this one adds is kept there.
        progress: is told how much has been read.

    Raises:
        Abort: there are errors, which the message lists, or no day to build for.
    """
    is_alone = is_foreseeable(config)
    # First, so that a site that a killed build has left half-way is whole again also if this one comes no further.
    staging = Staging.beside(Path(config.site_dir), is_keeping=is_alone)
    try:
        today, latest = read_days(os.environ)
        settings = read_settings(Path(config.config_file_path or SETTINGS))
        theme = read_layers(settings.themes)
        cache = ContentCache(settings.root / CACHE, read_seconds())
        pool = ProcessPool(cache)
        try:
            pictures = _begin_early(pool, settings)
            project = read_project(settings, today, progress=progress, latest=latest, cache=cache)
            report(project.problems, project)
        except BaseException:
            pool.close()
            raise
    except (ClockError, SettingsError) as error:
        raise Abort(str(error)) from error
    assert project.book is not None and project.redirect_map is not None, "a book without errors"
    renderer = open_renderer(project, cache)
    alternates = Alternates(project.settings, renderer.site.page_at)
    output, prints = BuildOutput(), project.settings.find_in_theme(PRINT)
    hasher = PageHasher(settings, renderer, theme)
    look = settings.look
    accent = make_accent(parse_colour(look.accent), parse_colour(look.dark_accent))
    logo = read_logo(settings, cache) if look.logo else None
    addresses = frozenset(item.address for item in project.redirect_map.published)
    page_cache = cache if is_alone else NO_CACHE
    return Build(
        project=project,
        book=project.book,
        redirect_map=project.redirect_map,
        engine_files=_list_engine_files(settings),
        renderer=renderer,
        alternates=alternates,
        page_store=PageStore(page_cache, hasher, project.redirect_map, output.pictures),
        pool=pool,
        pictures=pictures,
        one_files=OneFileBuilder(
            *(alternates, prints, output.pictures, output.copies, hasher, pool, addresses, accent, logo)
        ),
        staging=staging,
        cache=cache,
        published=published,
        accent=accent,
        logo=logo,
        output=output,
    )


def _begin_early(pool: ProcessPool, settings: Settings) -> deque[Job[bool]]:
    """Where nothing is kept, let other processes begin while this one reads; gives the pictures that they make."""
    # A folder that cannot be read has none.
    records = (settings.root / RECORDS).glob("*")
    if pool.workers < 1 or not pool.cache.is_empty() or sum(1 for _ in records) < _FEWEST_RECORDS:
        return deque()
    for _ in range(pool.workers):
        pool.begin(partial(prepare_process, settings.themes, pool.cache), fewest=1)
    files = list_static_files(settings.root / settings.docs, settings.codes).values()
    pictures = [path for path in files if suffix_of(path.name) in RASTER]
    return deque(pool.begin(partial(keep_copies, path, settings.root, pool.cache), fewest=1) for path in pictures)


def _list_engine_files(settings: Settings) -> dict[str, Path]:
    docs = settings.root / settings.docs
    return {uri: path for uri, path in list_static_files(docs, settings.codes).items() if not path.is_relative_to(docs)}
