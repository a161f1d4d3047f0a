"""Numbers as people write them."""

from __future__ import annotations

import pytest

from core.conftest import FU, Given, followup, pledge

SV = "2027/pledge.sv.md"
PROMISE = "promises:\n  - {id: synas, by: [polisen], text: Synas%s}"


@pytest.mark.parametrize(
    ("written", "number"),
    [("200", 200), ("1 203", 1203), ("1\u00a0203", 1203), ("1\u202f203", 1203), ("12,5", 12.5), ("12.5", 12.5), ("-3", -3), ("0", 0), ("12,0", 12), ("9007199254740993", 2**53 + 1)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(given: Given, written: str, number: float) -> None:
    text = PROMISE % f', target: {{count: "{written}", unit: x}}'
    assert number == given({"2027/pledge.sv.md": pledge(text)}).promise.target[0].value


@pytest.mark.parametrize("written", ["två", "1.203,5", "1_000", "0x10", "1e3", "12 %", "20 3", "½"])
def test_what_is_no_number_is_refused(given: Given, written: str) -> None:
    told = given({"2027/pledge.sv.md": pledge(PROMISE % f', target: {{count: "{written}", unit: x}}')})
    assert [f"2027/pledge.sv.md:3:61 number_format {written}"] == told.problems


@pytest.mark.parametrize("written", ["9" * 400 + ",5", "9" * 5000])
def test_a_number_past_all_counting_is_refused_and_not_taken_for_infinity(given: Given, written: str) -> None:
    told = given({"2027/pledge.sv.md": pledge(PROMISE % f', target: {{count: "{written}", unit: x}}')})
    assert [f"2027/pledge.sv.md:3:61 value_invalid {written}"] == told.problems


@pytest.mark.parametrize(
    ("written", "value", "compare"),
    [
        ("900", 900, None),
        ("1 203", 1203, None),
        ("{count: 900}", 900, "exactly"),
        ("{at_least: 2000}", 2000, "at_least"),
        ("{more_than: 2 000}", 2000, "more_than"),
        ("{about: 900}", 900, "about"),
        ("{at_most: 30}", 30, "at_most"),
        ("{compare: minst, value: 30}", 30, "at_least"),
    ],
)
def test_how_many_answered_is_held_as_firmly_as_it_is_said(
    given: Given, written: str, value: int, compare: str | None
) -> None:
    told = given({SV: pledge(f"basis: [{{type: other_survey, respondents: {written}}}]")})
    assert [] == told.problems
    found = told.pledge.basis[0].respondents
    assert found is not None
    assert (value, compare) == (found.value, found.compare)


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("cirka 2000", "{about: 2000}"),
        ("mer än 2 000", "{more_than: 2000}"),
        ("minst 40", "{at_least: 40}"),
        ("'1.500'", "'1500'"),
        ("några", ""),
        ("2000-2500", ""),
    ],
)
def test_how_many_answered_in_words_is_offered_as_files_write_it(given: Given, written: str, fix: str) -> None:
    (problem,) = given({SV: pledge(f"basis: [{{type: other_survey, respondents: {written}}}]")}).found[:1]
    assert ("number_format", fix and f"basis: [{{type: other_survey, respondents: {fix}}}]") == (
        problem.code,
        problem.fix,
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("{at_least: 4, unit: pass, of_which: {at_least: 60, unit: nattpass}}", ["100 part_larger 60"]),
        ('{at_least: 4, unit: pass, of_which: {at_least: 60, unit: "% natt"}}', []),
        ('{at_least: 4, unit: pass, of_which: {at_least: 101, unit: "% natt"}}', ["100 part_larger 101"]),
        ("{at_least: 4, unit: pass, of_which: {at_least: 4, unit: nattpass}}", []),
        ("{at_least: 4, unit: pass, of_which: {at_least: -1, unit: nattpass}}", ["100 amount_negative -1 → 1"]),
        ("{event: ett forum, of_which: {count: 3, unit: timmar}}", []),
    ],
)
def test_a_part_is_no_larger_than_the_whole(given: Given, target: str, expected: list[str]) -> None:
    text = PROMISE % f", target: {target}"
    assert [f"{SV}:3:{item}" for item in expected] == given({SV: pledge(text)}).problems


def test_a_part_of_what_was_done_is_no_larger_than_the_whole(given: Given) -> None:
    figures = "figures: {count: 4, unit: pass, of_which: {count: 5, unit: nattpass}}"
    told = given({SV: pledge(), FU: followup(f"results: [{{promise: synas, {figures}}}]")})
    assert [f"{FU}:2:78 part_larger 5"] == told.problems


@pytest.mark.parametrize(
    ("name", "per"),
    [
        ("tertial", "tertial"),
        ("kvartal", "quarter"),
        ("varje kvartal", "quarter"),
        ("halvår", "half_year"),
        ("per halvår", "half_year"),
        ("half_year", "half_year"),
    ],
)
def test_a_rate_may_be_for_any_part_of_a_year(given: Given, name: str, per: str) -> None:
    told = given({SV: pledge(PROMISE % f", target: {{at_least: 2, unit: pass, per: {name}}}")})
    assert [] == told.problems
    assert ("recurring", per) == (told.promise.target[0].kind, told.promise.target[0].per)
