"""A pledge that extends another without promises of its own."""

from __future__ import annotations

import re

from core.conftest import Given, Show, followup, pledge, words
from pledgebook.names import Language

ORIGINAL = pledge(
    """
    title: Löftet 2025
    period: 2025
    state: extended
    focus_areas: [{id: torget, title: Torget}]
    promises:
      - {id: synas, by: polisen, text: Synas., focus_area: torget, note: Bara då., sources: [egen], target: {count: 4, unit: pass}}
      - {id: lysa, by: kommunen, text: Lysa.}
    parties: [polisen, kommunen]
    sources: [{id: egen, publisher: Polisen}]
    """
)
EXTENSION = pledge("title: Löftet 2026\nperiod: 2026\nextends: '2025'", without="promises")
FILES: dict[str, str | None] = {
    "2027/pledge.sv.md": None,
    "2025/pledge.sv.md": ORIGINAL,
    "2025/pledge.en.md": words("promises:\n  - {id: synas, text: Be seen.}\n  - {id: lysa, text: Give light.}"),
    "2026/pledge.sv.md": EXTENSION,
}


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_extension_without_promises_has_those_that_it_extends(given: Given, show: Show) -> None:
    told = given(
        {
            **FILES,
            "2026/followup-1.sv.md": followup(
                "date: 2027-01\ncovers: 2026\nresults: [{promise: synas, status: fulfilled}]"
            ),
        }
    )
    assert [] == told.problems
    extension = told.book.pledge["2026"]
    assert ["synas", "lysa"] == [promise.id for promise in extension.promises]
    assert {("2025/synas",), ("2025/lysa",)} == {promise.continues for promise in extension.promises}
    shown = show(told.book)
    html = plain(shown.html("2026/"))
    assert "Löftena är desamma som i det som förlängdes: Löftet 2025" in html
    assert "2 löften · 1 uppfyllt · 1 inte redovisat" in html
    # What is told of how it is known stands where it was told.
    assert "Bara då." not in html
    assert "Bara då." in plain(shown.html("2025/"))
    assert "Be seen." in shown.html("2026/", Language("en"))
    assert "Löftena är desamma" not in plain(shown.html("2025/"))


def test_what_an_extension_has_as_it_was_is_counted_once(given: Given, show: Show) -> None:
    third = pledge("title: Löftet 2027\nperiod: 2027\nextends: '2026'", without="promises")
    shown = show(given({**FILES, "2027/pledge.sv.md": third}).book)
    for address, number in (
        ("parter/polisen/", "1 löfte i 3 medborgarlöften."),
        ("parter/", "Polisen 1 löfte Gäller nu"),
    ):
        assert number in plain(shown.html(address))
    # What is said anew is a promise of its own.
    own = pledge("title: Löftet 2026\nperiod: 2026\nextends: '2025'\npromises: [{id: nytt, by: polisen, text: Nytt.}]")
    assert "2 löften i 2 medborgarlöften." in plain(
        show(given({**FILES, "2026/pledge.sv.md": own}).book).html("parter/polisen/")
    )


def test_an_extension_of_an_extension_has_the_promises_of_the_first(given: Given) -> None:
    told = given({**FILES, "2027/pledge.sv.md": pledge("period: 2027\nextends: '2026'", without="promises")})
    assert [] == told.problems
    assert ["2025/synas", "2025/lysa"] == [key for item in told.book.pledge["2027"].promises for key in item.continues]


def test_an_extension_of_what_is_known_in_part_is_known_in_part(given: Given, show: Show) -> None:
    told = given({**FILES, "2025/pledge.sv.md": ORIGINAL.replace("state: extended", "unknown: [promises]")})
    assert "Det kan finnas fler löften" in show(told.book).html("2026/")
    unknown = pledge("period: 2025\nunknown: [promises]", without="promises")
    none = given({**FILES, "2025/pledge.sv.md": unknown, "2025/pledge.en.md": None})
    assert [] == none.errors
    assert "Löftena är okända." in show(none.book).html("2026/")


def test_one_with_promises_of_its_own_or_unknown_ones_inherits_none(given: Given) -> None:
    for fields in ("promises: [{id: a, by: polisen, text: A}]", "unknown: [promises]"):
        text = pledge(f"period: 2026\nextends: '2025'\n{fields}", without="promises")
        book = given({**FILES, "2026/pledge.sv.md": text}).book
        assert "synas" not in [promise.id for promise in book.pledge["2026"].promises]


def test_an_extension_with_focus_areas_of_its_own_keeps_those_of_its_promises(given: Given, show: Show) -> None:
    fields = "focus_areas: [{id: parken, title: Parken}]"
    told = given({**FILES, "2026/pledge.sv.md": EXTENSION.replace("---\n", f"---\n{fields}\n", 1)})
    assert ["parken", "torget"] == [area.id for area in told.book.pledge["2026"].focus_areas]
    assert "Torget" in plain(show(told.book).html("2026/"))


def test_an_extension_is_for_the_same_area_where_it_says_nothing_else(given: Given) -> None:
    original = ORIGINAL.replace("---\n", "---\narea: sagogatan\n", 1)
    for fields, places in (
        ("", {("sagogatan",)}),
        ("area: fiktiva-torget\n", {("fiktiva-torget",)}),
        ("unknown: [area]\n", {("-",)}),
    ):
        text = EXTENSION.replace("---\n", f"---\n{fields}", 1)
        last = pledge("period: 2027\nextends: '2026'", without="promises")
        told = given({**FILES, "2025/pledge.sv.md": original, "2026/pledge.sv.md": text, "2027/pledge.sv.md": last})
        subjects = told.day.subjects
        for extension in map(told.book.pledge.get, ("2026", "2027")):
            assert extension
            assert places == {subjects.list_subjects(extension, item).places for item in extension.promises}


def test_an_extension_that_ends_earlier_than_what_it_extends_is_questioned(given: Given) -> None:
    for period, told in (
        ("{start: 2025-07, end: 2025-10}", ["2026/pledge.sv.md:3:9 extension_shorter 2025-10"]),
        ("{start: 2025-07, end: 2025}", []),
        ("{start: 2025-07, end: open}", []),
    ):
        text = EXTENSION.replace("period: 2026", f"period: {period}")
        problems = given({**FILES, "forlangt/pledge.sv.md": text, "2026/pledge.sv.md": None}).problems
        assert [item.replace("2026/", "forlangt/") for item in told] == problems


def test_two_that_extend_each_other_end_nowhere(given: Given) -> None:
    text = pledge("period: 2025\nextends: '2026'", without="promises")
    assert given({**FILES, "2025/pledge.sv.md": text}).errors
