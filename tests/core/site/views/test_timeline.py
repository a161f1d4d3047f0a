"""The timeline: a drawing in which nothing overlaps, and a text that says the same."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.conftest import FU, TODAY, Given, Show, agreement, followup, pledge, register
from core.site.views.conftest import pledges
from pledgebook.model import Agreement
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.views.timeline import WIDTH, YEAR_HEIGHT, Bar, Fill, build_timeline_view


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
    view = build_timeline_view(BookOnDay(book, TODAY))
    return {bar.record.id: bar for bar in (*view.pledges, *view.frames)}


def test_no_two_bars_of_the_drawing_overlap(drawn: Book) -> None:
    for (name, one), (other, two) in combinations(bars(drawn).items(), 2):
        apart_x = one.x + one.width <= two.x or two.x + two.width <= one.x
        apart_y = one.y + one.height <= two.y or two.y + two.height <= one.y
        assert apart_x or apart_y, f"{name} and {other}"


def test_every_dated_record_has_one_bar_and_the_others_are_listed(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
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
    (bar,) = build_timeline_view(given({"2027/pledge.sv.md": pledge(f"period: {period}")}).day).pledges
    assert bar.height > 0


def test_later_stands_higher(drawn: Book) -> None:
    found = bars(drawn)
    assert found["2028"].y < found["2021-2022"].y < found["2020"].y
    assert found["2020"].y + found["2020"].height < found["2010-2014"].y


def test_everything_stays_inside_the_drawing(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
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
    view = build_timeline_view(BookOnDay(drawn, TODAY))
    stripes = {stripe.year: stripe for stripe in view.stripes}
    assert list(range(2010, 2032)) == sorted(stripes)
    assert len(stripes) == len(view.stripes)
    bar = bars(drawn)["2020"]
    assert stripes[2020].y <= bar.y
    assert bar.y + bar.height <= stripes[2020].y + stripes[2020].height


def test_years_without_a_pledge_are_marked_in_the_drawing(drawn: Book) -> None:
    marked = {stripe.year: stripe.gap for stripe in build_timeline_view(BookOnDay(drawn, TODAY)).stripes if stripe.gap}
    nothing = dict.fromkeys((2010, 2011, 2012), "not_found")
    # One that was signed in 2013, and whose time is unknown, may have held from then on.
    assert {**nothing, 2017: "none", 2018: "none", 2023: "preparing.past"} == marked


def test_the_drawing_and_the_text_agree_on_the_years_without_a_pledge(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
    told = {
        number
        for item in view.years
        if item.year.is_gap and item.year.told != "possible"
        for number in range(item.year.first, item.year.last + 1)
        if number <= TODAY.year
    }
    assert {stripe.year for stripe in view.stripes if stripe.gap} >= told
    assert not {stripe.year for stripe in view.stripes if not stripe.gap and stripe.year <= TODAY.year} & told


def test_a_year_to_come_is_no_gap(given: Given) -> None:
    view = build_timeline_view(given(pledges(_2027="2027", _2030="2030")).day)
    assert [] == [stripe.year for stripe in view.stripes if stripe.gap]
    assert [] == [item.year.first for item in view.years if item.year.is_gap]


def test_an_open_record_reaches_the_top_and_fades_out(drawn: Book) -> None:
    found = bars(drawn)
    assert found["gatan"].is_open
    assert not found["2020"].is_open
    assert found["gatan"].y < found["2028"].y


def test_everything_drawn_stands_also_in_the_text(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
    told = {line.pledge.id for item in view.years for line in item.year.pledges}
    told |= {line.agreement.id for item in view.years for line in item.year.agreements}
    assert set(bars(drawn)) == told
    events = [event for item in view.years for event in item.events]
    assert not [dot.event for dot in view.dots if dot.event not in events]


def test_every_event_stands_in_the_text_in_its_year_and_in_order(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
    assert {2013: ["changed", "signed"], 2020: ["signed", "published"], 2021: ["followed_up"] * 2, 2030: ["decided"]} == {
        item.year.first: [str(event.kind) for event in item.events] for item in reversed(view.years) if item.events
    }  # fmt: skip
    firsts = [item.year.first for item in view.years]
    assert sorted(firsts, reverse=True) == firsts


def test_the_newest_stands_first_within_a_year_and_within_a_stretch_of_years(given: Given) -> None:
    dates = "dates: {signed: 2015-01, decided: 2014-12, published: 2015-11-27}"
    told = given(
        {
            "register.yml": register("gaps: [{period: 2014-2015, state: none}]"),
            "2027/pledge.sv.md": pledge(f"period: 2027\n{dates}"),
            "2016/pledge.sv.md": pledge("period: 2016"),
        }
    )
    stretch = build_timeline_view(told.day).years[-1]
    assert (2014, 2015) == (stretch.year.first, stretch.year.last)
    assert ["2015-11-27", "2015-01", "2014-12"] == [str(event.date) for event in stretch.events]


def test_the_drawing_is_gone_through_from_the_newest_to_the_oldest(drawn: Book) -> None:
    view = build_timeline_view(BookOnDay(drawn, TODAY))
    places = [mark.y for mark in view.marks]
    assert sorted(places) == places
    assert len(view.pledges) + len(view.frames) + len(view.dots) == len(places)


def test_events_of_an_agreement_stand_beside_its_bar(given: Given) -> None:
    signed = agreement("period: 2024-2027\ndates: {signed: 2023-11-27, decided: 2023-12-14}")
    view = build_timeline_view(given({"agreements/2024-2027/agreement.sv.md": signed}).day)
    (frame,) = view.frames
    beside = [dot for dot in view.dots if isinstance(dot.event.record, Agreement)]
    assert ["signed", "decided"] == [dot.event.kind for dot in beside]
    assert all(frame.x + frame.width < dot.x < view.left for dot in beside)


def test_the_legend_names_what_stands_in_the_text_alone(given: Given) -> None:
    undated = followup("unknown: [date]", without="date")
    view = build_timeline_view(given({FU: undated}).day)
    assert ((), ["followed_up"]) == (view.dots, [str(kind) for kind in view.kinds])


TWO = "promises: [{id: a, by: polisen, text: A}, {id: b, by: polisen, text: B}]"
BOTH = "results: [{promise: a, status: fulfilled}, {promise: b, status: not_fulfilled}]"


@pytest.mark.parametrize(
    ("fields", "results", "fill"),
    [
        (f"period: 2026\n{TWO}", "results: []", Fill.NONE),
        (f"period: 2026\n{TWO}", "results: [{promise: a, status: not_reported}]", Fill.NONE),
        (f"period: 2026\n{TWO}", "results: [{promise: a, status: fulfilled}]", Fill.PART),
        (f"period: 2026\n{TWO}", BOTH, Fill.FULL),
        (f"period: 2026\n{TWO}\nunknown: [promises]", BOTH, Fill.PART),
        ("period: 2026\nunknown: [promises]\npromises: []", "results: []", Fill.UNKNOWN),
        (f"period: 2028\n{TWO}", None, Fill.UPCOMING),
    ],
)
def test_a_pledge_is_filled_after_how_much_of_it_has_been_followed_up(
    given: Given, fields: str, results: str | None, fill: Fill
) -> None:
    files: dict[str, str | None] = {"2027/pledge.sv.md": None, "p/pledge.sv.md": pledge(fields)}
    if results:
        files["p/followup-1.sv.md"] = followup(f"date: 2027-01\ncovers: 2026\n{results}")
    view = build_timeline_view(given(files).day)
    assert (fill, (fill,)) == (view.pledges[0].fill, view.fills)


def test_the_drawing_keeps_its_width_until_many_records_hold_at_once(given: Given) -> None:
    widths = [
        build_timeline_view(given(pledges(**{f"p{n}": "2026" for n in range(count)})).day).width for count in (1, 5)
    ]
    assert [WIDTH, WIDTH] == widths
    crowded = build_timeline_view(given(pledges(**{f"p{number}": "2026" for number in range(40)})).day)
    assert all(bar.width > 0 and bar.x + bar.width < crowded.width for bar in crowded.pledges)


def test_no_year_stands_twice_in_the_text(drawn: Book) -> None:
    numbers = [
        number
        for item in build_timeline_view(BookOnDay(drawn, TODAY)).years
        for number in range(item.year.first, item.year.last + 1)
    ]
    assert len(set(numbers)) == len(numbers)


def test_two_events_of_one_day_do_not_hide_each_other(drawn: Book) -> None:
    places = [(dot.x, dot.y) for dot in build_timeline_view(BookOnDay(drawn, TODAY)).dots]
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
    dots = build_timeline_view(told.day).dots
    assert 8 == len(dots)
    for one, other in combinations(dots, 2):
        assert abs(one.x - other.x) >= 14 or abs(one.y - other.y) > 13


def test_an_empty_book_has_a_timeline_of_this_year(given: Given) -> None:
    view = build_timeline_view(given({"2027/pledge.sv.md": None}).day)
    assert ([2027], [2027]) == ([stripe.year for stripe in view.stripes], [item.year.first for item in view.years])
    assert () == (*view.pledges, *view.frames, *view.dots, *view.undated)


def test_the_timeline_of_an_empty_book_says_that_nothing_is_published(given: Given, show: Show) -> None:
    html = show(given({"2027/pledge.sv.md": None}).book).html("tidslinje/")
    assert "Inga medborgarlöften är publicerade än." in html
    assert "inte hittat" not in html


def test_where_nothing_can_be_drawn_the_page_is_text_alone(given: Given, show: Show) -> None:
    undated = given({"2027/pledge.sv.md": pledge("unknown: [period]", without="period")})
    assert "pb-timeline__drawing" not in show(undated.book).html("tidslinje/")
    assert "pb-timeline__drawing" in show(given().book).html("tidslinje/")
