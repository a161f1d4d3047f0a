"""What each page shows: archive, start, timeline, threads through the years, list of changes, a pledge."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from core.conftest import TODAY, Given, Show, agreement, followup, pledge, register, words
from pledgebook.model.enums import State
from pledgebook.records.book import Book
from pledgebook.site.views.archive import build_archive_view
from pledgebook.site.views.changes import build_changes_view
from pledgebook.site.views.record import build_agreement_views, build_pledge_views, build_promise_view
from pledgebook.site.views.start import SHOWN, build_start_view
from pledgebook.site.views.subjects import build_party_views, build_place_views, build_theme_views
from pledgebook.site.views.timeline import YEAR_HEIGHT, Bar, build_timeline_view

AREAS = ("sagogatan", "fiktiva-torget")


def years_of(book: Book, today: date = TODAY) -> dict[str, list[str]]:
    """The years of the archive, as `2015–2017`, and the pledges under each."""
    return {
        f"{year.first}–{year.last}" if year.first != year.last else str(year.first): [
            line.pledge.id for line in year.pledges
        ]
        for year in build_archive_view(book, today).years
    }


def pledges(**periods: str) -> dict[str, str | None]:
    """Pledges by id (with `_` for `-`) and period; none but these."""
    found: dict[str, str | None] = {"2027/pledge.sv.md": None}
    for name, period in periods.items():
        found[f"{name.lstrip('_').replace('_', '-')}/pledge.sv.md"] = pledge(f"period: {period}")
    return found


# Archive


def test_a_pledge_of_two_years_stands_under_both(given: Given) -> None:
    told = given(pledges(_2026_2027="2026-2027", _2025="2025"))
    assert {"2027": ["2026-2027"], "2026": ["2026-2027"], "2025": ["2025"]} == years_of(told.book)
    assert 2 == build_archive_view(told.book, TODAY).pledge_count


def test_a_year_without_a_pledge_is_shown_up_to_this_year(given: Given) -> None:
    told = given(pledges(_2022="2022", _2024="2024"))
    assert {"2025–2027": [], "2024": ["2024"], "2023": [], "2022": ["2022"]} == years_of(told.book)


def test_what_the_register_knows_of_a_gap_stands_in_its_year(given: Given) -> None:
    gaps = register("gaps: [{period: 2023, state: none}, {period: 2026-2027, state: preparing}]")
    told = given({"register.yml": gaps, **pledges(_2022="2022", _2024="2024")})
    found = {year.first: year.gap.state if year.gap else None for year in build_archive_view(told.book, TODAY).years}
    assert {2026: "preparing", 2025: None, 2024: None, 2023: "none", 2022: None} == found
    assert [2026, 2025, 2023] == [year.first for year in build_archive_view(told.book, TODAY).years if year.is_gap]


def test_a_year_with_a_pledge_is_no_gap_whatever_the_register_says(given: Given) -> None:
    told = given({"register.yml": register("gaps: [{period: 2027, state: none}]"), "2027/pledge.sv.md": pledge()})
    (year,) = build_archive_view(told.book, TODAY).years
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
    found = {
        year.first: [line.agreement.id for line in year.agreements]
        for year in build_archive_view(told.book, TODAY).years
    }
    assert {2027: [], 2015: ["2016-2018"]} == found


def test_an_open_pledge_stands_under_every_year_until_today(given: Given) -> None:
    told = given(pledges(a="{start: 2024-06, end: open}"))
    assert {"2027": ["a"], "2026": ["a"], "2025": ["a"], "2024": ["a"]} == years_of(told.book)


def test_a_pledge_whose_end_is_unknown_stands_under_the_year_it_began(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge("period: {start: 2025}\nunknown: [period.end]")})
    assert {"2026–2027": [], "2025": ["a"]} == years_of(told.book)


def test_a_pledge_to_come_has_its_year(given: Given) -> None:
    assert {"2028": ["a"], "2027": []} == dict(list(years_of(given(pledges(a="2028", b="2026")).book).items())[:2])


def test_an_undated_pledge_is_listed_by_itself(given: Given) -> None:
    told = given({"a/pledge.sv.md": pledge("unknown: [period]", without="period")})
    assert ["a"] == [line.pledge.id for line in build_archive_view(told.book, TODAY).undated]
    assert {"2027": ["2027"]} == years_of(told.book)


def test_an_empty_archive_has_this_year_only(given: Given) -> None:
    assert {"2027": []} == years_of(given({"2027/pledge.sv.md": None}).book)


def test_agreements_stand_in_the_archive_newest_first_and_under_their_years(given: Given) -> None:
    told = given(
        {
            "agreements/2020-2026/agreement.sv.md": agreement("period: 2020-2026"),
            "agreements/2027-2030/agreement.sv.md": agreement("period: 2027-2030"),
            "2026/pledge.sv.md": pledge("period: 2026"),
        }
    )
    view = build_archive_view(told.book, TODAY)
    assert [("2027-2030", "in_force"), ("2020-2026", "ended")] == [
        (line.agreement.id, line.state) for line in view.agreements
    ]
    assert [["2027-2030"], ["2020-2026"]] == [[line.agreement.id for line in year.agreements] for year in view.years]


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
    (year,) = build_archive_view(told.book, TODAY).years
    assert 2 == year.pledges[0].reported


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
    found = {
        year.first: {line.agreement.id for line in year.agreements}
        for year in build_archive_view(told.book, TODAY).years
    }
    assert {2027: set(), 2021: {"2019-2023", "2023-2025"}, 2020: {"2019-2023"}} == found


FOUND = """
    period: {period}
    area: [sagogatan]
    parties: [polisen, kommunen]
    focus_areas: [{{id: lugnt, title: Lugnt, themes: [trafik]}}]
    promises:
      - {{id: a, by: polisen, text: A, focus_area: lugnt}}
      - {{id: b, by: [polisen, kommunen], text: B, themes: [narkotika], places: [fiktiva-torget], focus_area: lugnt}}
      - {{id: c, by: kommunen, text: C, unknown: [places]}}
