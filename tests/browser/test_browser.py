from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
Visit = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("here", "name", "there"),
    [
        ("", "English", "en/"),
        ("2019/", "English", "en/2019/"),
        ("en/2019/", "Svenska", "2019/"),
        ("teman/trafik/", "English", "en/teman/trafik/"),
        ("en/overenskommelser/2017-2020/", "Svenska", "overenskommelser/2017-2020/"),
        ("om/", "English", "en/om/"),
    ],
)
def test_language_menu_leads_to_the_same_page(visit: Visit, served: str, here: str, name: str, there: str) -> None:
    page = visit(here)
    page.get_by_role("link", name=name, exact=True).click()
    expect(page).to_have_url(served + there)


def test_menu_of_a_desktop_leads_to_every_main_page(visit: Visit, served: str) -> None:
    page = visit("")
    for name, address in [
        ("Arkiv", "arkiv/"),
        ("Tidslinje", "tidslinje/"),
        ("Platser", "platser/"),
        ("Metod", "metod/"),
    ]:
        page.locator(".md-tabs").get_by_role("link", name=name).click()
        expect(page).to_have_url(served + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_menu_of_a_phone_opens_and_leads_on(visit: Visit, served: str) -> None:
    page = visit("2019/", PHONE)
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-nav--primary").get_by_role("link", name="Tidslinje").click()
    expect(page).to_have_url(served + "tidslinje/")


def search(page: Page, words: str) -> list[str]:
    """What a search finds: the addresses in order."""
    field = page.locator("[data-md-component=search-query]")
    field.click()
    # The script fetches the index when the field is opened, and says so when it is ready for words.
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text(re.compile("Skriv|Type"))
    # The script asks anew at each key, so the last one is the only one pressed: no answer to half a word comes first.
    field.fill(words[:-1])
    field.press_sequentially(words[-1])
    expect(meta).to_have_text(re.compile(r"\d|Inga|No matching"))
    found: list[str] = page.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")
    return found


@pytest.mark.parametrize("word", ["trafikkontroll", "trafikkontroller", "trafikkontrollerna"])
def test_search_in_swedish_finds_inflected_words(visit: Visit, served: str, word: str) -> None:
    found = search(visit(""), word)
    assert any(served + "2019/" in address for address in found)


@pytest.mark.parametrize("word", ["walk", "walks", "walking"])
def test_search_in_english_finds_inflected_words(visit: Visit, served: str, word: str) -> None:
    found = search(visit("en/arkiv/"), word)
    assert any(served + "en/2019/" in address for address in found)


def test_each_language_searches_its_own_pages_only(visit: Visit, served: str) -> None:
    swedish = search(visit(""), "Fiktiva torget")
    english = search(visit("en/"), "Fictional Square")
    assert swedish
    assert english
    assert [address for address in swedish if address.startswith(served + "en/")] == []
    assert [address for address in english if not address.startswith(served + "en/")] == []


def test_a_search_result_leads_to_the_promise(visit: Visit, served: str) -> None:
    page = visit("en/tidslinje/")
    search(page, "dealing")
    page.locator(".md-search-result__link", has_text="Act against dealing").first.click()
    expect(page).to_have_url(re.compile(re.escape(served) + r"en/2019/.*#langning"))


def test_a_promise_can_be_linked_to(visit: Visit) -> None:
    page = visit("2019/#vandringar")
    expect(page.locator("#vandringar")).to_be_in_viewport()


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
        year: page.locator(f"svg a.pb-svg__pledge[aria-label^='{title}'] rect").bounding_box()["height"]  # type: ignore[index]
        for year, title in {1: "Medborgarlöfte 2019", 2: "Medborgarlöfte 2021–2022"}.items()
    }
    assert heights[2] / heights[1] == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize("address", ["", "2019/", "arkiv/", "tidslinje/"])
def test_pages_are_whole_without_script(visit: Visit, served: str, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(served + "en/" + address)


def test_nothing_is_stored_on_the_device(visit: Visit) -> None:
    page = visit("2019/")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(visit: Visit, scheme: str) -> None:
    page = visit("", color_scheme=scheme)
    red, green, blue = re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    assert (int(red) + int(green) + int(blue) > 384) == (scheme == "light")
