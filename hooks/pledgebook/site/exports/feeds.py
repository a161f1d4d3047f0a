"""Feeds (Atom, RFC 4287): what happens in the site, and to each theme, place and party, in every language.

An entry is an event of the changes page, in the same words; a feed has the newest, and leads there for the rest.

What it goes by (`id`) is its record's permanent identifier, with what happened and the language, which no edit of words
changes. It has to stay when a site moves (4.2.6), and so begins with the URL that the site had first. A tag URI (RFC
4151) would ask every site for a name and a day of its own before anything could be told.

Atom asks for instants: midnight in UTC, which in Sweden is the same day, and is never ahead of the clock. `updated` is
the day that the site first told of an event, as far as its ledger knows, but not before that happened; else the first
day that it can have happened, or where it stands in time, and 1970 where nothing places it or nothing has happened.
`published` is the day that it happened, where that is known. How exactly it is known is told in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from typing import Any, TypeAlias
from urllib.parse import quote
from xml.etree.ElementTree import Element, tostring

from ...i18n.catalogue import Catalogue
from ...markdown.render import extract_text
from ...model.paths import folder_of, part_of
from ...model.text import Prose
from ...names import Folder, Language
from ...records.grouping import group_pairs
from ..routes import PageKind, Site, find_anchor, join_parties
from ..views.changes import Event, list_events_of
from .context import ExportContext, Render

# So many events a feed has at most.
MOST = 50
ATOM, _NAMESPACE = "application/atom+xml", "http://www.w3.org/2005/Atom"
_LANGUAGE, _INSTANT, _UNPLACED = "xml:lang", "{}T00:00:00Z", date(1970, 1, 1)
# What of the register has a feed, by the kind of its page; the site as a whole has one besides.
_SUBJECTS = {PageKind.THEME: "themes", PageKind.PLACE: "places", PageKind.PARTY: "parties"}
# The pages that a feed belongs to.
FEED_PAGES = (PageKind.START, PageKind.CHANGES, *_SUBJECTS)
Told: TypeAlias = tuple[Event, date, str]


class _Entries:
    """The entries of all feeds of a site, each made once in a language, whichever feeds it stands in."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.make = cache(self._make)

    @cached_property
    def told(self) -> list[Told]:
        """What has happened, the last told first."""
        return list_told(self.site)

    @cached_property
    def _numbers(self) -> dict[Folder, tuple[int, ...]]:
        return group_pairs((folder_of(event.record), number) for number, (event, _, _) in enumerate(self.told))

    def list_about(self, folders: Iterable[Folder]) -> list[int]:
        """The places in `told` of what has happened to some records."""
        return sorted(number for folder in folders for number in self._numbers.get(folder, ()))

    def _make(self, number: int, language: Language, context: ExportContext) -> Element:
        return _make_entry(context, context.words[language], *self.told[number])


def list_feeds(site: Site) -> dict[str, Render]:
    """The feeds of a site: URL → what makes it, which says nothing where the site has no full URL."""
    entries, register = _Entries(site), site.book.register
    subjects = (None, *(item for name in _SUBJECTS.values() for item in getattr(register, name)))
    wanted = [(item, language) for item in subjects for language in site.book.languages]
    return {site.feed_url(item or "start", code): partial(_render_feed, entries, item, code) for item, code in wanted}


def list_told(site: Site) -> list[Told]:
    """What has happened by the day, the day that each was first told of, and what it goes by; the last told first."""
    found: list[Told] = []
    for record in (*site.book.agreements, *site.book.pledges):
        names: Counter[str] = Counter()
        for event in list_events_of(site.book, record, site.day.today):
            if not event.date or event.date.first_day <= site.day.today:
                names[name := _name_event(event)] += 1
                found.append((event, _find_day(site, event), f"{name}+{names[name]}" if names[name] > 1 else name))
    return sorted(found, key=lambda told: (told[1], told[0].order), reverse=True)


def _name_event(event: Event) -> str:
    """What an event goes by; a change without an id by what it says, and not by its place."""
    change, told = event.change, event.followup or event.change
    parts = (change.date, change.kind, change.promise) if change and not change.id else (told and told.id,)
    return "-".join([event.kind, *(str(part) for part in parts if part)])