"""


@pytest.fixture
def found(given: Given) -> Book:
    """Two pledges whose promises are found by what they say themselves, and by what the pledge says for them."""
    return given(
        {
            "2027/pledge.sv.md": None,
            "2025-2026/pledge.sv.md": pledge(FOUND.format(period="2025-2026")),
            "2028/pledge.sv.md": pledge(FOUND.format(period="2028")),
            "2025-2026/followup-1.sv.md": followup("covers: 2025\nresults: [{promise: a, status: ongoing}]"),
            "2025-2026/followup-2.sv.md": followup(
                "covers: 2025\nby: kommunen\nresults: [{promise: a, status: fulfilled}]"
            ),
        }
    ).book


def test_a_promise_is_found_by_its_own_words_or_those_of_its_pledge(found: Book) -> None:
    lines = {line.pledge.id: line for year in build_archive_view(found, TODAY).years for line in year.pledges}
    marks = {item.promise.id: dict(item.marks) for item in lines["2025-2026"].promises}
    assert {"theme": ("trafik",), "place": ("sagogatan",), "party": ("polisen",)} == {
        name: values for name, values in marks["a"].items() if name != "status"
    }
    assert {"fulfilled", "ongoing"} == set(marks["a"]["status"])
    assert (("narkotika",), ("fiktiva-torget",)) == (marks["b"]["theme"], marks["b"]["place"])
    assert (("polisen", "kommunen"), ("not_reported",)) == (marks["b"]["party"], marks["b"]["status"])
    assert ((), ()) == (marks["c"]["theme"], marks["c"]["place"])
    # What has not begun has nothing to report.
    assert {()} == {item.marks["status"] for item in lines["2028"].promises}
    whole = {"theme": ("trafik",), "place": ("sagogatan",), "party": ("polisen", "kommunen")}
    assert whole == dict(lines["2028"].marks)


def test_what_the_archive_can_be_narrowed_to_is_counted(found: Book) -> None:
    view = build_archive_view(found, TODAY)
    counts = {
        name: {value: (choice.pledges, choice.promises) for value, choice in choices.items()}
        for name, choices in view.choices.items()
    }
    assert {
        "year": {"2025": (1, 3), "2026": (1, 3), "2028": (1, 3)},
        "theme": {"trafik": (2, 2), "narkotika": (2, 2)},
        "place": {"sagogatan": (2, 2), "fiktiva-torget": (2, 2)},
        "party": {"polisen": (2, 4), "kommunen": (2, 4)},
        "status": {"fulfilled": (1, 1), "ongoing": (1, 1), "not_reported": (1, 2)},
    } == counts
    assert (2, 6) == (view.pledge_count, view.promise_count)


def test_a_pledge_whose_promises_are_unknown_is_found_as_a_whole(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("area: [sagogatan]\npromises: []\nunknown: [promises]")})
    choices = build_archive_view(told.book, TODAY).choices
    assert (1, 0) == (choices["place"]["sagogatan"].pledges, choices["place"]["sagogatan"].promises)
    assert {} == choices["status"]


# Start


def test_the_first_page_shows_what_holds_today(given: Given) -> None:
    told = given({**pledges(_2026="2026", a="2027", _2028="2028"), "agreements/2024-2027/agreement.sv.md": agreement()})
    view = build_start_view(told.book, TODAY)
    assert (["a"], ["2028"]) == (
        [line.pledge.id for line in view.in_force],
        [line.pledge.id for line in view.upcoming],
    )
    assert (None, ["2024-2027"]) == (view.newest, [line.agreement.id for line in view.agreements])
    assert (["2028", "a", "2026"], 0) == ([line.pledge.id for line in view.pledges], view.more)


@pytest.mark.parametrize("state", ["none", "preparing", "not_found"])
def test_when_nothing_holds_the_first_page_says_why_and_shows_the_newest(given: Given, state: str) -> None:
    told = given(
        {
            "register.yml": register(f"gaps: [{{period: 2026, state: none}}, {{period: 2027, state: {state}}}]"),
            **pledges(_2024="2024", _2025="2025", _2028="2028"),
        }
    )
    view = build_start_view(told.book, TODAY)
    assert ((), state) == (view.in_force, view.gap and view.gap.state)
    assert "2025" == (view.newest and view.newest.pledge.id)


def test_when_nothing_holds_and_nothing_is_known_the_first_page_invents_no_reason(given: Given) -> None:
    view = build_start_view(given(pledges(_2025="2025")).book, TODAY)
    assert ((), None) == (view.in_force, view.gap)


def test_an_empty_book_has_a_first_page(given: Given) -> None:
    view = build_start_view(given({"2027/pledge.sv.md": None}).book, TODAY)
    assert ((), (), None, (), 0) == (view.in_force, view.upcoming, view.newest, view.pledges, view.more)


def test_the_first_page_lists_the_newest_pledges_and_counts_the_rest(given: Given) -> None:
    told = given(pledges(**{f"_{year}": str(year) for year in range(2015, 2027)}))
    view = build_start_view(told.book, TODAY)
    assert ["2026", "2025"] == [line.pledge.id for line in view.pledges][:2]
    assert (SHOWN, 12 - SHOWN) == (len(view.pledges), view.more)


def test_the_first_page_counts_every_pledge_that_holds(given: Given, show: Show) -> None:
    places = "".join(f"  - {{id: plats-{n}, name: Plats {n}}}\n" for n in range(SHOWN + 2))
    files: dict[str, str | None] = {
        f"a{n}/pledge.sv.md": pledge(f"area: plats-{n}\npromises: []\nunknown: [promises]") for n in range(SHOWN + 2)
    }
    told = given({"register.yml": register(f"places:\n{places}"), "2027/pledge.sv.md": None, **files})
    assert f"gäller {SHOWN + 2} medborgarlöften" in show(told.book).html("")


# Timeline


@pytest.fixture
def drawn(given: Given) -> Book:
    """A book with what makes a timeline hard."""
    gap = register("gaps: [{period: 2017-2018, state: none}, {period: 2023, state: preparing}]")
    changed = "changes: [{date: 2016-05-04, kind: changed, note: Mer.}]\ndates: {signed: 2013-02-01, decided: 2030}"
    return given(
        {
            "register.yml": gap,
            "2027/pledge.sv.md": None,
            "2020/pledge.sv.md": pledge("period: 2020\ndates: {signed: 2020-02-03, published: 2020-02-03}"),
            "2021-2022/pledge.sv.md": pledge("period: 2021-2022"),
            "torget/pledge.sv.md": pledge("period: 2020-07-01–2021-06-30\narea: fiktiva-torget"),
            "gatan/pledge.sv.md": pledge("period: {start: 2024-06, end: open}\narea: sagogatan"),
            "2028/pledge.sv.md": pledge("period: 2028"),
            "okant/pledge.sv.md": pledge(f"unknown: [period]\n{changed}", without="period"),
            "utan-slut/pledge.sv.md": pledge("period: {start: 2025-03-01}\nunknown: [period.end]"),
            "2020/followup-1.sv.md": followup("date: 2021-01\ncovers: 2020"),
            "2020/followup-2.sv.md": followup("date: 2021-01\ncovers: 2020\nby: kommunen"),
            "agreements/2010-2014/agreement.sv.md": agreement("period: 2010-2014"),
            "agreements/2024-2031/agreement.sv.md": agreement("period: 2024-2031"),
            "agreements/2026-2029/agreement.sv.md": agreement("period: 2026-2029"),
        }
    ).book


def bars(book: Book) -> dict[str, Bar]:
    view = build_timeline_view(book, TODAY)
    return {bar.record.id: bar for bar in (*view.pledges, *view.frames)}


def test_no_two_bars_of_the_drawing_overlap(drawn: Book) -> None:
    for (name, one), (other, two) in combinations(bars(drawn).items(), 2):
        apart_x = one.x + one.width <= two.x or two.x + two.width <= one.x
        apart_y = one.y + one.height <= two.y or two.y + two.height <= one.y
        assert apart_x or apart_y, f"{name} and {other}"


def test_every_dated_record_has_one_bar_and_the_others_are_listed(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    dated = [record.id for record in (*drawn.pledges, *drawn.agreements) if record.period.start]
    assert sorted(dated) == sorted(bar.record.id for bar in (*view.pledges, *view.frames))
    assert ["okant"] == [record.id for record in view.undated]


def test_bars_are_as_long_as_their_periods(drawn: Book) -> None:
    found = bars(drawn)
    lengths = {name: found[name].height / YEAR_HEIGHT for name in ("2020", "2021-2022", "torget", "2010-2014")}
    assert {"2020": 1, "2021-2022": 2, "torget": 1, "2010-2014": 5} == {
        name: round(length, 1) for name, length in lengths.items()
    }


@pytest.mark.parametrize(
    "period", ["2027-06-01", "{start: 2027-06-01, end: 2027-06-05}", "{start: 2027-06-01}\nunknown: [period.end]"]
)
def test_even_the_shortest_bar_can_be_seen(given: Given, period: str) -> None:
    (bar,) = build_timeline_view(given({"2027/pledge.sv.md": pledge(f"period: {period}")}).book, TODAY).pledges
    assert bar.height > 0


def test_later_stands_higher(drawn: Book) -> None:
    found = bars(drawn)
    assert found["2028"].y < found["2021-2022"].y < found["2020"].y
    assert found["2020"].y + found["2020"].height < found["2010-2014"].y


def test_everything_stays_inside_the_drawing(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    for bar in (*view.pledges, *view.frames):
        assert bar.x >= 0
        assert bar.y >= 0
        assert bar.x + bar.width <= view.width
        assert bar.y + bar.height <= view.height
    for dot in view.dots:
        assert 0 <= dot.x <= view.width
        assert 0 <= dot.y <= view.height
    for stripe in view.stripes:
        assert 0 <= stripe.y
        assert stripe.y + stripe.height <= view.height


def test_every_year_of_the_drawing_has_one_stripe_and_bars_lie_in_theirs(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    stripes = {stripe.year: stripe for stripe in view.stripes}
    assert list(range(2010, 2032)) == sorted(stripes)
    assert len(stripes) == len(view.stripes)
    bar = bars(drawn)["2020"]
    assert stripes[2020].y <= bar.y
    assert bar.y + bar.height <= stripes[2020].y + stripes[2020].height


def test_years_without_a_pledge_are_marked_in_the_drawing(drawn: Book) -> None:
    marked = {stripe.year: stripe.gap for stripe in build_timeline_view(drawn, TODAY).stripes if stripe.gap}
    nothing = dict.fromkeys((*range(2010, 2017), 2019), "not_found")
    assert {**nothing, 2017: "none", 2018: "none", 2023: "preparing"} == marked


def test_the_drawing_and_the_text_agree_on_the_years_without_a_pledge(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    told = {
        number
        for item in view.years
        if item.year.is_gap
        for number in range(item.year.first, item.year.last + 1)
        if number <= TODAY.year
    }
    assert {stripe.year for stripe in view.stripes if stripe.gap} >= told
    assert not {stripe.year for stripe in view.stripes if not stripe.gap and stripe.year <= TODAY.year} & told


def test_a_year_to_come_is_no_gap(given: Given) -> None:
    view = build_timeline_view(given(pledges(_2027="2027", _2030="2030")).book, TODAY)
    assert [] == [stripe.year for stripe in view.stripes if stripe.gap]
    assert [] == [item.year.first for item in view.years if item.year.is_gap]


def test_an_open_record_reaches_the_top_and_fades_out(drawn: Book) -> None:
    found = bars(drawn)
    assert found["gatan"].is_open
    assert not found["2020"].is_open
    assert found["gatan"].y < found["2028"].y


def test_everything_drawn_stands_also_in_the_text(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    told = {line.pledge.id for item in view.years for line in item.year.pledges}
    told |= {line.agreement.id for item in view.years for line in item.year.agreements}
    assert set(bars(drawn)) == told
    events = [event for item in view.years for event in item.events]
    assert not [dot.event for dot in view.dots if dot.event not in events]


def test_every_event_stands_in_the_text_in_its_year_and_in_order(drawn: Book) -> None:
    view = build_timeline_view(drawn, TODAY)
    assert {2013: ["signed"], 2016: ["changed"], 2020: ["signed", "published"], 2021: ["followed_up"] * 2, 2030: ["decided"]} == {
        item.year.first: [str(event.kind) for event in item.events] for item in reversed(view.years) if item.events
    }  # fmt: skip
    firsts = [item.year.first for item in view.years]
    assert sorted(firsts, reverse=True) == firsts


def test_no_year_stands_twice_in_the_text(drawn: Book) -> None:
    numbers = [
        number
        for item in build_timeline_view(drawn, TODAY).years
        for number in range(item.year.first, item.year.last + 1)
    ]
    assert len(set(numbers)) == len(numbers)


def test_two_events_of_one_day_do_not_hide_each_other(drawn: Book) -> None:
    places = [(dot.x, dot.y) for dot in build_timeline_view(drawn, TODAY).dots]
    assert len(set(places)) == len(places)


def test_pledges_that_follow_on_each_other_stand_above_each_other(given: Given) -> None:
    local = "period: 2025-07-01–2026-03-31\narea: sagogatan"
    told = given({**pledges(a="2025", b="2026", c="2027"), "lokalt/pledge.sv.md": pledge(local)})
    places = {name: bar.x for name, bar in bars(told.book).items()}
    assert places["a"] == places["b"] == places["c"] < places["lokalt"]


def test_many_events_of_one_day_do_not_hide_each_other(given: Given) -> None:
    files = {
        f"2027/followup-{number}.sv.md": followup(f"date: 2027-02-01\nby: [{party}]")
        for number, party in enumerate(["polisen", "kommunen", "bolaget"] * 2)
    }
    told = given({"2027/pledge.sv.md": pledge("dates: {signed: 2027-02-01, decided: 2027-02-01}"), **files})
    dots = build_timeline_view(told.book, TODAY).dots
    assert 8 == len(dots)
    for one, other in combinations(dots, 2):
        assert abs(one.x - other.x) >= 14 or abs(one.y - other.y) > 13


def test_an_empty_book_has_a_timeline_of_this_year(given: Given) -> None:
    view = build_timeline_view(given({"2027/pledge.sv.md": None}).book, TODAY)
    assert ([2027], [2027]) == ([stripe.year for stripe in view.stripes], [item.year.first for item in view.years])
    assert () == (*view.pledges, *view.frames, *view.dots, *view.undated)


# Threads


def test_a_party_is_followed_through_what_it_has_promised(found: Book) -> None:
    views = {view.party.id: view for view in build_party_views(found, TODAY)}
    threads = {
        name: {thread.pledge.id: [item.promise.id for item in thread.promises] for thread in view.pledges}
        for name, view in views.items()
    }
    assert {"2028": ["a", "b"], "2025-2026": ["a", "b"]} == threads["polisen"]
    assert ["2028", "2025-2026"] == list(threads["polisen"])
    assert {"2028": ["b", "c"], "2025-2026": ["b", "c"]} == threads["kommunen"]
    assert ({}, 4) == (threads["bolaget"], views["polisen"].promise_count)


THREADS = {
    "2025/pledge.sv.md": pledge(
        """
        period: 2025
        area: [sagogatan]
        focus_areas: [{id: gator, title: Gator, themes: [trafik]}]
        promises:
          - {id: a, by: polisen, text: A, focus_area: gator}
          - {id: b, by: polisen, text: B, focus_area: gator, themes: narkotika}
          - {id: c, by: polisen, text: C, places: [fiktiva-torget, fiktiva-torget]}
        """
    ),
    "2026/pledge.sv.md": pledge("period: 2026"),
    "2027/pledge.sv.md": pledge(
        """
        focus_areas: [{id: knark, title: Knark, themes: [narkotika]}]
        promises:
          - {id: a, by: polisen, text: A, themes: [trafik], activities: [{id: x, text: X, places: sagogatan}]}
          - {id: b, by: polisen, text: B, places: sagogatan, activities: [{id: x, text: X, places: sagogatan}]}
        """
    ),
}


def test_a_theme_is_followed_through_the_years_newest_first(given: Given) -> None:
    views = {view.theme.id: view for view in build_theme_views(given(THREADS).book, TODAY)}
    assert {"trafik": {"2027": ["a"], "2025": ["a"]}, "narkotika": {"2027": [], "2025": ["b"]}} == {
        name: {mention.pledge.id: [item.promise.id for item in mention.promises] for mention in view.pledges}
        for name, view in views.items()
    }
    assert (["2027", "2025"], 2, 1) == (
        [mention.pledge.id for mention in views["trafik"].pledges],
        views["trafik"].promise_count,
        views["narkotika"].promise_count,
    )
    assert ["in_force", "ended"] == [mention.state for mention in views["trafik"].pledges]


def test_a_place_is_followed_through_the_years_by_promises_activities_and_areas(given: Given) -> None:
    views = {view.place.id: view for view in build_place_views(given(THREADS).book, TODAY)}
    assert {"fiktiva-torget": {"2025": ["c"]}, "sagogatan": {"2027": ["a", "b"], "2025": []}} == {
        name: {mention.pledge.id: [item.promise.id for item in mention.promises] for mention in view.pledges}
        for name, view in views.items()
    }


def test_themes_and_places_that_nothing_names_are_there_and_empty(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge()})
    assert [("trafik", (), 0), ("narkotika", (), 0)] == [
        (view.theme.id, view.pledges, view.promise_count) for view in build_theme_views(told.book, TODAY)
    ]
    assert [("fiktiva-torget", ()), ("sagogatan", ())] == [
        (view.place.id, view.pledges) for view in build_place_views(told.book, TODAY)
    ]


def test_a_place_knows_what_is_around_it_and_within_it(given: Given) -> None:
    told = given(
        {
            "register.yml": register(
                "places: [{id: a, name: A}, {id: b, name: B, part_of: a}, {id: c, name: C, part_of: a}]"
            ),
            "2027/pledge.sv.md": pledge(),
        }
    )
    views = {view.place.id: view for view in build_place_views(told.book, TODAY)}
    assert (None, ["b", "c"]) == (views["a"].within, [place.id for place in views["a"].parts])
    assert ("a", ()) == (views["b"].within and views["b"].within.id, views["b"].parts)


# Changes


def test_everything_that_has_happened_is_listed_newest_first(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                dates: {signed: 2027-01-02, decided: 2026-12, published: 2027-01-02, updated: 2027-05}
                changes: [{date: 2027-04-01, kind: added, note: Mer.}]
                """
            ),
            "2027/followup-1.sv.md": followup("date: 2028-01"),
            "agreements/2024-2027/agreement.sv.md": agreement("dates: {signed: 2024}"),
        }
    )
    found = [(str(event.date), str(event.kind), event.record.id) for event in build_changes_view(told.book).events]
    assert [
        ("2028-01", "followed_up", "2027"),
        ("2027-05", "updated", "2027"),
        ("2027-04-01", "changed", "2027"),
        ("2027-01-02", "signed", "2027"),
        ("2027-01-02", "published", "2027"),
        ("2026-12", "decided", "2027"),
        ("2024", "signed", "2024-2027"),
    ] == found


