"""Project: everything that its files say, read once: its settings, its words and its book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from .checks.causes import drop_addresses, find_causes
from .checks.fixes import offer_fixes
from .checks.ledgers import check_addresses
from .checks.publication import check_publication
from .checks.published import SETTLED
from .checks.run import check_book, check_entries, check_meaning, check_texts
from .checks.settings import check_settings
from .checks.static_pages import check_outside_links, check_static_names, check_static_page, check_static_pages
from .config import CONFLICT, SETTINGS, Settings, SettingsError
from .files.cache import NO_CACHE, ContentCache
from .files.resources import WORDS
from .history.ledger import Ledger
from .i18n.catalogue import Catalogue, Catalogues, load_catalogues
from .i18n.enum_labels import EnumLabels, list_enum_labels
from .model.redirects import Redirects
from .names import Folder, Language
from .problem import Level, Problem, order_problems
from .records.book import Book, make_book
from .records.day import BookOnDay
from .records.load import read_draft, read_records
from .records.model_version import check_model_version
from .records.parsed import ParsedRecords
from .reporting.progress import SILENT, Progress
from .reporting.source_lines import SourceLines
from .site.build import build_site
from .site.check_redirects import check_redirects, check_vanished
from .site.outputs import RESERVED, check_outputs
from .site.redirects import RedirectMap, list_owners
from .site.routes import list_anchors, list_fixed, list_taken
from .site.static_pages import list_static_files, list_static_pages, list_static_urls, split_language


@dataclass(frozen=True, slots=True)
class Loaded:
    """A book, or none when there are errors, and everything there is to say about the sources.

    Attributes:
        book: the book.
        problems: what is wrong.
        entries: the records that are sound by themselves, also when others are not.
    """

    book: Book | None
    problems: tuple[Problem, ...] = ()
    entries: ParsedRecords = field(default_factory=ParsedRecords)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of publishing."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)


def load_book(
    root: Path,
    languages: Sequence[Language],
    reserved: Iterable[str] = (),
    anchors: Iterable[str] = (),
    today: date | None = None,
    labels: EnumLabels | None = None,
    progress: Progress = SILENT,
    latest: date | None = None,
    cache: ContentCache = NO_CACHE,
) -> Loaded:
    """Read all records once.

    Args:
        root: the project's folder; records stand in `pledges/` under it.
        languages: codes of the site's languages, the one that facts are written in first.
        reserved: addresses that a record may not take, since pages of the site have them.
        anchors: anchors that a promise may not take, since parts of its page have them; one that ends in a hyphen
            stands for all that begin with it.
        today: the day that what expires is held against; without it, nothing is.
        labels: words for the values of closed vocabularies, besides the values themselves.
        progress: is told how much has been read.
        latest: the last day that anything can have happened on; without it, no date is too late.
        cache: where records and what is found in them are kept.

    Returns:
        The book and the problems of all files together, by file and line. Nothing an author writes makes it raise.
    """
    entries, unreadable = read_records(root, languages, labels, progress, cache)
    progress.show("check")
    taken = frozenset(reserved), frozenset(anchors)

    def recheck(path: str, text: str) -> tuple[Problem, ...]:
        draft, broken = read_draft(entries, languages, labels, path, text)
        return *broken, *check_texts(draft, languages, *taken, today, latest)

    found = check_entries(entries, languages, *taken, lambda item: (root / item.path).read_bytes(), today, latest)
    problems = find_causes([*unreadable, *found], entries, tuple(languages))
    book = make_book(entries, tuple(languages))
    if book is None or any(problem.level is Level.ERROR for problem in problems):
        book = None
    else:
        problems += check_book(book, entries)
    return Loaded(book, tuple(offer_fixes(order_problems(problems, languages), SourceLines(root), recheck)), entries)


@dataclass(frozen=True)
class Project:
    """A project as read.

    Attributes:
        settings: what its settings file says.
        catalogues: the words of its languages.
        book: its records, or nothing when there are errors.
        problems: all that is wrong with any of it.
        entries: the records that are sound by themselves.
        redirect_map: the site with its redirects; nothing as long as the records cannot be put together.
    """

    settings: Settings
    catalogues: Catalogues
    book: Book | None
    problems: tuple[Problem, ...]
    entries: ParsedRecords = field(default_factory=ParsedRecords)
    redirect_map: RedirectMap | None = None

    @property
    def words(self) -> Catalogue:
        """The words of the site's first language."""
        return self.catalogues[self.settings.codes[0]]


def read_words(settings: Settings, cache: ContentCache = NO_CACHE) -> Catalogues:
    """Read a project's catalogues, which are kept in a cache.

    Raises:
        SettingsError: the site's first language has no catalogue, so nothing could be said.
    """
    catalogues = load_catalogues([folder / WORDS for folder in settings.themes], settings.codes, settings.root, cache)
    if settings.codes[0] not in catalogues.words:
        raise SettingsError("\n".join(map(_explain_catalogue, catalogues.problems)))
    return catalogues


def _explain_catalogue(problem: Problem) -> str:
    """What is wrong with a file of words, in English, since there are no words to say it in."""
    reasons = {"catalogue_missing": "no such catalogue", "merge_conflict": CONFLICT}
    return f"{problem.mark}: {reasons.get(problem.code, f'the catalogue cannot be read: {problem.found}')}"


