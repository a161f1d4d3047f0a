"""Template context: what the theme's fragments write with, in one language and seen from one page.

Fragments call it `w`, the short name of what each of their lines uses.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date as Date
from itertools import pairwise
from typing import TypeVar
from urllib.parse import quote

from markupsafe import Markup, escape

from ..history.snapshot import trace_path
from ..i18n.catalogue import Catalogue
from ..markdown.render import MarkdownRenderer, name_file
from ..model import FollowUp, Party, Place, Pledge, Promise, Record, Source, Term, Theme
from ..model.dates import PartialDate
from ..model.enums import Gap, Publication
from ..model.paths import folder_of, part_of
from ..model.report_link import fill_link, render_mail
from ..model.text import LocalizedText, Prose
from ..names import ANY_LANGUAGE, NO_FOLDER, Folder, Language
from ..records.book import Book
from ..site.routes import Page, Site, join_parties
from ..site.views.edition_diff import NAMES
from ..site.views.editions import EditionView
from ..site.views.places import OtherPromises, PlaceView
from ..site.views.record import WholeView
from ..site.views.subjects import SubjectLine
from ..urls import relative_href
from ..yaml.characters import compose
from .field_labels import name_field, name_item, name_step, say_fact
from .marked_words import mark_language
from .shared_html import NOWHERE, Macro, PageState, SharedFragments, SharedHtml, mark_href

Named = TypeVar("Named", Party, Place, SubjectLine[Place], Theme, Term)

_HEADING_TAG = re.compile(r"(</?h)([1-5])(?=[ >])")


@dataclass(frozen=True)
class TemplateContext:
    """What fragments write with: the words of one language, seen from one page.

    Attributes:
        site: the pages.
        words: the language's words.
        anchors: the anchors of sections, by name.
        queries: what the archive's URL calls its facets, by name.
        renderers: for Markdown, by language.
        page_url: the page.
        folder: the folder of the record that the page is about, or nothing.
        here: the folders of all records that stand on the page, when it is of several.
        prefix: what the anchors of sections begin with, inside another record's page.
        past: the edition that the page shows.
        state: what is remembered while the page is written.
        shared: what other pages show too.
    """

    site: Site
    words: Catalogue
    anchors: Mapping[str, str]
    queries: Mapping[str, str]
    renderers: Mapping[Language, MarkdownRenderer]
    page_url: str = ""
    folder: Folder = NO_FOLDER
    here: frozenset[str] = frozenset()
    prefix: str = ""
    past: EditionView | None = None
    state: PageState = field(default_factory=PageState, repr=False)
    shared: SharedFragments = field(default_factory=SharedFragments, repr=False)

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    @property
    def book(self) -> Book:
        """The records; on the page of an edition, those that it showed."""
        return self.past.book if self.past else self.site.book

    def at(self, page: Page) -> TemplateContext:
        """The same words seen from another page."""
        if isinstance(page.view, EditionView):
            folder = folder_of(page.view.current)
            return replace(self.at_path(page.path, folder), past=page.view, here=frozenset({folder}))
        context = self.at_path(page.path, folder_of(page.record) if page.record else NO_FOLDER)
        parts = page.view.records if isinstance(page.view, WholeView) else ()
        return replace(context, here=frozenset(folder_of(part) for part in parts))

    def at_path(self, path: str, folder: Folder = NO_FOLDER) -> TemplateContext:
        """The same words seen from the page at a path."""
        return replace(self, page_url=self.site.root(self.language) + path, folder=folder, state=PageState())

    def href(self, subject: object, fragment: str = "", language: Language = ANY_LANGUAGE) -> str:
        """The href to a record, theme, place or fixed page, in this language or another."""
        url = self.site.url(subject, language or self.language)
        folder = folder_of(subject) if fragment and not language and isinstance(subject, Record) else NO_FOLDER
        return self.href_of(f"{url}#{fragment}" if fragment else url, folder)

    def href_of(self, url: str, folder: Folder = NO_FOLDER) -> str:
        """The href to a URL; `folder` is the record's whose element it leads to, if it is one's: it may stand here."""
        if self.page_url == NOWHERE:
            return mark_href(url, folder)
        return "#" + url.partition("#")[2] if folder and folder in self.here else relative_href(url, self.page_url)

    def once(self, macro: Macro, item: object, *told: Hashable) -> Markup:
        """What a macro writes of one and the same item, rendered once for all pages, of which it knows nothing.

        `told` is what it is given besides the item and the context. What was, and what is inside another, is seldom.
        """
        if self.past or self.prefix:
            return macro(item, self, *told)
        key = (macro.name, id(item), *told)
        found = self.shared.find(key)
        if found is None:
            state = PageState(self.state.texts)
            nowhere = replace(self, page_url=NOWHERE, folder=NO_FOLDER, here=frozenset(), state=state)
            found = SharedHtml(macro(item, nowhere, *told), state.texts - self.state.texts, item)
            self.state.is_numbered |= state.is_numbered
            if not state.is_numbered:
                self.shared.keep(key, found)
        self.state.texts += found.texts
        return found.fill(self.href_of)

    def whole(self, pledge: Pledge) -> str:
        """The href to the page with everything about a pledge."""
        return self.href_of(self.site.root(self.language) + self.site.whole_path(pledge))

    def editions(self, record: Record, number: int | None = None, language: Language = ANY_LANGUAGE) -> str:
        """The href to a record's editions, or to one of them by its number; nothing when it has none."""
        if not self.count_editions(record):
            return ""
        path = self.site.editions_path(record) + (f"{number}/" if number else "")
        return self.href_of(self.site.root(language or self.language) + path)

    def count_editions(self, record: Record) -> int:
        """How many editions of a record there are."""
        ledger = self.site.book.ledgers.get(folder_of(record))
        return len(ledger.editions) if ledger else 0

    def inside(self, record: Record, prefix: str) -> TemplateContext:
        """The same words for a record that stands inside another's page, where its anchors begin with a prefix."""
        return replace(self, folder=folder_of(record), prefix=f"{prefix}-")

    def sink(self, html: str) -> Markup:
        """A page's content as part of another: each heading one level down."""
        return Markup(_HEADING_TAG.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html))

    def file(self, record: object, name: str) -> str:
        """The href to a file that is published beside a record."""
        if isinstance(record, FollowUp):
            record = self.book.pledge[record.pledge]
        return self.href_of(self.site.path(record) + quote(compose(name)))

    def phrase(self, text: LocalizedText | None) -> Markup:
        """Words, marked with their language when it is not the page's, and years that no line parts, as `2027–2028`."""
        if text is None:
            return Markup("")
        phrase = text.get(self.language)
        return mark_language(phrase.words, phrase.language, self.language)

    def plain(self, text: LocalizedText | None) -> str:
        """Words without markup, for places that cannot hold any."""
        return text.get(self.language).words if text else ""

    def prose(self, text: Prose | None, record: Record | None = None) -> Markup:
        """Markdown as HTML, marked with its language when it is not the page's.

        `record` is what it stands in, when the page is not that record's own: its links are seen from there.
        """
        if text is None:
            return Markup("")
        phrase = text.get(self.language)
        folder = folder_of(record) if record else self.folder
        renderer = self.renderers[phrase.language]
        self.state.texts += 1
        self.state.is_numbered |= "[^" in phrase.words
        html = renderer.render(phrase.words, lambda target: self._resolve(target, folder), self.state.texts)
        if phrase.language == self.language:
            return html
        return Markup('<div lang="{}">{}</div>').format(phrase.language, html)

    def original(self, words: str) -> Markup:
        """Words quoted from a source, which are in the site's first language."""
        return mark_language(words, self.book.original, self.language)

    def date(self, when: PartialDate | None) -> Markup:
        """A date, readable by people and machines, or that it is unknown."""
        if when is None:
            return Markup('<span class="pb-unknown">{}</span>').format(self.words.date(when))
        return Markup('<time datetime="{}">{}</time>').format(str(when), self.words.date(when))

    def cite(self, ids: Iterable[str], record: Record | FollowUp) -> list[tuple[int, Source]]:
        """Sources by their ids, each with its number in the list on the record's page."""
        holder = self.book.pledge[record.pledge] if isinstance(record, FollowUp) else record
        folder = folder_of(holder)
        if folder not in self.state.source_numbers:
            listed = enumerate(self.book.listed_sources(holder), 1)
            self.state.source_numbers[folder] = {source.id: number for number, source in listed}
        numbers = self.state.source_numbers[folder]
        sources = [self.book.cited_source(name, record) for name in ids]
        return [(numbers[source.id], source) for source in sources]

    def inline(self, ids: Iterable[str]) -> str:
        """The names of parties as they stand inside a sentence, as a list in words."""
        return join_parties(ids, self.words, self.book)

    def parties(self, ids: Iterable[str]) -> str:
        """The names of parties as they stand by themselves or first in a sentence, as a list in words."""
        return self.sentence(self.inline(ids))

    def links(self, parties: Iterable[Party]) -> Markup:
        """The names of parties as they stand inside a sentence, each as a link, as a list in words."""
        shown = (Markup('<a href="{}">{}</a>').format(self.href(item), self.inline([item.id])) for item in parties)
        return Markup(self.words.join(shown))

    def gap(self, told: str) -> str:
        """The end of the key that tells of years without a pledge: of their own, parties know that there was none."""
        is_own = told == Gap.NOT_FOUND and self.book.register.publication is Publication.OWN
        return f"{told}.own" if is_own else told

    def sums(self, view: PlaceView, *, in_force: bool) -> str:
        """How many promises are for a place and for all else on its page, or how many in force, as a list in words."""
        areas: tuple[PlaceView | OtherPromises, ...] = (view, *view.others)
        counted = [(area, area.in_force_count if in_force else area.promise_count) for area in areas]
        return self.words.join(
            self.words.ngettext(f"place.promises_{area.what}", number, name=self.within(area.name))
            for area, number in counted
            if number
        )

    def within(self, name: LocalizedText) -> str:
        """A name as it stands inside a sentence: its article, as in `The Harbour`, with a small letter."""
        article, space, rest = self.plain(name).partition(" ")
        is_article = space and article in self.words.gettext("name.articles").split()
        return f"{article.lower()} {rest}" if is_article else self.plain(name)

    def sentence(self, words: str) -> str:
        """Words with a capital letter first."""
        return words[:1].upper() + words[1:]

    def export(self, name: str) -> str:
        """The href to what a fixed page says to machines."""
        return self.href_of(self.site.data_path(name))

    def fault(self, url: str, title: str) -> str:
        """Where a fault on a page is reported, with the page filled in; nothing when the register names no place.

        Where it does not say where, a mail to whom one can ask will do.

        Args:
            url: the page's full URL.
            title: what it is called.
        """
        register = self.book.register
        if register.faults:
            pattern = register.faults.url
        elif register.contact and register.contact.email:
            pattern = f"mailto:{register.contact.email}"
        else:
            return ""
        subject = self.words.gettext("fault.subject", title=title)
        body = self.words.gettext("fault.body", address=url)
        return render_mail(fill_link(pattern, url, title), subject, body)

    def anchor(self, name: str) -> str:
        """The anchor of a section by its name, the same in every language."""
        return self.prefix + self.anchors[name]

    def named_field(self, holder: Record | FollowUp | Promise, name: str) -> Markup:
        """What a field is called that a part of a record names by its key; `promises.id.text` with its promise."""
        items = getattr(holder, name.partition(".")[0], ())
        if isinstance(holder, Promise) or "." not in name or not isinstance(items, tuple):
            return escape(name_field(name, self.words, type(holder)))
        part, above = part_of(holder), name.partition(".")[0]
        names = {(part, f"{above}/{item.id}"): getattr(item, item.text_field) for item in items if item.text_field}
        return self.field_path(part, name.replace(".", "/"), names)

    def field_path(
        self, part: str, path: str, names: Mapping[tuple[str, str], LocalizedText], within: str = ""
    ) -> Markup:
        """What a field is called by its path: each step of it, an item of a list by its own words where it has any.

        Args:
            part: the file.
            path: where in it.
            names: what items are known by, by file and path.
            within: a path above it that has been told already.
        """
        found: list[Markup] = []
        steps = trace_path(part, path)
        for before, step in pairwise([None, *steps]):
            assert step is not None
            name = names.get((part, step.path))
            is_told = f"{within}/".startswith(f"{step.path}/")
            # What an item is known by need not be said again.
            if is_told or (found and step.name in NAMES and before and (part, before.path) in names):
                continue
            if not step.item:
                found.append(Markup(escape(name_step(step, self.words))))
            elif name:
                found.append(Markup("{} <q>{}</q>").format(name_item(step, self.words), self.phrase(name)))
            else:
                item = name_field(step.item, self.words) if step.name in ("evidence", "conflicts") else step.item
                found.append(Markup("{} {}").format(name_item(step, self.words), item))
        return Markup(", ").join(found)

    def fact(self, part: str, path: str, value: str) -> Markup:
        """A fact of a field in words; of a list, one of its items."""
        step, record = trace_path(part, path)[-1], self.book.record_in.get(self.folder)
        if step.name == "field" and record:
            return self.named_field(record, value)
        said = say_fact(step, value, self.words, self.site.book)
        return self.phrase(said) if isinstance(said, LocalizedText) else Markup(escape(said))

    def redacted(self, day: str) -> Markup:
        """That a text has been taken away, and when."""
        with suppress(ValueError):  # What is no day was written by hand, and is shown as it is.
            day = self.words.date(Date.fromisoformat(day))
        words = self.words.gettext("edition.redacted", date=day)
        return Markup('<span class="pb-redacted" lang="{}">{}</span>').format(self.language, words)

    @property
    def original_language(self) -> str:
        """What the site's first language is called in this one."""
        return self.words.name_of(self.book.original)

    def in_order(self, items: Iterable[Named]) -> list[Named]:
        """Things in the alphabetical order of their names."""
        return sorted(items, key=lambda item: self.words.sort_key(self.plain(item.name)))

    def _resolve(self, target: str, folder: Folder) -> str:
        if self.past and folder == folder_of(self.past.current) and name_file(target) in self.past.missing_files:
            return ""
        found = self.site.resolve(target, folder, self.language)
        # An edition may name what is not there any longer; in a record of today that is an error.
        return "" if self.past and not found else self.href_of(found or target)
