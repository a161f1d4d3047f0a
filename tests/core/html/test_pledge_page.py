"""The page of a pledge says once what is the same of all its promises, and lets each say only what differs."""

from __future__ import annotations

import re

import pytest

from core.conftest import REGISTER, Given, Show, followup, pledge
from pledgebook.names import Language


def read(html: str) -> str:
    """A page as it reads, with its tags gone."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def promises(*more: str, around: str = "area: [sagogatan]") -> str:
    lines = [f"  - {{id: p{number}, text: Löfte {number}., {item}}}" for number, item in enumerate(more)]
    return "\n".join([around, "parties: [polisen, kommunen]", "promises:", *lines])


def shown(given: Given, show: Show, fields: str, language: str = "sv", **followups: str) -> str:
    told = given({"2027/pledge.sv.md": pledge(fields, without="promises"), **followups})
    assert [] == told.errors
    return read(show(told.book).html("2027/", Language(language)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (promises("by: polisen", "by: polisen"), "För löftena är inget mätbart mål angivet."),
        (
            promises("by: polisen", "by: polisen, target: {count: 3, unit: pass}"),
            "Där inget mål står är inget mätbart mål angivet.",
        ),
    ],
)
def test_that_there_is_no_target_is_said_once(given: Given, show: Show, fields: str, said: str) -> None:
    text = shown(given, show, fields)
    assert 1 == text.count(said)
    assert "Inget mätbart mål är angivet" not in text


def test_a_single_promise_says_all_by_itself(given: Given, show: Show) -> None:
    text = shown(given, show, promises("by: polisen"))
    assert 1 == text.count("Inget mätbart mål är angivet")
    assert "För löftena" not in text


def test_only_a_place_of_its_own_is_told_of_a_promise(given: Given, show: Show) -> None:
    fields = promises("by: polisen, places: sagogatan", "by: polisen, places: fiktiva-torget", "by: polisen")
    text = shown(given, show, fields)
    assert 1 == text.count("Plats, där inget annat står: Sagogatan .")
    assert 1 == text.count("Plats Fiktiva torget")
    assert "Plats Sagogatan" not in text


def test_promises_without_a_place_are_for_the_whole_where_the_pledge_names_parts_of_it_too(
    given: Given, show: Show
) -> None:
    whole = "  - {id: hela, name: Hela kommunen, type: municipality}\n"
    files = {"register.yml": REGISTER.replace("themes:\n", whole + "themes:\n")}
    fields = promises("by: polisen", "by: polisen", around="area: [sagogatan, hela]")
    told = given({"2027/pledge.sv.md": pledge(fields, without="promises"), **files})
    assert [] == told.errors
    assert 1 == read(show(told.book).html("2027/", Language("sv"))).count(
        "Plats, där inget annat står: Hela kommunen ."
    )


def test_when_the_time_ran_out_is_not_said_of_each_promise(given: Given, show: Show) -> None:
    text = shown(given, show, "period: 2026\n" + promises("by: polisen", "by: polisen", "by: polisen"))
    assert 1 == text.count("Tiden gick ut 2026.")
    assert 3 == text.count("Inte redovisat Mer") + text.count("Inte redovisat Länk")


def test_the_target_stands_before_what_was_done_and_words_of_the_promise_are_not_quoted_again(
    given: Given, show: Show
) -> None:
    goal = "target: {at_least: 4, unit: pass, as_stated: %s}"
    fields = promises("by: polisen, " + goal % "Löfte 0", "by: polisen, " + goal % "minst fyra")
    text = shown(given, show, fields)
    assert "Lovat minst 4 pass Gjort Inte redovisat" in text
    assert 1 == text.count("minst fyra")
    assert 1 == text.count("egna ord")


def test_the_source_of_a_report_is_one_step_away(given: Given, show: Show) -> None:
    told = given({"2027/followup-1.sv.md": followup("results: [{promise: synas, status: fulfilled}]")})
    html = show(told.book).html("2027/")
    report = re.search(r'<div class="pb-report">.*?</div>', html, re.DOTALL)
    assert report
    assert re.search(r'<p class="pb-proof">.*<a href="https://[^"]+" rel="external">', report[0], re.DOTALL)
