"""Themes, places and parties followed through the years."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st
from lxml import html

from core.conftest import AG, TODAY, Given, Show, agreement, pledge, register
from core.site.views.conftest import THREADS
from pledgebook.model.enums import PlaceType
from pledgebook.names import Language
from pledgebook.records.book import Book
from pledgebook.records.day import BookOnDay
from pledgebook.records.subjects import EVERYWHERE, UNPLACED
from pledgebook.site.views.places import FOLDED, KINDS, SHOWN, Held, PlaceView, build_place_views, group_places
from pledgebook.site.views.subjects import build_party_views, build_theme_views


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


def test_a_place_in_another_municipality_is_not_told_to_be_in_the_one_that_promises(given: Given) -> None:
    places = """
        places:
          - {id: a, name: Exempelstad, type: municipality}
          - {id: b, name: Grannköping, type: municipality}
          - {id: fiktiva-torget, name: Fiktiva torget, type: square, part_of: b}
          - {id: sagogatan, name: Sagogatan, type: street, part_of: a}
        """
    views = {view.place.id: view for view in build_place_views(given({"register.yml": register(places)}).day)}
    names = [views[place].within_name for place in ("fiktiva-torget", "sagogatan")]
    assert ["Grannköping", "Exempelstad"] == [name and str(name.get(Language("sv"))) for name in names]


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
    assert (None, ["b", "c"]) == (views["a"].within, [line.subject.id for line in views["a"].parts])
    assert ("a", ()) == (views["b"].within and views["b"].within.id, views["b"].parts)


# One answer everywhere

PLACES = ("hela", "norr", "backen", "soder")
SHARED = register(
    """
    places:
      - {id: hela, name: Hela kommunen, type: municipality}
      - {id: norr, name: Norr, part_of: hela}
      - {id: backen, name: Backen, part_of: norr}
      - {id: soder, name: Söder}
    """
)
SOME_PLACES = st.lists(st.sampled_from(PLACES), max_size=3, unique=True)
SOME_THEMES = st.lists(st.sampled_from(["trafik", "narkotika"]), max_size=2, unique=True)
SOME_PARTIES = st.lists(st.sampled_from(["polisen", "kommunen", "bolaget"]), min_size=1, max_size=2, unique=True)
PROMISES = st.lists(st.tuples(SOME_PLACES, SOME_THEMES, SOME_PARTIES, st.booleans()), max_size=3)
PLEDGES = st.lists(st.tuples(SOME_PLACES, SOME_PLACES, SOME_THEMES, PROMISES), min_size=1, max_size=3)


def write_list(names: list[str]) -> str:
    return f"[{', '.join(names)}]"


def write_pledge(year: int, area: list[str], focus: list[str], themes: list[str], promises: list[Any]) -> str:
    lines = [
        f"  - {{id: p{number}, by: {write_list(by)}, text: P, places: {write_list(places)}, themes: {write_list(own)}"
        f"{', focus_area: f' if in_focus else ''}}}"
        for number, (places, own, by, in_focus) in enumerate(promises)
    ]
    return pledge(
        f"period: {year}\nparties: [polisen, kommunen, bolaget]\n"
        + (f"area: {write_list(area)}\n" if area else "")
        + f"focus_areas: [{{id: f, title: F, places: {write_list(focus)}, themes: {write_list(themes)}}}]\n"
        + ("promises:\n" + "\n".join(lines) if lines else "promises: []\nunknown: [promises]")
    )


def test_lists_pages_and_the_filter_of_the_archive_tell_the_same_numbers(given: Given, show: Show) -> None:
    @settings(max_examples=15, deadline=None)
    @generate(PLEDGES)
    def check(drawn: list[Any]) -> None:
        files = {
            f"{2025 + number}/pledge.sv.md": write_pledge(2025 + number, *each) for number, each in enumerate(drawn)
        }
        told = given({"register.yml": SHARED, "2027/pledge.sv.md": None, **files})
        shown = show(told.book)
        archive = html.fromstring(shown.html("arkiv/"))
        lists = {
            "place": {line.subject.id: line.promise_count for group in group_places(told.day) for line in group.places},
            "theme": {view.theme.id: view.promise_count for view in build_theme_views(told.day)},
            "party": {view.party.id: view.promise_count for view in build_party_views(told.day)},
        }
        for facet, folder in (("place", "platser"), ("theme", "teman"), ("party", "parter")):
            marked = [mark.split() for mark in archive.xpath(f"//details//li/@data-{facet}")]
            for name, number in lists[facet].items():
                page = html.fromstring(shown.html(f"{folder}/{name}/"))
                on_page = len(page.xpath("//*[@class='pb-mention']//*[@class='pb-promise']"))
                assert number == on_page == sum(name in mark for mark in marked), (facet, name)

    check()


NESTED = register(
    """
    places:
      - {id: lan, name: Länet, type: region}
      - {id: ett, name: Ett, type: municipality, part_of: lan}
      - {id: tva, name: Två, type: municipality, part_of: lan}
      - {id: norr, name: Norr, part_of: ett}
      - {id: backen, name: Backen, part_of: norr}
      - {id: sjon, name: Sjön, type: water}
      - {id: soder, name: Söder}
    """
)
ONE = NESTED.replace("name: Två, type: municipality", "name: Två, type: town")
NONE = ONE.replace("name: Ett, type: municipality", "name: Ett, type: town")
AREAS = st.sampled_from(
    [
        "",
        "[ett]",
        "[tva, backen]",
        "[sjon]",
        "[lan]",
        "{scope: municipality}",
        "{scope: municipalities}",
        "{scope: town}",
    ]
)
ANYWHERE = st.lists(st.sampled_from(["lan", "ett", "tva", "norr", "backen", "sjon", "soder"]), max_size=2, unique=True)


@pytest.mark.parametrize("shared", [NESTED, ONE, NONE], ids=["several", "one", "none"])
def test_what_a_place_tells_of_others_is_what_the_filter_leads_to(given: Given, show: Show, shared: str) -> None:
    @settings(max_examples=10, deadline=None)
    @generate(st.lists(st.tuples(AREAS, st.lists(ANYWHERE, min_size=1, max_size=3)), min_size=1, max_size=3))
    def check(drawn: list[Any]) -> None:
        files = {}
        for year, (area, promises) in enumerate(drawn, 2025):
            lines = "".join(
                f"  - {{id: p{number}, by: polisen, text: P, places: {write_list(places)}}}\n"
                for number, places in enumerate(promises)
            )
            where = f"area: {area}\n" if area else ""
            files[f"{year}/pledge.sv.md"] = pledge(f"period: {year}\n{where}promises:\n{lines}")
        told = given({"register.yml": shared, "2027/pledge.sv.md": None, **files})
        archive = html.fromstring(show(told.book).html("arkiv/"))
        marks = [set(mark.split()) for mark in archive.xpath("//details//li/@data-place")]
        assert len(marks) == sum(len(promises) for _, promises in drawn), "each promise is found by some place or none"
        leads = {
            option.get("value"): (option.get("data-wholes") or "").split()
            for option in archive.xpath("//select[@data-facet='place']/option[@value]")
        }
        views = list(build_place_views(told.day))
        found = {view.place.id: sum(view.place.id in mark for mark in marks) for view in views}
        assert found == {view.place.id: view.promise_count for view in views}
        for view in views:
            inside = told.day.subjects.list_parts(view.place.id)
            around = told.day.subjects.list_around(view.place.id)
            held = Counter(
                "inside" if other.what is Held.INSIDE else other.place.id if other.place else str(other.what)
                for other in view.others
                for _ in range(other.promise_count)
            )
            expected = Counter[str]()
            for mark in marks:
                expected["inside"] += bool(mark.intersection(inside) and view.place.id not in mark)
                for name in mark.intersection(around):
                    expected[{UNPLACED: "unplaced", EVERYWHERE: "whole"}.get(name, name)] += 1
            assert +expected == held, view.place.id
            if view.place.id in leads:
                offered = {name for name in (*around, *inside) if name in leads}
                assert offered == set(leads[view.place.id]), view.place.id

    check()


def test_a_promise_in_a_part_of_one_of_several_municipalities_is_on_its_page(given: Given, show: Show) -> None:
    text = """
    area: {scope: municipalities, places: [ett, tva]}
    promises:
      - {id: a, by: polisen, text: För alla.}
      - {id: b, by: polisen, text: I backen., places: [backen]}
    """
    shown = show(given({"register.yml": NESTED, "2027/pledge.sv.md": pledge(text)}).book)
    own = html.fromstring(shown.html("platser/ett/"))
    (now,) = own.xpath("//*[contains(@class, 'pb-banner__state')]")
    assert "Just nu gäller 1 löfte för Ett och 1 löfte för delar av Ett." == now.text_content()
    assert "I backen." in own.xpath("//section[.//h2[contains(., 'delar av')]]")[0].text_content()
    assert "I backen." not in shown.html("platser/tva/")
    assert "Kommuner" in shown.html("platser/")


PARTS = "places: [{id: hela, name: Hela, type: municipality}, {id: a, name: A, part_of: hela}]"
WHOLE = "area: {scope: municipality}\n"
SIX = ", ".join(f"{{id: p{number}, by: polisen, text: P{number}}}" for number in range(6))


def view_of(given: Given, name: str, **pledges: str) -> PlaceView:
    files = {f"{year.lstrip('_')}/pledge.sv.md": pledge(text) for year, text in pledges.items()}
    told = given({"register.yml": register(PARTS), "2027/pledge.sv.md": None, **files})
    return next(view for view in build_place_views(told.day) if view.place.id == name)


def test_a_place_tells_what_is_promised_for_the_whole_and_what_of_it_is_in_force(given: Given) -> None:
    own = "period: 2025\narea: [a]\npromises: [{id: x, by: polisen, text: X}]"
    view = view_of(given, "a", _2025=own, _2027=f"{WHOLE}promises: [{SIX}]")
    (whole,) = view.others
    assert (1, 0, 6, 6, True) == (
        view.promise_count,
        view.in_force_count,
        whole.promise_count,
        whole.in_force_count,
        view.holds_now,
    )
    assert (["2027"], ()) == ([line.pledge.id for line in whole.shown], whole.folded)
    assert () == view_of(given, "hela", _2027=f"{WHOLE}promises: [{SIX}]").others


SEVERAL = register(
    """
    parties:
      - {id: polisen, name: Polisen, type: police}
      - {id: ett, name: Etts kommun, type: municipality}
      - {id: tva-kommun, name: Två, type: municipality}
      - {id: tre-kommun, name: Tres kommun, type: municipality}
      - {id: namnden, name: Nämnden i Ett, type: other, part_of: ett}
      - {id: programmet, name: Programmet, type: other, part_of: [namnden, tva-kommun]}
    places:
      - {id: lanet, name: Länet, type: region}
      - {id: ett, name: Ett, type: municipality, part_of: lanet}
      - {id: tva, name: {sv: Två, en: Two}, type: municipality, part_of: lanet}
      - {id: tre, name: Tre, aliases: [Tres kommun], type: municipality}
      - {id: norr, name: Norr, part_of: ett}
      - {id: backen, name: Backen, part_of: norr}
    """
)


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ("[polisen, ett]", ["ett", "norr", "backen"]),
        ("[polisen, namnden]", ["ett", "norr", "backen"]),
        ("[polisen, tva-kommun]", ["tva"]),
        ("[polisen, tre-kommun]", ["tre"]),
        ("[polisen, programmet]", ["ett", "tva", "norr", "backen"]),
        ("[ett, tre-kommun]", ["ett", "tre", "norr", "backen"]),
        ("[polisen]", ["lanet", "ett", "tva", "tre", "norr", "backen"]),
    ],
)
def test_an_agreement_of_one_of_several_municipalities_is_told_where_it_holds(
    given: Given, parties: str, expected: list[str]
) -> None:
    told = given({"register.yml": SEVERAL, "2027/pledge.sv.md": pledge(), AG: agreement(f"parties: {parties}")})
    assert [] == told.errors
    assert expected == [view.place.id for view in build_place_views(told.day) if view.agreements]


def test_an_agreement_of_the_one_municipality_is_told_of_every_place(given: Given) -> None:
    told = given({"register.yml": register(PARTS), "2027/pledge.sv.md": pledge(), AG: agreement()})
    assert ["hela", "a"] == [view.place.id for view in build_place_views(told.day) if view.agreements]


def test_what_is_in_force_stands_first_and_is_not_folded_away(given: Given) -> None:
    texts = {f"_{year}": f"period: {year}\n{WHOLE}promises: [{SIX}]" for year in (2022, 2023, 2024)}
    view = view_of(given, "a", **texts, _2021=f"period: {{start: 2021, end: open}}\n{WHOLE}promises: [{SIX}]")
    (whole,) = view.others
    assert ["2021"] == [line.pledge.id for line in whole.shown]
    assert ["2024", "2023", "2022"] == [line.pledge.id for line in whole.folded]


def test_the_page_of_a_part_does_not_grow_with_what_is_promised_for_the_whole(given: Given) -> None:
    texts = {f"_{year}": f"period: {year}\n{WHOLE}promises: [{SIX}]" for year in range(2010, 2027)}
    (whole,) = view_of(given, "a", **texts).others
    assert (102, False) == (whole.promise_count, whole.is_all)
    assert SHOWN + FOLDED == sum(len(line.promises) for line in (*whole.shown, *whole.folded))


def test_a_pledge_of_which_nothing_is_known_still_holds_here(given: Given) -> None:
    view = view_of(given, "a", _2027=f"{WHOLE}promises: []\nunknown: [promises]")
    assert (True, 0) == (view.holds_now, view.others[0].promise_count)


def test_places_are_listed_by_kind(given: Given) -> None:
    places = "[{id: a, name: A, type: municipality}, {id: b, name: B, type: setting}, {id: c, name: C}]"
    told = given({"register.yml": register(f"places: {places}")})
    assert ["district", "setting", "municipality"] == [group.kind for group in group_places(told.day)]
    assert set(KINDS) == set(PlaceType)
