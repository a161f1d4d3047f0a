"""A site that is written from right to left, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import PROBES
from browser.test_accessibility import RULES, ask, read_axe, run_axe
from conftest import MakeOnce, Project
from language_sites import make_right_to_left
from web_server import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESSES = ("", "2027/", "2028/", "2027/allt/", "arkiv/", "tidslinje/", "teman/", "sok/", "tillganglighet/", "om/")
# How far the first words of an element are from the left side of the screen, and from the right.
SIDES = """selector => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector));
  const box = range.getBoundingClientRect();
  return [box.left, document.documentElement.clientWidth - box.right];
}"""


@pytest.fixture(scope="module")
def address(make_once: MakeOnce, exempelstad: Project) -> Iterator[str]:
    with serve(make_right_to_left(make_once, exempelstad.cache).site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(path=PROBES)
    yield context.new_page()
    context.close()


def test_nothing_is_wider_than_the_screen_or_in_the_way(page: Page, address: str) -> None:
    for path in ADDRESSES:
        page.goto(f"{address}ar/{path}")
        page.evaluate(read_axe())
        faults = run_axe(page, RULES)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            faults += ask(page, "wide")
        assert [] == faults, path


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_the_mirror_of_one_written_from_left_to_right(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for selector in (".pb-brand", ".pb-menu ul", "h1", ".pb-footer p", ".pb-promise h4"):
        page.goto(f"{address}2027/")
        start, _ = page.evaluate(SIDES, selector)
        page.goto(f"{address}ar/2027/")
        _, mirrored = page.evaluate(SIDES, selector)
        assert abs(start - mirrored) < 2, selector


def test_words_of_another_language_are_read_the_way_that_they_are_written(page: Page, address: str) -> None:
    """Whatever ends a sentence stands at the right of Swedish, also on a page from right to left."""
    page.goto(f"{address}ar/2028/")
    ends = page.locator("main [lang=sv]").evaluate_all(
        """elements => elements.filter(element => element.checkVisibility() && element.lastChild instanceof Text)
          .map(element => {
            const [first, last] = [0, element.lastChild.data.trimEnd().length - 1].map(place => {
              const range = document.createRange();
              range.setStart(element.lastChild, place);
              range.setEnd(element.lastChild, place + 1);
              return range.getClientRects()[0].left;
            });
            return first < last;
          })"""
    )
    assert ends
    assert all(ends)
