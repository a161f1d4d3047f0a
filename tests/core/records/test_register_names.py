"""The ids of a register are found by names, in a time that grows with the text."""

from __future__ import annotations

import time

import pytest

from pledgebook.model import Register
from pledgebook.records.register_names import PARTIES, PLACES, THEMES, RegisterNames

NAMES = RegisterNames(
    Register.model_validate(
        {
            "name": {"sv": "Exempelstad"},
            "parties": [
                {"id": "msb", "name": {"sv": "Påhittade myndigheten"}, "type": "public_authority"},
                {"id": "msb-nord", "name": {"sv": "Myndigheten i norr"}, "type": "public_authority"},
                {"id": "polisen", "name": {"sv": "Polisen"}, "type": "police"},
                {"id": "ekby", "name": {"sv": "Ekby"}, "type": "municipality"},
            ],
            "places": [{"id": "ekby", "name": {"sv": "Ekby"}}],
            "themes": [{"id": "unga", "name": {"sv": "Unga"}}],
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


@pytest.mark.parametrize(
    ("kind", "text", "id"),
    [
        (PARTIES, "Ekby kommun", "ekby"),
        (PARTIES, "Ekbys kommun", "ekby"),
        (PARTIES, "Polisen Tallås", "polisen"),
        (PARTIES, "Polisen och skolan", ""),
        (PARTIES, "Tallås kommun", ""),
        (PLACES, "Ekby tätort", "ekby"),
        (THEMES, "Unga vuxna", ""),
    ],
)
def test_a_second_word_that_says_what_kind_it_is_hides_no_name(kind: str, text: str, id: str) -> None:
    assert NAMES.suggest(kind, text, NAMES.list_ids(kind)) == id


def test_names_that_lead_nowhere_are_taken_apart_once() -> None:
    started = time.process_time()
    assert not NAMES.split(PARTIES, "msb " * 60 + "någon")
    assert time.process_time() - started < 2
