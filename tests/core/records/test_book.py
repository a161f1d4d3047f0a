"""What follows from the records together: where each stands on a day, and what has been reported."""

from __future__ import annotations

from datetime import date

import pytest

from core.conftest import Given, LoadResult, agreement, followup, pledge
from pledgebook.model import Promise

PROMISES = """
promises:
  - {id: synas, by: polisen, text: Synas., activities: [{id: torget, text: På torget.}]}
  - {id: lysa, by: kommunen, text: Lysa.}
"""


def state(told: LoadResult, name: str, day: str) -> str:
    return told.book.state_of(told.book.pledge[name], date.fromisoformat(day))


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("{start: 2027-02-01, end: 2027-11-30}", "2027-01-31", "upcoming"),
        ("{start: 2027-02-01, end: 2027-11-30}", "2027-02-01", "in_force"),
        ("{start: 2027-02-01, end: 2027-11-30}", "2027-11-30", "in_force"),
        ("{start: 2027-02-01, end: 2027-11-30}", "2027-12-01", "ended"),
        ("2027", "2026-12-31", "upcoming"),
        ("2027", "2027-01-01", "in_force"),
        ("2027", "2027-12-31", "in_force"),
        ("2027", "2028-01-01", "ended"),
        ("{start: 2027-02, end: 2028-02}", "2028-02-29", "in_force"),
        ("{start: 2027-02, end: 2028-02}", "2028-03-01", "ended"),
        ("{start: 2027, end: open}", "2026-12-31", "upcoming"),
        ("{start: 2027, end: open}", "2055-01-01", "in_force"),
        ("{start: 2027}", "2027-06-15", "unknown"),
        ("{end: 2027}", "2027-06-15", "unknown"),
    ],
)
def test_a_record_stands_where_its_period_says_on_the_day(given: Given, period: str, day: str, expected: str) -> None:
    text = f"period: {period}\nunknown: [period.start, period.end]"
    assert expected == state(given({"2027/pledge.sv.md": pledge(text)}), "2027", day)


def test_a_record_whose_time_is_unknown_stands_nowhere(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("unknown: [period]", without="period")})
    assert "unknown" == state(told, "2027", "2027-06-15")


def test_what_a_record_says_of_itself_stands_before_what_its_dates_say(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("state: ended")})
    assert "ended" == state(told, "2027", "2027-06-15")


@pytest.mark.parametrize(
    ("way", "expected"), [("extends", "extended"), ("replaces", "replaced"), ("continues", "ended")]
)
def test_a_record_is_followed_by_the_one_that_says_so(given: Given, way: str, expected: str) -> None:
    told = given({"2028/pledge.sv.md": pledge(f"period: 2028\n{way}: '2027'")})
    assert expected == state(told, "2027", "2028-06-15")
    assert "in_force" == state(told, "2028", "2028-06-15")
    successor = told.book.successor_of(told.book.pledge["2027"])
    assert (None if way == "continues" else "2028") == (successor.id if successor else None)


@pytest.mark.parametrize("way", ["extends", "replaces"])
def test_a_record_holds_until_the_one_that_follows_it_begins(given: Given, way: str) -> None:
    told = given({"2028/pledge.sv.md": pledge(f"period: 2028\n{way}: '2027'")})
    assert ["in_force", "upcoming"] == [state(told, name, "2027-12-31") for name in ("2027", "2028")]


def test_a_pledge_replaced_before_its_end_is_replaced_from_then_on(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("period: 2027-2030"),
            "2028/pledge.sv.md": pledge("period: 2028-2030\nreplaces: '2027'"),
        }
    )
    assert ["in_force", "replaced"] == [state(told, "2027", day) for day in ("2027-12-31", "2028-01-01")]


def test_agreements_stand_on_days_and_follow_each_other_too(given: Given) -> None:
    told = given(
        {
            "agreements/2020-2023/agreement.sv.md": agreement("period: 2020-2023"),
            "agreements/2024-2027/agreement.sv.md": agreement("replaces: 2020-2023"),
        }
    )
    first, second = told.book.agreements
    assert ("replaced", "in_force") == tuple(told.book.state_of(item, date(2025, 1, 1)) for item in (first, second))
    assert second == told.book.successor_of(first)


