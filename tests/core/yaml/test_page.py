"""A page is split at its two lines of hyphens, and no letter of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.yaml.page import split_page


@given(st.lists(st.sampled_from(["---", "--- ", "----", "", "title: A", "Text.", " ---"]), max_size=8))
def test_the_parts_are_the_page(lines: list[str]) -> None:
    text = "\n".join(lines)
    page = split_page(text)
    assert page is None or "".join(page) == text
    assert (page is not None) == (
        text.split("\n")[0].rstrip() == "---" and sum(line.rstrip() == "---" for line in lines) > 1
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n---\n", ("---\n", "", "---\n", "")),
        ("--- \na: 1\n---  \n\nText.\n", ("--- \n", "a: 1\n", "---  \n", "\nText.\n")),
        ("---\na: 1\n---", ("---\n", "a: 1\n", "---", "")),
        ("---\na: 1\n---\nText.\n---\n", ("---\n", "a: 1\n", "---\n", "Text.\n---\n")),
        ("---\na: 1\n", None),
        ("a: 1\n---\n---\n", None),
        ("", None),
    ],
)
def test_a_page_is_split_at_its_first_two_lines_of_hyphens(text: str, expected: tuple[str, ...] | None) -> None:
    assert expected == split_page(text)
