"""Why nothing is known of how promises went: pages say what there is, and never that nothing has come where it has."""

from __future__ import annotations

import re

import pytest

from core.conftest import FU, SV, Given, Show, followup, pledge

TWO = """
promises:
  - {id: synas, by: polisen, text: Synas., places: [sagogatan], activities: [{id: pass, text: Gå pass.}]}
  - {id: ljus, by: polisen, text: Lysa., places: [sagogatan]}
"""
NONE_YET = "Ingen uppföljning har kommit än."
UNREAD = "Det finns en uppföljning (mars 2027), men vi har inte kunnat läsa"
NOTHING = "Vi har inte hittat något om hur det gick."
STEPS = "Aktiviteter i löftena är redovisade, men inte löftena som helhet."
PAGES = ("", "2027/", "platser/sagogatan/")


def read(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def report(results: str) -> str:
    return followup(f"date: 2027-03\nkind: interim\ncovers: 2027\n{results}")


@pytest.mark.parametrize("address", PAGES)
def test_a_pledge_in_force_that_nobody_has_followed_up_has_no_follow_up_yet(
    given: Given, show: Show, address: str
) -> None:
    assert NONE_YET in read(show(given({SV: pledge(TWO)}).book).html(address))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("results", "why"),
    [
        ("results: [{status: ongoing, text: Som helhet.}]", NOTHING),
        ("results: [{promise: synas, activity: pass, status: ongoing}]", STEPS),
        ("results: [{promise: synas, activity: pass, text: Vi gick.}]\nunknown: [results]", STEPS),
        ("results: [{promise: synas, activity: pass, status: not_reported}]", NOTHING),
    ],
)
def test_a_follow_up_that_says_nothing_of_any_promise_has_come_and_has_been_read(
    given: Given, show: Show, address: str, results: str, why: str
) -> None:
    html = read(show(given({SV: pledge(TWO), FU: report(results)}).book).html(address))
    assert why in html
    assert NONE_YET not in html
    assert UNREAD not in html
    assert "hittat någon uppföljning" not in html


@pytest.mark.parametrize("address", PAGES)
def test_a_follow_up_that_could_not_be_read_is_told_of(given: Given, show: Show, address: str) -> None:
    html = read(show(given({SV: pledge(TWO), FU: report("unknown: [results]")}).book).html(address))
    assert UNREAD in html
    assert NONE_YET not in html


def test_of_a_promise_only_some_of_whose_steps_are_reported_that_is_said_wherever_it_is_told(
    given: Given, show: Show
) -> None:
    results = "results:\n  - {promise: synas, activity: pass, status: fulfilled}\n  - {promise: ljus, status: ongoing}"
    shown = show(given({SV: pledge(TWO), FU: report(results)}).book)
    for address in ("2027/", "parter/polisen/", "platser/sagogatan/"):
        html = read(shown.html(address))
        assert "Aktiviteter i löftet är redovisade, men inte löftet som helhet." in html
        assert "hittat någon uppföljning" not in html


def test_a_promise_that_a_follow_up_leaves_out_has_not_waited_for_one_to_come(given: Given, show: Show) -> None:
    files = {SV: pledge(TWO), FU: report("results: [{promise: synas, status: ongoing}]")}
    html = read(show(given(files).book).html("2027/"))
    assert "Vi har inte hittat någon uppföljning av löftet." in html
    assert NONE_YET not in html


def test_the_first_page_says_how_many_promises_it_leaves_out_and_how_those_it_shows_went(
    given: Given, show: Show
) -> None:
    promises = "promises:\n" + "".join(f"  - {{id: l{n}, by: polisen, text: Ord {n}.}}\n" for n in range(40))
    files = {SV: pledge(promises), FU: report("results: [{promise: l3, status: fulfilled}]")}
    html = read(show(given(files).book).html(""))
    assert "Ord 11." in html
    assert "Ord 12." not in html
    assert "Ord 3. Uppfyllt Ord 4. Inte redovisat" in html
    assert "Läs alla 40 löften" in html
    few = read(show(given({SV: pledge(TWO)}).book).html(""))
    assert "Läs hela medborgarlöftet" in few
