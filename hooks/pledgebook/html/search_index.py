"""Search index of one language: records and promises by what they say, lists by their names, other pages by section.

What is searched is what somebody wrote, and not how a page shows it: no labels, and nothing that an editor has noted
about a source. How words are found in it is in `docs/assets/search-engine.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from ..files.cache import NO_CACHE, ContentCache
from ..files.part_cache import PartCache
from ..i18n.search_words import SearchWords
from ..markdown.render import extract_blocks
from ..model import Activity, FollowUp, Party, Place, Pledge, Promise, Record, Theme
from ..model.amounts import Measure
from ..model.base import Model
from ..model.enums import State
from ..model.paths import folder_of
from ..model.people import OfficeHolder
from ..model.record import Basis, Change
from ..model.text import LocalizedText, Prose
from ..names import Folder, Language
from ..records.subjects import EVERYWHERE, UNPLACED
from ..site.alternates import Alternates
from ..site.routes import Page, PageKind, list_anchors
from ..site.views.places import PlaceView
from ..site.views.subjects import PartyView, ThemeView
from .page_hash import PageHasher
from .page_sections import PageSection
from .renderer import Renderer

# Where each language's own index goes.
FOLDER = "assets/search"
# A script and not JSON, since a page that is opened from a folder on disk may load scripts but not fetch data.
_SCRIPT = 'window.pledgebookIndexes = window.pledgebookIndexes || {{}};\npledgebookIndexes["{language}"] = {data};\n'
_INDEX = re.compile(r'window\.pledgebookIndexes = .*\npledgebookIndexes\["([\w-]+)"\] = (.*);\n')
# How much a record counts among others that fit as well: what holds now before what has ended, newer before older.
_HOLDS, _OLDEST, _NEWEST = 2.0, 1.0, 1.5
# A theme, a place or a party counts more than each of the promises that name it, and what only lists them less.
_SUBJECT, _LIST = 3.0, 0.8
# What is said of facts rather than of what was promised, and what has an entry of its own.
_NOT_SAID = {"conflicts", "evidence", "sources", "contact", "promises"}
# Where a note is what was done or asked, and not about how it is known.
_NOTED = (Basis, Change)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something a search can find.

    Attributes:
        path: the path of its page, with a fragment when it is a part of it.
        title: what it is called.
        within: what the page is called that it is a part of, or nothing.
        facts: who promises, and for where; shown beside it.
        more: what else it is found by and that is not shown: its themes, other words for all of these, and other
            spellings of names.
        text: what it says, each block on a line of its own.
        lead: what is shown of it and not searched, where it says nothing itself.
        weight: how much it counts among others that fit as well; 1 is as usual.
        is_subject: whether it is the page of a place or a theme: shown early where a question names that among other
            things.
    """

    path: str
    title: str
    within: str = ""
    facts: str = ""
    more: str = ""
    text: str = ""
    lead: str = ""
    weight: float = 1
    is_subject: bool = False

    def name_file(self, index: str) -> SearchEntry:
        """The same, with the path of the page's file, for where nobody answers for a folder with its `index`."""
        page, mark, fragment = self.path.partition("#")
        is_folder = not page or page.endswith("/")
        return replace(self, path=f"{page}{index if is_folder else ''}{mark}{fragment}")


