"""The pages of the pledges of the reference: how far down things stand on a phone, and how their long words are set."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_pledge_page import PHONE, count_screens
from conftest import Project
from web_server import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def real(real_site: Project) -> Iterator[str]:
    with serve(real_site.site) as address:
        yield address


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport=PHONE)
    yield page
    page.close()


@pytest.mark.parametrize("address", ["2022-2023/", "en/2022-2023/"])
def test_the_first_promise_is_near_and_the_page_short_on_a_phone(phone: Page, real: str, address: str) -> None:
    phone.goto(f"{real}{address}")
    first, whole = count_screens(phone)
    assert first <= 1.3
    assert whole <= 6


@pytest.mark.parametrize("address", ["2019/", "2022-2023/", "en/2022-2023/"])
def test_a_pledge_is_printed_on_three_sheets(phone: Page, real: str, address: str) -> None:
    phone.goto(f"{real}{address}")
    with pikepdf.open(io.BytesIO(phone.pdf(prefer_css_page_size=True))) as document:
        assert len(document.pages) <= 3


def test_a_word_that_a_line_parts_is_copied_whole(phone: Page, real: str) -> None:
    phone.goto(f"{real}overenskommelser/fore-2016/")
    heading = phone.locator("h1")
    line = heading.evaluate("element => parseFloat(getComputedStyle(element).lineHeight)")
    assert heading.evaluate("element => element.getBoundingClientRect().height") > 1.5 * line
    heading.evaluate("element => getSelection().selectAllChildren(element)")
    assert "Samverkansöverenskommelserna före 2016" == phone.evaluate("getSelection().toString()")


PROMISED = ["2019/", "2022-2023/", "en/2022-2023/"]
ALL = [*PROMISED, "2021/", "en/2021/", "overenskommelser/2024-2027/"]


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("address", ALL)
def test_long_words_stay_whole_without_a_dictionary_of_hyphens(
    phone: Page, real: str, address: str, width: int
) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(f"{real}{address}")
    broken = phone.evaluate(
        """() => {
            for (const item of document.querySelectorAll("article *")) item.style.hyphens = "none";
            const words = [];
            const texts = document.createTreeWalker(document.querySelector(".pb-about"), NodeFilter.SHOW_TEXT);
            for (let text; (text = texts.nextNode());) {
                for (const found of text.data.matchAll(/\\p{L}{4,}/gu)) {
                    const range = document.createRange();
                    range.setStart(text, found.index);
                    range.setEnd(text, found.index + found[0].length);
                    if (range.getClientRects().length > 1) words.push(found[0]);
                }
            }
            return words;
        }"""
    )
    assert [] == broken


@pytest.mark.parametrize("address", ALL)
def test_no_two_rules_meet_with_nothing_between(phone: Page, real: str, address: str) -> None:
    phone.goto(f"{real}{address}")
    empty = phone.evaluate(
        """() => {
            const [rules, words] = [[], []];
            for (const item of document.querySelectorAll("article *")) {
                const [box, style] = [item.getBoundingClientRect(), getComputedStyle(item)];
                if (!item.checkVisibility() || parseFloat(style.borderLeftWidth) || !box.height) continue;
                if (parseFloat(style.borderTopWidth)) rules.push(box.top);
                if (parseFloat(style.borderBottomWidth)) rules.push(box.bottom);
            }
            const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
            for (let text; (text = texts.nextNode());) {
                if (!text.data.trim()) continue;
                const range = document.createRange();
                range.selectNode(text);
                words.push(...[...range.getClientRects()].map(box => (box.top + box.bottom) / 2));
            }
            rules.sort((one, other) => one - other);
            const pairs = rules.slice(1).map((rule, place) => [rules[place], rule]);
            return pairs.filter(([above, below]) => !words.some(word => above < word && word < below));
        }"""
    )
    assert [] == empty


def test_words_quoted_from_the_original_are_folded_in_a_translation(phone: Page, real: str) -> None:
    phone.goto(f"{real}en/2022-2023/")
    promise = phone.locator(".pb-promise").filter(has=phone.locator("#mopeder-och-a-traktorer"))
    quoted = promise.get_by_text("In the pledge’s own words:")
    expect(quoted).to_be_hidden()
    promise.locator("summary").click()
    expect(quoted).to_be_visible()


def test_of_a_pledge_without_known_promises_what_is_known_comes_before_its_facts(phone: Page, real: str) -> None:
    phone.goto(f"{real}2021/")
    about = phone.locator(".pb-about").bounding_box()
    said = phone.locator(".pb-statements").bounding_box()
    assert about and said and said["y"] < about["y"]
    missing = phone.locator(".pb-unknowns").first
    expect(missing).to_be_hidden()
    phone.locator(".pb-sum").get_by_role("link", name="Det vi inte vet").click()
    expect(missing).to_be_visible()
