"""A number is read in the one way that it can be, refused in two, and mended where what was meant is plain."""

from __future__ import annotations

import time

import pytest

from core.conftest import FU, SV, Given, Show, followup, pledge
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.model.numbers import guess_amount, guess_number, list_readings
from pledgebook.names import Language
from pledgebook.records.guesses import split_counted
from pledgebook.reporting.report import render_report
from pledgebook.reporting.source_lines import SourceLines


def promise(extra: str) -> str:
    """A pledge of one promise; `extra` stands on line 6, from column 5."""
    return pledge(f"promises:\n  - id: synas\n    by: polisen\n    text: Synas.\n    {extra}")


def target(number: str, key: str = "count") -> str:
    return promise(f"target: {{{key}: {number}, unit: pass}}")


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("1.500", ("1500", "1.5")),
        ("1.200", ("1200", "1.2")),
        ("1,200", ("1200", "1.2")),
        ("-1.200", ("-1200", "-1.2")),
        ("12.345", ("12345", "12.3450")),
        ("200.000", ("200000", "200")),
        ("0.500", ()),
        ("1.50", ()),
        ("1.5000", ()),
        ("1 200,500", ()),
        ("1.200.300", ()),
    ],
)
def test_three_digits_after_one_sign_can_be_read_in_two_ways(written: str, readings: tuple[str, ...]) -> None:
    assert readings == list_readings(written)
    for reading in readings:
        assert () == list_readings(reading) and reading == guess_number(reading)


