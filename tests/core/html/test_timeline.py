"""The timeline: what the drawing says of a pledge is what the list beside it says."""

from __future__ import annotations

import pytest
from lxml import html

from core.conftest import REGISTER, Given, Show, pledge
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


@pytest.mark.parametrize(
    ("publication", "drawn", "told"),
    [
        ("compiled", "Inget hittat", "Vi har inte hittat något medborgarlöfte"),
        ("own", "Inget här", "Här finns inget medborgarlöfte"),
    ],
)
@pytest.mark.parametrize("address", ["tidslinje/", "arkiv/"])
def test_whoever_publishes_their_own_does_not_look_for_it(
    given: Given, show: Show, address: str, publication: str, drawn: str, told: str
) -> None:
    files = {f"{year}/pledge.sv.md": pledge(f"period: {year}\ntitle: Löfte {year}") for year in (2024, 2027)}
    register = {"register.yml": f"publication: {publication}\n{REGISTER}"}
    page = show(given({**files, **register}).book).html(address, Language("sv"))
    assert (True, address == "tidslinje/") == (told in page, drawn in page)
