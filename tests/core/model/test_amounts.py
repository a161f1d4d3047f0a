"""Numbers as people write them."""

from __future__ import annotations

import pytest

from core.conftest import Given, pledge

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
