"""Search index of one language: records by all their words, each promise by itself, lists by their names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..model import Pledge, Record
from ..model.enums import State
from ..model.paths import folder_of
from ..names import Folder, Language
from ..records.book import Book
from ..records.day import BookOnDay
from ..site.alternates import Alternates
from ..site.routes import Page, PageKind
from ..site.views.subjects import PlaceView
from .renderer import Renderer

# Where the search plugin leaves all languages' words, and where each language's own index goes.
PLUGIN_INDEX = "search/search_index.json"
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
    documents: Iterable[Mapping[str, Any]], language: Language, renderer: Renderer, alternates: Alternates
) -> Iterator[SearchEntry]:
    """What can be found in one language: its own pages, not those that only stand in for a translation.

    Args:
        documents: sections of pages as the search plugin cuts them: `location`, `title`, `text` (with markup).
        language: the language; documents elsewhere than in its folder are left out.
        renderer: for the titles of generated pages.
        alternates: the pages by language.
    """
    root = renderer.site.root(language)
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for item in documents:
        location = str(item["location"])
        if location.startswith(root):
            path, _, anchor = location.removeprefix(root).partition("#")
            sections.setdefault(path, []).append((anchor, _plain(item["title"]), _plain(item["text"])))
    weights = _weigh(renderer.site.day)
    for path, parts in sections.items():
        if not alternates.is_translated(path, language):
            continue
        page = alternates.pages.get(path)
        if page is None:
            yield from _list_plain(path, parts)
        elif page.record and not page.original:
            yield from _list_record(page, page.record, parts, language, renderer, weights[folder_of(page.record)])
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


def _list_plain(path: str, parts: list[tuple[str, str, str]]) -> Iterator[SearchEntry]:
    page = next((title for anchor, title, _ in parts if not anchor), parts[0][1])
    for anchor, title, text in parts:
        yield SearchEntry(f"{path}#{anchor}" if anchor else path, title, page if anchor else "", text, 1)


def _list_record(
    page: Page, record: Record, parts: list[tuple[str, str, str]], language: Language, renderer: Renderer, weight: float
) -> Iterator[SearchEntry]:
    """The record, and each of its promises; words under other headings are the record's."""
    book, title = renderer.site.book, renderer.title(page, language)
    promises = {promise.id: promise for promise in record.promises} if isinstance(record, Pledge) else {}
    rest = []
    for anchor, heading, text in parts:
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


def _plain(markup: str) -> str:
    """Words without markup; text of neighbouring blocks does not run together."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
