"""Rules on pledges against each other: rivals for one area, and what may carry on what."""

from __future__ import annotations

import pytest

from core.conftest import FU, SV, Given, followup, pledge, promise

# Overlaps


def areas(first: str, second: str, extra: str = "", period: str = "2027") -> dict[str, str]:
    return {
        SV: pledge(f"area: {first}\nperiod: {{start: 2027, end: 2028}}"),
        "nya/pledge.sv.md": pledge(f"area: {second}\nperiod: {period}\n{extra}"),
    }


@pytest.mark.parametrize("area", ["[sagogatan]", "{scope: municipality}", "[sagogatan, fiktiva-torget]"])
def test_two_pledges_for_one_area_at_once_are_worth_a_warning(given: Given, area: str) -> None:
    told = given(areas(area, area, period="2028"))
    assert ([], ["nya/pledge.sv.md:3:9 period_overlap nya"]) == (told.errors, told.warnings)
    assert {"other": "2027"} == told.found[-1].details


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("{start: 2027, end: 2027-06-30}", "{start: 2027-06-30, end: 2028}", True),
        ("{start: 2027, end: 2027-06-30}", "{start: 2027-07-01, end: 2028}", False),
        ("{start: 2027, end: open}", "2035", True),
        ("{start: 2027}\nunknown: [period.end]", "2028", False),
    ],
)
def test_a_pledge_holds_to_its_last_day_for_ever_or_nobody_knows(
    given: Given, first: str, second: str, is_told: bool
) -> None:
    told = given({SV: pledge(f"period: {first}"), "nya/pledge.sv.md": pledge(f"period: {second}")})
    assert (["nya/pledge.sv.md:2:9 period_overlap nya"] if is_told else []) == told.warnings


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ("2027-05-31", ("2027-05-31", "2027-06-01–2028")),
        ("{start: 2027, end: 2027-06-01}", None),
        ("{start: 2028-12-31, end: 2029}", None),
        ("{start: 2029, end: open}", ("2029", "2027-06-01–2028")),
    ],
)
def test_a_follow_up_covers_some_of_its_pledges_time(
    given: Given, covers: str, expected: tuple[str, str] | None
) -> None:
    told = given({SV: pledge("period: {start: 2027-06-01, end: 2028}"), FU: followup(f"covers: {covers}")})
    found = [(problem.found, problem.details["period"]) for problem in told.found if problem.code == "followup_covers"]
    assert ([expected] if expected else []) == found
    assert ([f"{FU}:2:9 followup_covers {expected[0]}"] if expected else []) == told.warnings


@pytest.mark.parametrize(("date", "is_told"), [("2027-05-31", True), ("2027-06-01", False), ("2027-06", False)])
def test_a_follow_up_comes_on_the_first_day_of_its_pledge_or_later(given: Given, date: str, is_told: bool) -> None:
    told = given({SV: pledge("period: {start: 2027-06-01, end: 2028}"), FU: followup(f"date: {date}")})
    assert ([f"{FU}:2:7 followup_early {date}"] if is_told else []) == told.warnings
    starts = [problem.details["start"] for problem in told.found if problem.code == "followup_early"]
    assert (["2027-06-01"] if is_told else []) == starts


def test_the_order_of_places_does_not_make_another_area(given: Given) -> None:
    told = given(areas("[sagogatan, fiktiva-torget]", "[fiktiva-torget, sagogatan]", period="2028"))
    assert ["nya/pledge.sv.md:3:9 period_overlap nya"] == told.warnings


@pytest.mark.parametrize(
    ("first", "second", "extra", "period"),
    [
        ("[sagogatan]", "[fiktiva-torget]", "", "2027"),
        ("[sagogatan]", "{scope: municipality}", "", "2027"),
        ("{scope: town}", "{scope: municipality}", "", "2027"),
        ("[sagogatan]", "[sagogatan]", "", "2029"),
        ("[sagogatan]", "[sagogatan]", "extends: '2027'", "2028"),
        ("[sagogatan]", "[sagogatan]", "replaces: '2027'", "2028"),
    ],
)
def test_other_areas_other_times_and_extensions_are_no_rivals(
    given: Given, first: str, second: str, extra: str, period: str
) -> None:
    assert [] == given(areas(first, second, extra, period)).problems


def test_a_pledge_of_unknown_time_is_no_rival(given: Given) -> None:
    told = given(
        {
            SV: pledge("area: sagogatan"),
            "a/pledge.sv.md": pledge("area: sagogatan\nunknown: [period]", without="period"),
        }
    )
    assert [] == told.problems


def test_every_pledge_that_a_long_one_overlaps_is_told(given: Given) -> None:
    told = given(
        {
            SV: None,
            "a/pledge.sv.md": pledge("period: 2020-2029"),
            "b/pledge.sv.md": pledge("period: 2021"),
            "c/pledge.sv.md": pledge("period: 2025"),
        }
    )
    assert ["b/pledge.sv.md:2:9 period_overlap b", "c/pledge.sv.md:2:9 period_overlap c"] == told.warnings


# Earlier and later


@pytest.mark.parametrize("earlier", ["2027/synas", "2028/synas"])
def test_a_promise_carries_on_an_earlier_one_only(given: Given, earlier: str) -> None:
    told = given({SV: promise(f"continues: {earlier}"), "2028/pledge.sv.md": pledge("period: 2028")})
    assert [f"2027/pledge.sv.md:3:55 continues_later {earlier}"] == told.problems


def test_a_pledge_of_unknown_time_may_carry_on_another(given: Given) -> None:
    told = given(
        {"okant/pledge.sv.md": promise("continues: 2027/synas").replace("period: 2027\n", "unknown: [period]\n")}
    )
    assert [] == told.problems


@pytest.mark.parametrize("way", ["extends", "replaces", "continues"])
def test_a_pledge_does_not_follow_on_itself(given: Given, way: str) -> None:
    told = given({SV: pledge(f"{way}: '2027'")})
    assert 1 == len(told.errors)
    assert told.errors[0].startswith(f"2027/pledge.sv.md:2:{len(way) + 3} ")


# Everything at once


@pytest.mark.parametrize("way", ["extends", "replaces", "continues"])
def test_a_record_follows_on_an_earlier_one(given: Given, way: str) -> None:
    told = given({SV: pledge(f"{way}: '2028'"), "2028/pledge.sv.md": pledge("period: 2028")})
    assert [f"2027/pledge.sv.md:2:{len(way) + 3} succession_later 2028"] == told.problems
