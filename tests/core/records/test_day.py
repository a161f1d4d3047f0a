"""Where a record stands on a day, when a follow-up is due and since when, and what has been reported."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.conftest import Given, LoadResult, Show, agreement, followup, pledge, register
from pledgebook.names import Language
from pledgebook.records.day import BookOnDay, Reason

PROMISES = """
promises:
  - {id: synas, by: polisen, text: Synas., activities: [{id: torget, text: På torget.}]}
  - {id: lysa, by: kommunen, text: Lysa.}
"""


def state(told: LoadResult, name: str, day: str) -> str:
    return BookOnDay(told.book, date.fromisoformat(day)).state(told.book.pledge[name])


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
    assert ("replaced", "in_force") == tuple(map(BookOnDay(told.book, date(2025, 1, 1)).state, (first, second)))
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


# When a follow-up is due


def report(text: str) -> str:
    """A follow-up without the fields that it says are unknown."""
    unknown = [name for name in ("date", "covers") if re.search(rf"unknown: .*\b{name}\b", text)]
    lines = followup(text, without=unknown[0] if unknown else "").splitlines(keepends=True)
    return "".join(line for line in lines if line.partition(":")[0] not in unknown)


def told_of(given: Given, fields: str, *followups: str) -> str:
    """The due follow-up of a pledge on 15 June 2027, as `end 2027-01-01 covered 2026-06-30`, or nothing."""
    files: dict[str, str | None] = {"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(fields, without="period")}
    files |= {f"a/followup-{number}.sv.md": report(text) for number, text in enumerate(followups)}
    told = given(files)
    assert [] == told.errors
    due = BookOnDay(told.book, date(2027, 6, 15)).due(told.book.pledge["a"])
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
        ("period: {end: 2026}\nunknown: [period.start]", "end 2027-01-01"),
        ("state: ended\nunknown: [period]", ""),
        ("period: 2026\nstate: upcoming", ""),
        ("period: 2026\nstate: in_force", ""),
        # What has been extended is followed up when that is over.
        ("period: 2026\nstate: extended", ""),
        ("period: 2026\nstate: replaced", "end 2027-01-01"),
        ("period: {start: 2026, end: 2027-06-15}\nstate: extended", ""),
        ("period: {start: 2025}\nstate: ended\nunknown: [period.end]\nfollowup_plan: year", ""),
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
        ("2026-12-31", "four_months", "plan 2027-04-30"),
        ("2025", "mid_period", ""),
    ],
)
def test_a_plan_counts_from_the_start_to_the_day(given: Given, start: str, plan: str, expected: str) -> None:
    assert expected == told_of(given, f"period: {{start: {start}, end: open}}\nfollowup_plan: {plan}")


@pytest.mark.parametrize(
    ("fields", "followups", "expected"),
    [
        ("period: 2026", ["date: 2027-01\ncovers: 2026"], ""),
        ("period: 2025-2026", ["date: 2026-01\ncovers: 2025\nkind: interim"], "end 2027-01-01 covered 2025"),
        # What concludes the pledge is about its end, whatever years it names.
        ("period: 2025-2026", ["date: 2027-01\ncovers: 2025\nkind: final"], ""),
        # That a follow-up exists is known, also when what it says is not.
        ("period: 2026", ["date: 2027-01\ncovers: 2026\nunknown: [results]"], ""),
        # One dated on the day has come; one dated later has not.
        ("period: 2026", ["date: 2027-06-15\ncovers: 2026"], ""),
        ("period: 2026", ["date: 2027-07\ncovers: 2026"], "end 2027-01-01"),
        ("period: 2026", ["date: 2027-01\ncovers: {start: 2026, end: open}\nkind: interim"], ""),
        # One that does not say to when, nor on which day it is dated, reaches the end of its month.
        ("period: 2026", ["date: 2026-12\ncovers: {start: 2026, end: open}\nkind: interim"], ""),
        # What had not happened yet when it was written is not in it, whatever years it names.
        ("period: 2026", ["date: 2026-07\ncovers: 2026\nkind: interim"], "end 2027-01-01 covered 2026-07"),
        ("period: 2026", ["date: 2026-07\ncovers: 2026\nkind: final"], ""),
        (
            "period: 2026-2027\nfollowup_plan: half_year",
            ["date: 2026-07-01\ncovers: 2026\nkind: interim"],
            "plan 2027-01-02 covered 2026-07-01",
        ),
        # What was before the pledge is no part of it.
        (
            "period: 2026-2027\nfollowup_plan: half_year",
            ["date: 2025-01\ncovers: 2024\nkind: interim"],
            "plan 2026-07-01 covered 2024",
        ),
        (
            "period: 2025-2027\nfollowup_plan: year",
            ["date: 2026-01\ncovers: 2025\nkind: interim"],
            "plan 2027-01-01 covered 2025",
        ),
        ("period: 2025-2027\nfollowup_plan: year", ["date: 2027-01\ncovers: 2026\nkind: interim"], ""),
        ("period: 2026-2027\nfollowup_plan: mid_period", ["date: 2026-03\ncovers: 2026\nkind: interim"], ""),
        # One without a date reaches as far as it says, or else no one can tell what is missing.
        ("period: 2025-2026", ["unknown: [date]\ncovers: 2025\nkind: interim"], "end 2027-01-01 covered 2025"),
        ("period: 2026", ["unknown: [date]\ncovers: 2026\nkind: interim"], ""),
        ("period: 2025-2026", ["unknown: [date, covers]\nkind: interim"], ""),
        ("period: 2025-2026", ["unknown: [date, covers]\nkind: final"], ""),
        # Half of an odd number of days is over when the day in the middle begins.
        ("period: {start: 2026-01-02, end: 2027}\nfollowup_plan: mid_period", [], "plan 2027-01-01"),
    ],
)
def test_a_follow_up_fills_the_time_it_covers(given: Given, fields: str, followups: list[str], expected: str) -> None:
    assert expected == told_of(given, fields, *followups)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("period: 2026-2028", (date(2027, 3, 10), date(2027, 3, 9))),
        ("period: {start: 2026, end: open}", (date(2027, 3, 10), date(2027, 3, 9))),
        # Its own end came first.
        ("period: 2025", (date(2026, 1, 1), date(2025, 12, 31))),
        # What is extended goes on beside what follows on it.
        ("period: 2026-2028\nstate: extended", None),
    ],
)
def test_one_that_is_replaced_is_over_the_day_before_unless_it_ended_sooner(
    given: Given, earlier: str, expected: tuple[date, date] | None
) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "a/pledge.sv.md": pledge(earlier),
            "b/pledge.sv.md": pledge("period: {start: 2027-03-10, end: 2028}\nreplaces: a"),
        }
    )
    due = BookOnDay(told.book, date(2027, 6, 15)).due(told.book.pledge["a"])
    assert expected == (due and (due.since, due.end.last_day))
    assert due is None or due.reason is Reason.END


# What has been reported


def reported(given: Given, *followups: str) -> LoadResult:
    files = {f"2027/followup-{number}.sv.md": followup(text) for number, text in enumerate(followups, 1)}
    return given({"2027/pledge.sv.md": pledge(PROMISES), **files})


def standing(told: LoadResult, promise: str = "synas") -> list[tuple[str, str]]:
    found = told.day.latest_results(told.pledge, told.book.promise[f"2027/{promise}"][1])
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
    assert 1 == len(told.day.latest_results(earlier, earlier.promises[0]))
    assert () == told.day.latest_results(later, later.promises[0])
    assert () == told.book.followups_of(later)


def test_a_later_follow_up_without_a_status_does_not_hide_an_earlier_one(given: Given) -> None:
    told = given(
        {
            "2027/followup-1.sv.md": followup("date: 2027-05\nresults: [{promise: synas, status: fulfilled}]"),
            "2027/followup-2.sv.md": followup("date: 2027-09\nresults: [{promise: synas, text: Nytt.}]"),
        }
    )
    assert [("1", "fulfilled")] == [
        (report.followup.id, report.result.status.value)
        for report in told.day.latest_results(told.pledge, told.promise)
    ]


def test_words_without_a_status_are_no_report_on_the_promise(given: Given) -> None:
    told = given({"2027/followup-1.sv.md": followup("results: [{promise: synas, text: Nytt.}]")})
    assert () == told.day.latest_results(told.pledge, told.promise)


# How it all went


def outcomes(told: LoadResult, name: str = "2027", day: str = "2027-06-15") -> list[tuple[str, str]]:
    found = BookOnDay(told.book, date.fromisoformat(day)).outcomes(told.book.pledge[name])
    return [(item.promise.id, item.shown) for item in found.items]


def test_each_promise_has_one_outcome_in_its_order(given: Given) -> None:
    told = reported(given, "results: [{promise: lysa, status: fulfilled}]")
    assert [("synas", "not_reported"), ("lysa", "fulfilled")] == outcomes(told)
    found = told.day.outcomes(told.pledge)
    assert (("fulfilled", 1), ("not_reported", 1)) == found.counts
    assert 1 == found.reported


def test_two_parties_who_say_different_things_are_shown_to_do_so_whoever_was_last(given: Given) -> None:
    told = reported(
        given,
        "date: 2028-01\nby: polisen\nresults: [{promise: synas, status: fulfilled}]",
        "date: 2028-02\nby: kommunen\nresults: [{promise: synas, status: not_fulfilled}]",
    )
    assert [("synas", "differs"), ("lysa", "not_reported")] == outcomes(told)
    found = told.day.outcomes(told.pledge)
    assert ("not_fulfilled", "fulfilled") == found.items[0].statuses
    assert (("differs", 1), ("not_reported", 1)) == found.counts


def test_two_parties_who_say_the_same_are_one_outcome(given: Given) -> None:
    told = reported(
        given,
        "date: 2028-01\nby: polisen\nresults: [{promise: synas, status: ongoing}]",
        "date: 2028-02\nby: kommunen\nresults: [{promise: synas, status: ongoing}]",
    )
    assert ("synas", "ongoing") == outcomes(told)[0]


def test_what_is_told_stands_in_the_same_order_whatever_the_promises_are(given: Given) -> None:
    ways = ["not_reported", "not_assessable", "withdrawn", "not_started", "ongoing", "not_fulfilled", "fulfilled"]
    promises = "".join(f"\n  - {{id: p{place}, by: polisen, text: T.}}" for place, _ in enumerate(ways))
    results = "".join(f"\n  - {{promise: p{place}, status: {way}}}" for place, way in enumerate(ways))
    told = given(
        {
            "2027/pledge.sv.md": pledge(f"promises:{promises}"),
            "2027/followup-1.sv.md": followup(f"results:{results}"),
        }
    )
    assert [*reversed(ways[1:]), "not_reported"] == [shown for shown, _ in told.day.outcomes(told.pledge).counts]


def test_a_pledge_that_has_not_begun_has_no_outcomes(given: Given) -> None:
    told = reported(given)
    assert [] == outcomes(told, day="2026-12-31")
    assert 2 == len(outcomes(told, day="2027-01-01"))


@pytest.mark.parametrize(
    ("fields", "sv", "en"),
    [
        ("period: 2026", "2 löften · 2 inte redovisade", "2 promises · 2 not reported"),
        ("period: 2027", "2 löften · 2 inte redovisade än", "2 promises · 2 not reported yet"),
        ("period: 2028", "2 löften", "2 promises"),
        (
            "period: 2026\nunknown: [promises]",
            "2 kända löften · 2 inte redovisade",
            "2 known promises · 2 not reported",
        ),
    ],
)
def test_the_sum_is_told_in_words_and_never_as_a_share(given: Given, show: Show, fields: str, sv: str, en: str) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(f"{fields}{PROMISES}", without="period")})
    shown = show(told.book)
    for address in ("a/", "arkiv/"):
        assert f">{sv}<" in shown.html(address), address
        assert f">{en}<" in shown.html(address, Language("en")), address


def test_each_shape_of_the_sum_leads_to_its_promise_and_is_no_stop_for_who_hears_the_page(
    given: Given, show: Show
) -> None:
    told = reported(given, "results: [{promise: lysa, status: fulfilled}]")
    shown = show(told.book)
    for address, there in (("2027/", "./"), ("arkiv/", "../2027/"), ("", "2027/")):
        row = shown.html(address).split('<span class="pb-sum__shapes" aria-hidden="true"')[1].split("</span>")[0]
        assert [f"{there}#synas", f"{there}#lysa"] == re.findall(r'href="([^"]+)"', row), address
        assert 2 == row.count('tabindex="-1"')
        assert 'title="Uppfyllt: Lysa."' in row


def test_a_pledge_whose_promises_are_unknown_says_so_instead_of_a_sum(given: Given, show: Show) -> None:
    told = given({"2027/pledge.sv.md": pledge("promises: []\nunknown: [promises]", without="promises")})
    html = show(told.book).html("arkiv/")
    assert ">Löftena är okända<" in html
    assert "pb-sum__shapes" not in html


# What pages say of it


@pytest.mark.parametrize(
    ("publication", "sv", "en"),
    [
        ("own", "Här finns ingen uppföljning.", "There is no follow-up here."),
        ("compiled", "Vi har inte hittat någon uppföljning.", "We have found no follow-up."),
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
    ends = {"sv": ("Tiden gick ut 2026.", sv), "en": ("The period ended in 2026.", en)}
    for language, (end, silence) in ends.items():
        for address in ("", "arkiv/", "teman/trafik/"):
            assert f"{end} {silence}" in " ".join(shown.html(address, Language(language)).split()), address
        # The page of the pledge itself tells when the time ran out at its top, and nowhere else.
        html = shown.html("2026/", Language(language))
        assert 1 == html.count(end)
        assert html.index(end) < html.index(silence)


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
        "Medborgarlöftet skulle följas upp varje halvår, och tiden till och med december 2026 skulle vara uppföljd. "
        "Här finns ingen uppföljning för tiden efter juni 2026." in html
    )
    assert "Vi har inte hittat något om hur det gick. Det betyder inte att löftet bröts." in html


@pytest.mark.parametrize("fields", ["period: 2028", "unknown: [period]", "period: 2027"])
def test_where_nothing_is_due_no_page_says_so(given: Given, show: Show, fields: str) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge(fields, without="period")})
    shown = show(told.book)
    for address in ("", "a/", "arkiv/"):
        assert "pb-silence" not in shown.html(address)