def test_nothing_has_happened(given: Given) -> None:
    assert () == build_changes_view(given().book).events


# A pledge


def test_promises_are_grouped_by_focus_area_and_the_others_last(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                focus_areas: [{id: x, title: X}, {id: y, title: Y}, {id: z, title: Z}]
                promises:
                  - {id: a, by: polisen, text: A}
                  - {id: b, by: polisen, text: B, focus_area: y}
                  - {id: c, by: polisen, text: C, focus_area: x}
                  - {id: d, by: polisen, text: D, focus_area: y}
                """
            )
        }
    )
    (view,) = build_pledge_views(told.book, TODAY)
    assert [("x", ["c"]), ("y", ["b", "d"]), (None, ["a"])] == [
        (group.area.id if group.area else None, [item.promise.id for item in group.promises]) for group in view.groups
    ]


def test_without_focus_areas_promises_are_grouped_by_who_promises_in_order_of_appearance(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                promises:
                  - {id: a, by: kommunen, text: A}
                  - {id: b, by: [polisen, kommunen], text: B}
                  - {id: c, by: kommunen, text: C}
                  - {id: d, by: polisen, text: D}
                """
            )
        }
    )
    (view,) = build_pledge_views(told.book, TODAY)
    assert [(("kommunen",), ["a", "c"]), (("polisen", "kommunen"), ["b"]), (("polisen",), ["d"])] == [
        (group.parties, [item.promise.id for item in group.promises]) for group in view.groups
    ]


