"""What each promise is made for: its own places, those that it inherits, and the wholes that a place is part of."""

from __future__ import annotations

import pytest

from core.conftest import Given, pledge, register
from pledgebook.records.subjects import EVERYWHERE, SubjectIndex

PLACES = """
places:
  - {id: hela, name: Hela kommunen, type: municipality}
  - {id: norr, name: Norr, part_of: hela}
  - {id: backen, name: Backen, part_of: norr}
  - {id: soder, name: Söder}
"""


def places(given: Given, text: str, shared: str = PLACES) -> dict[str, list[str]]:
    """By place, the promises that are made for it; `whole` where only the pledge as a whole names it."""
    told = given({"register.yml": register(shared), "2027/pledge.sv.md": pledge(text)})
    return {
        name: [promise.id for mention in mentions for promise in mention.promises] or ["whole"]
        for name, mentions in SubjectIndex(told.book).places.items()
    }


def test_a_promise_is_made_for_what_it_and_its_activities_name(given: Given) -> None:
    text = """
    area: [soder]
    promises:
      - {id: a, by: polisen, text: A, places: [norr, norr]}
      - {id: b, by: polisen, text: B, activities: [{id: x, text: X, places: [backen]}]}
    """
    assert {"norr": ["a"], "backen": ["b"], "soder": ["whole"]} == places(given, text)


def test_an_activity_that_names_no_place_is_taken_wherever_its_pledge_holds(given: Given) -> None:
    steps = "activities: [{id: x, text: X, places: [backen]}, {id: y, text: Y}]"
    text = f"""
    area: [soder]
    promises:
      - {{id: a, by: polisen, text: A, {steps}}}
      - {{id: b, by: polisen, text: B, places: norr, {steps}}}
      - {{id: c, by: polisen, text: C, unknown: [places], {steps}}}
    """
    assert {"soder": ["a"], "backen": ["a", "b", "c"], "norr": ["b"]} == places(given, text)


def test_a_target_and_the_target_of_an_activity_name_places_too(given: Given) -> None:
    target = "target: {at_least: 8, unit: pass, places: norr, likewise: [backen]}"
    text = f"""
    area: [soder]
    promises:
      - {{id: a, by: polisen, text: A, {target}}}
      - {{id: b, by: polisen, text: B, activities: [{{id: x, text: X, places: [norr], {target}}}]}}
    """
    assert {"norr": ["a", "b"], "backen": ["a", "b"], "soder": ["whole"]} == places(given, text)


def test_one_that_names_no_place_is_made_for_those_of_its_pledge(given: Given) -> None:
    text = "area: [norr, soder]\npromises: [{id: a, by: polisen, text: A}]"
    assert {"norr": ["a"], "soder": ["a"]} == places(given, text)


def test_the_places_of_its_focus_area_come_first(given: Given) -> None:
    text = """
    area: [norr, soder]
    focus_areas: [{id: omrade, title: Område, kind: district, places: [backen]}, {id: amne, title: Ämne}]
    promises:
      - {id: a, by: polisen, text: A, focus_area: omrade}
      - {id: b, by: polisen, text: B, focus_area: amne}
    """
    assert {"backen": ["a"], "norr": ["b"], "soder": ["b"]} == places(given, text)


def test_of_inherited_places_one_within_another_is_left_out(given: Given) -> None:
    text = """
    area: {scope: municipality, places: [norr, backen, soder, hela]}
    promises:
      - {id: a, by: polisen, text: A}
      - {id: b, by: polisen, text: B, places: [backen, norr]}
    """
    assert {"hela": ["a"], "norr": ["b"], "backen": ["b"], "soder": ["whole"]} == places(given, text)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("{scope: municipality}", {"hela": ["a"]}),
        ("{scope: municipalities}", {"hela": ["a"]}),
        ("{scope: town}", {"-": ["a"]}),
        ("{scope: districts}", {"-": ["a"]}),
    ],
)
def test_a_pledge_that_names_no_place_is_for_the_whole_municipality_if_it_says_so(
    given: Given, area: str, expected: dict[str, list[str]]
) -> None:
    assert expected == places(given, f"area: {area}\npromises: [{{id: a, by: polisen, text: A}}]")


@pytest.mark.parametrize("unknown", ["unknown: [area]", ""])
def test_what_is_not_known_is_made_for_no_given_place(given: Given, unknown: str) -> None:
    promise = "{id: a, by: polisen, text: A" + ("}" if unknown else ", unknown: [places]}")
    assert {"-": ["a"]} == places(given, f"{unknown}\npromises: [{promise}]")


def test_a_pledge_that_does_not_say_what_it_is_for_is_for_no_given_place(given: Given) -> None:
    assert {"-": ["a"]} == places(given, "promises: [{id: a, by: polisen, text: A}]")
    assert {"-": ["whole"]} == places(given, "promises: []\nunknown: [promises]")
    assert {} == places(given, "promises: []\nunknown: [promises, area]")