def test_an_agreement_that_replaces_another_leaves_a_pledge_of_that_name_alone(given: Given) -> None:
    told = given(
        {
            "agreements/2027/agreement.sv.md": agreement("period: 2027"),
            "agreements/2028/agreement.sv.md": agreement("period: 2028\nreplaces: '2027'"),
        }
    )
    assert "ended" == state(told, "2027", "2028-06-15")
    assert told.book.successor_of(told.book.pledge["2027"]) is None


def test_records_stand_in_the_order_of_time_and_the_undated_first(given: Given) -> None:
    told = given(
        {
            "b/pledge.sv.md": pledge("period: 2026\narea: sagogatan"),
            "a/pledge.sv.md": pledge("period: 2026-01-01\narea: fiktiva-torget"),
            "z/pledge.sv.md": pledge("period: {end: 2025}\nunknown: [period.start]"),
            "c/pledge.sv.md": pledge("period: 2025-12-31"),
        }
    )
    assert ["z", "c", "a", "b", "2027"] == [item.id for item in told.book.pledges]


def test_follow_ups_stand_by_date_and_an_imprecise_date_before_a_precise_one(given: Given) -> None:
    told = given(
        {
            "2027/followup-a.sv.md": followup("date: 2028-01-01"),
            "2027/followup-b.sv.md": followup("date: 2028"),
            "2027/followup-c.sv.md": followup("date: 2027-12"),
        }
    )
    assert ["c", "b", "a"] == [item.id for item in told.book.followups_of(told.pledge)]


# What has been reported


def reported(given: Given, *followups: str) -> LoadResult:
    files = {f"2027/followup-{number}.sv.md": followup(text) for number, text in enumerate(followups, 1)}
    return given({"2027/pledge.sv.md": pledge(PROMISES), **files})


def standing(told: LoadResult, promise: str = "synas") -> list[tuple[str, str]]:
    found = told.book.latest_results(told.pledge, told.book.promise[f"2027/{promise}"][1])
    return [(report.followup.id, report.result.status) for report in found]


def test_nobody_has_reported(given: Given) -> None:
    assert [] == standing(reported(given))


def test_the_newest_report_stands(given: Given) -> None:
    told = reported(
        given,
        "date: 2028-01\nresults: [{promise: synas, status: fulfilled}]",
        "date: 2027-06\nresults: [{promise: synas, status: ongoing}]",
    )
    assert [("1", "fulfilled")] == standing(told)
    assert ["1", "2"] == [
        report.followup.id for report in told.book.results_of(told.pledge, told.book.promise["2027/synas"][1])
    ]


def test_a_newer_report_on_other_promises_takes_nothing_away(given: Given) -> None:
    told = reported(
        given,
        "date: 2027-06\nresults: [{promise: synas, status: ongoing}]",
        "date: 2028-01\nresults: [{promise: lysa, status: fulfilled}]",
    )
    assert ([("1", "ongoing")], [("2", "fulfilled")]) == (standing(told), standing(told, "lysa"))


def test_two_parties_who_report_stand_side_by_side_the_newest_first(given: Given) -> None:
    told = reported(
        given,
        "date: 2028-01\nby: polisen\nresults: [{promise: synas, status: fulfilled}]",
        "date: 2028-02\nby: kommunen\nresults: [{promise: synas, status: not_fulfilled}]",
        "date: 2027-06\nby: polisen\nresults: [{promise: synas, status: ongoing}]",
    )
    assert [("2", "not_fulfilled"), ("1", "fulfilled")] == standing(told)


def test_the_order_in_which_joint_reporters_are_named_does_not_matter(given: Given) -> None:
    told = reported(
        given,
        "date: 2027-06\nby: [polisen, kommunen]\nresults: [{promise: synas, status: ongoing}]",
        "date: 2028-01\nby: [kommunen, polisen]\nresults: [{promise: synas, status: fulfilled}]",
    )
    assert [("2", "fulfilled")] == standing(told)


def test_a_joint_report_takes_the_place_of_what_each_of_them_said_before(given: Given) -> None:
    told = reported(
        given,
        "date: 2027-06\nby: polisen\nresults: [{promise: synas, status: ongoing}]",
        "date: 2028-01\nby: [polisen, kommunen]\nresults: [{promise: synas, status: fulfilled}]",
    )
    assert [("2", "fulfilled")] == standing(told)