def test_no_promise_is_lost_or_told_twice_by_grouping(given: Given) -> None:
    for view in build_pledge_views(given(THREADS).book, TODAY):
        shown = [item.promise.id for group in view.groups for item in group.promises]
        assert sorted(promise.id for promise in view.record.promises) == sorted(shown)


def test_a_follow_up_whose_results_are_unknown_is_silent_and_not_a_report(given: Given) -> None:
    told = given(
        {
            "2027/followup-1.sv.md": followup("date: 2027-05\nunknown: [results]"),
            "2027/followup-2.sv.md": followup("date: 2027-09"),
        }
    )
    view = build_promise_view(told.book, told.pledge, told.promise, State.ENDED, None)
    assert ((), ["1"]) == (view.standing, [item.id for item in view.silent])


def test_a_promise_shows_its_relatives_in_other_pledges(given: Given) -> None:
    continues = "promises: [{id: synas, by: polisen, text: A, continues: %s/synas}]"
    told = given(
        {
            "2025/pledge.sv.md": pledge("period: 2025"),
            "2026/pledge.sv.md": pledge("period: 2026\n" + continues % 2025),
            "2027/pledge.sv.md": pledge(continues % 2026),
        }
    )
    middle = told.book.pledge["2026"]
    view = build_promise_view(told.book, middle, middle.promises[0], State.ENDED, None)
    assert (["2025"], ["2027"]) == (
        [link.pledge.id for link in view.earlier],
        [link.pledge.id for link in view.later],
    )


