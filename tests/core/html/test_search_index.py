"""What a search can find in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from core.conftest import LANGUAGES, THEME, TODAY, Given, Show, Shown, agreement, followup, pledge, register
from core.html.test_page_hash import FILES, edit
from pledgebook.config import Settings
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.html.page_content import render_content
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.page_sections import PageSection
from pledgebook.html.search_index import SearchEntry, list_entries
from pledgebook.html.site_tools import SiteTools
from pledgebook.names import Language
from pledgebook.site.alternates import Alternates

SV, EN = LANGUAGES
PLACES = """\
places: [{id: torget, name: Fiktiva torget, aliases: [Lilltorget], synonyms: {sv: "stan, city"}, type: square}]
themes: [{id: trafik, name: Trafik, description: Lugna gator., synonyms: {sv: fortkörning}}]
"""
PROMISE = "promises: [{id: synas, by: polisen, text: Synas på torget., places: [torget], themes: [trafik], %s}]"


def find(
    shown: Shown,
    sections: Mapping[str, Sequence[PageSection]] | None = None,
    language: Language = SV,
    cache: ContentCache = NO_CACHE,
) -> dict[str, SearchEntry]:
    site = Settings(Path(), "docs", THEME, {SV: "Svenska", EN: "English"}, "https://example.org/")
    alternates = Alternates(site, shown.site.page_at, {EN: {"om/"}}, {"om/", "på-väg/"})
    hasher = PageHasher(site, shown.renderer, {})
    return {entry.path: entry for entry in list_entries(sections or {}, language, hasher, alternates, cache)}


def test_a_promise_is_found_by_itself_by_who_and_where_and_by_other_words_for_that(given: Given, show: Show) -> None:
    files = {"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(PROMISE % "when: På kvällen.", "Ett ord.")}
    found = find(show(given(files).book))
    one, record = found["2027/#synas"], found["2027/"]
    assert ("Synas på torget.", "Medborgarlöfte 2027") == (one.title, one.within)
    assert ("Polisen · Fiktiva torget", "På kvällen.") == (one.facts, one.text)
    assert "Trafik fortkörning Lilltorget stan, city" == one.more
    assert ("Medborgarlöfte 2027", "") == (record.title, record.within)
    assert "2027" in record.more.split()
    assert "Ett ord." in record.text.split("\n")
    assert record.weight == one.weight > 1


def test_plain_words_are_found_with_the_promise_and_what_was_said_with_the_pledge(given: Given, show: Show) -> None:
    said = "statements: [{name: Bo Påhittad, party: polisen, text: Vill *väl*., sources: [p1]}]\n"
    files = {"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(said + PROMISE % "in_short: Ni ser oss.")}
    found = find(show(given(files).book))
    assert "Ni ser oss." == found["2027/#synas"].text
    assert {"Vill väl.", "Bo Påhittad"} <= set(found["2027/"].text.split("\n"))


def test_what_nobody_knows_who_promised_is_found_by_its_place(given: Given, show: Show) -> None:
    step = "{id: a, by: unknown, text: Lysa.}"
    text = f"promises: [{{id: synas, by: unknown, text: Synas., places: [torget], activities: {step}}}]"
    told = given({"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(text)})
    assert [] == told.errors
    shown = show(told.book)
    assert "Fiktiva torget" == find(shown)["2027/#synas"].facts
    for page in shown.site.pages:
        # The page about the data names the fields of its files, as code.
        words = re.sub(r"<code>.*?</code>|<[^>]+>", "", shown.html(page.path))
        assert "unknown" not in words, page.path


def test_a_promise_is_found_by_all_that_is_said_of_its_steps_and_targets(given: Given, show: Show) -> None:
    target = "target: {at_least: 52, unit: brott, of_which: {count: 20, unit: nya}, each: {count: 9, unit: minuter}}"
    step = "{id: a, text: Lysa., with_others: Elevrådet, target_group: Cyklister, places: [torget], themes: [trafik], target: {count: 7, unit: lampor}}"
    text = f"area: []\npromises: [{{id: synas, by: polisen, text: Synas., {target}, activities: {step}}}]"
    one = find(show(given({"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(text)}).book))["2027/#synas"]
    said = {"52 brott", "20 nya", "9 minuter", "Lysa.", "Elevrådet", "Cyklister", "7 lampor"}
    assert said <= set(one.text.split("\n"))
    assert ("Polisen · Fiktiva torget", "Trafik fortkörning Lilltorget stan, city") == (one.facts, one.more)


def test_a_promise_is_found_by_those_who_help_and_who_take_its_steps(given: Given, show: Show) -> None:
    text = PROMISE % "with: bolaget, activities: {id: a, text: Lysa., by: kommunen}"
    one = find(show(given({"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(text)}).book))["2027/#synas"]
    assert "Polisen · Fiktiva torget" == one.facts
    assert one.more.endswith("Påhittade Bostäder · Exempelstads kommun")


def test_a_pledge_is_found_by_other_spellings_of_names(given: Given, show: Show) -> None:
    signed = "signatories: [{name: Bo Påhittad, party: polisen, variants: [Bo Påhitad]}]"
    record = find(show(given({"2027/pledge.sv.md": pledge(signed)}).book))["2027/"]
    assert "Bo Påhittad" in record.text.split("\n")
    assert record.more.endswith("Bo Påhitad")


def test_what_editors_note_and_what_pages_call_facts_is_not_searched(given: Given, show: Show) -> None:
    promise = PROMISE % "note: Kopplingen är vår."
    fields = f"conflicts: [{{field: period, note: Källorna skiljer sig.}}]\n{promise}"
    found = find(show(given({"register.yml": register(PLACES), "2027/pledge.sv.md": pledge(fields)}).book))
    said = " ".join(f"{entry.text} {entry.more}" for path, entry in found.items() if path.startswith("2027/"))
    for unsaid in ("Kopplingen", "Källorna", "Länk till", "Vem lovar"):
        assert unsaid not in said


def test_blocks_of_prose_stand_on_lines_of_their_own(given: Given, show: Show) -> None:
    files = {"2027/pledge.sv.md": pledge("", "Den 3 februari 2019\n\n## Mål\n\nLugn och *ro*.")}
    lines = find(show(given(files).book))["2027/"].text.split("\n")
    assert ["Den 3 februari 2019", "Mål", "Lugn och ro."] == lines[lines.index("Den 3 februari 2019") :][:3]


def test_what_is_reported_on_a_promise_is_found_with_it_and_the_rest_with_the_report(given: Given, show: Show) -> None:
    report = "summary: Allt blev gjort.\nresults: [{promise: synas, status: fulfilled, text: Vi var där ofta.}]"
    files = {
        "register.yml": register(PLACES),
        "2027/pledge.sv.md": pledge(PROMISE % "when: Alltid."),
        "2027/followup-2027-06.sv.md": followup(report),
    }
    found = find(show(given(files).book))
    assert "Alltid.\nVi var där ofta." == found["2027/#synas"].text
    assert "Allt blev gjort." == next(entry.text for path, entry in found.items() if "#uppfoljning-" in path)


def test_a_place_or_theme_is_found_by_its_names_and_not_by_what_is_said_of_all_of_them(
    given: Given, show: Show
) -> None:
    found = find(show(given({"register.yml": register(PLACES)}).book))
    place, theme = found["platser/torget/"], found["teman/trafik/"]
    assert ("Lilltorget stan, city", "") == (place.more, place.text)
    assert "Fiktiva torget" in place.lead
    assert ("Trafik fortkörning", "Lugna gator.") == (theme.more, theme.text)
    assert {"platser/torget/", "teman/trafik/"} == {path for path, entry in found.items() if entry.is_subject}


def test_a_list_is_found_by_its_name_and_by_what_the_language_says_of_its_kind(given: Given, show: Show) -> None:
    found = find(show(given({"agreements/2024-2027/agreement.sv.md": agreement()}).book))
    assert "Arkiv" == found["arkiv/"].title
    assert "nu" in found[""].more.split()
    assert "sok/" not in found


def test_a_static_page_is_found_by_its_sections(given: Given, show: Show) -> None:
    sections = (PageSection("", "På väg", "Först."), PageSection("a", "A", "Sedan."))
    found = find(show(given().book), {"på-väg/": sections})
    assert SearchEntry("p%C3%A5-v%C3%A4g/", "På väg", text="Först.") == found["p%C3%A5-v%C3%A4g/"]
    assert SearchEntry("p%C3%A5-v%C3%A4g/#a", "A", "På väg", text="Sedan.") == found["p%C3%A5-v%C3%A4g/#a"]


def test_a_page_that_only_stands_in_for_a_translation_is_not_found(given: Given, show: Show) -> None:
    shown = show(given({"2027/pledge.en.md": None}).book)
    sections = {"om/": (PageSection("", "Om", ""),), "på-väg/": (PageSection("", "A", "en"),)}
    assert {"2027/", "om/"} <= find(shown, sections).keys()
    found = find(shown, sections, EN).keys()
    assert "p%C3%A5-v%C3%A4g/" in found
    assert not {"2027/", "om/"} & found


def test_a_word_that_is_explained_is_found_by_each_of_its_forms(given: Given, show: Show) -> None:
    terms = "glossary: [{id: v, name: {sv: vandring, en: walk}, forms: {sv: 'vandringar, gå'}, explanation: {sv: Att gå., en: To walk.}}]"
    shown = show(given({"register.yml": register(terms)}).book)
    entry = find(shown)["ord/#ord-v"]
    assert ("vandring", "Ord som förklaras", "vandringar gå", "Att gå.") == (
        entry.title,
        entry.within,
        entry.more,
        entry.text,
    )
    assert "walk" == find(shown, language=EN)["ord/#ord-v"].title


def test_what_a_rendered_page_brings_is_what_its_record_is_found_by(
    given: Given, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show(given(FILES).book)
    alone = {language: find(shown, language=language) for language in LANGUAGES}
    site = Settings(Path(), "docs", THEME, {SV: "Svenska", EN: "English"}, "https://example.org/")
    hasher = PageHasher(site, shown.renderer, {})
    alternates = Alternates(site, shown.site.page_at)
    tools = SiteTools(hasher, alternates, NO_CACHE, "", None, {})
    for language in LANGUAGES:
        found = {page.path: render_content(tools, page, language).entries for page in shown.site.pages}
        packed = {path: entries for path, entries in found.items() if entries is not None}
        assert language != SV or {"2027/"} <= packed.keys()
        assert packed.keys() <= alone[language].keys()
        with monkeypatch.context() as patch:
            # Nothing is made again.
            patch.setattr("pledgebook.html.search_index.EntryFinder.pack_record", None)
            again = list_entries({}, language, hasher, alternates, found=packed)
            assert alone[language] == {entry.path: entry for entry in again}


def edit_title(text: str) -> str:
    return text.replace("title: ", "title: Nya ")


def test_whatever_is_edited_kept_entries_are_those_that_would_be_found(
    given: Given, show: Show, tmp_path: Path
) -> None:
    cache = ContentCache(tmp_path, 1_800_000_000.0)
    for language in LANGUAGES:
        find(show(given(FILES).book), language=language, cache=cache)

    @settings(max_examples=20, deadline=None)
    @generate(
        st.sampled_from(sorted(FILES)),
        st.sampled_from(["title", "year", "fact", "less"]),
        st.integers(0, 40),
        st.sampled_from([0, 1, 400]),
    )
    def check(name: str, how: str, place: int, later: int) -> None:
        book = given(
            FILES | {name: edit_title(FILES[name]) if how == "title" else edit(FILES[name], how, place)}
        ).book_or_none
        if book:
            shown = show(book, TODAY + timedelta(later))
            for language in LANGUAGES:
                assert find(shown, language=language, cache=cache) == find(shown, language=language)

    check()
