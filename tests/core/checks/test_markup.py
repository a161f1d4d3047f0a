"""What Markdown in records becomes: words that would be shown as code are told, and what is meant for code is not."""

from __future__ import annotations

import pytest

from core.conftest import SV, Given, pledge

WORDS = "Vi ska synas på torget varje fredag."


@pytest.mark.parametrize(
    ("body", "line", "fix"),
    [
        (f"Hej!\n\n    {WORDS}\n    Det lovar vi.\n\nHälsningar\n", 14, WORDS),
        (f"Hej!\n\n\t{WORDS}\n", 14, WORDS),
        (f"    {WORDS}\n", 12, WORDS),
        (f"## Bakgrund\n\n      Från: Ada & Bo på polisen\n      {WORDS}\n", 14, "Från: Ada & Bo på polisen"),
    ],
)
def test_indented_words_are_told_of_since_they_become_code(given: Given, body: str, line: int, fix: str) -> None:
    (problem,) = [item for item in given({SV: pledge(body=body)}).found if item.code == "text_indented"]
    assert (line, fix) == (problem.mark.line, problem.fix)


@pytest.mark.parametrize(
    "body",
    [
        f"- Först\n\n    {WORDS}\n",
        f"1. Först\n\n    {WORDS}\n\n    {WORDS}\n",
        f"[^1]: Not.\n\n    {WORDS}\n\nText.[^1]\n",
        f"Text\n    {WORDS}\n",
        "Så här:\n\n    target: {count: 200, unit: kontroller}\n",
        "Så här:\n\n    make publish\n",
        f"Så här:\n\n```\n    {WORDS}\n```\n",
    ],
)
def test_what_is_no_code_or_is_meant_for_it_is_not_told_of(given: Given, body: str) -> None:
    assert "text_indented" not in {item.code for item in given({SV: pledge(body=body)}).found}