_list_values = attrgetter(*(item.name for item in fields(SearchEntry)))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What can be found in a language, and what the search knows of it."""

    language: Language
    words: SearchWords
    entries: tuple[SearchEntry, ...]


def list_entries(
    sections: Mapping[str, Sequence[PageSection]],
    language: Language,
    hasher: PageHasher,
    alternates: Alternates,
    cache: ContentCache = NO_CACHE,
    found: Mapping[str, bytes] = MappingProxyType({}),
) -> Iterator[SearchEntry]:
    """What can be found in one language: its own pages, not those that only stand in for a translation.

    Args:
        sections: those of each static page that is to be found, by its path.
        language: the language.
        hasher: tells what pages are made of, and has their titles.
        alternates: the pages by language.
        cache: where the entries of records are kept.
        found: the entries of records whose pages have been rendered, as they are kept, by the paths of the pages.
    """
    finder, kept = EntryFinder(language, hasher.renderer), PartCache(f"entries {language}", cache)
    for page in hasher.renderer.site.pages:
        # The words of a copy would be found twice.
        if not page.original and page.kind is not PageKind.SEARCH and alternates.is_translated(page.path, language):
            if page.record:
                key = hasher.hash_content(page, language, finder.list_around(page, page.record))
                packed = found.get(page.path)
                make = partial(finder.pack_record, page, page.record) if packed is None else partial(bytes, packed)
                yield from _unpack(kept.get_or_make(key, make))
            else:
                yield finder.find_list(page)
            yield from finder.list_terms(page) if page.kind is PageKind.GLOSSARY else ()
    for path, parts in sections.items():
        if alternates.is_translated(path, language):
            yield from _list_static(quote(path), parts)
    kept.keep()


def _unpack(data: bytes) -> Iterator[SearchEntry]:
    yield from (SearchEntry(*row) for row in json.loads(data))


def render_index(index: SearchIndex) -> str:
    """An index as the script that the search page loads."""
    # What pages are found by stands in their entries.
    values = {"words": asdict(replace(index.words, pages={})), "entries": list(map(_list_values, index.entries))}
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return _SCRIPT.format(language=index.language, data=data)


def parse_index(script: str) -> SearchIndex | None:
    """The index that `render_index` has written, or None of any other script."""
    found = _INDEX.fullmatch(script)
    if not found:
        return None
    values = json.loads(found[2])
    entries = tuple(SearchEntry(*row) for row in values["entries"])
    words = {name: _freeze(value) for name, value in values["words"].items()}
    return SearchIndex(Language(found[1]), SearchWords(**words), entries)


def _freeze(value: Any) -> Any:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


def _list_static(path: str, sections: Sequence[PageSection]) -> Iterator[SearchEntry]:
    page = next((title for anchor, title, _ in sections if not anchor), "")
    for anchor, title, text in sections:
        yield SearchEntry(f"{path}#{anchor}" if anchor else path, title, page if anchor else "", text=text)


class EntryFinder:
    """Finds the entries of generated pages in one language."""

    def __init__(self, language: Language, renderer: Renderer) -> None:
        self.language = language
        self.renderer = renderer
        self.book = renderer.site.book
        self.words = renderer.catalogues[language]
        anchors = list_anchors(renderer.catalogues[self.book.original])
        self.followup, self.term = anchors["followup"], anchors["term"]
        self.weights = dict(self._weigh())

    def find_list(self, page: Page) -> SearchEntry:
        """A page that lists records, or parts of them."""
        title, lead = self.renderer.title(page, self.language), self.renderer.description(page, self.language)
        subject: Theme | Place | Party
        match page.view:
            case ThemeView(theme=subject) | PlaceView(place=subject) | PartyView(party=subject):
                text = self._say(subject.description) if isinstance(subject, Theme) and subject.description else ""
                more, is_subject = self._join([subject]), not isinstance(subject, Party)
                return SearchEntry(page.path, title, "", "", more, text, lead, _SUBJECT, is_subject)
        more = self.renderer.catalogues.search[self.language].pages.get(page.kind, "")
        return SearchEntry(page.path, title, more=more, text=lead, weight=_LIST)

    def list_terms(self, page: Page) -> Iterator[SearchEntry]:
        """Each word that the page of words explains."""
        title = self.renderer.title(page, self.language)
        for term in self.book.register.glossary:
            name, *others = term.list_forms(self.language)
            text = self._say(term.explanation)
            yield SearchEntry(
                f"{page.path}#{self.term}-{term.id}", name, title, more=" ".join(others), text=text, weight=_LIST
            )

    def list_around(self, page: Page, record: Record) -> Sequence[object]:
        """What a record is found by besides what itself and its follow-ups say."""
        find = self.renderer.site.day.subjects.list_subjects
        subjects = [find(record, item) for item in record.promises] if isinstance(record, Pledge) else ()
        return self.renderer.title(page, self.language), self.weights[folder_of(record)], self._years(record), subjects

    def pack_record(self, page: Page, record: Record) -> bytes:
        """The entries of a record, as they are kept."""
        return json.dumps(list(map(_list_values, self.list_record(page, record)))).encode()

    def list_record(self, page: Page, record: Record) -> Iterator[SearchEntry]:
        """A record, each of its promises, and each of its follow-ups."""
        title, weight = self.renderer.title(page, self.language), self.weights[folder_of(record)]
        places = self._places(record.area.places if isinstance(record, Pledge) else ())
        themes = [theme for area in record.focus_areas for theme in area.themes]
        spellings = (variant for person in record.signatories for variant in person.variants)
        more = " ".join([self._join([*self._themes(themes), *places]), *map(str, self._years(record)), *spellings])
        text = "\n".join(self._list_said(record, record.title))
        yield SearchEntry(page.path, title, "", self._name(record.parties, places), more, text, weight=weight)
        if isinstance(record, Pledge):
            for promise in record.promises:
                yield self._find_promise(page, title, record, promise, weight)
            for followup in self.book.followups_of(record):
                yield self._find_followup(page, title, followup, weight)

    def _years(self, record: Record) -> Sequence[int]:
        return list(record.period.years(self.renderer.site.day.today.year))

    def _find_promise(self, page: Page, within: str, pledge: Pledge, promise: Promise, weight: float) -> SearchEntry:
        subjects = self.renderer.site.day.subjects.list_subjects(pledge, promise)
        places = self._places(name for name in subjects.places if name not in (EVERYWHERE, UNPLACED))
        steps: tuple[Promise | Activity, ...] = (promise, *promise.activities)
        others = {name: None for step in steps for name in (*step.by, *step.helpers) if name in self.book.party}
        joined = self._join([*self._themes(subjects.themes), *places, *(self.book.party[name] for name in others)])
        helpers = self._name((name for name in others if name not in promise.by), ())
        reported = (found.result for found in self.book.results_of(pledge, promise))
        said = [*self._list_said(promise, promise.text), *(line for item in reported for line in self._list_said(item))]
        return SearchEntry(
            f"{page.path}#{promise.id}",
            promise.text.get(self.language).words,
            within,
            self._name(promise.by, places),
            f"{joined} {helpers}".strip(),
            "\n".join(said),
            weight=weight,
        )

    def _find_followup(self, page: Page, within: str, followup: FollowUp, weight: float) -> SearchEntry:
        parties = self.words.join(self.book.party[name].say_inline(self.language).words for name in followup.by)
        named = self.words.dated("followup.title", followup.date, parties=parties)
        title = followup.title.get(self.language).words if followup.title else named
        # What is said of one promise is found there.
        whole = followup.model_copy(update={"results": tuple(item for item in followup.results if not item.promise)})
        said = "\n".join(self._list_said(whole, whole.title))
        path = f"{page.path}#{self.followup}-{followup.id}"
        return SearchEntry(path, title, within, self._name(followup.by, ()), text=said, weight=weight)

    def _list_said(self, part: Model, title: LocalizedText | None = None) -> Iterator[str]:
        """Each block of words in a part of a record, and in what stands below it, but for its title."""
        for name, value in part:
            if name in _NOT_SAID or value is title or (name == "note" and not isinstance(part, _NOTED)):
                continue
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Prose):
                    yield from extract_blocks(item.get(self.language).words)
                elif isinstance(item, LocalizedText):
                    yield self._say(item)
                elif isinstance(item, Measure) and item.value is not None:
                    yield f"{self.words.number(item.value)} {self._say(item.unit)}"
                    yield from (line for line in self._list_said(item, item.unit))
                elif isinstance(item, OfficeHolder):
                    yield ", ".join([item.name, *([self._say(item.title)] if item.title else [])])
                    yield from self._list_said(item, item.title)
                elif isinstance(item, Model):
                    yield from self._list_said(item)

    def _say(self, text: LocalizedText) -> str:
        return " ".join(text.get(self.language).words.split())

    def _name(self, parties: Iterable[str], places: Iterable[Place]) -> str:
        """Who and where, as it is shown; who is unknown is not among them."""
        known = (self.book.party[name] for name in parties if name in self.book.party)
        subjects: list[Party | Place] = [*known, *places]
        return " · ".join(dict.fromkeys(subject.name.get(self.language).words for subject in subjects))

    def _join(self, subjects: Iterable[Theme | Place | Party]) -> str:
        """All that things are called besides: names that are not shown, other names and synonyms."""
        return " ".join(dict.fromkeys(word for subject in subjects for word in self._list_names(subject)))

    def _list_names(self, subject: Theme | Place | Party) -> Iterator[str]:
        if isinstance(subject, Theme):
            yield subject.name.get(self.language).words
        elif isinstance(subject, Place):
            yield from subject.aliases
        if subject.synonyms:
            yield self._say(subject.synonyms)

    def _themes(self, ids: Iterable[str]) -> list[Theme]:
        return [self.book.theme[name] for name in ids]

    def _places(self, ids: Iterable[str]) -> list[Place]:
        return [self.book.place[name] for name in ids]

    def _weigh(self) -> Iterator[tuple[Folder, float]]:
        """Folder of a record → how much its page counts."""
        day = self.renderer.site.day
        for records in (day.book.pledges, day.book.agreements):
            for number, record in enumerate(records):
                age = number / max(1, len(records) - 1)
                is_current = day.state(record) is State.IN_FORCE
                yield folder_of(record), round(_HOLDS if is_current else _OLDEST + (_NEWEST - _OLDEST) * age, 3)
