"""When a follow-up is due and none is known, and since when."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import Given, Show, followup, pledge, register
from pledgebook.records.due import Reason, find_due


def told_of(given: Given, fields: str, *followups: str) -> str:
    """The due follow-up of a pledge on 15 June 2027, as `end 2027-01-01 covered 2026-06-30`, or nothing."""
    files: dict[str, str | None] = {"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(fields, without="period")}
    files |= {f"a/followup-{number}.sv.md": followup(text) for number, text in enumerate(followups)}
    told = given(files)
    assert [] == told.errors
    due = find_due(told.book, told.book.pledge["a"], date(2027, 6, 15))
    return f"{due.reason} {due.since}" + (f" covered {due.covered}" if due.covered else "") if due else ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("period: 2026", "end 2027-01-01"),
        ("period: 2022-2023", "end 2024-01-01"),
        ("period: {start: 2026, end: 2027-05}", "end 2027-06-01"),
        ("period: {start: 2026, end: 2027-06-14}", "end 2027-06-15"),
        ("period: {start: 2026, end: 2027-06-15}", ""),
        ("period: 2027", ""),
        ("period: 2028", ""),
        ("period: {start: 2025, end: open}", ""),
        ("period: {start: 2025}\nunknown: [period.end]", ""),
        ("unknown: [period]", ""),
        ("period: {end: 2026}\nunknown: [period.start]", ""),
        ("state: ended\nunknown: [period]", ""),
        ("period: 2026\nstate: upcoming", ""),
        ("period: 2026\nstate: in_force", ""),
        ("period: 2026\nstate: extended", "end 2027-01-01"),
        ("period: 2026\nstate: replaced", "end 2027-01-01"),
        ("period: {start: 2026, end: 2027-06-15}\nstate: extended", ""),
    ],
)
def test_the_end_of_the_time_makes_a_follow_up_due(given: Given, fields: str, expected: str) -> None:
    assert expected == told_of(given, fields)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("year", "plan 2027-01-01"),
        ("half_year", "plan 2026-07-01"),
        ("four_months", "plan 2026-05-01"),
        ("mid_period", "plan 2027-01-01"),
        ("end", ""),
        ("continuous", ""),
        ("unknown", ""),
    ],
)
def test_a_plan_makes_a_follow_up_due_when_a_whole_stretch_has_passed(given: Given, plan: str, expected: str) -> None:
    assert expected == told_of(given, f"period: 2026-2027\nfollowup_plan: {plan}")


@pytest.mark.parametrize(
    ("start", "plan", "expected"),
    [
        ("2026-06-15", "year", "plan 2027-06-15"),
        ("2026-06-16", "year", ""),
        ("2026-08-31", "half_year", "plan 2027-02-28"),
        ("2027-01", "half_year", ""),
        ("2027-02", "four_months", "plan 2027-06-01"),
        ("2025", "mid_period", ""),
    ],
)
def test_a_plan_counts_from_the_start_to_the_day(given: Given, start: str, plan: str, expected: str) -> None:
    assert expected == told_of(given, f"period: {{start: {start}, end: open}}\nfollowup_plan: {plan}")


@pytest.mark.parametrize(
    ("fields", "followups", "expected"),
    [
        ("period: 2026", ["date: 2027-01\ncovers: 2026"], ""),
        ("period: 2025-2026", ["date: 2026-01\ncovers: 2025\nkind: interim"], "end 2027-01-01 covered 2025-12-31"),
        # What concludes the pledge is about its end, whatever years it names.
        ("period: 2025-2026", ["date: 2027-01\ncovers: 2025\nkind: final"], ""),
        # That a follow-up exists is known, also when what it says is not.
        ("period: 2026", ["date: 2027-01\ncovers: 2026\nunknown: [results]"], ""),
        # One dated later than the day has not come yet.
        ("period: 2026", ["date: 2027-07\ncovers: 2026"], "end 2027-01-01"),
        ("period: 2026", ["date: 2027-01\ncovers: {start: 2026, end: open}\nkind: interim"], ""),
        (
            "period: 2025-2027\nfollowup_plan: year",
            ["date: 2026-01\ncovers: 2025\nkind: interim"],
            "plan 2027-01-01 covered 2025-12-31",
        ),
        ("period: 2025-2027\nfollowup_plan: year", ["date: 2027-01\ncovers: 2026\nkind: interim"], ""),
        ("period: 2026-2027\nfollowup_plan: mid_period", ["date: 2026-03\ncovers: 2026\nkind: interim"], ""),
    ],
)
def test_a_follow_up_fills_the_time_it_covers(given: Given, fields: str, followups: list[str], expected: str) -> None:
    assert expected == told_of(given, fields, *followups)


def test_one_that_is_replaced_before_its_end_is_over_the_day_before(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "a/pledge.sv.md": pledge("period: 2026-2028"),
            "b/pledge.sv.md": pledge("period: {start: 2027-03-10, end: 2028}\nreplaces: a"),
        }
    )
    due = find_due(told.book, told.book.pledge["a"], date(2027, 6, 15))
    assert due
    assert (Reason.END, date(2027, 3, 10), date(2027, 3, 9)) == (due.reason, due.since, due.end)


# What pages say of it


@pytest.mark.parametrize(
    ("publication", "sv", "en"),
    [
        ("own", "Ingen uppföljning har publicerats.", "No follow-up has been published."),
        ("compiled", "Ingen uppföljning har hittats.", "No follow-up has been found."),
    ],
)
def test_silence_is_told_with_its_date_wherever_the_pledge_stands(
    given: Given, show: Show, publication: str, sv: str, en: str
) -> None:
    told = given(
        {
            "register.yml": register(f"publication: {publication}"),
            "2027/pledge.sv.md": None,
            "2026/pledge.sv.md": pledge("period: 2026\npromises: [{id: a, by: polisen, text: A, themes: trafik}]"),
        }
    )
    shown = show(told.book)
    for address in ("", "2026/", "arkiv/", "teman/trafik/"):
        assert f"Tiden gick ut den 31 december 2026. {sv}" in " ".join(shown.html(address).split()), address
        assert f"The period ended on 31 December 2026. {en}" in " ".join(shown.html(address, "en").split()), address
    assert 1 == shown.html("2026/").count("Tiden gick ut den 31 december 2026. Ingen")
    assert "Ingen uppföljning har kommit än." not in shown.html("2026/")


def test_a_plan_that_is_late_is_told_with_its_date(given: Given, show: Show) -> None:
    fields = "period: 2026-2027\nfollowup_plan: half_year"
    told = given(
        {
            "2027/pledge.sv.md": None,
            "a/pledge.sv.md": pledge(fields),
            "a/followup-1.sv.md": followup("date: 2026-07\ncovers: {start: 2026-01, end: 2026-06}\nkind: interim"),
        }
    )
    html = " ".join(show(told.book).html("a/").split())
    assert (
        "Löftet skulle följas upp varje halvår, och en uppföljning har väntats sedan den 1 januari 2027. "
        "Ingen uppföljning av tiden efter den 30 juni 2026 har publicerats." in html
    )
    assert "Ingen uppföljning av löftet har hittats." in html


@pytest.mark.parametrize("fields", ["period: 2028", "unknown: [period]", "period: 2027"])
def test_where_nothing_is_due_no_page_says_so(given: Given, show: Show, fields: str) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(fields, without="period")})
    shown = show(told.book)
    for address in ("", "a/", "arkiv/"):
        assert "pb-silence" not in shown.html(address)
