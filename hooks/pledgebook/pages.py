"""Which pages the site has, where they are, what they are called, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .book import Book
from .model import Agreement, FollowUp, Place, Pledge, Record, Theme
from .text import Phrase, Text
from .views.archive import list_agreements, show_archive
from .views.changes import show_changes
from .views.pledge import AgreementView, PledgeView, show_agreements, show_pledges
from .views.start import show_start
from .views.threads import PlaceView, ThemeView, show_places, show_themes
from .views.timeline import show_timeline
from .words import Words


class PageKind(StrEnum):
    """What sort of page it is; each has a fragment of the same name."""

    START = "start"
    PLEDGE = "pledge"
    AGREEMENT = "agreement"
    AGREEMENTS = "agreements"
    ARCHIVE = "archive"
    TIMELINE = "timeline"
    THEMES = "themes"
    THEME = "theme"
    PLACES = "places"
    PLACE = "place"
    CHANGES = "changes"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in all languages.

    Attributes:
        kind: what sort of page.
        address: where it is, the same in every language: `2019/`, or nothing for the start page.
        subject: what is shown: the record's, theme's or place's title, or nothing.
        view: what it shows.
        languages: the languages it can be read in; in any other it is shown in the first, with a notice.
        updated: the day it last changed, when the record says so.
        parent: the address of the page above it, when that is not the first page.
    """

    kind: PageKind
    address: str
    subject: Text | None
    view: object
    languages: frozenset[str]
    updated: date | None = None
    parent: str | None = None


@dataclass(frozen=True)
class Site:
    """All generated pages, and the addresses that templates and prose link to."""

    book: Book
    pages: tuple[Page, ...]
    fixed: Mapping[str, str]

    def address(self, subject: object) -> str:
        """The address of a record, theme or place, or of a fixed page by its name (`archive`)."""
        return address_of(subject, self.fixed)


FIXED = ("archive", "timeline", "themes", "places", "changes", "agreements", "search", "method", "about")


ANCHORS = (
    *("promises", "followups", "followup", "sources", "signatories", "documents", "basis", "governance", "situation"),
    *("top", "conflicts", "unknown", "contact", "changes", "background", "focus", "area", "by", "others", "pledges"),
    *("agreements", "undated", "now", "upcoming", "newest", "all", "find", "drawing", "what", "content", "question"),
)


def list_anchors(words: Words) -> dict[str, str]:
    """The anchors of sections by name; like addresses they are the same in every language."""
    return {name: words.say(f"anchor.{name}") for name in ANCHORS}


def list_taken(words: Words) -> tuple[str, ...]:
    """Anchors on the page of a pledge that a promise may not take; one that ends in a hyphen stands for many."""
    anchors = list_anchors(words)
    numbered = ("followup", "sources", "area", "by")
    return (*anchors.values(), *(f"{anchors[name]}-" for name in numbered))


def list_fixed(words: Words) -> dict[str, str]:
    """The addresses of the pages that every site has, by name; the catalogue of the first language names them."""
    return {"start": "", **{name: f"{words.say(f'address.{name}')}/" for name in FIXED}}


def address_of(subject: object, fixed: Mapping[str, str]) -> str:
    """The address of a thing; see `Site.address`."""
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
    raise TypeError(f"no page shows {subject!r}")


def build_site(book: Book, words: Words, today: date) -> Site:
    """Every generated page of the site on a day, with all views made once for all languages.

    Args:
        book: the records.
        words: the first language's words, which name the fixed addresses.
        today: the day that "in force" is true of.
    """
    fixed = list_fixed(words)
    return Site(book, tuple(_list_pages(book, fixed, today)), fixed)


def _list_pages(book: Book, fixed: Mapping[str, str], today: date) -> Iterator[Page]:
    everywhere = frozenset(book.languages)
    themes, places = tuple(show_themes(book, today)), tuple(show_places(book, today))
    yield Page(PageKind.START, "", None, show_start(book, today), everywhere)
    yield Page(PageKind.ARCHIVE, fixed["archive"], None, show_archive(book, today), everywhere)
    yield Page(PageKind.TIMELINE, fixed["timeline"], None, show_timeline(book, today), everywhere)
    yield Page(PageKind.CHANGES, fixed["changes"], None, show_changes(book), everywhere, parent=fixed["archive"])
    agreements = list_agreements(book, today)
    yield Page(PageKind.AGREEMENTS, fixed["agreements"], None, agreements, everywhere, parent=fixed["archive"])
    yield Page(PageKind.THEMES, fixed["themes"], None, themes, everywhere)
    yield Page(PageKind.PLACES, fixed["places"], None, places, everywhere)
    yield Page(PageKind.SEARCH, fixed["search"], None, None, everywhere)
    yield from (_page_of_theme(theme, fixed, everywhere) for theme in themes)
    yield from (_page_of_place(place, fixed, everywhere) for place in places)
    for pledge in show_pledges(book, today):
        followups = (item.followup for item in pledge.followups)
        yield _page_of_record(PageKind.PLEDGE, pledge, fixed, book, followups)
    for agreement in show_agreements(book, today):
        yield _page_of_record(PageKind.AGREEMENT, agreement, fixed, book, ())


def _page_of_theme(view: ThemeView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.THEME, address_of(view.theme, fixed), view.theme.name, view, languages, parent=fixed["themes"])


def _page_of_place(view: PlaceView, fixed: Mapping[str, str], languages: frozenset[str]) -> Page:
    return Page(PageKind.PLACE, address_of(view.place, fixed), view.place.name, view, languages, parent=fixed["places"])


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
        address=address_of(record, fixed),
        subject=record.title,
        view=view,
        languages=frozenset({book.original, *record.translations}),
        updated=max(known).first_day if known else None,
        parent=fixed["archive" if kind is PageKind.PLEDGE else "agreements"],
    )


def title_of(page: Page, words: Words, book: Book) -> Phrase:
    """What a page is called in one language."""
    key = f"page.{page.kind}.title"
    if page.subject is None:
        return Phrase(words.say(key, name=book.register.name.say(words.language).words), words.language)
    subject = page.subject.say(words.language)
    return Phrase(words.say(key, subject=subject.words) if words.knows(key) else subject.words, subject.language)


def describe(page: Page, words: Words, book: Book) -> str:
    """One or two sentences on what a page holds, for lists and search engines."""
    record = getattr(page.view, "record", None)
    if isinstance(record, Record):
        return record.summary.say(words.language).words
    name = book.register.name.say(words.language).words
    subject = page.subject.say(words.language).words if page.subject else ""
    return words.say(f"page.{page.kind}.description", name=name, subject=subject)
