"""Which pages the site has, where they are, what they are called, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..i18n.catalogue import Catalogue
from ..markdown.render import extract_text
from ..model import Agreement, FollowUp, Party, Place, Pledge, Promise, Record, Theme
from ..model.text import Localized, LocalizedText
from ..records.book import Book, Thread
from ..records.day import BookOnDay
from ..urls import language_root
from .views.accessibility import build_accessibility_view
from .views.archive import FACETS, build_archive_view, list_agreements
from .views.changes import build_changes_view
from .views.editions import build_editions_view
from .views.record import AgreementView, PledgeView, build_agreement_views, build_pledge_views, build_whole_views
from .views.start import build_start_view
from .views.subjects import PartyView, PlaceView, ThemeView, build_party_views, build_place_views, build_theme_views
from .views.threads import ThreadView, build_thread_views
from .views.timeline import build_timeline_view


class PageKind(StrEnum):
    """What sort of page it is; each has a fragment of the same name."""

    START = "start"
    PLEDGE = "pledge"
    WHOLE = "whole"
    AGREEMENT = "agreement"
    AGREEMENTS = "agreements"
    EDITIONS = "editions"
    EDITION = "edition"
    ARCHIVE = "archive"
    TIMELINE = "timeline"
    THEMES = "themes"
    THEME = "theme"
    PLACES = "places"
    PLACE = "place"
    FOLLOWING = "following"
    THREAD = "thread"
    PARTIES = "parties"
    PARTY = "party"
    CHANGES = "changes"
    SEARCH = "search"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in all languages.

    Attributes:
        kind: what sort of page.
        path: where it is, the same in every language: `2019/`, or nothing for the start page.
        subject: what is shown: the record's, theme's, place's or party's title, a promise's words, or nothing.
        view: what it shows.
        languages: the languages it can be read in; in any other it is shown in the first, with a notice.
        updated: the day it last changed, when the record says so.
        parent: the path of the page above it, when that is not the first page.
        original: the path of the page whose content this one shows again, for print or as it was; searchers are
            sent there.
    """

    kind: PageKind
    path: str
    subject: LocalizedText | None
    view: object
    languages: frozenset[str]
    updated: date | None = None
    parent: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file that holds all that a record's page shows, for whoever wants to keep it.

    Attributes:
        kind: one of `ONE_FILE_KINDS`.
        url: where it is.
        data: what is in it.
    """

    kind: str
    url: str
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """How large it is, in thousands of bytes."""
        return max(1, round(len(self.data) / 1000))


@dataclass(frozen=True)
class Site:
    """All generated pages, and the URLs that templates and prose link to.

    Attributes:
        day: the records, and the day that they are shown on.
        pages: the pages.
        fixed: the paths of the pages that every site has, by name.
        files: the names of their files for machines, by the page's name.
        whole: the end of the path of the page that shows a pledge with all that belongs to it.
        editions: the end of the path of the page with a record's editions.
        one_files: the name of a record in one file, by its kind, with `{record}` where its id goes.
    """

    day: BookOnDay
    pages: tuple[Page, ...]
    fixed: Mapping[str, str]
    files: Mapping[str, str]
    whole: str
    editions: str
    one_files: Mapping[str, str]

    @property
    def book(self) -> Book:
        """The records."""
        return self.day.book

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """The pages by path."""
        return {page.path: page for page in self.pages}

    def data_path(self, name: str) -> str:
        """The path of a fixed page's file for machines, by the page's name; the same for all languages."""
        return self.fixed[name] + self.files[name]

    def path(self, subject: object) -> str:
        """The path of a record, theme, place, party or thread, or of a fixed page by its name (`archive`)."""
        return path_of(subject, self.fixed)

    def root(self, language: str) -> str:
        """The folder that a language's pages are in: nothing, or `en/`."""
        return language_root(language, self.book.original)

    def url(self, subject: object, language: str) -> str:
        """The URL in a language of a page, or of what `path` knows."""
        return self.root(language) + (subject.path if isinstance(subject, Page) else self.path(subject))

    def identifier(self, record: Record, promise: Promise | None = None) -> str:
        """The permanent identifier of a record or a promise: no language, no version, no ending (`id/2019/synas`)."""
        name = self.path(record).rstrip("/")
        return self.fixed["identifiers"] + (f"{name}/{promise.id}" if promise else name)

    def is_identifier(self, address: str) -> bool:
        """Whether an address is a permanent identifier."""
        return address.startswith(self.fixed["identifiers"]) and address != self.fixed["identifiers"]

    def subject_of(self, identifier: str) -> str:
        """The address of what a permanent identifier stands for, whether or not it is there."""
        name = identifier.removeprefix(self.fixed["identifiers"])
        if name.startswith(self.fixed["agreements"]):
            return f"{name}/"
        record, mark, promise = name.partition("/")
        return f"{record}/#{promise}" if mark else f"{record}/"

    def whole_path(self, pledge: Pledge) -> str:
        """The path of the page with everything about a pledge."""
        return f"{self.path(pledge)}{self.whole}"

    def editions_path(self, record: Record) -> str:
        """The path of the page with the editions of a record."""
        return f"{self.path(record)}{self.editions}"

    def edition_path(self, record: Record, number: int) -> str:
        """The path of one of a record's editions, from 1."""
        return f"{self.editions_path(record)}{number}/"

    def one_file_url(self, record: Record, language: str) -> str:
        """The URL of a record in one file, without the ending that says of which kind it is.

        Its file is often kept far from here, so its name says of itself what it holds and in which language.
        """
        pattern = self.one_files["pledge" if isinstance(record, Pledge) else "agreement"]
        name = pattern.format(record=record.id.replace("/", "-"))
        return f"{self.url(record, language)}{name}.{language}"


