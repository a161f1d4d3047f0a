"""Rules on the glossary."""

from __future__ import annotations

import pytest

from core.conftest import Given, register

EN = "en: A walk."


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("[{id: v, name: {sv: vandring, en: walk}, explanation: {sv: En promenad., en: A walk.}}]", []),
        ("[{id: v, name: {sv: vandring, en: walk}}]", ["field_missing explanation"]),
        ("[{id: v, name: {sv: vandring, en: walk}, explanation: {sv: En promenad.}}]", ["explanation_missing v"]),
        ("[{id: v, name: {sv: vandring}, explanation: {sv: En promenad., en: A walk.}}]", ["name_missing v"]),
        # The same form in two languages is two words.
        (
            "[{id: v, name: {sv: part, en: party}, explanation: {sv: En., en: One.}},"
            " {id: w, name: {sv: del, en: part}, explanation: {sv: En., en: One.}}]",
            [],
        ),
        (
            "[{id: v, name: {sv: vandring, en: walk}, explanation: {sv: En., en: One.}},"
            " {id: w, name: {sv: promenad, en: stroll}, forms: {sv: 'går,  Vandring '}, explanation: {sv: En., en: One.}}]",
            ["form_twice Vandring"],
        ),
        (
            "[{id: v, name: {sv: vandring, en: walk}, explanation: {sv: En., en: One.}},"
            " {id: v, name: {sv: promenad, en: stroll}, explanation: {sv: En., en: One.}}]",
            ["id_repeated v"],
        ),
        (
            "[{id: v, name: {sv: vandring, en: walk}, explanation: {sv: En., en: One.}, sources: [k9]}]",
            ["source_unknown k9"],
        ),
        # A form that stands on no page is no fault.
        ("[{id: v, name: {sv: ingenstans, en: nowhere}, explanation: {sv: En., en: One.}}]", []),
    ],
)
def test_each_term_is_explained_and_each_form_is_of_one(given: Given, terms: str, expected: list[str]) -> None:
    told = given({"register.yml": register(f"glossary: {terms}")})
    assert expected == [problem.split(" ", 1)[1] for problem in told.problems]
