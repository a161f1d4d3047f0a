"""The first page: what holds today, and what is said when nothing does."""

from __future__ import annotations

import pytest

from core.conftest import Given, Show, agreement, pledge, register
from core.site.views.conftest import pledges
from pledgebook.site.views.start import SHOWN, build_start_view


def test_the_first_page_shows_what_holds_today(given: Given) -> None:
    told = given({**pledges(_2026="2026", a="2027", _2028="2028"), "agreements/2024-2027/agreement.sv.md": agreement()})
    view = build_start_view(told.day)
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
    view = build_start_view(told.day)
    assert ((), state) == (view.in_force, view.gap and view.gap.state)
    assert "2025" == (view.newest and view.newest.pledge.id)


def test_when_nothing_holds_and_nothing_is_known_the_first_page_invents_no_reason(given: Given) -> None:
    view = build_start_view(given(pledges(_2025="2025")).day)
    assert ((), None) == (view.in_force, view.gap)


def test_an_empty_book_has_a_first_page(given: Given) -> None:
    view = build_start_view(given({"2027/pledge.sv.md": None}).day)
    assert ((), (), None, (), 0) == (view.in_force, view.upcoming, view.newest, view.pledges, view.more)


def test_the_first_page_lists_the_newest_pledges_and_counts_the_rest(given: Given) -> None:
    told = given(pledges(**{f"_{year}": str(year) for year in range(2015, 2027)}))
    view = build_start_view(told.day)
    assert ["2026", "2025"] == [line.pledge.id for line in view.pledges][:2]
    assert (SHOWN, 12 - SHOWN) == (len(view.pledges), view.more)


def test_the_first_page_counts_every_pledge_that_holds(given: Given, show: Show) -> None:
    places = "".join(f"  - {{id: plats-{n}, name: Plats {n}}}\n" for n in range(SHOWN + 2))
    files: dict[str, str | None] = {
        f"a{n}/pledge.sv.md": pledge(f"area: plats-{n}\npromises: []\nunknown: [promises]") for n in range(SHOWN + 2)
    }
    told = given({"register.yml": register(f"places:\n{places}"), "2027/pledge.sv.md": None, **files})
    assert f"{SHOWN + 2} medborgarlöften gäller just nu" in show(told.book).html("")