FIXED = (
    *("archive", "timeline", "themes", "places", "parties", "following", "changes", "agreements", "search"),
    *("method", "about", "accessibility", "identifiers"),
)
# Fixed pages that have a file for machines beside them.
FILES = ("accessibility",)
# Records that can be kept as one file, and the kinds of such files, which is also how their names end.
ONE_FILES = ("pledge", "agreement")
ONE_FILE_KINDS = ("html", "pdf")


ANCHORS = (
    *("promises", "followups", "followup", "sources", "signatories", "documents", "basis", "governance", "situation"),
    *("top", "conflicts", "unknown", "contact", "changes", "background", "focus", "area", "by", "others", "pledges"),
    *("differences", "edition", "rest", "colophon", "keep"),
    *("agreements", "undated", "now", "upcoming", "newest", "all", "find", "drawing", "what", "main", "question"),
)
# Those of the accessibility page, which has no promises.
_STATEMENT_ANCHORS = ("access", "use", "report", "supervision", "technical", "content", "testing")


def list_anchors(words: Catalogue) -> dict[str, str]:
    """The anchors of sections by name; like addresses they are the same in every language."""
    return {name: words.gettext(f"anchor.{name}") for name in (*ANCHORS, *_STATEMENT_ANCHORS)}


def list_queries(words: Catalogue) -> dict[str, str]:
    """What the archive's address calls each facet (`?tema=trafik`), the same in every language."""
    return {name: words.gettext(f"query.{name}") for name in FACETS}


def list_taken(words: Catalogue) -> tuple[str, ...]:
    """Anchors on the page of a pledge that a promise may not take; one that ends in a hyphen stands for many."""
    anchors = {name: words.gettext(f"anchor.{name}") for name in ANCHORS}
    numbered = ("followup", "sources", "area", "by")
    return (*anchors.values(), *(f"{anchors[name]}-" for name in numbered))


def list_fixed(words: Catalogue) -> dict[str, str]:
    """The paths of the pages that every site has, by name; the catalogue of the first language names them."""
    return {"start": "", **{name: f"{words.gettext(f'address.{name}')}/" for name in FIXED}}


def path_of(subject: object, fixed: Mapping[str, str]) -> str:
    """The path of a thing; see `Site.path`."""
    match subject:
        case str():
            return fixed[subject]
        case Pledge():
            return f"{subject.id}/"
        case Agreement():
            return f"{fixed['agreements']}{subject.id}/"
        case Theme():
            return f"{fixed['themes']}{subject.id}/"
        case Place():
            return f"{fixed['places']}{subject.id}/"
        case Thread():
            return f"{fixed['following']}{subject.id}/"
        case Party():
            return f"{fixed['parties']}{subject.id}/"
    raise TypeError(f"no page shows {subject!r}")


def build_site(day: BookOnDay, words: Catalogue) -> Site:
    """Every generated page of the site on a day, with all views made once for all languages.

    Args:
        day: the records, and the day that "in force" is true of.
        words: the first language's words, which name the fixed paths and files.
    """
    fixed = list_fixed(words)
    files = {name: words.gettext(f"file.{name}") for name in FILES}
    one_files = {name: words.gettext(f"file.{name}") for name in ONE_FILES}
    whole, editions = (f"{words.gettext(f'address.{name}')}/" for name in ("whole", "editions"))
    pages = (*_list_pages(day, fixed, whole), *_list_editions(day.book, fixed, editions))
    return Site(day, pages, fixed, files, whole, editions, one_files)


