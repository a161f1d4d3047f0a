"""Hints for better promises: each given where it helps, silent where nothing is amiss, and never in the way."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import LANGUAGES, TODAY, Given, pledge, register, words
from pledgebook.checks.hints import find_hints, measure_lix
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.project import load_book
from pledgebook.reporting.report import render_problem

SV = "2027/pledge.sv.md"
GOOD = "target: {count: 4, unit: möten, per: month}, places: sagogatan"


NUMBERED = "publisher_type: local_authority\norganisation_number: 212000-9994"
NAMED = f"contact: {{function: Samordnaren}}\nfaults: mailto:fel@example.org\npublisher: Föreningen\n{NUMBERED}"


def promise(extra: str = GOOD, text: str = "Synas.", by: str = "polisen") -> str:
    return pledge(f"promises:\n  - {{id: synas, by: {by}, text: '{text}', {extra}}}")


def hints(given: Given, catalogues: Catalogues, text: str, today: date = TODAY, asked: bool = False) -> list[str]:  # fmt: skip
    told = given({SV: text, "2027/pledge.en.md": words("title: Citizen pledge"), "register.yml": register(NAMED)})
    entries = load_book(told.root, LANGUAGES).entries
    found = list(find_hints(entries, catalogues.words, today, lambda path: asked))
    assert all(render_problem(item, catalogues[language]) for item in found for language in LANGUAGES)
    return [f"{item.mark.line}:{item.mark.column} {item.code.removeprefix('hint_')} {item.found}" for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (promise(), []),
        (promise(by="unknown"), ["3:10 no_one synas"]),
        (promise("places: sagogatan, when: På våren"), ["3:10 no_measure synas"]),
        (promise("target: {count: 4, unit: möten}, places: sagogatan"), ["3:10 no_time synas"]),
        (promise("target: {count: 4, unit: möten, per: month}"), ["3:10 no_place synas"]),
        (promise("target: {count: 4, unit: möten, per: month}, unknown: [places]"), []),
        (
            promise("target: {count: 1, unit: trafikkontroller, per: month}, places: sagogatan"),
            ["3:71 plural trafikkontroller"],
        ),
        (promise("target: {count: 1, unit: kontroll, per: month}, places: sagogatan"), []),
        (promise("target: {count: 2, unit: kontroller, per: month}, places: sagogatan"), []),
        (promise(text="Vi ska synas. " * 27), ["3:36 long_text 81"]),
        (promise().replace("summary: Ett kort löfte.", f"summary: {'Vi ska synas. ' * 41}"), ["7:10 long_summary 123"]),
        (promise().replace("title: Medborgarlöfte 2027", f"title: {'Vi ska synas. ' * 7}"), ["4:8 long_title 21"]),
        (promise(text="Öka SSPF."), ["3:36 abbreviation SSPF"]),
        (promise(text="Öka samverkan mellan skola, socialtjänst, polis och fritid (SSPF). SSPF är bra."), []),
        (promise(text="Visa det på TV. Karl XII."), []),
        (promise(text="ord " * 25 + "ord."), ["3:36 long_sentence 26"]),
        (promise(text="ord " * 24 + "ord."), []),
        (promise(text="brottsförebyggande trygghetsskapande insatser. " * 8), ["3:36 lix 103"]),
        (promise(text="Vi går ut. Vi syns på torget varje fredag kväll. " * 4), []),
    ],
)
def test_a_hint_is_given_where_it_helps(given: Given, catalogues: Catalogues, text: str, expected: list[str]) -> None:
    assert expected == hints(given, catalogues, text)


@pytest.mark.parametrize(
    ("today", "asked", "count"),
    [(date(2027, 12, 31), False, 1), (date(2028, 1, 1), False, 0), (date(2028, 1, 1), True, 1)],
)
def test_a_pledge_that_has_ended_is_left_in_peace_unless_asked_about(
    given: Given, catalogues: Catalogues, today: date, asked: bool, count: int
) -> None:
    assert count == len(hints(given, catalogues, promise(by="unknown"), today, asked))


@pytest.mark.parametrize(
    ("text", "lix"), [("", 0), ("Vi går hem.", 3), ("Vi går hem. Vi äter.", 2), ("Trygghetsskapande åtgärder.", 102)]
)
def test_lix_is_words_per_sentence_and_long_words_per_hundred(text: str, lix: int) -> None:
    assert lix == measure_lix(text)


def has_no_time(given: Given, catalogues: Catalogues, text: str, english: str = "") -> bool:
    told = given({SV: promise("places: sagogatan", text), "2027/pledge.en.md": words(english or "title: Pledge")})
    entries = load_book(told.root, LANGUAGES).entries
    return "hint_no_time" in [item.code for item in find_hints(entries, catalogues.words, TODAY, lambda path: False)]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        *(("Synas varje fredag och lördag.", False), ("Lysa upp torget under våren 2028.", False)),
        *(("Byta lampor under 2028.", False), ("Gå en gång i veckan.", False), ("Ses på sommarlovet.", False)),
        *(("Träffas varannan tisdag.", False), ("Senast den 1 mars.", False), ("Vi går om kvällarna.", False)),
        *(("Synas mer på torget.", True), ("Byta lampor under året.", True), ("Fyra pass i stan.", True)),
    ],
)
def test_a_promise_whose_words_say_when_has_a_time(
    given: Given, catalogues: Catalogues, text: str, is_told: bool
) -> None:
    assert is_told == has_no_time(given, catalogues, text)


@pytest.mark.parametrize(
    ("english", "is_told"),
    [("Be seen every Friday.", False), ("Mend lamps in the spring.", False), ("Be seen more.", True)],
)
def test_english_words_that_say_when_count_too(
    given: Given, catalogues: Catalogues, english: str, is_told: bool
) -> None:
    given_words = f"title: A\npromises: [{{id: synas, text: '{english}'}}]"
    assert is_told == has_no_time(given, catalogues, "Synas mer.", given_words)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (f"publisher: Föreningen\n{NUMBERED}", ["contact", "faults"]),
        ("publication: compiled", ["publisher", "contact", "faults"]),
        (f"publication: compiled\n{NAMED}", []),
        (NAMED, []),
    ],
)
def test_the_register_is_asked_who_publishes_whom_to_ask_and_where_faults_are_told(
    given: Given, catalogues: Catalogues, fields: str, expected: list[str]
) -> None:
    told = given({SV: promise(), "2027/pledge.en.md": None, "register.yml": register(fields)})
    entries = load_book(told.root, LANGUAGES).entries
    found = list(find_hints(entries, catalogues.words, TODAY, lambda path: False))
    assert [f"hint_no_{name}" for name in expected] == [item.code for item in found]
    for item, name in zip(found, expected, strict=True):
        assert all(f"{name}:" in render_problem(item, catalogues[language]) for language in LANGUAGES)
        assert "{{" not in render_problem(item, catalogues[LANGUAGES[0]])


def test_a_place_belongs_to_one_of_several_municipalities(given: Given, catalogues: Catalogues) -> None:
    places = """\
  - {id: ekby, name: Ekby, type: municipality}
  - {id: asby, name: Åsby, type: municipality}
  - {id: torget, name: Torget, type: square}
  - {id: viken, name: Viken, type: square, part_of: ekby}
  - {id: sjon, name: Sjön, type: water}
"""
    for names, expected in ((places, ["hint_place_apart torget"]), (places.partition("\n")[2], [])):
        head = register(NAMED).partition("places:\n")[0]
        entries = load_book(given({"register.yml": f"{head}places:\n{names}"}).root, LANGUAGES).entries
        found = find_hints(entries, catalogues.words, TODAY, lambda path: False)
        assert expected == [f"{item.code} {item.found}" for item in found if item.code == "hint_place_apart"]


@pytest.mark.parametrize("without", ["publisher", "publisher_type", "organisation_number"])
def test_the_register_is_asked_for_what_the_catalogue_of_the_data_may_not_be_without(
    given: Given, catalogues: Catalogues, without: str
) -> None:
    fields = "\n".join(line for line in NAMED.splitlines() if not line.startswith(f"{without}:"))
    told = given({SV: promise(), "2027/pledge.en.md": None, "register.yml": register(fields)})
    (item,) = find_hints(load_book(told.root, LANGUAGES).entries, catalogues.words, TODAY, lambda path: False)
    assert ("hint_no_catalogue", without) == (item.code, item.found)
    assert all(f"{without}: " in render_problem(item, catalogues[language]) for language in LANGUAGES)
