"""The order of time, where dates are unknown."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from core.conftest import Given, agreement, followup, pledge
from pledgebook.model import Agreement, FollowUp, Pledge
from pledgebook.model.enums import State
from pledgebook.model.register import Register
from pledgebook.names import Language
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.records.latest import LatestRecords
from pledgebook.records.sort_dates import find_sort_dates, order_followups, order_records
from pledgebook.site.views.changes import list_events_of
from pledgebook.site.views.record import build_pledge_views

AROUND = {f"{year}/pledge.sv.md": pledge(f"period: {year}") for year in (2019, 2021, 2023, 2025)}


def place(given: Given, fields: str, name: str = "okant", **files: str) -> tuple[str | None, str | None]:
    """The pledges before and after one in time, of 2019, 2021, 2023 and 2025."""
    more = {f"{key.replace('__', '/')}.sv.md": text for key, text in files.items()}
    told = given(
        {"2027/pledge.sv.md": None, **AROUND, f"{name}/pledge.sv.md": pledge(fields, without="period"), **more}
    )
    assert [] == told.errors
    view = next(view for view in build_pledge_views(told.day) if view.record.id == name)
    return view.earlier.id if view.earlier else None, view.later.id if view.later else None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("unknown: [period]\ndates: {signed: 2022-02}", ("2021", "2023")),
        ("unknown: [period]\ndates: {decided: 2022}", ("2021", "2023")),
        ("unknown: [period]\ndates: {written: 2022-05-04}", ("2021", "2023")),
        ("unknown: [period]\ndates: {published: 2022}", ("2021", "2023")),
        ("unknown: [period]\ncontinues: '2021'", ("2021", "2023")),
        ("period: {start: 2022-03}\nunknown: [period.end]", ("2021", "2023")),
        ("period: {end: 2022-10}\nunknown: [period.start]", ("2021", "2023")),
        # It was signed before it ended, and published long after.
        ("period: {end: 2020-10}\nunknown: [period.start]\ndates: {published: 2024}", ("2019", "2021")),
        ("period: {end: 2024}\nunknown: [period.start]\ndates: {signed: 2022-02}", ("2021", "2023")),
        ("unknown: [period]", (None, None)),
    ],
)
def test_a_pledge_stands_in_time_by_what_is_known(
    given: Given, fields: str, expected: tuple[str | None, str | None]
) -> None:
    assert expected == place(given, fields)


def test_a_pledge_stands_in_time_by_what_follows_up_frames_or_names_it(given: Given) -> None:
    unknown = "unknown: [period]"
    told = {"okant__followup-a": followup("date: 2024\ncovers: 2022")}
    assert ("2021", "2023") == place(given, unknown, **told)
    assert ("2021", "2023") == place(given, unknown, "2022-centrum")
    frame = {"agreements__x__agreement": agreement("period: 2022-2026")}
    assert ("2021", "2023") == place(given, f"{unknown}\nagreement: x", **frame)
    # What follows on it says nothing of how long before it stood.
    assert (None, None) == place(given, unknown, senare__pledge=pledge("period: 2020\nextends: okant"))


def test_the_newest_is_found_by_what_is_known(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": None,
            **AROUND,
            "okant/pledge.sv.md": pledge("unknown: [period]\ndates: {signed: 2026-02}", without="period"),
            "utan/pledge.sv.md": pledge("unknown: [period]", without="period"),
            "kommande/pledge.sv.md": pledge("unknown: [period]\ndates: {signed: 2027-12}", without="period"),
        }
    )
    latest = LatestRecords(told.day)
    found = {item.id: latest.find(item).current for item in told.book.pledges}
    assert {"okant"} == {item.id for name, item in found.items() if item and name != "okant"}
    assert found["okant"] is None


def test_follow_ups_without_a_date_stand_where_what_they_are_about_ends(given: Given) -> None:
    undated = "unknown: [date]\ncovers: %s"
    files = {
        "2027/followup-a.sv.md": followup("date: 2027-12\ncovers: 2027"),
        "2027/followup-b.sv.md": followup(undated % "{start: 2027-01, end: 2027-06}", without="date"),
        "2027/followup-c.sv.md": followup("date: 2027-06\ncovers: {start: 2027-01, end: 2027-04}"),
        "2027/followup-2027-03.sv.md": followup("unknown: [date, covers]", without="date").replace(
            "covers: 2027\n", ""
        ),
        "2027/followup-d.sv.md": followup("unknown: [date, covers]", without="date").replace("covers: 2027\n", ""),
    }
    told = given(files)
    assert [] == told.errors
    assert ["2027-03", "d", "c", "b", "a"] == [item.id for item in told.book.followups_of(told.pledge)]


def test_changes_without_a_date_stand_beside_the_ones_they_are_listed_with(given: Given) -> None:
    changes = """
    changes:
      - {date: 2027-02, kind: added, note: A.}
      - {unknown: [date], kind: added, note: B.}
      - {date: 2027-05, kind: added, note: C.}
      - {earlier_end: 2027-06, unknown: [date], note: D.}
    """
    told = given({"2027/pledge.sv.md": pledge(changes)})
    assert [] == told.errors
    events = list_events_of(told.book, told.pledge, date(2027, 6, 15))
    assert [("C.", "2027-05"), ("D.", None), ("A.", "2027-02"), ("B.", None)] == [
        (str(event.change and event.change.note.get(Language("sv"))), event.date and str(event.date))
        for event in events
    ]


@pytest.mark.parametrize(
    ("name", "undated", "expected"),
    [
        ("2027-09", "kind: interim\nunknown: [date, covers]", "partly_fulfilled"),
        ("z", "kind: final\nunknown: [date, covers]", "partly_fulfilled"),
        ("z", "kind: interim\ncovers: {start: 2026-10, end: 2026-12}\nunknown: [date]", "partly_fulfilled"),
        # What is about a later time has come later.
        ("a", "kind: interim\ncovers: {start: 2027-01, end: 2027-05}\nunknown: [date]", "not_started"),
    ],
)
def test_what_is_dated_is_newer_than_what_nobody_has_said_to_be_the_newest(
    given: Given, name: str, undated: str, expected: str
) -> None:
    result = "results: [{promise: synas, status: %s}]"
    without = "covers" if "covers:" not in undated else ""
    unknown = followup(f"{undated}\n{result % 'not_started'}", without="date")
    told = given(
        {
            "2027/followup-k.sv.md": followup(f"date: 2027-02\nkind: interim\n{result % 'partly_fulfilled'}"),
            f"2027/followup-{name}.sv.md": unknown if not without else unknown.replace("covers: 2027\n", ""),
        }
    )
    assert [] == told.errors
    assert [expected] == [report.result.status for report in told.day.latest_results(told.pledge, told.promise)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # An extension stands at the end that there was before, whatever is noted long after it.
        (["{earlier_end: 2019, unknown: [date], note: A.}", "{date: 2026-05, kind: correction, note: B.}"], "BA"),
        (["{date: 2026-05, kind: correction, note: B.}", "{earlier_end: 2019, unknown: [date], note: A.}"], "BA"),
        (["{earlier_end: 2019, unknown: [date], note: A.}", "{date: 2018-05, kind: added, note: B.}"], "AB"),
        (["{earlier_end: 2018, unknown: [date], note: A.}", "{earlier_end: 2019, unknown: [date], note: B.}"], "BA"),
        # One without any end stands with the one listed before it, and before those listed after it.
        (["{unknown: [date], kind: added, note: A.}", "{date: 2026-05, kind: correction, note: B.}"], "BA"),
        (["{date: 2026-05, kind: correction, note: B.}", "{unknown: [date], kind: added, note: A.}"], "BA"),
        (["{earlier_end: 2019, unknown: [date], note: A.}", "{unknown: [date], kind: added, note: B.}"], "AB"),
    ],
)
def test_a_change_of_the_period_without_a_date_stands_where_the_period_ended(
    given: Given, changes: list[str], expected: str
) -> None:
    listed = "".join(f"\n  - {change}" for change in changes)
    record = pledge(f"period: 2018-2020\ndates: {{signed: 2018-01}}\nchanges:{listed}")
    told = given({"2018/pledge.sv.md": record, "2027/pledge.sv.md": None, "2027/pledge.en.md": None})
    assert [] == told.errors
    events = list_events_of(told.book, told.pledge, date(2027, 6, 15))
    assert expected == "".join(str(item.change.note.get(Language("sv")))[0] for item in events if item.change)


# Whatever is unknown

DATES = st.sampled_from(["2019", "2019-07", "2019-07-02", "2021", "2021-03", "2023-12-31"])
MAYBE = st.none() | DATES
IDS = ["a", "b", "c", "2020", "2022-x"]


def keep(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@st.composite
def pledges(draw: st.DrawFn) -> list[Pledge]:
    names = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
    return [
        Pledge.model_validate(
            {
                "id": name,
                "title": {"sv": name},
                "summary": {"sv": name},
                "parties": ["p"],
                "sources": [{"id": "1"}],
                "period": keep({"start": draw(MAYBE), "end": draw(MAYBE)}),
                "dates": keep({key: draw(MAYBE) for key in ("signed", "written", "published")}),
                "agreement": draw(st.sampled_from([None, "x", "y"])),
                **keep({draw(st.sampled_from(["extends", "continues"])): draw(st.none() | st.sampled_from(IDS))}),
            }
        )
        for name in names
    ]


@st.composite
def followups(draw: st.DrawFn) -> list[FollowUp]:
    numbers = range(draw(st.integers(0, 4)))
    return [
        FollowUp.model_validate(
            {
                "id": draw(st.sampled_from(["2020-01", "x", "2021"])) + f"-{number}",
                "pledge": draw(st.sampled_from(IDS)),
                "by": ["p"],
                "kind": "final",
                "sources": [{"id": "1"}],
                "covers": keep({"start": draw(MAYBE), "end": draw(MAYBE)}),
                **keep({"date": draw(MAYBE)}),
            }
        )
        for number in numbers
    ]


FRAME = Agreement.model_validate(
    {
        "id": "x",
        "title": {"sv": "X"},
        "summary": {"sv": "X"},
        "parties": ["p"],
        "sources": [{"id": "1"}],
        "period": {"start": "2020"},
    }
)


@settings(deadline=None)
@drawn(pledges(), followups(), st.randoms(use_true_random=False))
def test_the_order_is_total_and_stable_and_its_neighbours_agree_with_it(
    records: list[Pledge], reports: list[FollowUp], shuffle: Any
) -> None:
    def order(records: list[Pledge], reports: list[FollowUp]) -> Book:
        placed = find_sort_dates((*records, FRAME), reports)
        name = {"sv": "A"}
        register = Register.model_validate({"name": name, "parties": [{"id": "p", "name": name, "type": "police"}]})
        ordered = order_records(records, placed)
        return Book((Language("sv"),), register, ordered, (FRAME,), order_followups(reports), placed)

    book = order(records, reports)
    shuffle.shuffle(records)
    shuffle.shuffle(reports)
    again = order(records, reports)
    assert (book.pledges, book.followups) == (again.pledges, again.followups)
    # Those that nothing places come first, all others in order; what is known to begin earlier stands earlier.
    placed = [book.sort_date(item) for item in book.pledges]
    known = [day for day in placed if day]
    assert (sorted(known), len(placed) - len(known)) == (known, [bool(day) for day in (*placed, True)].index(True))
    dated = [item.period.start for item in book.pledges if item.period.start and not item.period.end]
    assert all(one.first_day <= other.first_day for one, other in pairwise(dated))
    reported = [item.date for item in book.followups if item.date]
    # Those that nothing places come first.
    unplaced = [not (item.date or item.covers.start or item.covers.end) for item in book.followups]
    assert unplaced == sorted(unplaced, reverse=True)
    assert reported == sorted(reported)
    # Earlier and later follow the same order, and the latest is none that stands before another that has begun.
    day = BookOnDay(book, date(2022, 6, 1))
    views = [view for view in build_pledge_views(day) if book.sort_date(view.record)]
    for one, other in pairwise(views):
        assert (one.later, other.earlier) == (other.record, one.record)
    for view in views:
        if view.current and view.current_state is not State.IN_FORCE:
            after = book.pledges[book.pledges.index(view.current) + 1 :]
            assert not any(day.has_begun(item) for item in after if item is not view.record)
