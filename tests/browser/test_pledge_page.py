"""The page of a pledge: how far down things stand on a phone, what is folded, and links to one of its promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PHONE: ViewportSize = {"width": 390, "height": 844}


def count_screens(page: Page) -> tuple[float, float]:
    """How many screens down the first promise begins, and how many the page is."""
    first, whole = page.evaluate(
        """() => [
            document.querySelector(".pb-promise").getBoundingClientRect().top / innerHeight,
            document.documentElement.scrollHeight / innerHeight,
        ]"""
    )
    return first, whole


def test_the_fullest_page_is_hardly_longer(visit: Visit) -> None:
    first, whole = count_screens(visit("2019/", PHONE))
    assert first <= 1.3
    assert whole <= 7


@pytest.mark.parametrize("has_script", [True, False])
def test_a_link_into_what_is_folded_opens_it(visit: Visit, has_script: bool) -> None:
    page = visit("2019/", java_script_enabled=has_script)
    source = page.locator("#kallor-k1")
    expect(source).to_be_hidden()
    page.get_by_role("link", name="[1]").or_(page.get_by_role("link", name="Källa 1 i listan")).first.click()
    expect(source).to_be_in_viewport()
    expect(visit("2019/#kallor-k1", java_script_enabled=has_script).locator("#kallor-k1")).to_be_in_viewport()


def test_a_link_to_a_folded_section_opens_it_and_again_when_it_has_been_closed(visit: Visit) -> None:
    page = visit("2019/")
    link = page.locator(".pb-about a[href='#andringar']")
    events = page.locator(".pb-events").first
    for _ in range(2):
        link.click()
        expect(events).to_be_visible()
        page.locator("summary", has=page.locator("#andringar")).click()
        expect(events).to_be_hidden()


def test_the_promise_that_was_linked_to_is_marked_and_no_other(visit: Visit) -> None:
    page = visit("2019/#vandringar")
    style = "heading => getComputedStyle(heading).outlineStyle"
    marked = {item.get_attribute("id"): item.evaluate(style) for item in page.locator(".pb-promise > h4").all()}
    assert ["vandringar"] == [name for name, outline in marked.items() if outline != "none"]


def test_each_link_to_a_promise_is_named_by_it(visit: Visit) -> None:
    page = visit("2019/")
    expect(page.get_by_role("link", name="Länk till löftet Ingripa mot langning.", exact=True)).to_have_count(1)


def test_a_link_to_a_promise_is_shared_where_that_can_be_done(visit: Visit, served: str) -> None:
    page = visit("2019/")
    page.evaluate("() => { navigator.share = async what => { window.shared = what.url; }; }")
    card = page.locator(".pb-promise").filter(has=page.locator("#vandringar"))
    card.get_by_role("link", name="Länk till löftet").click()
    assert served + "2019/#vandringar" == page.evaluate("window.shared")
    expect(card.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_what_was_done_stands_beside_what_was_promised_where_there_is_room(
    visit: Visit, width: int, beside: bool
) -> None:
    page = visit("2019/", {"width": width, "height": 844})
    promise = page.locator(".pb-promise").filter(has=page.locator("#trafikkontroller"))
    promised = promise.locator(".pb-balance__promised").bounding_box()
    done = promise.locator(".pb-balance__done").bounding_box()
    assert promised and done
    assert beside == (done["y"] == promised["y"] and done["x"] > promised["x"])
    assert beside != (done["y"] > promised["y"])


def test_a_promise_without_a_target_has_no_empty_column(visit: Visit) -> None:
    promise = visit("2019/").locator(".pb-promise").filter(has_text="Laga trasig belysning").first
    expect(promise.get_by_text("Inte redovisat")).to_be_visible()
    expect(promise.locator(".pb-balance__promised")).to_have_count(0)


def test_all_that_is_folded_is_printed(visit: Visit) -> None:
    page = visit("2019/")
    page.emulate_media(media="print")
    for part in ("#kallor-k1", ".pb-events", ".pb-people", ".pb-unknowns"):
        expect(page.locator(part).first).to_be_visible()