def test_a_pledge_shows_its_neighbours_and_the_way_to_the_newest(given: Given) -> None:
    told = given(pledges(_2025="2025", _2026="2026", a="2027"))
    found = [
        tuple(item and item.id for item in (view.earlier, view.later, view.newest))
        for view in build_pledge_views(told.book, TODAY)
    ]
    assert [(None, "2026", "a"), ("2025", "a", "a"), ("2026", None, None)] == found


def test_the_newest_pledge_is_not_one_whose_time_is_unknown(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge("unknown: [period]", without="period"), **{
        key: text for key, text in pledges(_2025="2025").items() if text}})  # fmt: skip
    assert [("a", "2025"), ("2025", None)] == [
        (view.record.id, view.newest and view.newest.id) for view in build_pledge_views(told.book, TODAY)
    ]


def test_a_pledge_that_replaces_one_and_carries_on_another_shows_each_as_what_it_is(given: Given, show: Show) -> None:
    told = given(
        {
            "2025/pledge.sv.md": pledge("title: Löftet 2025\nperiod: 2025"),
            "2026/pledge.sv.md": pledge("title: Löftet 2026\nperiod: 2026"),
            "2027/pledge.sv.md": pledge("replaces: '2026'\ncontinues: '2025'"),
        }
    )
    html = show(told.book).html("2027/")
    follows = html.partition("<dt>Följer på</dt>")[2].partition("</div>")[0]
    replaces = html.partition("<dt>Ersätter</dt>")[2].partition("</div>")[0]
    assert ("Löftet 2025" in follows, "Löftet 2026" in replaces) == (True, True)


def test_an_agreement_shows_its_pledges_and_neighbours(given: Given) -> None:
    told = given(
        {
            "agreements/2020-2023/agreement.sv.md": agreement("period: 2020-2023"),
            "agreements/2024-2027/agreement.sv.md": agreement("replaces: 2020-2023"),
            "2027/pledge.sv.md": pledge("agreement: 2024-2027"),
            "2027/pledge.en.md": words("title: A"),
        }
    )
    first, second = build_agreement_views(told.book, TODAY)
    assert ([], ["2027"]) == ([item.id for item in first.pledges], [item.id for item in second.pledges])
    assert (second.record, first.record) == (first.later, second.earlier)
    assert (second.record, first.record) == (first.successor, second.predecessor)
    assert ("replaced", "in_force") == (first.state, second.state)
