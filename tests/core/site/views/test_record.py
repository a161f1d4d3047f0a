"""The page of a pledge and of an agreement: groups of promises, neighbours, relatives."""

from __future__ import annotations

from core.conftest import Given, Show, agreement, followup, pledge, words
from core.site.views.conftest import THREADS, pledges
from pledgebook.site.views.record import build_agreement_views, build_pledge_views, build_promise_view


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
    (view,) = build_pledge_views(told.day)
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
    (view,) = build_pledge_views(told.day)
    assert [(("kommunen",), ["a", "c"]), (("polisen", "kommunen"), ["b"]), (("polisen",), ["d"])] == [
        (group.parties, [item.promise.id for item in group.promises]) for group in view.groups
    ]


def test_no_promise_is_lost_or_told_twice_by_grouping(given: Given) -> None:
    for view in build_pledge_views(given(THREADS).day):
        shown = [item.promise.id for group in view.groups for item in group.promises]
        assert sorted(promise.id for promise in view.record.promises) == sorted(shown)


def test_a_follow_up_whose_results_are_unknown_is_unread_and_not_a_report(given: Given) -> None:
    told = given(
        {
            "2027/followup-1.sv.md": followup("date: 2027-05\nunknown: [results]"),
            "2027/followup-2.sv.md": followup("date: 2027-09"),
        }
    )
    view = build_promise_view(told.day, told.pledge, told.promise)
    assert ((), ["1"]) == (view.standing, [item.id for item in told.book.unread_followups_of(told.pledge)])


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
    view = build_promise_view(told.day, middle, middle.promises[0])
    assert (["2025"], ["2027"]) == (
        [link.pledge.id for link in view.earlier],
        [link.pledge.id for link in view.later],
    )


def test_a_pledge_shows_its_neighbours_and_the_way_to_what_holds(given: Given) -> None:
    told = given(pledges(_2025="2025", _2026="2026", a="2027"))
    found = [
        tuple(item and item.id for item in (view.earlier, view.later, view.current))
        for view in build_pledge_views(told.day)
    ]
    assert [(None, "2026", "a"), ("2025", "a", "a"), ("2026", None, None)] == found


def test_the_newest_pledge_is_not_one_whose_time_is_unknown(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "a/pledge.sv.md": pledge("unknown: [period]", without="period"), **{
        key: text for key, text in pledges(_2025="2025").items() if text}})  # fmt: skip
    assert [("a", "2025"), ("2025", None)] == [
        (view.record.id, view.current and view.current.id) for view in build_pledge_views(told.day)
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
    first, second = build_agreement_views(told.day)
    assert ([], ["2027"]) == ([item.id for item in first.pledges], [item.id for item in second.pledges])
    assert (second.record, first.record) == (first.later, second.earlier)
    assert (second.record, first.record) == (first.successor, second.predecessor)
    assert ("replaced", "in_force") == (first.state, second.state)
