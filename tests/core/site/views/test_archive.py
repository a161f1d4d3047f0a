"""The archive: each pledge once with its years, the years without one, and what it can be narrowed to."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.conftest import TODAY, Given, Show, agreement, followup, pledge, register, words
from core.site.views.conftest import pledges
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.records.subjects import UNPLACED
from pledgebook.site.views.archive import (
    Year,
    build_archive_view,
    build_pledge_line,
    list_agreements,
    list_years,
)


def all_years(book: Book, today: date = TODAY) -> list[Year]:
    """Every year, the latest first."""
    day = BookOnDay(book, today)
    lines = [build_pledge_line(day, pledge) for pledge in book.pledges]
    return list_years(day, lines, list_agreements(day))[::-1]


def years_of(book: Book, today: date = TODAY) -> dict[str, list[str]]:
    """Every year, as `2015–2017`, and the pledges under each."""
    return {
        f"{year.first}–{year.last}" if year.first != year.last else str(year.first): [
            line.pledge.id for line in year.pledges
        ]
        for year in all_years(book, today)
    }


def entries_of(book: Book) -> list[tuple[str, tuple[int, ...]]]:
    """What stands in the archive, from the top: a pledge by its id, or nothing, and its years."""
    view = build_archive_view(BookOnDay(book, TODAY))
    return [(entry.line.pledge.id if entry.line else "", entry.years) for entry in view.entries]


def test_each_pledge_stands_once_with_its_years_and_the_years_without_one_between(given: Given) -> None:
    told = given(pledges(_2019_2020="2019-2020", _2022="2022", _2026="{start: 2026, end: open}"))
    expected = [
        ("2026", (2026, 2027)),
        ("", (2023, 2024, 2025)),
        ("2022", (2022,)),
        ("", (2021,)),
        ("2019-2020", (2019, 2020)),
    ]
    assert expected == entries_of(told.book)


def test_pledges_that_begin_together_stand_in_the_order_of_the_book(given: Given) -> None:
    told = given(pledges(_2027_a="2027", _2027_b="2027-2028", _2026="2026-2027"))
    assert ["2027-b", "2027-a", "2026"] == [name for name, _ in entries_of(told.book)]


def test_a_link_to_a_year_leads_to_the_first_place_that_tells_of_it(given: Given) -> None:
    told = given(pledges(_2026="2026-2027", _2027="2027"))
    view = build_archive_view(told.day)
    assert [(2027,), (2026,)] == [entry.first_of for entry in view.entries]


def test_a_pledge_without_a_known_time_stands_last(given: Given) -> None:
    told = given({"a/pledge.sv.md": pledge("unknown: [period]", without="period")})
    assert [("2027", (2027,)), ("a", ())] == entries_of(told.book)


def test_a_pledge_of_two_years_stands_under_both(given: Given) -> None:
    told = given(pledges(_2026_2027="2026-2027", _2025="2025"))
    assert {"2027": ["2026-2027"], "2026": ["2026-2027"], "2025": ["2025"]} == years_of(told.book)
    assert 2 == build_archive_view(told.day).pledge_count


def test_a_year_without_a_pledge_is_shown_up_to_this_year(given: Given) -> None:
    told = given(pledges(_2022="2022", _2024="2024"))
    assert {"2025–2027": [], "2024": ["2024"], "2023": [], "2022": ["2022"]} == years_of(told.book)


def test_what_the_register_knows_of_a_gap_stands_in_its_year(given: Given) -> None:
    gaps = register("gaps: [{period: 2023, state: none}, {period: 2026-2027, state: preparing}]")
    told = given({"register.yml": gaps, **pledges(_2022="2022", _2024="2024")})
    found = {year.first: year.gap.state if year.gap else None for year in all_years(told.book)}
    assert {2026: "preparing", 2025: None, 2024: None, 2023: "none", 2022: None} == found
    assert [2026, 2025, 2023] == [year.first for year in all_years(told.book) if year.is_gap]


def test_a_year_with_a_pledge_is_no_gap_whatever_the_register_says(given: Given) -> None:
    told = given({"register.yml": register("gaps: [{period: 2027, state: none}]"), "2027/pledge.sv.md": pledge()})
    (year,) = all_years(told.book)
    assert (False, None) == (year.is_gap, year.gap)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ("[{period: 2015-2019}]", ["2027", "2015–2019"]),
        ("[{period: 2015-2029}]", ["2027", "2015–2026"]),
        ("[{period: 2015}]", ["2027", "2015"]),
        ("[{period: 2015-2019}, {period: 2020-2026, state: none}]", ["2027", "2020–2026", "2015–2019"]),
        ("[]", ["2027"]),
    ],
)
def test_years_before_the_first_pledge_stand_as_the_register_tells_them(
    given: Given, gaps: str, expected: list[str]
) -> None:
    told = given({"register.yml": register(f"gaps: {gaps}"), "2027/pledge.sv.md": pledge()})
    assert expected == list(years_of(told.book))


def test_an_agreement_stands_once_in_a_stretch_of_years(given: Given) -> None:
    told = given(
        {
            "register.yml": register("gaps: [{period: 2015-2019}]"),
            "2027/pledge.sv.md": pledge(),
            "agreements/2016-2018/agreement.sv.md": agreement("period: 2016-2018"),
            "agreements/2016-2018/agreement.en.md": words("title: Agreement"),
        }
    )
    found = {year.first: [line.agreement.id for line in year.agreements] for year in all_years(told.book)}
    assert {2027: [], 2015: ["2016-2018"]} == found


def test_an_open_pledge_stands_under_every_year_until_today(given: Given) -> None:
    told = given(pledges(a="{start: 2024-06, end: open}"))
    assert {"2027": ["a"], "2026": ["a"], "2025": ["a"], "2024": ["a"]} == years_of(told.book)


def test_a_pledge_whose_end_is_unknown_stands_under_the_year_it_began(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge("period: {start: 2025}\nunknown: [period.end]")})
    assert {"2026–2027": [], "2025": ["a"]} == years_of(told.book)


def test_a_pledge_to_come_has_its_year(given: Given) -> None:
    assert {"2028": ["a"], "2027": []} == dict(list(years_of(given(pledges(a="2028", b="2026")).book).items())[:2])


def test_an_empty_archive_has_this_year_only(given: Given) -> None:
    assert {"2027": []} == years_of(given({"2027/pledge.sv.md": None}).book)


def test_an_archive_without_pledges_says_that_none_is_published_and_offers_nothing_to_choose(
    given: Given, show: Show
) -> None:
    html = show(given({"2027/pledge.sv.md": None}).book).html("arkiv/")
    assert "Inga medborgarlöften är publicerade än." in html
    assert "inte hittat" not in html
    assert "<select" not in html
    gaps = register("gaps: [{period: 2026, state: none}]")
    assert "Det finns inget medborgarlöfte för den här tiden." in show(
        given({"2027/pledge.sv.md": None, "register.yml": gaps}).book
    ).html("arkiv/")


def test_what_nothing_can_be_narrowed_to_is_not_offered(given: Given, show: Show) -> None:
    html = show(given().book).html("arkiv/")
    assert ["status", "year", "party"] == re.findall(r'<select[^>]* data-facet="(\w+)"', html)


def test_agreements_stand_in_the_archive_newest_first_and_under_their_years(given: Given) -> None:
    told = given(
        {
            "agreements/2020-2026/agreement.sv.md": agreement("period: 2020-2026"),
            "agreements/2027-2030/agreement.sv.md": agreement("period: 2027-2030"),
            "2026/pledge.sv.md": pledge("period: 2026"),
        }
    )
    view = build_archive_view(told.day)
    assert [("2027-2030", "in_force"), ("2020-2026", "ended")] == [
        (line.agreement.id, line.state) for line in view.agreements
    ]
    assert [["2027-2030"], ["2020-2026"]] == [
        [line.agreement.id for line in year.agreements] for year in all_years(told.book)
    ]


def test_a_line_tells_how_many_promises_have_been_reported_on(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                "promises: [{id: a, by: polisen, text: A}, {id: b, by: polisen, text: B}, {id: c, by: polisen, text: C}]"
            ),
            "2027/followup-1.sv.md": followup("results: [{promise: a}, {promise: b, status: ongoing}, {text: Bra.}]"),
            "2027/followup-2.sv.md": followup("results: [{promise: a, status: fulfilled}]"),
        }
    )
    (line,) = [entry.line for entry in build_archive_view(told.day).entries]
    assert line
    assert 2 == line.outcomes.reported


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ("[]", ["2027", "2020–2026", "2019"]),
        ("[{period: 2020-2026}]", ["2027", "2020–2026", "2019"]),
        ("[{period: 2020-2022}, {period: 2023-2024}]", ["2027", "2020–2026", "2019"]),
        ("[{period: 2023, state: none}]", ["2027", "2024–2026", "2023", "2020–2022", "2019"]),
        ("[{period: 2020-2023, note: Vi har letat.}]", ["2027", "2024–2026", "2020–2023", "2019"]),
    ],
)
def test_years_of_which_the_same_is_known_stand_as_one_stretch(given: Given, gaps: str, expected: list[str]) -> None:
    told = given({"register.yml": register(f"gaps: {gaps}"), **pledges(_2019="2019", _2027="2027")})
    assert expected == list(years_of(told.book))


def test_a_stretch_of_years_has_every_agreement_of_its_years_once(given: Given) -> None:
    told = given(
        {
            **pledges(_2020="2020", _2027="2027"),
            "agreements/2019-2023/agreement.sv.md": agreement("period: 2019-2023"),
            "agreements/2023-2025/agreement.sv.md": agreement("period: 2023-2025"),
        }
    )
    found = {year.first: {line.agreement.id for line in year.agreements} for year in all_years(told.book)}
    assert {2027: set(), 2021: {"2019-2023", "2023-2025"}, 2020: {"2019-2023"}} == found


def test_a_promise_is_found_by_its_own_words_or_those_of_its_pledge(found: Book) -> None:
    view = build_archive_view(BookOnDay(found, TODAY))
    lines = {entry.line.pledge.id: entry.line for entry in view.entries if entry.line}
    marks = {item.promise.id: dict(item.marks) for item in lines["2025-2026"].promises}
    assert {"theme": ("trafik",), "place": ("sagogatan",), "party": ("polisen",)} == {
        name: values for name, values in marks["a"].items() if name != "status"
    }
    assert {"fulfilled", "ongoing"} == set(marks["a"]["status"])
    assert (("narkotika",), ("fiktiva-torget",)) == (marks["b"]["theme"], marks["b"]["place"])
    assert (("polisen", "kommunen"), ("not_reported",)) == (marks["b"]["party"], marks["b"]["status"])
    assert ((), (UNPLACED,)) == (marks["c"]["theme"], marks["c"]["place"])
    # What has not begun has nothing to report.
    assert {()} == {item.marks["status"] for item in lines["2028"].promises}
    whole = {"theme": ("trafik",), "place": ("sagogatan",), "party": ("polisen", "kommunen")}
    assert whole == dict(lines["2028"].marks)


def test_the_archive_can_be_narrowed_to_what_its_pledges_and_promises_have(found: Book) -> None:
    view = build_archive_view(BookOnDay(found, TODAY))
    assert {
        "year": ["2028", "2026", "2025"],
        "theme": ["narkotika", "trafik"],
        "place": [UNPLACED, "fiktiva-torget", "sagogatan"],
        "party": ["kommunen", "polisen"],
        "status": ["fulfilled", "not_reported", "ongoing"],
    } == {name: list(values) if name == "year" else sorted(values) for name, values in view.choices.items()}
    assert (2, 6) == (view.pledge_count, view.promise_count)


def test_a_place_knows_what_it_is_part_of_where_something_is_promised_for_that(given: Given) -> None:
    places = "places: [{id: a, name: A, type: municipality}, {id: b, name: B}, {id: c, name: C, part_of: b}]"
    text = "area: {area}\npromises: [{id: x, by: polisen, text: X}]"
    told = given(
        {
            "register.yml": register(places),
            "2027/pledge.sv.md": pledge(text.replace("{area}", "[c]")),
            "2026/pledge.sv.md": pledge("period: 2026\n" + text.replace("{area}", "{scope: municipality}")),
        }
    )
    assert {"c": ("a",), "a": ()} == build_archive_view(told.day).wholes


def test_a_pledge_whose_promises_are_unknown_is_found_as_a_whole(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("area: [sagogatan]\npromises: []\nunknown: [promises]")})
    choices = build_archive_view(told.day).choices
    assert (("sagogatan",), ()) == (choices["place"], choices["status"])
