"""Problems in words, exactly as an author reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.conftest import LANGUAGES, Given, followup, pledge, words
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.problem import Level, Mark, Problem, order_problems, suggest
from pledgebook.reporting.report import render_json, render_problem, render_report, render_summary
from pledgebook.reporting.source_lines import SourceLines

SV = "2027/pledge.sv.md"


def lines(given: Given, catalogues: Catalogues, files: dict, language: Language = LANGUAGES[0]) -> list[str]:
    found = [problem for problem in given(files).found if problem.code != "translation_missing"]
    return [render_problem(problem, catalogues[language]) for problem in found]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {SV: pledge("title: Löfte: 2027")},
            'pledges/2027/pledge.sv.md:2:13: fel: Här står ett kolon följt av mellanslag mitt i en text. Sätt hela texten inom raka '
            'citattecken: "…".',
        ),
        (
            {SV: pledge("title: A\nsumary: Kort.").replace("summary: Ett kort löfte.\n", "")},
            "pledges/2027/pledge.sv.md:3:1: fel: Fältet sumary finns inte här. Menade du summary?",
        ),
        (
            {SV: pledge("period: 2027-06-31")},
            "pledges/2027/pledge.sv.md:2:9: fel: Datumet 2027-06-31 finns inte i kalendern. Skriv år, månad (01–12) och dag, "
            "till exempel 2027-02-01. Menade du 2027-06-30?",
        ),
        (
            {SV: pledge("parties: [polisn]")},
            "pledges/2027/pledge.sv.md:2:11: fel: Parten polisn finns inte i register.yml. Menade du polisen?",
        ),
        (
            {SV: pledge("parties: [grannen]")},
            "pledges/2027/pledge.sv.md:2:11: fel: Parten grannen finns inte i register.yml. Tillåtet: bolaget, kommunen "
            "eller polisen.",
        ),
        (
            {SV: pledge("state: snart")},
            "pledges/2027/pledge.sv.md:2:8: fel: ”snart” kan inte stå i fältet state. Tillåtet: Kommande (upcoming), "
            "Gäller nu (in_force), Avslutat (ended), Förlängt (extended), Ersatt (replaced) eller Okänd tid (unknown).",
        ),
        (
            {SV: pledge("period: 2027-2026")},
            "pledges/2027/pledge.sv.md:2:9: fel: Slutet (2026) ligger före början (2027). Rätta det ena.",
        ),
        (
            {SV: pledge(), "2027/pledge.en.md": words("parties: [polisen]")},
            "pledges/2027/pledge.en.md:2:1: fel: Fältet parties är en uppgift och ska bara stå i originalfilen. Ta bort det "
            "här; översättningen har bara ord.",
        ),
        (
            {"2027/followup-1.sv.md": followup("results: [{promise: synsa}]")},
            "pledges/2027/followup-1.sv.md:2:21: fel: Löftet synsa finns inte. Menade du synas?",
        ),
        (
            {"2027/lofte.pdf": "x"},
            "pledges/2027/lofte.pdf:1:1: varning: Filen lofte.pdf nämns varken bland postens dokument eller i texten, så "
            "den publiceras inte. Lägg till den under documents, länka till den i texten, eller ta bort den.",
        ),
        (
            {SV: pledge("dates: {signed: 2028-01-02}")},
            "pledges/2027/pledge.sv.md:2:17: upplysning: Undertecknat 2028-01-02, efter att tiden började 2027. "
            "Stämmer det behöver inget ändras; rätta annars datumet.",
        ),
        (
            {SV: pledge("title: A\ntitle: B")},
            "pledges/2027/pledge.sv.md:3:1: fel: Fältet title står två gånger. Det stod redan på rad 2. Ta bort det ena.",
        ),
    ],
)  # fmt: skip
def test_a_problem_is_one_line_in_swedish(given: Given, catalogues: Catalogues, files: dict, line: str) -> None:
    assert [line] == lines(given, catalogues, files)


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {SV: pledge("period: 2027-06-31")},
            "pledges/2027/pledge.sv.md:2:9: error: The date 2027-06-31 does not exist. Write year, month (01–12) and day, for "
            "example 2027-02-01. Did you mean 2027-06-30?",
        ),
        (
            {SV: pledge("parties: [grannen]")},
            "pledges/2027/pledge.sv.md:2:11: error: There is no party grannen in register.yml. Allowed: bolaget, kommunen "
            "or polisen.",
        ),
    ],
)
def test_a_problem_is_one_line_in_english(given: Given, catalogues: Catalogues, files: dict, line: str) -> None:
    assert [line] == lines(given, catalogues, files, Language("en"))


@pytest.mark.parametrize("file", [SV, "register.yml", "2027/pledge.en.md"])
def test_a_problem_is_one_line_whatever_stands_in_the_file(given: Given, catalogues: Catalogues, file: str) -> None:
    wild = '"rad 1\\nrad 2 {found} {0} %s"'
    text = {SV: pledge(f"state: {wild}\n{wild}: a"), "2027/pledge.en.md": words(f"{wild}: a")}
    files = {SV: pledge(), file: text.get(file, f"name: A\nparties: [{{id: {wild}, name: A, type: {wild}}}]\n")}
    for language in LANGUAGES:
        found = lines(given, catalogues, files, language)
        assert found
        assert not [line for line in found if "\n" in line]


def test_a_name_in_a_message_is_a_name_in_the_file(given: Given, catalogues: Catalogues) -> None:
    """Of an empty title it is said that title is empty, and not that nothing is."""
    expected = "pledges/2027/pledge.sv.md:2:8: fel: Fältet title (Titel) är tomt. Fyll i det."
    assert [expected] == lines(given, catalogues, {SV: pledge('title: ""')})


def problem(level: Level, line: int = 1, found: str = "") -> Problem:
    return Problem(Mark("p.sv.md", line), "file_empty", level, found=found)


@pytest.mark.parametrize(
    ("levels", "swedish", "english"),
    [
        ([], "Inga fel hittades.", "No problems found."),
        ([Level.NOTE], "1 upplysning.", "1 note."),
        ([Level.WARNING] * 2, "2 varningar.", "2 warnings."),
    ],
)
def test_a_summary_counts_the_problems(catalogues: Catalogues, levels: list[Level], swedish: str, english: str) -> None:
    found = [problem(level) for level in levels]
    assert (swedish, english) == tuple(render_summary(found, catalogues[language]) for language in LANGUAGES)


def test_a_summary_tells_the_heaviest_first(catalogues: Catalogues) -> None:
    found = [problem(level) for level in (Level.NOTE, Level.WARNING, Level.ERROR, Level.WARNING)]
    summary = render_summary(found, catalogues[Language("sv")])
    assert summary.index("1 fel") < summary.index("2 varningar") < summary.index("1 upplysning")


def test_problems_are_told_once_and_in_the_order_of_the_files() -> None:
    found = [problem(Level.ERROR, 3), problem(Level.NOTE, 1), problem(Level.ERROR, 3), problem(Level.ERROR, 3, "x")]
    assert [(1, ""), (3, ""), (3, "x")] == [(item.mark.line, item.found) for item in order_problems(found)]


@pytest.mark.parametrize(
    ("found", "allowed", "meant"),
    [
        ("sumary", ["title", "summary"], "summary"),
        ("Summary", ["title", "summary"], "summary"),
        ("lede", ["title", "summary"], ""),
        ("x", [], ""),
    ],
)
def test_a_guess_is_made_only_when_it_is_close(found: str, allowed: list[str], meant: str) -> None:
    assert meant == suggest(found, allowed)


@pytest.mark.parametrize("mark", ["\x1b[2J", "\x07", "\x9b2J", "\u202e", "\u2066", "\u200f", "\x7f", "\x08"])
def test_nothing_that_a_record_holds_reaches_the_terminal_as_an_order(
    catalogues: Catalogues, tmp_path: Path, mark: str
) -> None:
    path = tmp_path / "pledges" / "2027" / "pledge.sv.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\nparties: [pol{mark}isn]\n---\n", encoding="utf-8")
    problem = Problem(
        Mark(f"pledges/2027/{mark}pledge.sv.md", 2, 11),
        "party_unknown",
        found=f"pol{mark}isn",
        suggestion=f"pol{mark}isen",
        fix=f"parties: [pol{mark}isen]",
    )
    words = catalogues[Language("sv")]
    told = (
        render_report([problem], words, SourceLines(tmp_path)),
        render_problem(problem, words),
        render_json([problem], words),
    )
    assert [] == [text for text in told if mark[0] in text]
    assert f"<U+{ord(mark[0]):04X}>" in told[0]
    assert problem.found == json.loads(told[2])["problems"][0]["found"]
