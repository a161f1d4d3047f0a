"""What a search can find in one language."""

from __future__ import annotations

from pathlib import Path

from core.conftest import LANGUAGES, THEME, Given, Show, Shown, agreement, pledge, register
from pledgebook.config import Settings
from pledgebook.html.page_sections import PageSection, cut_sections
from pledgebook.html.search_index import SearchEntry, list_entries
from pledgebook.names import Language
from pledgebook.site.alternates import Alternates

SV, EN = LANGUAGES


def find(shown: Shown, searched: dict[str, tuple[PageSection, ...]], language: Language = SV) -> list[SearchEntry]:
    settings = Settings(Path(), "docs", THEME, {SV: "Svenska", EN: "English"}, "https://example.org/")
    alternates = Alternates(settings, shown.site.page_at, {EN: {"om/"}}, {"om/", "på-väg/"})
    return list(list_entries(searched, language, shown.renderer, alternates))


def test_a_record_is_found_by_all_its_words_and_each_promise_by_itself(given: Given, show: Show) -> None:
    place = "places: [{id: torget, name: Fiktiva torget, aliases: [Lilltorget], type: square}]"
    promise = "promises: [{id: synas, by: polisen, text: Synas på torget., places: [torget]}]"
    shown = show(given({"register.yml": register(place), "2027/pledge.sv.md": pledge(promise, "Ett ord till.")}).book)
    html = shown.html("2027/")
    record, one = sorted(find(shown, {"2027/": cut_sections(html, "Sidan")}), key=lambda entry: -len(entry.text))
    assert ("2027/", "Medborgarlöfte 2027", "") == (record.path, record.title, record.within)
    assert "Ett ord till." in record.text
    assert ("2027/#synas", "Synas på torget.", "Medborgarlöfte 2027") == (one.path, one.title, one.within)
    assert one.text.endswith("Lilltorget")
    assert record.weight == one.weight > 1


def test_a_list_is_found_by_its_name_and_needs_no_sections(given: Given, show: Show) -> None:
    shown = show(given({"agreements/2024-2027/agreement.sv.md": agreement()}).book)
    found = find(shown, {"arkiv/": (), "sok/": (), "2027/": ()})
    assert [("arkiv/", "Arkiv"), ("2027/", "Medborgarlöfte 2027")] == [(entry.path, entry.title) for entry in found]


def test_a_static_page_is_found_by_its_sections(given: Given, show: Show) -> None:
    shown = show(given().book)
    sections = (PageSection("", "På väg", "Först."), PageSection("a", "A", "Sedan."))
    assert find(shown, {"på-väg/": sections}) == [
        SearchEntry("p%C3%A5-v%C3%A4g/", "På väg", "", "Först.", 1),
        SearchEntry("p%C3%A5-v%C3%A4g/#a", "A", "På väg", "Sedan.", 1),
    ]


def test_a_page_that_only_stands_in_for_a_translation_is_not_found(given: Given, show: Show) -> None:
    shown = show(given({"2027/pledge.en.md": None}).book)
    sections = (PageSection("", "Om", ""),)
    assert ["en"] == [
        entry.text
        for entry in find(shown, {"2027/": sections, "om/": sections, "på-väg/": (PageSection("", "A", "en"),)}, EN)
    ]
    assert {"2027/", "om/"} == {entry.path for entry in find(shown, {"2027/": sections, "om/": sections})}
