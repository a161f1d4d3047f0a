"""The timeline in a browser: a drawing of which nothing is cut, and a text that stands alone on a phone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


def test_the_timeline_is_reached_by_keyboard_and_leads_to_the_pledge(visit: Visit, served: str) -> None:
    page = visit("tidslinje/")
    bar = page.locator("svg a[aria-label^='Medborgarlöfte 2019']").first
    bar.focus()
    expect(bar).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(served + "2019/")


def test_a_bar_of_the_timeline_is_as_long_as_its_time(visit: Visit) -> None:
    page = visit("tidslinje/")
    heights = {
        year: page.locator(f"svg a.pb-svg__pledge[aria-label^='{title}'] rect").first.bounding_box()["height"]  # type: ignore[index]
        for year, title in {1: "Medborgarlöfte 2019", 2: "Medborgarlöfte 2021–2022"}.items()
    }
    assert heights[2] / heights[1] == pytest.approx(2, rel=0.05)


def test_each_part_of_the_timeline_has_one_name_that_says_nothing_twice(visit: Visit) -> None:
    page = visit("tidslinje/")
    expect(page.locator("svg").get_by_role("link", name="Medborgarlöfte 2021–2022: 2 löften,")).to_have_count(1)
    expect(
        page.locator("svg").get_by_role("link", name="7 maj 2021: Medborgarlöfte 2021–2022 undertecknades")
    ).to_have_count(1)
    assert not page.locator("svg a[aria-label]:has(> title)").count()


def test_tab_goes_through_the_timeline_from_the_newest(visit: Visit) -> None:
    page = visit("tidslinje/")
    tops = page.locator("svg.pb-svg a").evaluate_all(
        "links => links.map(link => link.querySelector('circle, rect').getBoundingClientRect()).map(box => box.top)"
    )
    # A dot can be pressed a little beyond where it is drawn.
    assert all(one <= two + 12 for one, two in pairwise(tops))


@pytest.mark.parametrize("address", ["tidslinje/", "en/tidslinje/"])
def test_nothing_of_the_timeline_is_cut(visit: Visit, address: str) -> None:
    page = visit(address, {"width": 1280, "height": 800})
    drawing = page.locator(".pb-timeline__drawing")
    assert 560 == pytest.approx(page.locator("svg.pb-svg").bounding_box()["width"], abs=1)  # type: ignore[index]
    assert not drawing.evaluate(
        "top => [top, ...top.querySelectorAll('*')].some(one => /auto|scroll/.test(getComputedStyle(one).overflowY))"
    )
    outside = drawing.evaluate(
        """top => [...top.querySelectorAll("svg.pb-svg *")].map(one => one.getBoundingClientRect())
        .filter(box => box.right > top.getBoundingClientRect().right + 1)"""
    )
    assert [] == outside


def test_words_in_the_timeline_stand_clear_of_each_other(visit: Visit) -> None:
    page = visit("tidslinje/")
    boxes = page.locator("svg.pb-svg text").evaluate_all(
        "texts => texts.map(text => ({words: text.textContent, ...text.getBoundingClientRect().toJSON()}))"
    )
    met = [
        (one["words"], other["words"])
        for one, other in combinations(boxes, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 4
    ]
    assert [] == met


def test_the_timeline_is_text_alone_on_a_phone(visit: Visit) -> None:
    page = visit("tidslinje/", PHONE)
    expect(page.locator(".pb-timeline__drawing")).to_be_hidden()
    expect(page.locator(".pb-moments a").first).to_be_visible()


def test_the_legend_has_every_sign_of_the_text_and_the_drawing(visit: Visit) -> None:
    page = visit("tidslinje/")
    drawn = "signs => [...new Set(signs.map(sign => sign.innerHTML.trim()))].sort()"
    used = page.locator(".pb-moments .pb-sign").evaluate_all(drawn)
    assert set(used) <= set(page.locator(".pb-legend .pb-sign").evaluate_all(drawn))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fills_of_the_timeline_differ_with_forced_colours(visit: Visit, scheme: str) -> None:
    page = visit("tidslinje/", color_scheme=scheme, forced_colors="active")
    fills = {
        name: page.locator(f".pb-legend .{name}").first.evaluate("shape => getComputedStyle(shape).fill")
        for name in ("pb-bar--none", "pb-bar__half")
    }
    assert 2 == len(set(fills.values()))
    for place in (".pb-svg", ".pb-moments"):
        half = page.locator(f"{place} .pb-bar__half").first
        assert fills["pb-bar__half"] == half.evaluate("shape => getComputedStyle(shape).fill")