def read_project(
    settings: Settings,
    today: date,
    catalogues: Catalogues | None = None,
    progress: Progress = SILENT,
    latest: date | None = None,
    cache: ContentCache = NO_CACHE,
) -> Project:
    """Read a project's catalogues, unless they have been read, and records, and hold what expires against a day.

    Args:
        settings: what its settings file says.
        today: the day.
        catalogues: its catalogues, if they have been read.
        progress: is told how much has been read.
        latest: as `load_book` takes it.
        cache: likewise.

    Raises:
        SettingsError: as `read_words`.
    """
    catalogues = catalogues or read_words(settings, cache)
    words = catalogues[settings.codes[0]]
    # A catalogue that lacks words can lack the names of addresses and anchors too.
    if catalogues.problems:
        return Project(settings, catalogues, None, order_problems(catalogues.problems))
    outdated = check_model_version(settings.root)
    if outdated:
        return Project(settings, catalogues, None, outdated)
    addresses = [address.strip("/") for address in list_fixed(words).values()]
    labels = list_enum_labels(catalogues.words.values())
    taken = list_taken(words)
    reserved = [*addresses, *settings.codes, *RESERVED]
    loaded = load_book(settings.root, settings.codes, reserved, taken, today, labels, progress, latest, cache)
    static = tuple(
        offer_fixes(
            check_static_pages(settings.root, settings.docs, catalogues.words, loaded.entries.findings),
            SourceLines(settings.root),
            lambda path, text: check_static_page(text, path, catalogues.words),
        )
    )
    folders = settings.root / settings.docs, *settings.inner_themes
    links = (*check_outside_links(settings.root, folders), *check_static_names(settings.root, folders))
    files = list_static_files(settings.root / settings.docs, settings.codes)
    redirect_map = _map_redirects(loaded, settings, words, today, files)
    pages = _list_page_files(redirect_map, settings, files) if redirect_map else frozenset()
    chosen = tuple(check_settings(settings, SETTINGS, pages))
    found = _check_site(redirect_map, loaded.entries, settings, today, files) if redirect_map else ()
    told = list(drop_addresses(found, loaded.problems))
    if loaded.book:
        told += check_meaning(loaded.book, loaded.entries, catalogues.words)
        told += check_publication(loaded.entries, settings, catalogues.words)
    loaded.entries.findings.keep()
    problems = order_problems([*loaded.problems, *chosen, *static, *links, *told], settings.codes)
    is_sound = not any(problem.level is Level.ERROR for problem in (*chosen, *static, *links, *told))
    return Project(settings, catalogues, loaded.book if is_sound else None, problems, loaded.entries, redirect_map)


def find_redirects(project: Project, ledgers: Mapping[Folder, Ledger | None], today: date) -> RedirectMap | None:
    """The redirect map once ledgers have been written or taken away, by folder, after the project was read."""
    if project.redirect_map is None:
        return None
    after = {**project.entries.ledgers, **ledgers}
    entries = replace(project.entries, ledgers={folder: ledger for folder, ledger in after.items() if ledger})
    book = make_book(entries, project.settings.codes)
    files = list_static_files(project.settings.root / project.settings.docs, project.settings.codes)
    return _make_redirects(BookOnDay(book, today), entries, project.settings, project.words, files) if book else None


def _map_redirects(
    loaded: Loaded, settings: Settings, words: Catalogue, today: date, files: Iterable[str]
) -> RedirectMap | None:
    """The redirect map, also when something is not as it was published."""
    book = loaded.book
    if book is None and all(problem.code in SETTLED for problem in loaded.errors):
        book = make_book(loaded.entries, settings.codes)
    return _make_redirects(BookOnDay(book, today), loaded.entries, settings, words, files) if book else None


def _make_redirects(
    day: BookOnDay, entries: ParsedRecords, settings: Settings, words: Catalogue, files: Iterable[str]
) -> RedirectMap:
    static = tuple(list_static_pages(files, settings.codes))
    site = build_site(day, words, [name for name, path in list_fixed(words).items() if quote(path) in static])
    owners = list_owners(site, list_anchors(words)["followup"], static)
    redirects = entries.redirects
    return RedirectMap(site, owners, redirects.record if redirects else Redirects(), entries.addresses)


def _list_page_files(redirect_map: RedirectMap, settings: Settings, files: Iterable[str]) -> frozenset[str]:
    """The files of all pages as a menu names them."""
    pages = (f"{split_language(uri, settings.codes)[0]}.md" for uri in files if uri.endswith(".md"))
    return frozenset([*(f"{page.path}index.md" for page in redirect_map.site.pages), *pages])


def _check_site(
    redirect_map: RedirectMap, entries: ParsedRecords, settings: Settings, today: date, files: Iterable[str]
) -> Iterator[Problem]:
    static = list_static_urls(files, settings.codes, settings.docs)
    yield from check_outputs(redirect_map.site, entries, static)
    if entries.redirects:
        yield from check_redirects(entries.redirects, redirect_map, today)
    yield from check_vanished(redirect_map, today)
    yield from check_addresses(entries)
