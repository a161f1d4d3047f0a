"""What a page costs somebody with a slow line and an old phone, before they do anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

PHONE = {"width": 390, "height": 844}
BYTES = 45_000
REQUESTS = 6
BYTES_WITH_SEARCH = 65_000
Browse = Callable[..., Page]

pytestmark = pytest.mark.browser

WATCH_SHIFTS = """
window.shifts = [];
const tell = ({node}) => node ? (node.outerHTML || node.textContent).slice(0, 120) : "something that is gone";
new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => [entry.value, ...entry.sources.map(tell)])))
  .observe({type: "layout-shift", buffered: true});
"""
# How far the mark of the site moves when all that comes after it has been fetched.
MARK_SHIFT = """() => {
  const mark = document.querySelector(".pb-mark"), top = () => mark.getBoundingClientRect().top, whole = top();
  for (let node = mark; node !== document.body; node = node.parentElement)
    while (node.nextSibling) node.nextSibling.remove();
  return whole - top();
}"""


@pytest.fixture
def heaviest(kinds: dict[str, str]) -> str:
    """The fullest page of a pledge."""
    return kinds["sv: pledge"]


def test_a_pledge_is_light_to_fetch(browse: Browse, served: str, heaviest: str) -> None:
    page = browse(PHONE, device_scale_factor=3, is_mobile=True, has_touch=True)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(served + heaviest, wait_until="networkidle")
    sizes = {answer.url.removeprefix(served): answer.request.sizes()["responseBodySize"] for answer in answers}
    told = "\n".join(f"{size:>8,} {url}" for url, size in sorted(sizes.items(), key=lambda item: -item[1]))
    assert sum(sizes.values()) <= BYTES, told
    assert len(answers) <= REQUESTS, told
    assert [answer.url for answer in answers if not answer.ok] == []


def test_a_first_search_is_light_too(browse: Browse, served: str, heaviest: str) -> None:
    page = browse(PHONE)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(served + heaviest, wait_until="networkidle")
    page.locator("header").get_by_role("link", name="Sök").click()
    page.locator("[data-search] input").fill("trafik")
    page.locator("[data-search-list] a").first.wait_for()
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers if answer.ok}
    assert sum(sizes.values()) <= BYTES_WITH_SEARCH, sizes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_jumps_while_a_page_is_fetched(browse: Browse, served: str, heaviest: str, scheme: str) -> None:
    page = browse(PHONE, color_scheme=scheme)
    page.add_init_script(WATCH_SHIFTS)
    for address in ("", heaviest, "arkiv/", "tidslinje/", "sok/"):
        page.goto(served + address, wait_until="networkidle")
        page.wait_for_function("performance.getEntriesByType('paint').length > 0")
        assert (address, page.evaluate("shifts")) == (address, [])
    assert 0 == page.evaluate(MARK_SHIFT)
