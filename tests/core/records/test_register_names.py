"""The ids of a register are found by names, in a time that grows with the text."""

from __future__ import annotations

import time

import pytest

from pledgebook.model import Register
from pledgebook.records.register_names import PARTIES, RegisterNames

NAMES = RegisterNames(
    Register.model_validate(
        {
            "name": {"sv": "Exempelstad"},
            "parties": [
                {"id": "msb", "name": {"sv": "Påhittade myndigheten"}, "type": "public_authority"},
                {"id": "msb-nord", "name": {"sv": "Myndigheten i norr"}, "type": "public_authority"},
                {"id": "polisen", "name": {"sv": "Polisen"}, "type": "police"},
            ],
        }
    )
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Polisen och MSB", ("polisen", "msb")),
        ("msb nord, polisen", ("msb-nord", "polisen")),
        ("MSB och msb", ("msb",)),
        ("msb och", ()),
        ("Polisen tillsammans MSB", ()),
        ("", ()),
    ],
)
def test_names_in_a_row_are_taken_apart(text: str, ids: tuple[str, ...]) -> None:
    assert NAMES.split(PARTIES, text) == ids


def test_names_that_lead_nowhere_are_taken_apart_once() -> None:
    started = time.process_time()
    assert not NAMES.split(PARTIES, "msb " * 60 + "någon")
    assert time.process_time() - started < 2
