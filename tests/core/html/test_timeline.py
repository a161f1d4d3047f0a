"""The timeline: what the drawing says of a pledge is what the list beside it says."""

from __future__ import annotations

import pytest
from lxml import html

from core.conftest import Given, Show, pledge
from pledgebook.names import Language


@pytest.mark.parametrize(
    ("rest", "counted"), [("", "1 löfte"), ("\nunknown: [promises]", "1 känt löfte")], ids=["all", "some"]
)
def test_the_drawing_says_whether_all_promises_are_known(given: Given, show: Show, rest: str, counted: str) -> None:
    files = {"2027/pledge.sv.md": pledge("promises: [{id: a, by: polisen, text: A}]" + rest)}
    page = html.fromstring(f"<main>{show(given(files).book).html('tidslinje/', Language('sv'))}</main>")
    (bar,) = page.xpath("//*[@class='pb-svg__pledge']")
    assert f": {counted}, " in bar.get("aria-label")
    assert f"{counted} · 1 " in page.xpath("string(//*[@class='pb-sum__words'])")
