"""Pages on paper: A4, black on white, without what only a screen needs, and with the addresses of links."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pikepdf
import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


def on_paper(visit: Visit, address: str, scheme: str = "dark") -> Page:
    page = visit(address, color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    return page


def after(page: Page, selector: str) -> str:
    """What the style sheet writes after an element."""
    found: str = page.locator(selector).first.evaluate("element => getComputedStyle(element, '::after').content")
    return found


@pytest.mark.parametrize("address", ["2019/", "en/2019/allt/", "arkiv/", "tidslinje/", "om/"])
def test_only_the_words_are_printed(visit: Visit, address: str) -> None:
    page = on_paper(visit, address)
    expect(page.locator("h1").first).to_be_visible()
    for selector in ("nav", "form", "body > header", "footer nav", ".pb-screen"):
        for element in page.locator(selector).all():
            expect(element).to_be_hidden()


def test_paper_is_white_also_when_the_screen_is_dark(visit: Visit) -> None:
    page = on_paper(visit, "2019/")
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert {"rgb(0, 0, 0)"} == set(
        page.locator("h1, .pb-status, .pb-tag, .pb-promise h4").evaluate_all(
            "elements => elements.map(element => getComputedStyle(element).color)"
        )
    )


def test_a_printed_page_says_its_own_address_and_when_it_changed(visit: Visit) -> None:
    page = visit("2019/")
    expect(page.locator(".pb-printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".pb-printed")).to_contain_text("Sidans adress: https://medborgarloften.example/2019/")
    expect(page.locator(".pb-printed")).to_contain_text(re.compile(r"Senast ändrad \d+ \w+ \d{4}\."))


@pytest.mark.parametrize("address", ["", "2019/", "genom-aren/2019-vandringar/", "om/", "404.html", "en/arkiv/"])
def test_paper_says_which_site_it_is_from(visit: Visit, address: str) -> None:
    page = visit(address)
    name = page.locator(".pb-paper")
    expect(name).to_be_hidden()
    page.emulate_media(media="print")
    expect(name).to_be_visible()
    expect(name).to_have_text(page.locator(".pb-brand").text_content() or "-")


def test_a_thread_is_one_column_on_paper(visit: Visit) -> None:
    page = on_paper(visit, "genom-aren/2019-vandringar/")
    years = page.locator(".pb-years__year").evaluate_all(
        "years => years.map(year => year.getBoundingClientRect()).map(box => [box.left, box.top, box.bottom])"
    )
    assert len(years) > 1
    for (left, _, bottom), (other, top, _) in pairwise(years):
        assert left == other
        assert bottom <= top
    for selector in (".pb-promise", ".pb-differs"):
        assert "avoid" == page.locator(selector).first.evaluate("item => getComputedStyle(item).breakInside")


def test_addresses_of_links_to_other_sites_are_printed_once(visit: Visit) -> None:
    page = on_paper(visit, "arkiv/")
    assert '" (https://example.org/nytt-lofte)"' == after(page, ".pb-entry--gap .pb-proof a")
    page = on_paper(visit, "2019/")
    # Sources write out their own addresses.
    assert "none" == after(page, ".pb-sources a")
    expect(page.locator(".pb-sources .pb-address").first).to_be_visible()


def test_what_is_folded_is_printed(visit: Visit) -> None:
    page = visit("arkiv/", {"width": 390, "height": 844})
    promise = page.get_by_text("Göra 200 trafikkontroller på Fiktiva torget.")
    expect(promise).to_be_hidden()
    page.emulate_media(media="print")
    expect(promise).to_be_visible()


@pytest.mark.parametrize("address", ["2019/", "2019/allt/", "arkiv/", "tidslinje/"])
def test_pages_are_printed_on_a4(visit: Visit, address: str) -> None:
    # Chromium writes the pages of a PDF as plain objects.
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", visit(address).pdf(prefer_css_page_size=True))
    assert sheets
    assert {(210, 297)} == {(round(float(x) / 72 * 25.4), round(float(y) / 72 * 25.4)) for x, y in sheets}


def test_a_pledge_is_reached_whole_and_leads_back(visit: Visit, served: str) -> None:
    page = visit("2019/")
    page.locator("summary", has_text="Spara och skriv ut").click()
    page.get_by_role("link", name="Allt om medborgarlöftet på en sida, för utskrift").click()
    expect(page).to_have_url(served + "2019/allt/")
    expect(page.get_by_role("heading", name="Gå trygghetsvandringar och hålla ett forum.")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Överenskommelse 2017–2020")).to_be_visible()
    page.get_by_role("link", name="Till medborgarlöftets egen sida").click()
    expect(page).to_have_url(served + "2019/")


@pytest.mark.parametrize(
    ("address", "sheets"), [("2019/", 4), ("2021-2022/", 2), ("2025/", 2), ("en/2025/", 2), ("sagogatan-2026/", 1)]
)
def test_a_pledge_takes_few_sheets_and_is_told_whole(visit: Visit, address: str, sheets: int) -> None:
    page = visit(address)
    data = page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) <= sheets
    page.emulate_media(media="print")
    for text in page.locator(".pb-promise :is(h3, h4), .pb-promise dd, .pb-sources li, .pb-evidence li").all():
        expect(text).to_be_visible()


@pytest.mark.parametrize("address", ["handbok/", "en/handbok/", "handbok/personuppgifter/", "om/"])
def test_what_fits_on_one_sheet_takes_no_more(visit: Visit, address: str) -> None:
    data = visit(address).pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 1