@pytest.mark.parametrize(
    ("path", "text", "place", "found"),
    [
        (SV, target('"1.500"'), "6:21", "1.500"),
        (SV, target("1.200"), "6:21", "1.200"),
        (SV, target("1,200"), "6:21", "1,200"),
        (SV, target("1,200", "at_least"), "6:24", "1,200"),
        (SV, target("12.000", "about"), "6:21", "12.000"),
        (SV, promise("activities: [{id: a, text: B, target: {count: 1,500, unit: pass}}]"), "6:51", "1,500"),
        (SV, promise("target: {kind: count, compare: exactly, value: 1.500, unit: pass}"), "6:52", "1.500"),
        (FU, followup("results: [{promise: synas, figures: {count: 1.500, unit: pass}}]"), "2:45", "1.500"),
        (
            FU,
            followup("results:\n  - promise: synas\n    figures:\n      - count: 1,500\n        unit: pass"),
            "5:16",
            "1,500",
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_once_with_both(
    given: Given, catalogues: Catalogues, path: str, text: str, place: str, found: str
) -> None:
    told = given({path: text})
    assert [f"{path}:{place} number_ambiguous {found}"] == told.problems
    (problem,) = [item for item in told.found if item.code == "number_ambiguous"]
    sources = SourceLines(told.root)
    report = render_report([problem], catalogues[Language("sv")], sources)
    pasted = [line.removeprefix("    ") for line in report.split("\n") if line.startswith("    ")][2:]
    assert 2 == len(pasted) == report.count("menas:")
    values = set()
    for line in pasted:
        lines = text.split("\n")
        lines[problem.mark.line - 1] = line
        mended = given({path: "\n".join(lines)})
        assert [] == mended.errors
        values.add(line)
    assert 2 == len(values)


@pytest.mark.parametrize(
    ("text", "code", "mended"),
    [
        (target("2,5"), "number_comma", "target: {count: 2.5, unit: pass}"),
        (target("1,200,500"), "number_comma", "target: {count: 1200500, unit: pass}"),
        (target("12,50", "at_least"), "number_comma", "target: {at_least: 12.50, unit: pass}"),
        (target("ca 200"), "number_format", "target: {about: 200, unit: pass}"),
        (target('"ca 200"'), "number_format", "target: {about: 200, unit: pass}"),
        (target("ungefär 1 500"), "number_format", "target: {about: 1500, unit: pass}"),
        (target("minst 4"), "number_format", "target: {at_least: 4, unit: pass}"),
        (target("högst 4"), "number_format", "target: {at_most: 4, unit: pass}"),
        (target("minst 4", "at_least"), "number_format", "target: {at_least: 4, unit: pass}"),
        (target("200-250"), "number_format", "target: [{at_least: 200, unit: pass}, {at_most: 250, unit: pass}]"),
        (target("200–250"), "number_format", "target: [{at_least: 200, unit: pass}, {at_most: 250, unit: pass}]"),
        (target("1e3"), "number_format", "target: {count: 1000, unit: pass}"),
        (target("1_000"), "number_format", "target: {count: 1000, unit: pass}"),
        (target("0755"), "number_format", "target: {count: 755, unit: pass}"),
        (target(".5"), "number_format", "target: {count: 0.5, unit: pass}"),
        (target("½"), "number_format", "target: {count: 0.5, unit: pass}"),
        (target('"1.203,5"'), "number_format", "target: {count: 1203.5, unit: pass}"),
        (target('"1.203.500"'), "number_format", "target: {count: 1203500, unit: pass}"),
        # Nobody can say what these mean.
        (target("0x10"), "number_format", ""),
        (target("12 %"), "number_format", ""),
        (target("1 5000"), "number_format", ""),
        (target("ca 200", "at_most"), "number_format", ""),
        (target("250-200"), "number_format", ""),
        (target("200-250", "at_least"), "number_format", ""),
        (target("ca 1.500"), "number_format", ""),
        (promise("target: 2,5 mil"), "value_mapping", "target: {count: 2.5, unit: mil}"),
        (promise("target: ca 200 lampor"), "value_mapping", "target: {about: 200, unit: lampor}"),
        (promise('target: "minst 4 pass"'), "value_mapping", "target: {at_least: 4, unit: pass}"),
        (
            promise("target: 200-250 lampor"),
            "value_mapping",
            "target: [{at_least: 200, unit: lampor}, {at_most: 250, unit: lampor}]",
        ),
        (promise("target: 1.500 lampor"), "value_mapping", ""),
        # How often, and how much of it is what.
        (promise("target: minst 0,78 pass per dag"), "value_mapping", "target: {at_least: 0.78, unit: pass, per: day}"),
        (
            promise("target: 4 öppna möten varje termin"),
            "value_mapping",
            "target: {count: 4, unit: öppna möten, per: term}",
        ),
        (
            promise("target: 2-3 pass i veckan"),
            "value_mapping",
            "target: [{at_least: 2, unit: pass, per: week}, {at_most: 3, unit: pass, per: week}]",
        ),
        (promise("target: 4 pass per kväll"), "value_mapping", "target: {count: 4, unit: pass per kväll}"),
        (promise("target: 10 dagar"), "value_mapping", "target: {count: 10, unit: dagar}"),
        (
            promise('target: "minst 52 brott, varav minst 20 % nya"'),
            "value_mapping",
            "target: {at_least: 52, unit: brott, of_which: {at_least: 20, unit: % nya}}",
        ),
        (
            promise('target: "9 pass per år, varav 2 kvällar"'),
            "value_mapping",
            "target: {count: 9, unit: pass, per: year, of_which: {count: 2, unit: kvällar}}",
        ),
        (promise('target: "9 pass, varav några kvällar"'), "value_mapping", ""),
        (promise('target: "minst 52, varav minst 20 % nya"'), "value_mapping", ""),
        (
            promise("target: {count: 52, unit: brott, of_which: {at_least: 20 %, unit: nya}}"),
            "number_format",
            "target: {count: 52, unit: brott, of_which: {at_least: 20, unit: % nya}}",
        ),
        (
            promise(
                "target: {count: 52, unit: brott, of_which: [{count: 20 %, unit: nya}, {count: 5, unit: av barn}]}"
            ),
            "number_format",
            "target: {count: 52, unit: brott, of_which: [{count: 20, unit: % nya}, {count: 5, unit: av barn}]}",
        ),
        (
            promise("target: {count: 52, unit: brott, of_which: 2 nya}"),
            "value_mapping",
            "target: {count: 52, unit: brott, of_which: {count: 2, unit: nya}}",
        ),
    ],
)
def test_a_number_that_is_none_is_told_once_and_mended_where_it_is_plain(
    given: Given, text: str, code: str, mended: str
) -> None:
    told = given({SV: text})
    errors = [item for item in told.found if item.code in (code, "field_unknown", "number_ambiguous", "field_missing")]
    assert [code] == [item.code for item in errors]
    fix = errors[0].fix
    assert mended == fix.strip().replace('"', "")
    if fix:
        lines = text.split("\n")
        lines[errors[0].mark.line - 1] = fix
        assert [] == given({SV: "\n".join(lines)}).errors


def test_a_range_of_a_list_becomes_two_items(given: Given) -> None:
    text = pledge(
        "promises:\n  - id: synas\n    by: polisen\n    text: Synas.\n    target:\n      - {count: 200-250, unit: pass}"
    )
    told = given({SV: text})
    fix = told.found[0].fix
    assert "      - {at_least: 200, unit: pass}\n      - {at_most: 250, unit: pass}" == fix


def test_a_count_of_people_is_whole_and_so_read_in_one_way(given: Given) -> None:
    told = given({SV: pledge('basis: [{type: other, respondents: "1.500"}]')})
    assert [f"{SV}:2:36 number_format 1.500 → 1500"] == told.problems


@pytest.mark.parametrize("written", ["12345678901234567890", "12.3456", "1234.56789", "1234567890123456"])
def test_no_number_is_rounded(given: Given, show: Show, written: str) -> None:
    html = show(given({SV: target(written)}).book).html("2027/")
    shown = html.partition("Lovat")[2].replace("\u00a0", "").replace(",", ".")
    assert f">{written}</strong> pass<" in shown


def test_more_digits_than_can_be_kept_are_refused(given: Given) -> None:
    told = given({SV: target("0.12345678901234567890")})
    assert [f"{SV}:6:21 number_digits 0.12345678901234567890"] == told.problems


@pytest.mark.parametrize("digits", [21, 26, 400, 5000])
def test_a_number_past_all_counting_is_refused_wherever_it_stands(given: Given, digits: int) -> None:
    number = "9" * digits
    figures = f"figures: {{count: {number}, unit: pass}}"
    told = given({SV: target(number), FU: followup(f"results: [{{promise: synas, {figures}}}]")})
    assert [f"{SV}:6:21 value_invalid {number}", f"{FU}:2:45 value_invalid {number}"] == told.problems


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (SV, target("-5"), ["6:21 amount_negative -5 → 5"]),
        (SV, target("-200", "at_least"), ["6:24 amount_negative -200 → 200"]),
        (SV, target("4", "each: {count: -2, unit: timmar}, at_least"), ["6:28 amount_negative -2 → 2"]),
        (SV, target("0"), ["6:21 target_zero 0"]),
        (SV, target("0", "at_most"), []),
        (
            FU,
            followup("results: [{promise: synas, figures: {count: -3, unit: pass}}]"),
            ["2:45 amount_negative -3 → 3"],
        ),
        (FU, followup("results: [{promise: synas, figures: {count: 0, unit: pass}}]"), []),
    ],
)
def test_nothing_or_less_is_asked_about(given: Given, path: str, text: str, told: list[str]) -> None:
    assert [f"{path}:{line}" for line in told] == given({path: text}).problems


def test_what_is_unsure_is_not_guessed() -> None:
    for written in ("", "två", "1.500", "20 3", "12 %", "0x10", "1'50", "1e99", "--5", "ca", "minst", "5-", "1,203,5"):
        assert () == guess_amount(written), written


@pytest.mark.parametrize("end", ["x", "!", "- 5"])
def test_a_long_text_is_no_amount(end: str) -> None:
    started = time.process_time()
    text = "1" + " " * 200_000 + end
    assert () == guess_amount(text)
    assert split_counted(text) is None
    assert time.process_time() - started < 2