def test_what_is_said_of_an_activity_is_not_said_of_the_promise(given: Given) -> None:
    told = reported(given, "results: [{promise: synas, activity: torget, status: fulfilled}]")
    assert [] == standing(told)
    (report,) = told.book.results_of(told.pledge, told.book.promise["2027/synas"][1])
    assert ("torget", "fulfilled") == (report.result.activity, report.result.status)


def test_what_is_said_of_the_pledge_as_a_whole_is_not_said_of_each_promise(given: Given) -> None:
    told = reported(given, "results: [{status: fulfilled}]")
    assert ([], []) == (standing(told), standing(told, "lysa"))
    assert ["fulfilled"] == [report.result.status for report in told.book.results_of(told.pledge, None)]


def test_the_same_promise_of_another_pledge_is_another_promise(given: Given) -> None:
    told = given(
        {
            "2026/pledge.sv.md": pledge("period: 2026"),
            "2026/followup-1.sv.md": followup("covers: 2026\nresults: [{promise: synas, status: fulfilled}]"),
        }
    )
    earlier, later = told.book.pledges
    assert 1 == len(told.book.latest_results(earlier, earlier.promises[0]))
    assert () == told.book.latest_results(later, later.promises[0])
    assert () == told.book.followups_of(later)


# Ways between records


def test_a_promise_knows_those_that_carry_it_on(given: Given) -> None:
    carries_on = "promises: [{id: %s, by: polisen, text: A, continues: 2027/synas}]"
    told = given(
        {
            "2028/pledge.sv.md": pledge("period: 2028\n" + carries_on % "synas"),
            "2029/pledge.sv.md": pledge("period: 2029\n" + carries_on % "finnas"),
        }
    )
    assert {"2027/synas": ("2028/synas", "2029/finnas")} == told.book.continued_by


def test_an_agreement_knows_its_pledges_in_order(given: Given) -> None:
    told = given(
        {
            "agreements/2024-2027/agreement.sv.md": agreement(),
            "2027/pledge.sv.md": pledge("agreement: 2024-2027"),
            "2025/pledge.sv.md": pledge("period: 2025\nagreement: 2024-2027"),
            "2026/pledge.sv.md": pledge("period: 2026"),
        }
    )
    assert ["2025", "2027"] == [item.id for item in told.book.pledges_of(told.book.agreements[0])]


def test_sources_are_written_out_from_the_register(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("sources: [k1, {id: egen, publisher: Ada Exempelsson}]")})
    assert ["Exempelstads kommun", "Ada Exempelsson"] == [item.publisher for item in told.book.sources_of(told.pledge)]


def test_the_page_of_a_pledge_lists_each_source_once_its_own_first(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("sources: [p1, {id: egen, publisher: Ada Exempelsson, note: Ett brev.}]"),
            "2027/followup-1.sv.md": followup("sources: [k1, p1]"),
        }
    )
    assert ["p1", "egen", "k1"] == [source.id for source in told.book.listed_sources(told.pledge)]


def test_sources_without_ids_in_a_pledge_and_its_follow_up_are_not_mixed_up(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("sources: {publisher: Polisen}"),
            "2027/followup-1.sv.md": followup("sources: {publisher: Ada Exempelsson}"),
        }
    )
    assert ["Polisen", "Ada Exempelsson"] == [source.publisher for source in told.book.listed_sources(told.pledge)]


def test_a_book_holds_promises_by_pledge_and_id(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(PROMISES)})
    assert ["2027/synas", "2027/lysa"] == list(told.book.promise)
    assert all(isinstance(promise, Promise) for _, promise in told.book.promise.values())


def test_a_later_follow_up_without_a_status_does_not_hide_an_earlier_one(given: Given) -> None:
    told = given(
        {
            "2027/followup-1.sv.md": followup("date: 2027-05\nresults: [{promise: synas, status: fulfilled}]"),
            "2027/followup-2.sv.md": followup("date: 2027-09\nresults: [{promise: synas, text: Nytt.}]"),
        }
    )
    assert [("1", "fulfilled")] == [
        (report.followup.id, report.result.status.value)
        for report in told.book.latest_results(told.pledge, told.promise)
    ]


def test_words_without_a_status_are_no_report_on_the_promise(given: Given) -> None:
    told = given({"2027/followup-1.sv.md": followup("results: [{promise: synas, text: Nytt.}]")})
    assert () == told.book.latest_results(told.pledge, told.promise)
