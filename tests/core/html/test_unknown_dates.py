"""What pages say of dates and periods that are unknown, known in part, or known to the year alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.conftest import FU, SV, Given, Show, agreement, followup, pledge, register
from pledgebook.names import Language

UNDATED = followup("unknown: [date]\nresults: [{promise: synas, status: fulfilled}]", without="date")
PAGES = ("", "2027/", "2027/allt/", "arkiv/", "tidslinje/", "handelser/")
EXTENDED = """
period: 2027–2028
changes:
  - earlier_end: 2027
    date: 2027-05-04
    note: Förlängt ett år.
"""


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def facts(html: str) -> dict[str, str]:
    return {
        plain(name): plain(value) for name, value in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    }


def test_a_follow_up_without_a_date_is_told_as_that_and_dated_nowhere(given: Given, show: Show) -> None:
    told = given({SV: pledge(), FU: UNDATED})
    assert [] == told.errors
    shown = show(told.book)
    html = plain(shown.html("2027/"))
    assert "Uppföljning av Polisen, datum okänt" in html
    assert "Uppföljning, datum okänt." in html
    assert "Senast uppföljt datum okänt" in html
    assert "Follow-up by The police, date unknown" in plain(shown.html("2027/", Language("en")))
    changes = next(page.path for page in shown.site.pages if page.kind == "changes")
    assert "datum okänt : Medborgarlöfte 2027 följdes upp av Polisen" in plain(shown.html(changes))
    timeline = shown.html("tidslinje/")
    assert "<title>" not in timeline
    assert "datum okänt : Medborgarlöfte 2027 följdes upp" in plain(timeline.partition('id="utan-tid"')[2] or timeline)
    for page in shown.site.pages:
        assert "2028" not in shown.html(page.path), page.path


def test_what_happened_last_is_told_by_what_is_dated(given: Given, show: Show) -> None:
    changed = "changes: [{kind: added, note: Mer., unknown: [date]}]"
    undated = UNDATED.replace("covers: 2027\n", "").replace("[date]", "[date, covers]")
    told = given({SV: pledge(changed), "2027/followup-9.sv.md": undated, FU: followup("date: 2027-03")})
    assert [] == told.errors
    shown = show(told.book)
    assert "mars 2027" == facts(shown.html("2027/"))["Senast uppföljt"]
    html = plain(shown.html(next(page.path for page in shown.site.pages if page.kind == "changes")))
    assert html.index("mars 2027") < html.index("datum okänt : Medborgarlöfte 2027 följdes upp")
    assert "det är okänt vilken tid den gäller" in plain(shown.html("2027/"))
    assert "it is not known what period it covers" in plain(shown.html("2027/", Language("en")))


def test_a_follow_up_needs_a_date_and_what_it_covers_or_says_that_they_are_unknown(given: Given) -> None:
    for name in ("date", "covers"):
        assert [f"{FU}:2:1 field_asked {name}"] == given({SV: pledge(), FU: followup(without=name)}).problems
        assert [] == given({SV: pledge(), FU: followup(f"unknown: [{name}]", without=name)}).problems
    assert [f"{FU}:2:11 unknown_given date"] == given({SV: pledge(), FU: followup("unknown: [date]")}).warnings


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("{kind: added, note: Mer.}", ["2:11 field_asked date"]),
        ("{date: 2027-02, kind: added, note: Mer., unknown: [date]}", ["2:62 unknown_given date"]),
        ("{kind: added, note: Mer., unknown: [datum]}", ["2:11 field_asked date", "2:47 unknown_field datum"]),
        ("{earlier_end: 2027, unknown: [date], note: Mer.}", ["2:25 earlier_end 2027"]),
        ("{earlier_end: 2026, kind: added, unknown: [date], note: Mer.}", ["2:25 earlier_end 2026"]),
        ("{earlier_end: 2026, unknown: [date], note: Mer.}", ["2:25 earlier_end 2026"]),
        ("{earlier_end: 2027-02, unknown: [date], note: Mer.}", []),
        (
            "{earlier_end: 2027-02, unknown: [date], note: A.}, {earlier_end: 2027-02, date: 2027-03, note: B.}",
            ["2:76 earlier_end 2027-02"],
        ),
    ],
)
def test_a_change_is_checked(given: Given, changes: str, expected: list[str]) -> None:
    problems = given({SV: pledge(f"changes: [{changes}]")}).problems
    assert [f"{SV}:{item}" for item in expected] == [item.partition(" →")[0] for item in problems]


def test_a_change_without_a_date_is_told_as_that(given: Given, show: Show) -> None:
    told = given({SV: pledge("changes: [{kind: added, note: Mer., unknown: [date]}]")})
    html = plain(show(told.book).html("2027/"))
    assert "datum okänt : ändrades Tillagt Mer." in html
    assert "Senast ändrat datum okänt" in html


# Extensions


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (EXTENDED, "2027–2028 Gällde först till och med 2027. Förlängt till och med 2028."),
        (
            "period: {start: 2027, end: 2029-06-30}\nchanges:\n"
            "  - {earlier_end: 2028, date: 2028, note: B.}\n  - {earlier_end: 2027-10, date: 2027-05, note: A.}",
            "2027 – 30 juni 2029 Gällde först till och med oktober 2027. Förlängt till och med 2028. "
            "Förlängt till och med den 30 juni 2029.",
        ),
        (
            "period: {start: 2027, end: 2027-10}\nchanges: [{earlier_end: 2028, unknown: [date], note: A.}]",
            "2027 – oktober 2027 Skulle först gälla till och med 2028. Ändrat till och med oktober 2027.",
        ),
        (
            "period: {start: 2027}\nunknown: [period.end]\nchanges: [{earlier_end: 2027, unknown: [date], note: A.}]",
            "från 2027, slutet är okänt Gällde först till och med 2027. Sedan ändrat, men vi vet inte till när.",
        ),
        (
            "period: {start: 2027, end: open}\nchanges: [{earlier_end: 2027, unknown: [date], note: A.}]",
            "från 2027, tills vidare Gällde först till och med 2027. Förlängt tills vidare.",
        ),
    ],
)
def test_an_extension_in_one_record_keeps_the_period_that_there_was(
    given: Given, show: Show, fields: str, expected: str
) -> None:
    told = given({SV: pledge(fields)})
    assert [] == told.errors
    assert expected == facts(show(told.book).html("2027/"))["Tid"]


def test_an_extension_in_two_records_says_nothing_false_of_the_first(given: Given, show: Show) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            "2025/pledge.sv.md": pledge("period: 2025\nstate: extended"),
            "2026/pledge.sv.md": pledge("title: Löftet 2026\nperiod: 2026\nextends: '2025'"),
        }
    )
    shown = show(told.book)
    for address in ("", "2025/", "arkiv/", "tidslinje/"):
        html = plain(shown.html(address))
        assert "Tiden gick ut 2025" not in html
        assert "inte längre i den här formen" not in html
    assert "Förlängningen, som också har gått ut: Löftet 2026" in plain(shown.html("2025/"))
    assert "The extension, which has ended too: Löftet 2026" in plain(shown.html("2025/", Language("en")))


# The date on a document


def test_the_date_on_a_document_is_neither_a_signing_nor_a_publication(given: Given, show: Show) -> None:
    told = given({SV: pledge("dates: {written: 2027-03-12}")})
    html = show(told.book).html("2027/")
    assert "12 mars 2027" == facts(html)["Daterat"]
    assert not {"Undertecknat", "Publicerat"} & facts(html).keys()
    assert "12 mars 2027 : daterades" in plain(html)


# Periods known in part


def gaps(html: str) -> list[str]:
    return [plain(item) for item in re.findall(r'<p class="pb-empty">(.*?)</p>', html, re.DOTALL)]


@pytest.mark.parametrize(
    ("fields", "year", "expected"),
    [
        ("period: {start: 2023-03}\nunknown: [period.end]", "från 2023", "2024–2026"),
        ("period: {end: 2025-10}\nunknown: [period.start]", "till 2025", "2022–2024"),
        ("unknown: [period]\ndates: {signed: 2024-02}", "Okänd tid", "2024–2026"),
    ],
)
def test_years_in_which_a_pledge_may_have_held_do_not_say_that_none_was_found(
    given: Given, show: Show, fields: str, year: str, expected: str
) -> None:
    told = given(
        {
            "2021/pledge.sv.md": pledge("period: 2021"),
            "okant/pledge.sv.md": pledge(f"title: Det okända\n{fields}", without="period"),
            SV: pledge(),
        }
    )
    assert [] == told.errors
    shown = show(told.book)
    may = "Vi vet inte om något medborgarlöfte gällde då. Det kan ha varit: Det okända"
    for address in ("arkiv/", "tidslinje/"):
        html = shown.html(address)
        assert may in gaps(html)
        first, last = map(int, expected.split("–"))
        told_of = re.findall(r'id="(\d{4})"', html[: html.index("Vi vet inte om något")])
        assert str(last) in told_of, address
        assert first >= 2022
    assert year in [plain(item) for item in re.findall(r'pb-entry__years">(.*?)</p>', shown.html("arkiv/"), re.DOTALL)]


def test_the_start_page_does_not_say_that_nothing_holds_where_nobody_knows(given: Given, show: Show) -> None:
    told = given({SV: pledge("period: {start: 2027-03}\nunknown: [period.end]")})
    assert "Vi vet inte om något medborgarlöfte gäller just nu." in show(told.book).html("")
    assert "Vi vet inte om" not in show(given({SV: pledge("period: 2026")}).book).html("")


@pytest.mark.parametrize(
    ("fields", "tag", "time"),
    [
        ("period: {start: 2023}\nunknown: [period.end]", "Delvis okänd tid", "från 2023, slutet är okänt ·"),
        ("period: {end: open}\nunknown: [period.start]", "Okänd tid", ""),
        ("unknown: [period]", "Okänd tid", ""),
        ("period: {as_stated: omkring 2016}\nunknown: [period]", "Okänd tid", "omkring 2016 ·"),
    ],
)
def test_what_is_known_of_a_time_is_told_and_what_is_not_is_said_once(
    given: Given, show: Show, fields: str, tag: str, time: str
) -> None:
    told = given({SV: pledge(f"title: Torget\n{fields}", without="period")})
    assert [] == told.errors
    shown = show(told.book)
    state = re.findall(r'<p class="pb-mention__state">(.*?)</p>', shown.html("parter/polisen/"))
    assert [f"{time} {tag}".strip()] == [plain(item) for item in state]
    for address in ("2027/", "arkiv/", "platser/sagogatan/"):
        tags = re.findall(r'<span class="pb-tag pb-tag--unknown">(.*?)</span>', shown.html(address))
        assert {tag} == set(tags), address


def test_what_was_being_prepared_years_ago_is_told_in_the_past(given: Given, show: Show) -> None:
    told = given(
        {
            "register.yml": register("gaps: [{period: 2025, state: preparing}, {period: 2027, state: preparing}]"),
            SV: pledge("period: 2024"),
        }
    )
    for address in ("arkiv/", "tidslinje/"):
        assert [
            "Ett nytt medborgarlöfte håller på att tas fram.",
            "Ett nytt medborgarlöfte höll på att tas fram.",
        ] == [text for text in gaps(show(told.book).html(address)) if "tas fram" in text]


def test_the_signing_of_a_pledge_of_unknown_time_is_drawn(given: Given, show: Show) -> None:
    told = given({SV: pledge("unknown: [period]\ndates: {signed: 2026-02-03}", without="period")})
    html = show(told.book).html("tidslinje/")
    assert "<title>3 februari 2026: Medborgarlöfte 2027 undertecknades</title>" in html
    assert "pb-bar" not in html.partition("<svg")[2].partition("</svg>")[0]


@pytest.mark.parametrize("period", ["2027-01–2027-03", "2027-02", "2027-03-01–2027-03-14"])
def test_a_short_bar_has_its_label(given: Given, show: Show, period: str) -> None:
    told = given(
        {SV: pledge(f"period: {period}")}
        if "–" in period
        else {SV: pledge(f"period: {{start: {period}, end: {period}}}")}
    )
    assert [] == told.errors
    drawing = show(told.book, date(2027, 6, 15)).html("tidslinje/").partition("pb-svg__pledge")[2].partition("</a>")[0]
    assert ">2027</text>" in drawing


def test_a_record_of_unknown_time_names_the_latest_whose_time_is_known(given: Given, show: Show) -> None:
    told = given(
        {
            SV: None,
            "a/pledge.sv.md": pledge("title: A\nperiod: 2025"),
            "b/pledge.sv.md": pledge("title: B\nunknown: [period]", without="period"),
            "agreements/a/agreement.sv.md": agreement("title: C\nperiod: 2020"),
            "agreements/b/agreement.sv.md": agreement("title: D\nunknown: [period]").replace("period: 2024-2027\n", ""),
        }
    )
    shown = show(told.book)
    assert "Det senaste medborgarlöftet med känd tid: A" in plain(shown.html("b/"))
    assert "Den senaste överenskommelsen med känd tid: C" in plain(shown.html("overenskommelser/b/"))


# Follow-ups whose order is unknown


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_the_name_of_a_file_does_not_say_which_of_two_undated_follow_ups_is_the_newest(
    given: Given, show: Show, first: str, second: str
) -> None:
    undated = "unknown: [date]\nkind: interim\nresults: [{promise: synas, status: %s}]"
    files = {
        f"2027/followup-{first}.sv.md": followup(undated % "fulfilled", without="date"),
        f"2027/followup-{second}.sv.md": followup(undated % "not_fulfilled", without="date"),
    }
    told = given({SV: pledge(), **files})
    assert [] == told.errors
    shown = show(told.book)
    (found,) = told.day.outcomes(told.pledge).items
    assert {"fulfilled", "not_fulfilled"} == {*found.statuses}
    html = plain(shown.html("2027/"))
    assert "Det är inte känt vilken av uppföljningarna utan datum som är nyast." in html
    assert "Nobody knows which of the follow-ups without a date is the newest." in plain(
        shown.html("2027/", Language("en"))
    )
    assert "Andra uppföljningar av löftet" not in html
    # What is dated, or about a later time, is known to be the newest.
    for newest in (
        followup("date: 2028-05\nresults: [{promise: synas, status: fulfilled}]"),
        followup(undated % "fulfilled", without="date").replace("covers: 2027", "covers: 2028"),
    ):
        told = given({SV: pledge("period: 2027-2028"), **files, "2027/followup-c.sv.md": newest})
        assert ["c"] == [report.followup.id for report in told.day.latest_results(told.pledge, told.promise)]
        assert "Det är inte känt vilken" not in plain(show(told.book).html("2027/"))
