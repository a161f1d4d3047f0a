"""What people write where a word, a date, a period or a number belongs, and mean: told with how it is written."""

from __future__ import annotations

import pytest

from core.conftest import Given, followup, pledge, show_problem
from pledgebook.problem import Level, Problem

SV, FU = "2027/pledge.sv.md", "2027/followup-1.sv.md"


def find(given: Given, files: dict[str, str]) -> Problem:
    """The one thing that is wrong."""
    found = [item for item in given(files).found if item.level in (Level.ERROR, Level.WARNING)]
    assert 1 == len(found), [show_problem(item) for item in found]
    return found[0]


def result(fields: str) -> dict[str, str]:
    return {FU: followup(f"results: [{{promise: synas, {fields}}}]")}


def promise(*lines: str) -> dict[str, str]:
    """A pledge of one promise, with more lines from line 6 on."""
    rest = "".join(f"\n    {line}" for line in lines)
    return {SV: pledge(f"promises:\n  - id: synas\n    by: polisen\n    text: Synas.{rest}")}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(word, "Uppfyllt") for word in ("klart", "Klar", "färdigt", "avklarat", "genomförd", "uppnått", "gjort")],
        *[
            (word, "Inte uppfyllt")
            for word in ("uppfyllt ej", "uppfyllt inte", "ej genomfört", "misslyckades", "ouppfyllt")
        ],
        *[(word, "Delvis uppfyllt") for word in ("delvis klart", "delvis uppnått", "till viss del")],
        *[(word, "Pågår") for word in ("under arbete", "påbörjat", "pågående")],
        ("done", "Fulfilled"),
        ("failed", "Not fulfilled"),
        ("in progress", "Ongoing"),
        # Where several may be meant, or nothing that a status says, the list is all there is to tell.
        *[(word, "") for word in ("slut", "inte klart", "not done", "nej", "ok", "inställt", "okänt", "ej", "100 %")],
        ("Upfyllt", "Uppfyllt"),
        ("Inte upfyllt", "Inte uppfyllt"),
    ],
)
def test_a_word_for_a_status_is_offered_as_the_status_that_it_means(given: Given, written: str, meant: str) -> None:
    problem = find(given, result(f"status: {written}, text: Bra."))
    assert ("value_not_allowed", meant) == (problem.code, problem.suggestion)
    assert 8 == len(problem.allowed)
    assert problem.fix == (meant and f"results: [{{promise: synas, status: {meant}, text: Bra.}}]")


@pytest.mark.parametrize("word", ["Ej uppfyllt", "ej påbörjat", "Ej redovisat", "inte uppfyllt"])
def test_a_status_may_be_denied_in_either_way(given: Given, word: str) -> None:
    assert [] == given(result(f"status: {word}, text: Bra.")).errors


UNKNOWN = ("okänt", "okänd", "vet ej", "unknown", "n/a", "'?'", "'-'", "Ej känt")


@pytest.mark.parametrize("word", UNKNOWN)
def test_what_is_unknown_is_listed_as_that(given: Given, word: str) -> None:
    problem = find(given, {SV: pledge(f"period: {word}")})
    assert ("value_unknown", "unknown: [period]") == (problem.code, problem.fix)
    problem = find(given, {SV: pledge(f"dates: {{signed: {word}}}")})
    assert ("value_unknown", "unknown: [dates.signed]") == (problem.code, problem.fix)
    problem = find(given, {FU: followup(f"date: {word}")})
    assert ("value_unknown", "unknown: [date]") == (problem.code, problem.fix)
    problem = find(given, promise(f"target: {{count: {word}}}"))
    assert ("value_unknown", "    unknown: [target]") == (problem.code, problem.fix)


@pytest.mark.parametrize(
    ("files", "suggestion"),
    [
        ({SV: pledge("period: {start: 2027, end: okänt}")}, "unknown: [period.end]"),
        ({SV: pledge("dates: {signed: okänt, decided: 2027-01}")}, "unknown: [dates.signed]"),
        ({SV: pledge("dates:\n  signed: okänt")}, "unknown: [dates.signed]"),
        (promise("target: {count: okänt, unit: kontroller}"), "unknown: [target]"),
        # What is listed already needs no list of its own.
        ({SV: pledge("dates: {signed: okänt}\nunknown: [agreement]")}, ""),
        (promise("target: {count: okänt, unit: kontroller}", "unknown: [when]"), ""),
    ],
)
def test_where_more_stands_on_the_line_it_is_said_what_to_list(
    given: Given, files: dict[str, str], suggestion: str
) -> None:
    problem = find(given, files)
    assert ("value_unknown", suggestion, "") == (problem.code, problem.suggestion, problem.fix)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({SV: pledge("statements: [{name: Ada, party: polisen, date: okänt, text: Ja.}]")}, "date"),
        (result("figures: {count: okänt, unit: kontroller}"), "value"),
    ],
)
def test_what_cannot_be_listed_as_unknown_is_not_said_to_be(given: Given, files: dict[str, str], name: str) -> None:
    problem = find(given, files)
    assert ("value_unlisted", name, "") == (problem.code, problem.details["field"], problem.suggestion)


