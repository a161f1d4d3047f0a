"""The page of a pledge: how far down things stand on a phone, what is folded, and links to one of its promises."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Project
from web_server import serve

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def real(real_site: Project) -> Iterator[str]:
    with serve(real_site.site) as address:
        yield address


def count_screens(page: Page) -> tuple[float, float]:
    """How many screens down the first promise begins, and how many the page is."""
    first, whole = page.evaluate(
        """() => [
            document.querySelector(".pb-promise").getBoundingClientRect().top / innerHeight,
            document.documentElement.scrollHeight / innerHeight,
        ]"""
    )
    return first, whole


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
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