def _find_day(site: Site, event: Event) -> date:
    """The day that an event was first told of, or that it can have happened on."""
    first, ledger = event.date and event.date.first_day, site.book.ledgers.get(folder_of(event.record))
    part, path = part_of(event.followup or event.record), "" if event.followup else f"dates/{event.kind}"
    for number, edition in enumerate(ledger.editions if ledger else (), 1):
        is_there = any(key.part == part and path in ("", key.path) for key in edition.changed)
        if number == event.edition if event.change else is_there:
            return max(first or edition.date, edition.date)
    return first or max(event.order[0], _UNPLACED)


def _render_feed(entries: _Entries, subject: Any, language: Language, context: ExportContext) -> str:
    if not context.site_url:
        return ""
    site = context.site
    about = entries.list_about(site.day.subjects.list_pledges(subject) if subject else site.book.record_in)[:MOST]
    made_of = ([entries.told[number] for number in about], site.updated, context.first_url)
    make = partial(_make_feed, entries, about, subject, language, context)
    return context.keep(site.feed_url(subject or "start", language), made_of, make)


def _make_feed(
    entries: _Entries, about: Sequence[int], subject: Any, language: Language, context: ExportContext
) -> str:
    site, book, words, own = context.site, context.site.book, context.words[language], subject or "start"
    last = entries.told[about[0]][1] if about else site.updated or _UNPLACED
    name = words.gettext("page.start.title", name=book.register.name.get(language).words)
    publisher = book.publisher.get(language).words if book.publisher else words.gettext("feed.author.unknown")
    rels = {code: "self" if code == language else "alternate" for code in book.languages}
    feed = _make(
        "feed",
        {"xmlns": _NAMESPACE, _LANGUAGE: language},
        _make("id", context.name(quote(site.feed_url(own, language)))),
        _make("title", f"{name}: {subject.name.get(language).words}" if subject else name),
        _make("updated", _INSTANT.format(last)),
        _make("author", _make("name", publisher)),
        *(_link(context, rel, site.feed_url(own, code), ATOM, code) for code, rel in rels.items()),
        _link(context, "alternate", site.url(own, language), "text/html", language),
        _link(context, "related", site.url("changes", language), "text/html", language),
        *(entries.make(number, language, context) for number in about),
    )
    data: bytes = tostring(feed, encoding="UTF-8", xml_declaration=True)
    return data.decode() + "\n"


def _make_entry(context: ExportContext, words: Catalogue, event: Event, updated: date, name: str) -> Element:
    site, record, report, change, language = context.site, event.record, event.followup, event.change, words.language
    find = partial(find_anchor, context.words[site.book.original])
    anchor = f"#{find('followup')}-{report.id}" if report else f"#{find('changes')}" if change else ""
    title = words.gettext(
        "feed.entry.changed" if change else "feed.entry",
        date=words.date(event.date),
        title=record.title.get(language).words,
        event=words.gettext(f"event.{event.kind}", parties=join_parties(report.by if report else (), words, site.book)),
        kind=words.gettext(f"change.{change.kind}") if change else "",
    )
    _, promise = site.book.promise.get(f"{record.id}/{change.promise if change else ''}", (None, None))
    told = (promise and promise.text, change.note if change else report.summary if report else record.summary)
    said = [(text.get(language), isinstance(text, Prose)) for text in told if text]
    summary = " ".join(extract_text(text.words) if is_prose else text.words for text, is_prose in said)
    return _make(
        "entry",
        _make("id", context.name(f"{site.identifier(record)}#{name}.{language}")),
        _make("title", title),
        *([_make("published", _INSTANT.format(event.date))] if event.date and event.date.day else []),
        _make("updated", _INSTANT.format(updated)),
        _link(context, "alternate", site.url(record, language), "text/html", language, anchor),
        *(_make("summary", {_LANGUAGE: text.language}, summary) for text, _ in said[-1:] if summary.strip()),
    )


def _link(context: ExportContext, rel: str, url: str, kind: str, language: Language, anchor: str = "") -> Element:
    attributes = {"rel": rel, "type": kind, "hreflang": language, "href": context.address(quote(url)) + anchor}
    return _make("link", attributes)


def _make(name: str, *parts: Element | Mapping[str, str] | str) -> Element:
    """An element with attributes, text or others in it. Not of lxml, which every command would wait for."""
    element = Element(name)
    for part in parts:
        if isinstance(part, Element):
            element.append(part)
        elif isinstance(part, str):
            element.text = part
        else:
            element.attrib |= part
    return element
