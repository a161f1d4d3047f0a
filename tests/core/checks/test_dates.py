"""What is said to have happened has happened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from core.conftest import EN, FU, LANGUAGES, SV, TODAY, Given, Show, Workspace, followup, pledge, words
from pledgebook.checks.run import check_meaning
from pledgebook.clock import read_latest, read_today
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.problem import Level
from pledgebook.project import load_book

NOTE = "changes: [{date: 2093-01-01, kind: changed, note: Mer.}]"


def tell(given: Given, files: dict[str, Any], latest: date = TODAY) -> list[str]:
    """What is wrong with dates when records are read on a day."""
    root = given(files).root
    found = load_book(root, LANGUAGES, latest=latest).problems
    return [f"{item.mark.line}:{item.mark.column} {item.code} {item.found}" for item in found if "date_" in item.code]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({SV: pledge("dates: {signed: 2072-01-15}")}, ["2:17 date_future 2072-01-15"]),
        ({SV: pledge("dates: {decided: 2028-01}")}, ["2:18 date_future 2028-01"]),
        ({SV: pledge("dates: {published: 2027-06-16}")}, ["2:20 date_future 2027-06-16"]),
        ({SV: pledge("dates: {updated: 2028}")}, ["2:18 date_future 2028"]),
        ({FU: followup("date: 2082-01")}, ["2:7 date_future 2082-01"]),
        ({SV: pledge(NOTE)}, ["2:18 date_future 2093-01-01"]),
        ({SV: pledge("basis: [{type: other, date: 2027-07}]")}, ["2:29 date_future 2027-07"]),
        (
            {SV: pledge("sources: [{publisher: Polisen, read: 2027-07-01}]")},
            ["2:38 date_future 2027-07-01"],
        ),
        (
            {SV: pledge(), EN: words("title: A\ntranslation: {status: reviewed, reviewed: 2028-01-01}")},
            ["3:43 date_future 2028-01-01"],
        ),
        ({SV: pledge("period: 2027\ndates: {signed: 2027-12-31}")}, ["3:17 date_planned 2027-12-31"]),
        (
            {SV: pledge("period: {end: 2029}\nunknown: [period.start]\ndates: {decided: 2028-01}")},
            ["4:18 date_planned 2028-01"],
        ),
        ({SV: pledge("unknown: [period]\ndates: {signed: 2028}", without="period")}, ["3:17 date_future 2028"]),
        # What is known to a month or a year that has begun may have happened.
        ({SV: pledge("dates: {signed: 2027-06, published: 2027}")}, []),
        ({FU: followup("date: 2027-06-15")}, []),
        ({SV: pledge("period: 2027-2090")}, []),
    ],
)
def test_nothing_has_happened_ahead_of_its_day(given: Given, files: dict[str, Any], told: list[str]) -> None:
    assert told == tell(given, files)


def test_a_signing_ahead_is_told_once(given: Given) -> None:
    root = given({SV: pledge("dates: {signed: 2072-01-15}")}).root
    assert ["date_future"] == [
        problem.code
        for problem in load_book(root, LANGUAGES, latest=TODAY).problems
        if problem.code != "translation_missing"
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-01-15T22:59:59", 15),
        ("2027-01-15T23:00:00", 16),
        ("2027-03-27T22:59:59", 27),
        ("2027-03-28T21:59:59", 28),
        ("2027-03-28T22:00:00", 29),
        ("2027-10-30T22:00:00", 31),
        ("2027-10-31T22:00:00", 31),
        ("2027-10-31T23:00:00", 1),
        ("2025-03-30T22:00:00", 31),
    ],
)
def test_the_day_that_a_moment_is_built_for_is_the_one_in_sweden(moment: str, day: int) -> None:
    seconds = datetime.fromisoformat(f"{moment}+00:00").timestamp()
    assert day == read_today({"SOURCE_DATE_EPOCH": str(int(seconds))}).day


def test_an_old_day_is_built_for_records_that_came_later() -> None:
    assert date(1970, 1, 2) < read_latest({"SOURCE_DATE_EPOCH": "86400"})
    assert date(2200, 1, 1) == read_latest({"SOURCE_DATE_EPOCH": "7258118400"})


def test_a_command_refuses_what_lies_ahead(workspace: Workspace) -> None:
    workspace.write(SV, pledge("dates: {signed: 2072-01-15}"))
    code, told = workspace.run("check")
    assert 1 == code and "2072-01-15" in told and "har inte varit än" in told


PLANNED = "period: 2027\ndates: {signed: 2027-09-01, decided: 2027-08-01}"


def test_what_is_planned_is_told_as_planned_and_not_as_history(given: Given, show: Show) -> None:
    shown = show(given({SV: pledge(PLANNED)}).book)
    page = shown.html("2027/")
    assert "Ska undertecknas" in page and "Ska beslutas" in page
    assert "undertecknades" not in page and "Undertecknat" not in page
    assert "undertecknades" not in shown.html("andringar/")
    line = shown.html("tidslinje/")
    assert "ska undertecknas" in line and "undertecknades" not in line
    assert "To be signed" in shown.html("2027/", LANGUAGES[1])


def test_once_the_day_has_come_it_is_history(given: Given, show: Show) -> None:
    page = show(given({SV: pledge(PLANNED)}).book, date(2027, 9, 1)).html("2027/")
    assert "undertecknades" in page and "Ska undertecknas" not in page


@pytest.mark.parametrize(
    ("status", "day", "more", "told"),
    [
        ("Uppfyllt", "2026-11", "", ["4:30 status_early Uppfyllt"]),
        ("not_fulfilled", "2026-12-31", "", ["4:30 status_early not_fulfilled"]),
        ("Delvis uppfyllt", "2027-03", "\nstate: upcoming", ["4:30 status_early Delvis uppfyllt"]),
        ("ongoing", "2026-11", "", []),
        ("Uppfyllt", "2027-01", "", []),
    ],
)
def test_nothing_is_kept_or_broken_before_its_time(
    given: Given, status: str, day: str, more: str, told: list[str]
) -> None:
    results = f"date: {day}\nresults:\n  - {{promise: synas, status: {status}}}"
    found = given({SV: pledge(f"period: 2027{more}"), FU: followup(results)})
    assert told == [
        f"{item.mark.line}:{item.mark.column} {item.code} {item.found}"
        for item in found.found
        if item.level is Level.ERROR
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("signed: 1926-01-15", ["2:17 date_far 1926-01-15"]),
        ("decided: 2017", ["2:18 date_far 2017"]),
        ("published: 2024-06-30", ["2:20 date_far 2024-06-30"]),
        ("signed: 2027-02-01, updated: 2027-01-20", ["2:38 date_updated 2027-01-20"]),
        ("signed: 2025-06-01, decided: 2026-12-14", []),
        ("published: 2027-01, updated: 2027", []),
    ],
)
def test_a_day_that_can_hardly_be_the_right_one_is_told(
    given: Given, catalogues: Catalogues, days: str, expected: list[str]
) -> None:
    loaded = load_book(given({SV: pledge(f"dates: {{{days}}}")}).root, LANGUAGES)
    assert loaded.book is not None
    found = [item for item in check_meaning(loaded.book, loaded.entries, catalogues.words) if "date_" in item.code]
    assert expected == [f"{item.mark.line}:{item.mark.column} {item.code} {item.found}" for item in found]
