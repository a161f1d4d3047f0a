"""Routes: what a page is, where each page is, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote

from ..i18n.catalogue import Catalogue
from ..markdown.render import name_file
from ..model import Agreement, Party, Place, Pledge, Promise, Record, Theme
from ..model.accessibility import PARTS
from ..model.dates import PartialDate
from ..model.paths import Attachment, RecordFile
from ..model.text import Localized, LocalizedText
from ..names import Folder, Language
from ..records.book import Book, Thread
from ..records.day import BookOnDay
from ..urls import language_root
from .views.archive import FACETS
from .views.editions import EditionView
from .views.places import Held, PlaceView
from .views.subjects import PartyView


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
    GLOSSARY = "glossary"
    ACCESSIBILITY = "accessibility"
    DATA = "data"


@dataclass(frozen=True)
class Page:
    """One page, in all languages.

    Attributes:
        kind: what sort of page.
        path: where it is, the same in every language: `2019/`, or nothing for the start page.
        subject: what is shown: the record's, theme's, place's or party's title, a promise's words, or nothing.
        build_view: makes what its fragment shows (`views`).
        known_languages: the languages it can be read in; None of an edition, where only the view can tell.
        record: the record that it is about as it is now, if it is about one.
        updated: when something last happened to what it shows (signed, decided, followed up, changed, published
            anew), as exactly as that is known.
        edited: the day that its words were last published with a change in them; None when nobody has kept it.
        parent: the path of the page above it, when that is not the first page.
        original: the path of the page whose content this one shows again, for print or as it was; searchers are
            sent there.
    """

    kind: PageKind
    path: str
    subject: LocalizedText | None
    build_view: Callable[[], object] = field(repr=False, compare=False)
    known_languages: frozenset[Language] | None
    record: Record | None = None
    updated: PartialDate | date | None = None
    edited: date | None = None
    parent: str | None = None
    original: str | None = None

    @cached_property
    def view(self) -> object:
        """What it shows, made when somebody shows it, once for all languages."""
        return self.build_view()

    @cached_property
    def languages(self) -> frozenset[Language]:
        """The languages it can be read in; in any other it is shown in the first, with a notice."""
        if self.known_languages is not None:
            return self.known_languages
        assert isinstance(self.view, EditionView)
        return self.view.languages

    def is_record_page(self, language: Language) -> bool:
        """Whether it is a record's own page, and can be read in a language."""
        return self.record is not None and not self.original and language in self.languages


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
    def updated(self) -> date | None:
        """The day that any of its words were last published with a change in them, as far as anybody has noted it."""
        days = [ledger.newest.date for ledger in self.book.ledgers.values()]
        statement = self.book.statement
        return max([*days, *([statement.updated.first_day] if statement else [])], default=None)

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

    def feed_url(self, subject: object, language: Language) -> str:
        """The URL of the feed of what happens to a theme, a place or a party, or in the whole site (`start`)."""
        return self.url(subject, language) + self.files["feed"]

    def root(self, language: Language) -> str:
        """The folder that a language's pages are in: nothing, or `en/`."""
        return language_root(language, self.book.original)

    def url(self, subject: object, language: Language) -> str:
        """The URL in a language of a page, or of what `path` knows."""
        return self.root(language) + (subject.path if isinstance(subject, Page) else self.path(subject))

    def share_url(self, page: Page, language: Language) -> str:
        """The URL of the page that shows how the pieces of a page are used."""
        return self.root(language) + self.fixed["share"] + page.path

    def file_url(self, attachment: Attachment) -> str:
        """The URL of a file that is published beside a record, as addresses are written."""
        return self.path(self.book.record_in[attachment.folder]) + quote(attachment.name)

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

    def one_file_url(self, record: Record, language: Language) -> str:
        """The URL of a record in one file, without the ending that says of which kind it is.

        Its file is often kept far from here, so its name says of itself what it holds and in which language.
        """
        pattern = self.one_files["pledge" if isinstance(record, Pledge) else "agreement"]
        name = pattern.format(record=record.id.replace("/", "-"))
        return f"{self.url(record, language)}{name}.{language}"

    def resolve(self, target: str, folder: Folder, language: Language) -> str | None:
        """The URL that a link in a record leads to, with its fragment, or None when there is nothing.

        Args:
            target: as written: a record's file (`../2019/pledge.sv.md#synas`), a file beside the record, or a page of
                the site from its root (`/om/`).
            folder: the folder of the record it is written in.
            language: the language of the page it is shown on.
        """
        path, mark, fragment = target.partition("#")
        if path.startswith("/"):
            return self.root(language) + path.lstrip("/") + mark + fragment
        file = RecordFile.parse_link(target)
        if file and file.record:
            record = self.book.record_in.get(file.folder)
            return self.url(record, language) + mark + fragment if record else None
        holder = self.book.record_in.get(folder)
        name = name_file(target, lambda name: (folder, name) in self.book.files)
        # What looks like a fragment may be part of the name.
        fragment = "" if name == name_file(target, lambda _: True) else mark + fragment
        return self.path(holder) + quote(name) + fragment if holder and (folder, name) in self.book.files else None


