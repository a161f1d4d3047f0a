"""Numbers as pages tell them: never more firmly than the source, with all that belongs to them, in both languages."""

from __future__ import annotations

import re

import pytest

from core.conftest import FU, SV, Given, Show, followup, pledge, promise
from pledgebook.model import Promise
from pledgebook.names import Language
from pledgebook.site.views.threads import compare_promises


def read(html: str) -> str:
    """A page as it reads, with its tags gone and spaces of all widths alike."""
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return re.sub(r" (?=[,.:;])", "", words)


def shown(given: Given, show: Show, files: dict[str, str], language: str = "sv") -> str:
    told = given(files)
    assert [] == told.errors
    return read(show(told.book).html("2027/", Language(language)))


@pytest.mark.parametrize(
    ("written", "swedish", "english"),
    [
        ("2000", "2 000 svar", "2,000 answers"),
        ("{count: 1}", "1 svar", "1 answer"),
        ("{more_than: 2000}", "fler än 2 000 svar", "more than 2,000 answers"),
        ("{at_least: 2 000}", "minst 2 000 svar", "at least 2,000 answers"),
        ("{about: 2000}", "ungefär 2 000 svar", "about 2,000 answers"),
        ("{at_most: 30}", "högst 30 svar", "at most 30 answers"),
        ("{compare: fler än, value: 2000}", "fler än 2 000 svar", "more than 2,000 answers"),
    ],
)
def test_a_number_of_answers_is_told_as_the_source_gives_it(
    given: Given, show: Show, written: str, swedish: str, english: str
) -> None:
    files = {SV: pledge(f"basis: [{{type: other_survey, respondents: {written}}}]")}
    assert f", {swedish} " in shown(given, show, files)
    assert f", {english} " in shown(given, show, files, "en")


TOLD = [
    ("{count: 200, unit: kontroller}", "200 kontroller", "200 kontroller"),
    ("{more_than: 200, unit: kontroller}", "fler än 200 kontroller", "more than 200 kontroller"),
    ("{compare: several, unit: rundor}", "flera rundor", "several rundor"),
    ("{compare: flera, unit: pass, per: week}", "flera pass per vecka", "several pass per week"),
    (
        "{count: 9, unit: pass, of_which: {compare: several, unit: kvällar}}",
        "9 pass, varav flera kvällar",
        "9 pass, of which several kvällar",
    ),
    ("{at_least: '0,78', unit: pass, per: day}", "minst 0,78 pass per dag", "at least 0.78 pass per day"),
    ("{at_least: 2, unit: pass, per: tertial}", "minst 2 pass per tertial", "at least 2 pass per four months"),
    ("{at_least: 2, unit: pass, per: varje tertial}", "minst 2 pass per tertial", "at least 2 pass per four months"),
    (
        "{count: 200, unit: kontroller, each: {count: 20, unit: minuter}}",
        "200 kontroller, 20 minuter vardera",
        "200 kontroller, 20 minuter each",
    ),
    (
        '{at_least: 52, unit: brott, of_which: {at_least: 20, unit: "% nya"}}',
        "minst 52 brott, varav minst 20 % nya",
        "at least 52 brott, of which at least 20 % nya",
    ),
    (
        "{at_least: 9, unit: pass, per: year, of_which: [{count: 3, unit: nattpass}, {about: 2, unit: helgpass}]}",
        "minst 9 pass per år, varav 3 nattpass, varav ungefär 2 helgpass",
        "at least 9 pass per year, of which 3 nattpass, of which about 2 helgpass",
    ),
    (
        "{at_least: '0,78', unit: pass, per: day, average: true, places: fiktiva-torget, likewise: sagogatan}",
        "minst 0,78 pass per dag i genomsnitt Plats: Fiktiva torget Motsvarande antal: Sagogatan",
        "at least 0.78 pass per day on average Place: Fictional Square The corresponding number: Sagogatan",
    ),
    (
        "{count: 9, unit: pass, per: week, each: {count: 20, unit: minuter}, of_which: {count: 3, unit: nattpass}}",
        "9 pass per vecka, 20 minuter vardera, varav 3 nattpass",
        "9 pass per week, 20 minuter each, of which 3 nattpass",
    ),
    (
        "{at_least: 800, unit: pass, places: fiktiva-torget, likewise: [sagogatan]}",
        "minst 800 pass Plats: Fiktiva torget Motsvarande antal: Sagogatan",
        "at least 800 pass Place: Fictional Square The corresponding number: Sagogatan",
    ),
]


@pytest.mark.parametrize(("written", "swedish", "english"), TOLD)
def test_a_target_is_told_with_all_that_belongs_to_it(
    given: Given, show: Show, written: str, swedish: str, english: str
) -> None:
    files = {SV: promise(f"target: {written}")}
    assert f"Lovat {swedish} " in shown(given, show, files)
    assert f"Promised {english} " in shown(given, show, files, "en")


def test_a_figure_is_told_with_all_that_belongs_to_it(given: Given, show: Show) -> None:
    figure = '{more_than: 60, unit: brott, per: year, places: sagogatan, of_which: {count: "23,4", unit: "% nya"}}'
    files = {SV: pledge(), FU: followup(f"results: [{{promise: synas, figures: {figure}}}]")}
    assert "fler än 60 brott per år, varav 23,4 % nya Plats: Sagogatan" in shown(given, show, files)
    assert "more than 60 brott per year, of which 23.4 % nya Place: Sagogatan" in shown(given, show, files, "en")


def test_the_units_of_parts_are_translated_once(given: Given, show: Show) -> None:
    english = "---\npromises:\n  - {id: synas, text: X, target: {unit: crimes, of_which: {unit: new}, each: {unit: minutes}}}\n---\n"
    target = "{count: 5, unit: brott, of_which: {count: 2, unit: nya}, each: {count: 9, unit: minuter}}"
    report = followup("results: [{promise: synas, figures: {count: 5, unit: brott, of_which: {count: 1, unit: nya}}}]")
    told = given({SV: promise(f"target: {target}"), "2027/pledge.en.md": english, FU: report})
    assert [] == told.errors
    page = read(show(told.book).html("2027/", Language("en")))
    assert "Promised 5 crimes, 9 minutes each, of which 2 new" in page
    assert "5 crimes, of which 1 new" in page


@pytest.mark.parametrize(
    "later",
    [
        "{count: 5, unit: brott}",
        "{count: 5, unit: brott, of_which: {at_least: 2, unit: nya}}",
        "{count: 5, unit: brott, of_which: {count: 2, unit: andra}}",
        "{count: 5, unit: brott, each: {count: 2, unit: nya}}",
        "{count: 5, unit: brott, of_which: {count: 2, unit: nya}, places: sagogatan}",
        "{count: 5, unit: brott, of_which: {count: 2, unit: nya}, likewise: sagogatan}",
    ],
)
def test_a_target_that_differs_in_a_part_is_another_the_next_time(given: Given, later: str) -> None:
    def find(target: str) -> Promise:
        return given({SV: promise(f"target: {target}")}).promise

    earlier, same = (find("{count: 5, unit: brott, of_which: {count: 2, unit: nya}}") for _ in range(2))
    language = Language("sv")
    assert compare_promises(earlier, same, language, language).target is None
    assert compare_promises(earlier, find(later), language, language).target is not None
