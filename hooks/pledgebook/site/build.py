"""Builds the site: every page that is made of the book, with what makes its view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from ..i18n.catalogue import Catalogue
from ..markdown.render import extract_text
from ..model import Party, Place, Pledge, Record, Theme
from ..model.paths import folder_of
from ..records.book import Book, Thread
from ..records.day import BookOnDay
from .exports.discovery import FILES as DATA_FILES
from .exports.table import COLUMNS
from .routes import FILES, ONE_FILES, PLAIN, Page, PageKind, Site, list_fixed, path_of
from .views.accessibility import build_accessibility_view
from .views.archive import build_archive_view, list_agreements
from .views.changes import build_changes_view, list_events_of
from .views.editions import EditionsView, EditionView, build_editions_view
from .views.places import build_place_views, group_places
from .views.record import build_agreement_views, build_pledge_views, build_whole_views
from .views.start import build_start_view
from .views.subjects import build_party_views, build_theme_views
from .views.threads import build_thread_views, list_threads, name_thread
from .views.timeline import build_timeline_view

V = TypeVar("V")


def build_site(day: BookOnDay, words: Catalogue, static: Collection[str] = PLAIN) -> Site:
    """Every generated page of the site on a day. No view is made before somebody asks a page for its own.

    Args:
        day: the records, and the day that "in force" is true of.
        words: the first language's words, which name the fixed paths and files.
        static: those of the fixed pages that somebody writes, by name, which there are.
    """
    fixed = {name: path for name, path in list_fixed(words).items() if name not in PLAIN or name in static}
    files = {name: words.gettext(f"file.{name}") for name in FILES}
    one_files = {name: words.gettext(f"file.{name}") for name in ONE_FILES}
    whole, editions = (f"{words.gettext(f'address.{name}')}/" for name in ("whole", "editions"))
    pages = (*_list_pages(day, fixed), *_list_records(day, fixed, whole), *_list_editions(day.book, fixed, editions))
    return Site(day, pages, fixed, files, whole, editions, one_files)


def _nth(views: Callable[[], Sequence[V]], number: int) -> Callable[[], V]:
    """What makes one of several views, which are all made together."""
    return lambda: views()[number]


def _list_pages(day: BookOnDay, fixed: Mapping[str, str]) -> Iterator[Page]:
    """The fixed pages, and those of threads, themes, places and parties."""
    book, archive = day.book, fixed["archive"]

    def show(kind: PageKind, build_view: Callable[[], object], **given: Any) -> Page:
        return Page(kind, fixed[kind], None, build_view, frozenset(book.languages), **given)

    themes = cache(lambda: tuple(build_theme_views(day)))
    places = cache(lambda: tuple(build_place_views(day)))
    parties = cache(lambda: tuple(build_party_views(day)))
    threads = cache(lambda: tuple(build_thread_views(day)))
    yield show(PageKind.START, lambda: build_start_view(day))
    yield show(PageKind.ARCHIVE, lambda: build_archive_view(day))
    yield show(PageKind.TIMELINE, lambda: build_timeline_view(day))
    yield show(PageKind.CHANGES, lambda: build_changes_view(book, day.today), parent=archive)
    yield show(PageKind.AGREEMENTS, lambda: list_agreements(day), parent=archive)
    yield show(PageKind.THEMES, themes)
    yield show(PageKind.PLACES, lambda: group_places(day))
    if book.register.glossary:
        yield show(PageKind.GLOSSARY, lambda: book.register.glossary)
    yield show(PageKind.SEARCH, lambda: None)
    yield show(PageKind.DATA, lambda: {"files": DATA_FILES, "columns": COLUMNS})
    updated = book.statement.updated.first_day if book.statement else None
    yield show(PageKind.ACCESSIBILITY, lambda: build_accessibility_view(book), updated=updated, edited=updated)
    yield show(PageKind.FOLLOWING, threads)
    yield from _list_each(PageKind.THREAD, list_threads(book), threads, book, fixed, fixed["following"])
    yield show(PageKind.PARTIES, parties, parent=archive)
    yield from _list_each(PageKind.THEME, book.register.themes, themes, book, fixed, fixed["themes"])
    yield from _list_each(PageKind.PLACE, book.register.places, places, book, fixed, fixed["places"])
    yield from _list_each(PageKind.PARTY, book.register.parties, parties, book, fixed, None)


def _list_each(
    kind: PageKind,
    subjects: Iterable[Theme | Place | Party | Thread],
    views: Callable[[], Sequence[object]],
    book: Book,
    fixed: Mapping[str, str],
    parent: str | None,
) -> Iterator[Page]:
    """A page for each of some subjects, whose views come in the same order."""
    for number, subject in enumerate(subjects):
        name = name_thread(subject) if isinstance(subject, Thread) else subject.name
        view = _nth(views, number)
        yield Page(kind, path_of(subject, fixed), name, view, frozenset(book.languages), parent=parent)


def _list_records(day: BookOnDay, fixed: Mapping[str, str], whole: str) -> Iterator[Page]:
    """The page of each record, and of each pledge the one with all that belongs to it."""
    book = day.book
    pledges = cache(lambda: tuple(build_pledge_views(day)))
    agreements = cache(lambda: tuple(build_agreement_views(day)))
    wholes = cache(lambda: tuple(build_whole_views(pledges(), agreements())))
    for number, pledge in enumerate(book.pledges):
        page = _page_of_record(pledge, _nth(pledges, number), fixed, day)
        yield page
        yield replace(
            page,
            kind=PageKind.WHOLE,
            path=f"{page.path}{whole}",
            build_view=_nth(wholes, number),
            original=page.path,
            parent=page.path,
        )
    for number, agreement in enumerate(book.agreements):
        yield _page_of_record(agreement, _nth(agreements, number), fixed, day)


def _page_of_record(record: Record, build_view: Callable[[], object], fixed: Mapping[str, str], day: BookOnDay) -> Page:
    book, is_pledge = day.book, isinstance(record, Pledge)
    ledger = book.ledgers.get(folder_of(record))
    edited = ledger.newest.date if ledger else None
    events = (event.date for event in list_events_of(book, record, day.today))
    happened = next((date for date in events if date and date.first_day <= day.today), None)
    return Page(
        kind=PageKind.PLEDGE if is_pledge else PageKind.AGREEMENT,
        path=path_of(record, fixed),
        subject=record.title,
        build_view=build_view,
        known_languages=frozenset({book.original, *record.translations}),
        record=record,
        updated=edited if edited and not (happened and happened.last_day > edited) else happened,
        edited=edited,
        parent=fixed["archive" if is_pledge else "agreements"],
    )


def _list_editions(book: Book, fixed: Mapping[str, str], name: str) -> Iterator[Page]:
    """The editions of each record that has been published, and how each of them read."""
    published = [(record, book.ledgers[folder]) for folder, record in book.record_in.items() if folder in book.ledgers]
    views = cache(lambda: tuple(build_editions_view(book, extract_text)))
    for place, (record, ledger) in enumerate(published):
        path = path_of(record, fixed)
        view = _nth(views, place)
        page = Page(
            kind=PageKind.EDITIONS,
            path=f"{path}{name}",
            subject=record.title,
            build_view=view,
            known_languages=frozenset({book.original, *record.translations}),
            updated=ledger.newest.date,
            edited=ledger.newest.date,
            parent=path,
            original=path,
        )
        yield page
        for number, edition in enumerate(ledger.editions):
            yield replace(
                page,
                kind=PageKind.EDITION,
                path=f"{page.path}{number + 1}/",
                build_view=_nth(_editions_of(view), number),
                known_languages=None,
                updated=edition.date,
                edited=edition.date,
                parent=page.path,
            )


def _editions_of(view: Callable[[], EditionsView]) -> Callable[[], tuple[EditionView, ...]]:
    return lambda: view().editions
