"""Search index of one language: records by all their words, each promise by itself, lists by their names."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..model import Pledge, Record
from ..model.enums import State
from ..model.paths import folder_of
from ..names import Folder, Language
from ..records.book import Book
from ..records.day import BookOnDay
from ..site.alternates import Alternates
from ..site.routes import Page, PageKind
from ..site.views.subjects import PlaceView
from .page_sections import PageSection
from .renderer import Renderer

# Where each language's own index goes.
FOLDER = "assets/search"
# Files of the library (https://lunrjs.com) and its stemmers. English is in the library itself.
LIBRARY = "lunr.js"
STEMMER = "lunr.{}.js"
# The name that the script finds the index under. A script and not JSON, since a page that is opened from a folder on
# disk may load scripts but not fetch data.
_BEFORE = "var pledgebookIndex = "
# How much a record counts among others that fit as well: what holds now before what has ended, newer before older.
_HOLDS, _OLDEST, _NEWEST = 2.0, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something a search can find.

    Attributes:
        path: the path of its page, with a fragment when it is a part of it.
        title: what it is called.
        within: what the page is called that it is a part of, or nothing.
        text: its words.
        weight: how much it counts among others that fit as well; 1 is as usual.
    """

    path: str
    title: str
    within: str
    text: str
    weight: float

    def name_file(self, index: str) -> SearchEntry:
        """The same, with the path of the page's file, for where nobody answers for a folder with its `index`."""
        page, mark, fragment = self.path.partition("#")
        is_folder = not page or page.endswith("/")
        return replace(self, path=f"{page}{index if is_folder else ''}{mark}{fragment}")


def list_entries(
    searched: Mapping[str, Sequence[PageSection]], language: Language, renderer: Renderer, alternates: Alternates
) -> Iterator[SearchEntry]:
    """What can be found in one language: its own pages, not those that only stand in for a translation.

    Args:
        searched: the sections of each page that is to be found, by its path; of lists, which are found by their names,
            none are needed.
        language: the language.
        renderer: for the titles of generated pages.
        alternates: the pages by language.
    """
    weights = _weigh(renderer.site.day)
    for path, sections in searched.items():
        if not alternates.is_translated(path, language):
            continue
        page = alternates.pages.get(path)
        if page is None:
            yield from _list_plain(quote(path), sections)
        elif page.record and not page.original:
            yield from _list_record(page, page.record, sections, language, renderer, weights[folder_of(page.record)])
        elif page.kind is not PageKind.SEARCH:
            title, text = renderer.crumb(page, language), renderer.description(page, language)
            yield SearchEntry(path, title, "", f"{text} {_name_place(page, renderer.site.book)}", 1)


def list_files(language: Language, stemmed: Container[str]) -> tuple[str, ...]:
    """The URLs of what the search page loads at the first question, in this order: the library, then the index.

    Args:
        language: the language that is searched.
        stemmed: the languages whose inflections the library knows; in any other, words are found as they stand.
    """
    parts = [LIBRARY, *(STEMMER.format(name) for name in ("stemmer.support", language) if language in stemmed)]
    return tuple(f"{FOLDER}/{name}" for name in (*parts, f"{language}.js"))


def render_index(entries: Iterable[SearchEntry]) -> str:
    """An index as the script that the search page loads."""
    rows = [[entry.path, entry.title, entry.within, entry.text, entry.weight] for entry in entries]
    return f"{_BEFORE}{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"


def parse_index(script: str) -> list[SearchEntry] | None:
    """The entries of an index as `render_index` writes it, or None of any other script."""
    rows = script.removeprefix(_BEFORE)
    return [SearchEntry(*row) for row in json.loads(rows.rstrip(";\n"))] if rows != script else None


def _list_plain(path: str, sections: Sequence[PageSection]) -> Iterator[SearchEntry]:
    page = next((title for anchor, title, _ in sections if not anchor), "")
    for anchor, title, text in sections:
        yield SearchEntry(f"{path}#{anchor}" if anchor else path, title, page if anchor else "", text, 1)


def _list_record(
    page: Page,
    record: Record,
    sections: Sequence[PageSection],
    language: Language,
    renderer: Renderer,
    weight: float,
) -> Iterator[SearchEntry]:
    """The record, and each of its promises; words under other headings are the record's."""
    book, title = renderer.site.book, renderer.title(page, language)
    promises = {promise.id: promise for promise in record.promises} if isinstance(record, Pledge) else {}
    rest = []
    for anchor, heading, text in sections:
        promise = promises.get(anchor)
        if promise:
            places = [*promise.places, *(place for activity in promise.activities for place in activity.places)]
            words = " ".join([text, *_list_aliases(places, book)])
            yield SearchEntry(f"{page.path}#{anchor}", heading, title, words, weight)
        else:
            rest += [heading, text]
    area = record.area.places if isinstance(record, Pledge) else ()
    yield SearchEntry(page.path, title, "", " ".join([*rest, *_list_aliases(area, book)]), weight)


def _list_aliases(places: Iterable[str], book: Book) -> Iterator[str]:
    for name in places:
        yield from book.place[name].aliases


def _name_place(page: Page, book: Book) -> str:
    return " ".join(_list_aliases([page.view.place.id], book)) if isinstance(page.view, PlaceView) else ""


def _weigh(day: BookOnDay) -> dict[Folder, float]:
    """Folder of a record → how much its page counts."""
    weights = {}
    for records in (day.book.pledges, day.book.agreements):
        for number, record in enumerate(records):
            age = number / max(1, len(records) - 1)
            is_current = day.state(record) is State.IN_FORCE
            weights[folder_of(record)] = round(_HOLDS if is_current else _OLDEST + (_NEWEST - _OLDEST) * age, 3)
    return weights
