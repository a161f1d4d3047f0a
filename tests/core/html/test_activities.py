"""Steps of a promise: who takes each, with whom, for whom, when, where and on what, and what came of it."""

from __future__ import annotations

import re

from core.conftest import EN, FU, SV, Given, Show, followup, pledge, promise, words
from pledgebook.names import Language

FULL = (
    "activities: {id: lys, text: Laga lampor., by: kommunen, with: bolaget, with_others: Elevrådet, "
    "target_group: gående, when: i mars, places: sagogatan, themes: trafik, target: {at_least: 9, unit: lampor}, "
    "note: Först på gatan., sources: p1}"
)


def read(html: str) -> str:
    said = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return re.sub(r" (?=[,.:;])", "", said)


def test_a_step_says_all_of_itself(given: Given, show: Show) -> None:
    step = "activities: {id: lys, text: Mend lamps., with_others: The pupils, target_group: walkers, when: in March, target: {unit: lamps}, note: The street first.}"
    english = words(f"promises:\n  - {{id: synas, text: Be seen., {step}}}")
    told = given({SV: promise(FULL), EN: english})
    assert [] == told.errors
    page = show(told.book)
    assert (
        "Laga lampor. Exempelstads kommun · Medverkar: Påhittade Bostäder; Elevrådet · För vem: gående · i mars · "
        "Mål: minst 9 lampor · Plats: Sagogatan · Tema: Trafik Först på gatan. Källa: Polisen [1]"
    ) in read(page.html("2027/")).replace("\u00a0", " ")
    assert (
        "Mend lamps. Exempelstad Municipality · Also taking part: Påhittade Bostäder; The pupils · Who it is for: walkers · "
        "in March · Target: at least 9 lamps · Place: Sagogatan · Theme: Traffic The street first. Source: The police [1]"
    ).replace("The police", "Polisen") in read(page.html("2027/", Language("en"))).replace("\u00a0", " ")


def test_a_step_that_says_nothing_more_is_its_words(given: Given, show: Show) -> None:
    told = given({SV: promise("activities: {id: lys, text: Laga lampor.}")})
    html = show(told.book).html("2027/")
    assert re.search(r"<li>Laga lampor\.\s*</li>", html)


def test_sentences_of_an_author_are_joined_without_a_stop_before_another_mark(given: Given, show: Show) -> None:
    step = "{id: a, text: Lysa., when: Före augusti., target_group: Alla som går., with_others: Eleverna., target: {unit: lampor, count: 2}}"
    report = followup("results: [{promise: synas, activity: a, status: ongoing}]")
    told = given({SV: promise(f"activities: {step}"), FU: report})
    page = read(show(told.book).html("2027/"))
    assert "Medverkar: Eleverna · För vem: Alla som går · Före augusti · Mål: 2 lampor" in page
    assert "Synas. Lysa." in page
    assert not re.search(r"\.(:| ·)", page)
    bare = pledge("promises:\n  - {id: synas, by: polisen, text: Synas, activities: " + step + "}")
    assert "Synas: Lysa." in read(show(given({SV: bare, FU: report}).book).html("2027/"))


def test_what_came_of_a_step_stands_under_it(given: Given, show: Show) -> None:
    report = followup("results: [{promise: synas, activity: lys, status: ongoing, figures: {about: 4, unit: lampor}}]")
    told = given({SV: promise(FULL), FU: report})
    assert [] == told.errors
    page = read(show(told.book).html("2027/"))
    assert page.index("Laga lampor.") < page.index("ungefär 4 lampor") < page.index("Länk till löftet")


def test_a_promise_is_found_on_the_pages_of_its_steps_places_and_themes(given: Given, show: Show) -> None:
    page = show(given({SV: promise(FULL)}).book)
    for address in ("platser/sagogatan/", "teman/trafik/"):
        assert "Synas." in read(page.html(address))


def test_what_a_step_names_must_be_in_the_register(given: Given) -> None:
    step = "activities: {id: lys, text: X, with: bolget, places: sagogatn, themes: trafk, sources: p2}"
    codes = [line.split(" →")[0].split(" ", 1)[1] for line in given({SV: promise(step)}).errors]
    assert ["party_unknown bolget", "place_unknown sagogatn", "theme_unknown trafk", "source_unlisted p2"] == codes