def test_a_pledge_whose_promises_are_unknown_is_still_for_its_area(given: Given) -> None:
    assert {"hela": ["whole"]} == places(given, "area: {scope: municipality}\npromises: []\nunknown: [promises]")
    assert {"norr": ["whole"]} == places(given, "area: [norr]\npromises: []\nunknown: [promises]")


def test_the_municipality_need_not_be_a_place(given: Given) -> None:
    text = "area: {scope: municipality}\npromises: [{id: a, by: polisen, text: A}]"
    assert {EVERYWHERE: ["a"]} == places(given, text, "places: [{id: norr, name: Norr}]")


SEVERAL = """
places:
  - {id: lan, name: Länet, type: region}
  - {id: ett, name: Ett, type: municipality, part_of: lan}
  - {id: tva, name: Två, type: municipality, part_of: lan}
  - {id: norr, name: Norr, part_of: ett}
  - {id: backen, name: Backen, part_of: norr}
  - {id: sjon, name: Sjön, type: water}
"""


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("{scope: municipalities}", {"ett": ["a"], "tva": ["a"]}),
        ("{scope: municipalities, places: [tva]}", {"tva": ["a"]}),
        ("{scope: municipality}", {"-": ["a"]}),
        ("{scope: municipality, places: [ett, backen]}", {"ett": ["a"], "backen": ["whole"]}),
    ],
)
def test_of_several_municipalities_a_pledge_is_for_those_that_it_names_or_for_all(
    given: Given, area: str, expected: dict[str, list[str]]
) -> None:
    assert expected == places(given, f"area: {area}\npromises: [{{id: a, by: polisen, text: A}}]", SEVERAL)


def test_places_are_part_of_each_other_over_several_levels(given: Given) -> None:
    index = SubjectIndex(given({"register.yml": register(SEVERAL)}).book)
    assert ("norr", "ett", "lan") == index.list_wholes("backen")
    assert ("norr", "backen") == index.list_parts("ett")
    assert ("ett", "tva", "norr", "backen") == index.list_parts("lan")
    assert ((), ()) == (index.list_wholes("sjon"), index.list_parts("sjon"))


def test_a_region_around_the_one_municipality_and_its_waters_are_no_part_of_it(given: Given) -> None:
    one = """
    places:
      - {id: lan, name: Länet, type: region}
      - {id: hela, name: Hela kommunen, type: municipality, part_of: lan}
      - {id: norr, name: Norr}
      - {id: sjon, name: Sjön, type: water}
      - {id: viken, name: Viken, type: water, part_of: norr}
      - {id: hamnen, name: Hamnen, type: water, part_of: hela}
    """
    index = SubjectIndex(given({"register.yml": register(one)}).book)
    assert ("hela", "lan") == index.list_wholes("norr")
    assert ((), ()) == (index.list_wholes("lan"), index.list_wholes("sjon"))
    assert (("norr", "hela", "lan"), ("hela", "lan")) == (index.list_wholes("viken"), index.list_wholes("hamnen"))
    assert ((), ()) == (index.list_parts("hela"), index.list_parts("lan"))


def test_a_place_is_part_of_all_that_is_around_it_and_always_of_the_municipality(given: Given) -> None:
    index = SubjectIndex(given({"register.yml": register(PLACES)}).book)
    assert ("norr", "hela") == index.list_wholes("backen")
    assert ("hela",) == index.list_wholes("soder")
    assert () == index.list_wholes("hela")
    assert (EVERYWHERE,) == SubjectIndex(given().book).list_wholes("sagogatan")


def test_the_themes_of_activities_come_to_its_own_and_to_those_of_its_focus_area(given: Given) -> None:
    steps = "activities: [{id: x, text: X, themes: narkotika}]"
    text = f"""
    focus_areas: [{{id: gator, title: Gator, themes: [trafik]}}]
    promises:
      - {{id: a, by: polisen, text: A, focus_area: gator, {steps}}}
      - {{id: b, by: polisen, text: B, focus_area: gator, themes: narkotika, {steps}}}
      - {{id: c, by: polisen, text: C, {steps}}}
    """
    index = SubjectIndex(given({"2027/pledge.sv.md": pledge(text)}).book)
    found = {
        name: [item.id for mention in mentions for item in mention.promises] for name, mentions in index.themes.items()
    }
    assert {"trafik": ["a"], "narkotika": ["a", "b", "c"]} == found


def test_themes_are_its_own_or_those_of_its_focus_area(given: Given) -> None:
    text = """
    focus_areas: [{id: gator, title: Gator, themes: [trafik]}]
    promises:
      - {id: a, by: polisen, text: A, focus_area: gator}
      - {id: b, by: [kommunen, polisen], text: B, focus_area: gator, themes: narkotika}
      - {id: c, by: kommunen, text: C}
    """
    index = SubjectIndex(given({"2027/pledge.sv.md": pledge(text)}).book)
    found = {
        name: [promise.id for mention in mentions for promise in mention.promises]
        for name, mentions in {**index.themes, **index.parties}.items()
    }
    assert {"trafik": ["a"], "narkotika": ["b"], "polisen": ["a", "b"], "kommunen": ["b", "c"]} == found