FIXED = (
    *("archive", "timeline", "themes", "places", "parties", "following", "changes", "agreements", "glossary", "search"),
    *("data", "method", "about", "accessibility", "identifiers", "embed", "share"),
)
# The fixed page that lists all things of a class, and has theirs below it.
_LISTED = {Agreement: "agreements", Theme: "themes", Place: "places", Thread: "following", Party: "parties"}
# Those of them that somebody writes; a site may do without.
PLAIN = ("method", "about")
# Fixed pages that have a file for machines beside them, and the feed that more of them have.
FILES = ("accessibility", "feed")
# Records that can be kept as one file, and the kinds of such files, which is also how their names end.
ONE_FILES = ("pledge", "agreement")
ONE_FILE_KINDS = ("html", "pdf")


ANCHORS = (
    *("promises", "followups", "followup", "sources", "signatories", "statements", "documents", "basis"),
    *("governance", "situation", "top", "conflicts", "unknown", "contact", "changes", "background", "focus"),
    *("area", "by", "others", "pledges", "term"),
    *("differences", "edition", "rest", "colophon", "keep"),
    *("about", "agreements", "undated", "now", "upcoming", "newest", "all", "find", "drawing", "what", "main"),
    *("question", "feed"),
)
# Those of pages of places and parties, and of the one about data.
_SUBJECT_ANCHORS = ("own", "whole", "parts", "inside", "unplaced", "helps", "behind")
_DATA_ANCHORS = ("files", "licence", "reading", "limits", "columns", "examples", "catalogue")


def list_anchors(words: Catalogue) -> dict[str, str]:
    """Anchors of sections: name → anchor; like paths they are the same in every language."""
    return {name: find_anchor(words, name) for name in (*ANCHORS, *_SUBJECT_ANCHORS, *_DATA_ANCHORS, *PARTS)}


def find_anchor(words: Catalogue, name: str) -> str:
    """The anchor of a section by its name."""
    return words.gettext(f"anchor.{name}")


def list_queries(words: Catalogue) -> dict[str, str]:
    """Query parameters of the archive: facet → name (`?tema=trafik`), the same in every language."""
    return {name: words.gettext(f"query.{name}") for name in FACETS}


def list_taken(words: Catalogue) -> tuple[str, ...]:
    """Anchors on the page of a pledge that a promise may not take; one that ends in a hyphen stands for many."""
    anchors = {name: find_anchor(words, name) for name in ANCHORS}
    numbered = ("followup", "sources", "area", "by")
    return (*anchors.values(), *(f"{anchors[name]}-" for name in numbered))


def list_fixed(words: Catalogue) -> dict[str, str]:
    """Fixed pages: name → path; the catalogue of the first language names them."""
    return {"start": "", **{name: f"{words.gettext(f'address.{name}')}/" for name in FIXED}}


def path_of(subject: object, fixed: Mapping[str, str]) -> str:
    """The path of a thing; see `Site.path`."""
    match subject:
        case str():
            return fixed[subject]
        case Pledge():
            return f"{subject.id}/"
        case Agreement() | Theme() | Place() | Thread() | Party():
            return f"{fixed[_LISTED[type(subject)]]}{subject.id}/"
    raise TypeError(f"no page shows {subject!r}")


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


def join_parties(ids: Iterable[str], words: Catalogue, book: Book) -> str:
    """The names of parties as they stand inside a sentence, as a list in words."""
    parties, unknown = map(book.party.get, ids), words.gettext("party.unknown")
    return words.join(party.say_inline(words.language).words if party else unknown for party in parties)


def describe(page: Page, words: Catalogue, book: Book) -> str:
    """One or two sentences on what a page holds, for lists and search engines."""
    if page.record:
        return page.record.summary.get(words.language).words
    name = book.register.name.get(words.language).words
    subject = page.subject.get(words.language).words if page.subject else ""
    how = ""
    if page.kind is PageKind.PARTY and isinstance(page.view, PartyView):
        subject, how = page.view.party.say_inline(words.language).words, ".beside" if page.view.is_beside else ""
    elif page.kind is PageKind.PLACE and isinstance(page.view, PlaceView):
        how = ".whole" if page.view.what is Held.WHOLE else ""
    return words.gettext(f"page.{page.kind}.description{how}", name=name, subject=subject, date=_say_day(page, words))