@pytest.mark.parametrize("word", ["tills vidare", "pågår", "until further notice"])
def test_a_period_without_a_beginning_is_asked_for_it(given: Given, word: str) -> None:
    assert "period_beginning" == find(given, {SV: pledge(f"period: {word}")}).code


@pytest.mark.parametrize(
    "text", ["våren 2026", "hösten", "Sommaren 2027", "andra halvåret 2027", "kvartal 2 2027", "spring 2027", "VT 2027"]
)
def test_a_season_is_written_in_months(given: Given, text: str) -> None:
    assert "period_season" == find(given, {SV: pledge(f"period: {text}")}).code
    assert "date_season" == find(given, {SV: pledge(f"dates: {{signed: {text}}}")}).code
    assert "date_season" == find(given, {SV: pledge(f"period: {{start: 2027, end: {text}}}")}).code


# Numbers


@pytest.mark.parametrize(
    ("written", "code", "fix"),
    [
        ("{200 kontroller}", "value_braces", "{count: 200, unit: kontroller}"),
        ("{minst 200 kontroller}", "value_braces", "{at_least: 200, unit: kontroller}"),
        (
            "{200-250 kontroller}",
            "value_braces",
            "[{at_least: 200, unit: kontroller}, {at_most: 250, unit: kontroller}]",
        ),
        ("{200}", "value_braces", ""),
        ("{count: ２００, unit: kontroller}", "number_format", "{count: 200, unit: kontroller}"),
        (
            "{count: '>200', unit: kontroller}",
            "number_format",
            "{more_than: '200', unit: kontroller}",
        ),
        (
            "{count: fler än 200, unit: kontroller}",
            "number_format",
            "{more_than: 200, unit: kontroller}",
        ),
        ("{at_least: '>= 200', unit: kontroller}", "number_format", "{at_least: '200', unit: kontroller}"),
        ("{count: 200 st, unit: kontroller}", "number_format", "{count: 200, unit: kontroller}"),
        ("fler än 200 kontroller", "value_mapping", "{more_than: 200, unit: kontroller}"),
        (">200", "yaml_compare", ""),
        (">= 200 kontroller", "yaml_compare", ""),
        ("> 200", "yaml_compare", ""),
        ("{percent: 80}", "field_percent", "{count: 80, unit: procent}"),
        ("{procent: 80}", "field_percent", "{count: 80, unit: procent}"),
        ("{percent: 80, unit: skolor}", "field_percent", ""),
        ("{andel: 80}", "field_percent", "{count: 80, unit: procent}"),
        ("{andel: alla skolor}", "field_unknown", "{coverage: alla skolor}"),
        (
            "{count: fler än 200, unit: kontroller, per: week}",
            "number_format",
            "{more_than: 200, unit: kontroller, per: week}",
        ),
        ("{amount: 80, unit: skolor}", "field_unknown", "{count: 80, unit: skolor}"),
        ("{number: 80, unit: skolor}", "field_unknown", "{count: 80, unit: skolor}"),
        ("{goal: 80, unit: skolor}", "field_unknown", ""),
        ("{cuont: 80, unit: skolor}", "field_unknown", "{count: 80, unit: skolor}"),
    ],
)
def test_a_number_is_offered_as_files_write_it(given: Given, written: str, code: str, fix: str) -> None:
    problem = find(given, promise(f"target: {written}"))
    assert (code, fix and f"    target: {fix}") == (problem.code, problem.fix)


@pytest.mark.parametrize(
    ("files", "code", "meant"),
    [
        ({SV: pledge("dates:\n  decided: 2027-01\n  unknown: [signed]")}, "unknown_outside", "dates.signed"),
        ({SV: pledge("period: {start: 2027, unknown: end}")}, "unknown_outside", "period.end"),
        ({FU: followup("covers: {start: 2027, unknown: [end]}")}, "unknown_outside", "covers.end"),
        (promise("target: {event: ett forum, unknown: [value]}"), "unknown_inside", "target"),
        ({SV: pledge("basis:\n  - type: citizen_dialogue\n    unknown: [date]")}, "unknown_item", ""),
        (
            {SV: pledge("documents: [{title: A, kind: other, url: 'https://a.se', unknown: [date]}]")},
            "unknown_item",
            "",
        ),
        (promise("activities: [{id: a, text: A, unknown: [target]}]"), "unknown_item", ""),
        ({SV: pledge("dates: {decided: 2027-01, unknown: [signd]}")}, "unknown_item", ""),
    ],
)
def test_a_list_of_what_is_unknown_in_a_part_leads_to_where_that_is_said_or_nowhere(
    given: Given, files: dict[str, str], code: str, meant: str
) -> None:
    problem = find(given, files)
    assert (code, "", "") == (problem.code, problem.suggestion, problem.fix)
    assert meant in ("", problem.details["meant"])


@pytest.mark.parametrize(
    "text", ["omkring 2016", "ca 2027", "about 2016", "runt 2016-05", "omkring maj 2016", "about May 2016"]
)
def test_about_when_is_written_as_the_source_says_it(given: Given, text: str) -> None:
    assert "period_about" == find(given, {SV: pledge(f"period: {text}")}).code
    assert [] == given({SV: pledge(f"period: {{as_stated: {text}}}\nunknown: [period]")}).problems
