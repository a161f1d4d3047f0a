"""Sub-goals of focus areas: a list of words in each language, with a note where there is something to say."""

from __future__ import annotations

import re

import pytest

from core.conftest import AG, SV, Given, Show, agreement, pledge, words
from pledgebook.names import Language

AREA = "focus_areas:\n  - id: torget\n    title: Torget\n    goals:\n"
SHORT = f"{AREA}      - Lugnt på torget\n      - text: Fler lampor …\n        note: Där slutar källan."
LONG = f"{AREA}      - {{text: Lugnt på torget}}\n      - {{text: Fler lampor …, note: Där slutar källan.}}"
ENGLISH = words(f"{AREA.replace('Torget', 'The square')}      - A calm square\n      - {{text: More lamps …, note: The source ends there.}}")  # fmt: skip


def read(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_sub_goal_is_written_as_words_alone(given: Given) -> None:
    short, long = (given({AG: agreement(text)}) for text in (SHORT, LONG))
    assert [] == short.problems == long.problems
    assert short.book.agreements == long.book.agreements
    one = given({AG: agreement("focus_areas: {id: torget, title: Torget, goals: Lugnt}")}).book.agreements[0]
    assert ["Lugnt"] == [str(goal.text.get(Language("sv"))) for goal in one.focus_areas[0].goals]


@pytest.mark.parametrize("file", [AG, SV])
def test_sub_goals_stand_under_their_focus_area_in_both_languages(given: Given, show: Show, file: str) -> None:
    make = agreement if file == AG else pledge
    told = given({file: make(SHORT), file.replace(".sv.", ".en."): ENGLISH})
    assert [] == told.problems
    address = "overenskommelser/2024-2027/" if file == AG else "2027/"
    page = show(told.book)
    assert "Torget Delmål: Lugnt på torget Fler lampor … Där slutar källan." in read(page.html(address))
    assert "The square Sub-goals: A calm square More lamps … The source ends there." in read(
        page.html(address, Language("en"))
    )


def test_words_that_the_original_does_not_have_are_told(given: Given) -> None:
    told = given(
        {AG: agreement(SHORT), AG.replace(".sv.", ".en."): ENGLISH.replace("      - A", "      - B\n      - A")}
    )
    assert ["agreements/2024-2027/agreement.en.md:8:9 words_extra 3"] == told.errors
