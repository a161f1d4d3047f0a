"""What holds where another record held: by area, the one in force before the newest, and never one to come."""

from __future__ import annotations

import pytest

from core.conftest import TODAY, Given, agreement, pledge, register
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.records.latest import LatestRecords

PLACES = """
places:
  - {id: hela, name: Hela kommunen, type: municipality}
  - {id: norr, name: Norr, part_of: hela}
  - {id: soder, name: Söder, part_of: hela}
"""


def latest(book: Book, name: str) -> tuple[str | None, str | None]:
    found = LatestRecords(BookOnDay(book, TODAY)).find(book.pledge[name])
    return (found.current.id if found.current else None, found.upcoming.id if found.upcoming else None)


def book(given: Given, **pledges: str) -> Book:
    files = {f"{name.lstrip('_')}/pledge.sv.md": pledge(text.replace("; ", "\n")) for name, text in pledges.items()}
    return given({"register.yml": register(PLACES), "2027/pledge.sv.md": None, **files}).book


def test_an_ended_one_leads_to_the_one_in_force_and_tells_of_the_next(given: Given) -> None:
    found = book(given, _2020="period: 2020", _2026="period: 2026-2027", _2028="period: 2028", _2029="period: 2029")
    assert ("2026", "2028") == latest(found, "2020")
    assert (None, "2028") == latest(found, "2026")


def test_when_none_is_in_force_it_leads_to_the_newest_that_has_begun(given: Given) -> None:
    found = book(given, _2020="period: 2020", _2021="period: 2021", _2025="period: 2025")
    assert ("2025", None) == latest(found, "2020")
    assert (None, None) == latest(found, "2025")


def test_one_for_a_district_takes_the_place_of_none_for_more(given: Given) -> None:
    found = book(given, a="period: 2020", b="period: 2020; area: [norr]", c="period: 2027; area: [norr]")
    assert (None, None) == latest(found, "a")
    assert ("c", None) == latest(found, "b")


def test_one_for_the_whole_municipality_answers_for_each_part(given: Given) -> None:
    found = book(given, a="period: 2020; area: [norr, soder]", b="period: 2027", c="period: 2027; area: [norr]")
    assert ("b", None) == latest(found, "a")


@pytest.mark.parametrize("unknown", ["a", "b"])
def test_an_unknown_area_tells_nothing_apart(given: Given, unknown: str) -> None:
    texts = {"a": "period: 2020; area: [norr]", "b": "period: 2027; area: [soder]"}
    texts[unknown] = (
        texts[unknown].replace("area: [norr]", "unknown: [area]").replace("area: [soder]", "unknown: [area]")
    )
    assert ("b", None) == latest(book(given, **texts), "a")


def test_what_has_no_known_time_is_not_the_newest(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge("unknown: [period]", without="period")})
    assert (None, None) == latest(told.book, "a")


def test_agreements_are_told_apart_from_pledges(given: Given) -> None:
    told = given(
        {
            "agreements/2020/agreement.sv.md": agreement("period: 2020"),
            "agreements/2027/agreement.sv.md": agreement("period: 2027"),
        }
    )
    found = LatestRecords(told.day).find(told.book.agreement["2020"])
    assert ("2027", None) == (found.current and found.current.id, found.upcoming)


def test_of_two_districts_at_the_same_time_each_goes_on_to_its_own(given: Given) -> None:
    found = book(
        given,
        a="period: 2020-2021; area: [norr]",
        b="period: 2021-2022; area: [soder]",
        c="period: 2025; area: [soder]",
        d="period: 2024; area: {scope: municipality}",
        e="period: 2019; area: [norr, soder]",
    )
    assert ("d", None) == latest(found, "a")
    assert ("c", None) == latest(found, "b")
    assert ("d", None) == latest(found, "e")
    assert (None, None) == latest(found, "d")


def test_one_for_every_municipality_answers_for_one_that_does_not_say(given: Given) -> None:
    two = "places: [{id: ett, name: Ett, type: municipality}, {id: tva, name: Två, type: municipality}]"
    files = {
        "a/pledge.sv.md": pledge("period: 2020"),
        "b/pledge.sv.md": pledge("period: 2021\narea: [ett]"),
        "c/pledge.sv.md": pledge("period: 2022\narea: {scope: municipalities}"),
        "d/pledge.sv.md": pledge("period: 2023\narea: [tva]"),
    }
    found = given({"register.yml": register(two), "2027/pledge.sv.md": None, **files}).book
    assert [("c", None), ("c", None), (None, None)] == [latest(found, name) for name in ("a", "b", "c")]
