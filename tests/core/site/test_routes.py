"""Which pages there are, and in which languages."""

from __future__ import annotations

from core.conftest import Given, Show, pledge


def test_a_pledge_is_known_to_be_in_the_languages_it_is_translated_into(given: Given, show: Show) -> None:
    assert frozenset({"sv", "en"}) == show(given().book).page("2027/").languages
    assert frozenset({"sv"}) == show(given({"2027/pledge.sv.md": pledge()}).book).page("2027/").languages