def _list_pages(day: BookOnDay, fixed: Mapping[str, str], whole: str) -> Iterator[Page]:
    book = day.book
    everywhere = frozenset(book.languages)
    themes, places = tuple(build_theme_views(day)), tuple(build_place_views(day))
    parties = tuple(build_party_views(day))
    yield Page(PageKind.START, "", None, build_start_view(day), everywhere)
    yield Page(PageKind.ARCHIVE, fixed["archive"], None, build_archive_view(day), everywhere)
    yield Page(PageKind.TIMELINE, fixed["timeline"], None, build_timeline_view(day), everywhere)
    yield Page(PageKind.CHANGES, fixed["changes"], None, build_changes_view(book), everywhere, parent=fixed["archive"])
    frames = list_agreements(day)
    yield Page(PageKind.AGREEMENTS, fixed["agreements"], None, frames, everywhere, parent=fixed["archive"])
    yield Page(PageKind.THEMES, fixed["themes"], None, themes, everywhere)
    yield Page(PageKind.PLACES, fixed["places"], None, places, everywhere)
    yield Page(PageKind.SEARCH, fixed["search"], None, None, everywhere)
    yield _page_of_accessibility(book, fixed, everywhere)
    threads = tuple(build_thread_views(day))
    yield Page(PageKind.FOLLOWING, fixed["following"], None, threads, everywhere)
    yield from (_page_of_thread(thread, fixed, everywhere) for thread in threads)
    yield Page(PageKind.PARTIES, fixed["parties"], None, parties, everywhere, parent=fixed["archive"])
    yield from (_page_of_theme(theme, fixed, everywhere) for theme in themes)
    yield from (_page_of_place(place, fixed, everywhere) for place in places)
    yield from (_page_of_party(party, fixed, everywhere) for party in parties)
    pledges, agreements = tuple(build_pledge_views(day)), tuple(build_agreement_views(day))
    for pledge, view in zip(pledges, build_whole_views(pledges, agreements), strict=True):
        followups = (item.followup for item in pledge.followups)
        page = _page_of_record(PageKind.PLEDGE, pledge, fixed, book, followups)
        yield page
        yield replace(
            page,
            kind=PageKind.WHOLE,
            path=f"{page.path}{whole}",
            view=view,
            original=page.path,
            parent=page.path,
        )
    for agreement in agreements:
        yield _page_of_record(PageKind.AGREEMENT, agreement, fixed, book, ())


def _list_editions(book: Book, fixed: Mapping[str, str], name: str) -> Iterator[Page]:
    """The editions of each record, and how each of them read."""
    for view in build_editions_view(book, extract_text):
        record = path_of(view.current, fixed)
        page = Page(
            kind=PageKind.EDITIONS,
            path=f"{record}{name}",
            subject=view.current.title,
            view=view,
            languages=frozenset({book.original, *view.current.translations}),
            updated=view.editions[-1].edition.date,
            parent=record,
            original=record,
        )
        yield page
        for item in view.editions:
            yield replace(
                page,
                kind=PageKind.EDITION,
                path=f"{page.path}{item.number}/",
                view=item,
                languages=item.languages,
                updated=item.edition.date,
                parent=page.path,
            )


def _page_of_accessibility(book: Book, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    view = build_accessibility_view(book)
    updated = view.statement.updated.first_day if view.statement else None
    return Page(PageKind.ACCESSIBILITY, fixed["accessibility"], None, view, languages, updated)


def _page_of_theme(view: ThemeView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.THEME, path_of(view.theme, fixed), view.theme.name, view, languages, parent=fixed["themes"])


def _page_of_place(view: PlaceView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.PLACE, path_of(view.place, fixed), view.place.name, view, languages, parent=fixed["places"])


def _page_of_thread(view: ThreadView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.THREAD, path_of(view.thread, fixed), view.name, view, languages, parent=fixed["following"])


def _page_of_party(view: PartyView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.PARTY, path_of(view.party, fixed), view.party.name, view, languages)


def _page_of_record(
    kind: PageKind,
    view: PledgeView | AgreementView,
    fixed: Mapping[str, str],
    book: Book,
    followups: Iterable[FollowUp],
) -> Page:
    record = view.record
    days = [record.dates.updated, record.dates.published, record.dates.signed]
    days += [*(change.date for change in record.changes), *(followup.date for followup in followups)]
    known = [day for day in days if day is not None and day.day is not None]
    return Page(
        kind=kind,
        path=path_of(record, fixed),
        subject=record.title,
        view=view,
        languages=frozenset({book.original, *record.translations}),
        updated=max(known).first_day if known else None,
        parent=fixed["archive" if kind is PageKind.PLEDGE else "agreements"],
    )


def title_of(page: Page, words: Catalogue, book: Book) -> Localized:
    """What a page is called in one language."""
    key = f"page.{page.kind}.title"
    if page.subject is None:
        return Localized(words.gettext(key, name=book.register.name.get(words.language).words), words.language)
    subject = page.subject.get(words.language)
    if not words.has(key):
        return subject
    return Localized(words.gettext(key, subject=subject.words, date=_say_day(page, words)), subject.language)


def _say_day(page: Page, words: Catalogue) -> str:
    return words.date(page.updated) if page.updated else ""


def record_of(page: Page | None) -> Record | None:
    """The record that a page is about, if it is about one."""
    record = getattr(page.view, "record", None) if page else None
    return record if isinstance(record, Record) else None


def describe(page: Page, words: Catalogue, book: Book) -> str:
    """One or two sentences on what a page holds, for lists and search engines."""
    record = record_of(page)
    if record:
        return record.summary.get(words.language).words
    name = book.register.name.get(words.language).words
    subject = page.subject.get(words.language).words if page.subject else ""
    return words.gettext(f"page.{page.kind}.description", name=name, subject=subject, date=_say_day(page, words))
