"""Of a pledge whose promises are not known, the page tells first what is known."""

from __future__ import annotations

import re

import pytest

from core.conftest import FU, SV, Given, Show, followup, pledge

KNOWN = """
period: 2026
parties: [polisen]
focus_areas: [{id: torg, title: Torgen}]
statements: [{name: Ada, party: polisen, text: Vill väl., sources: [p1]}]
governance: Ett råd följer upp.
promises: []
unknown: [promises, followups]
"""


def headings(html: str) -> list[str]:
    """The headings of a page's sections, from the first to the last; those that are folded in brackets."""
    found = re.findall(r"(<summary>)?<h2[^>]*>([^<]*)", html)
    return [f"[{text}]" if folded else text for folded, text in found]


@pytest.fixture
def html(given: Given, show: Show) -> str:
    return show(given({SV: pledge(KNOWN, "Hur det blev till.")}).book).html("2027/")


def test_what_is_known_stands_before_what_is_missing(html: str) -> None:
    found = headings(html)
    assert "Löften" not in found
    assert "Uppföljning" not in found
    known = ("Fokusområden", "Vad som sades när medborgarlöftet presenterades", "Styrning och uppföljning")
    assert max(found.index(name) for name in known) < found.index("[Det vi inte vet]")


def test_what_is_missing_is_folded_with_the_rest_of_what_is_not_known(html: str) -> None:
    folded = html[html.index("Det vi inte vet") :]
    assert "Löftena är okända." in folded
    assert "Tiden gick ut 2026." in folded
    assert "Löftena är okända." not in html[: html.index("Det vi inte vet")]


def test_a_follow_up_of_unknown_promises_is_told_where_it_is_told_of_others(given: Given, show: Show) -> None:
    files = {SV: pledge(KNOWN), FU: followup("covers: 2026\ndate: 2027-01\nsummary: Allt är gjort.")}
    html = show(given(files).book).html("2027/")
    assert "Uppföljning" in headings(html)
    assert html.index("Allt är gjort.") < html.rindex("Det vi inte vet")
