"""Themes, places and parties followed through the years."""

from __future__ import annotations

from core.conftest import TODAY, Given, pledge, register
from core.site.views.conftest import THREADS
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.site.views.subjects import build_party_views, build_place_views, build_theme_views


def test_a_party_is_followed_through_what_it_has_promised(found: Book) -> None:
    views = {view.party.id: view for view in build_party_views(BookOnDay(found, TODAY))}
    threads = {
        name: {thread.pledge.id: [item.promise.id for item in thread.promises] for thread in view.pledges}
        for name, view in views.items()
    }
    assert {"2028": ["a", "b"], "2025-2026": ["a", "b"]} == threads["polisen"]
    assert ["2028", "2025-2026"] == list(threads["polisen"])
    assert {"2028": ["b", "c"], "2025-2026": ["b", "c"]} == threads["kommunen"]
    assert ({}, 4) == (threads["bolaget"], views["polisen"].promise_count)


def test_a_theme_is_followed_through_the_years_newest_first(given: Given) -> None:
    views = {view.theme.id: view for view in build_theme_views(given(THREADS).day)}
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
    views = {view.place.id: view for view in build_place_views(given(THREADS).day)}
    assert {"fiktiva-torget": {"2025": ["c"]}, "sagogatan": {"2027": ["a", "b"], "2025": ["a", "b"]}} == {
        name: {mention.pledge.id: [item.promise.id for item in mention.promises] for mention in view.pledges}
        for name, view in views.items()
    }


def test_themes_and_places_that_nothing_names_are_there_and_empty(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge()})
    assert [("trafik", (), 0), ("narkotika", (), 0)] == [
        (view.theme.id, view.pledges, view.promise_count) for view in build_theme_views(told.day)
    ]
    assert [("fiktiva-torget", ()), ("sagogatan", ())] == [
        (view.place.id, view.pledges) for view in build_place_views(told.day)
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
    views = {view.place.id: view for view in build_place_views(told.day)}
    assert (None, ["b", "c"]) == (views["a"].within, [line.place.id for line in views["a"].parts])
    assert ("a", ()) == (views["b"].within and views["b"].within.id, views["b"].parts)
