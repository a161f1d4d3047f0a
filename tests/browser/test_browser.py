from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import Project
from pledgebook.names import Language
from search_page import ask, read_found

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


@pytest.mark.parametrize("viewport", [PHONE, DESK])
@pytest.mark.parametrize("has_script", [True, False])
def test_the_menu_leads_to_every_main_page(
    visit: Visit, served: str, viewport: dict[str, int], has_script: bool
) -> None:
    page = visit("2019/", viewport, java_script_enabled=has_script)
    header = page.locator("header")
    # Where there is room for it, and a script that answers, the search is a field with a button.
    has_field = viewport == DESK and has_script
    expect(header.get_by_role("searchbox")).to_have_count(int(has_field))
    for name, address in [
        ("Arkiv", "arkiv/"),
        ("Tidslinje", "tidslinje/"),
        ("Platser", "platser/"),
        ("Teman", "teman/"),
        ("Sök", "sok/?q=" if has_field else "sok/"),
        ("Medborgarlöften i Exempelstad", ""),
    ]:
        header.get_by_role("button" if has_field and name == "Sök" else "link", name=name).click()
        expect(page).to_have_url(served + address)
        expect(page.get_by_role("heading", level=1)).to_be_attached()


def test_the_menu_says_where_one_is(visit: Visit) -> None:
    page = visit("2019/")
    expect(page.locator("header a[aria-current]")).to_have_text("Arkiv")
    assert ["Start", "Arkiv"] == page.get_by_role("navigation", name="Du är här").get_by_role("link").all_inner_texts()


def search(page: Page, words: str) -> list[str]:
    """What a search finds from any page: the addresses in order."""
    if page.locator("[data-search]").count():
        return ask(page, words)
    page.locator("header").get_by_role("searchbox").fill(words)
    page.locator("header").get_by_role("button").click()
    # The address asks it. Who writes it again at the moment when the page does has it twice in the field.
    return read_found(page, words)


@pytest.mark.parametrize("word", ["trafikkontroll", "trafikkontroller", "trafikkontrollerna"])
def test_search_in_swedish_finds_inflected_words(visit: Visit, served: str, word: str) -> None:
    found = search(visit(""), word)
    assert any(served + "2019/" in address for address in found)


@pytest.mark.parametrize("word", ["walk", "walks", "walking"])
def test_search_in_english_finds_inflected_words(visit: Visit, served: str, word: str) -> None:
    found = search(visit("en/arkiv/"), word)
    assert any(served + "en/2019/" in address for address in found)


@pytest.mark.parametrize("word", ["löfte", "löften", "löftena"])
def test_a_word_with_two_inflections_finds_what_the_others_find(visit: Visit, served: str, word: str) -> None:
    assert served + "2019/" in search(visit("sok/"), word)


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize(
    ("words", "there"), [("2019", "2019/"), ("Ängen", "platser/angen/"), ("(ängen)", "platser/angen/")]
)
def test_years_and_all_letters_are_found_in_every_language(
    visit: Visit, served: str, language: Language, words: str, there: str
) -> None:
    assert served + language + there in search(visit(f"{language}sok/"), words)


def test_the_last_year_of_a_stretch_is_found(visit: Visit, served: str) -> None:
    assert served + "2021-2022/" in search(visit("sok/"), "2022")


def test_each_language_searches_its_own_pages_first(visit: Visit, served: str) -> None:
    swedish = search(visit(""), "trafikkontroller")
    english = search(visit("en/"), "traffic checks")
    assert swedish
    assert english
    assert [address for address in swedish if address.startswith(served + "en/")] == []
    assert [address for address in english if not address.startswith(served + "en/")] == []


def test_what_only_the_other_language_has_is_found_there_and_said_to_be(visit: Visit, served: str) -> None:
    page = visit("en/sok/")
    assert served + "platser/fiktiva-torget/" in search(page, "Fiktiva torget")
    expect(page.get_by_role("status")).to_contain_text("available only in Swedish")
    expect(page.locator(".pb-found li").first).to_have_attribute("lang", "sv")
    expect(page.locator(".pb-found a").first).to_have_attribute("hreflang", "sv")


def test_a_search_result_leads_to_the_promise(visit: Visit, served: str) -> None:
    page = visit("en/tidslinje/")
    search(page, "dealing")
    result = page.get_by_role("listitem").filter(has_text="Act against dealing").first
    expect(result).to_contain_text("Citizen pledge 2019")
    result.get_by_role("link").click()
    expect(page).to_have_url(served + "en/2019/#langning")


def test_a_search_has_an_address_of_its_own(visit: Visit, served: str) -> None:
    page = visit("sok/?q=xylofoner%20p%C3%A5%20klaviatur")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Vi hittade inget om ”xylofoner på klaviatur”"))
    search(page, "Ängen")
    expect(page).to_have_url(re.compile(r"sok/\?q=%C3%84ngen$"))
    page.reload()
    expect(page.locator("[data-search] input")).to_have_value("Ängen")
    expect(page.locator(".pb-found a").first).to_be_visible()


def test_words_written_before_the_script_has_come_are_searched(visit: Visit, served: str) -> None:
    page = visit("")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/search.js", hold)
    page.goto(served + "sok/", wait_until="commit")
    page.locator("[data-search] input").fill("Blomsterängen")
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()
    expect(page.locator(".pb-found a").first).to_be_visible()


def test_a_place_is_found_by_its_other_name(visit: Visit, served: str) -> None:
    found = search(visit("sok/"), "Blomsterängen")
    assert served + "platser/angen/" in found
    assert any("#" in address for address in found), "a promise for the place"


def test_every_word_of_a_question_counts_and_small_words_do_not(visit: Visit, served: str) -> None:
    page = visit("sok/")
    both = search(page, "trafikkontroller och torget")
    assert served + "2019/#trafikkontroller" == both[0]
    assert both[0] in search(page, "trafikkontroller xylofon")
    expect(page.get_by_role("status")).to_contain_text("Vi hittade inget om ”xylofon”")


def test_newer_comes_first_among_equals(visit: Visit, served: str) -> None:
    found = [address for address in search(visit("sok/"), "medborgarlöfte") if address.count("/") == 4]
    records = [address.removeprefix(served) for address in found if "#" not in address]
    assert records.index("2021-2022/") < records.index("2018/")


def test_the_search_says_what_to_do_without_script(visit: Visit, served: str) -> None:
    page = visit("sok/", java_script_enabled=False)
    expect(page.get_by_text("Sökningen behöver JavaScript")).to_be_visible()
    expect(page.locator("[data-search] input")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="Arkiv").click()
    expect(page).to_have_url(served + "arkiv/")


def test_the_search_works_from_a_folder_on_disk(chromium: Browser, exempelstad: Project) -> None:
    page = chromium.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((exempelstad.site / "sok/index.html").as_uri())
    assert search(page, "trafikkontroll")
    assert [] == faults
    page.close()


def test_a_link_to_a_promise_is_copied(visit: Visit, served: str) -> None:
    page = visit("2019/", permissions=["clipboard-read", "clipboard-write"])
    card = page.locator(".pb-promise").filter(has=page.locator("#vandringar"))
    card.get_by_role("link", name="Länk till löftet").click()
    expect(card.get_by_role("status")).to_have_text("Länken är kopierad.")
    assert served + "2019/#vandringar" == page.evaluate("navigator.clipboard.readText()")


def test_the_policy_holds_while_the_page_is_used(visit: Visit) -> None:
    page = visit("2019/")
    page.evaluate("document.addEventListener('securitypolicyviolation', event => console.error(event.blockedURI))")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count()
    page.get_by_role("link", name="Länk till löftet").first.click()
    search(page, "trafik")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/sok/"))
    read_found(page, "trafik")
    search(page, "traffic")


def test_a_promise_can_be_linked_to(visit: Visit) -> None:
    page = visit("2019/#vandringar")
    expect(page.locator("#vandringar")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["", "2019/", "arkiv/", "tidslinje/"])
def test_pages_are_whole_without_script(visit: Visit, served: str, address: str) -> None:
    page = visit(address, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_be_attached()
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


def test_a_hard_word_leads_to_what_it_means(visit: Visit, served: str) -> None:
    page = visit("2019/", java_script_enabled=False)
    page.locator("main").get_by_role("link", name="trygghetsvandringar", exact=True).click()
    expect(page).to_have_url(f"{served}ord/#ord-vandring")
    expect(page.locator(":target")).to_contain_text("En promenad med polisen och kommunen.")
    expect(page.locator(":target")).to_be_in_viewport()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Words explained")


@pytest.mark.parametrize("address", ["platser/sagogatan/", "arkiv/", ""])
def test_a_list_ends_without_a_rule(visit: Visit, address: str) -> None:
    page = visit(address, {"width": 390, "height": 844})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    last = page.locator(":is(.pb-lines, .pb-results) > li:last-child")
    assert last.count()
    assert {"0px"} == set(last.evaluate_all("items => items.map(item => getComputedStyle(item).borderBottomWidth)"))


@pytest.mark.parametrize("address", ["tidslinje/", "platser/", "en/"])
def test_no_line_parts_a_span_of_years(visit: Visit, address: str) -> None:
    page = visit(address, {"width": 320, "height": 844})
    spans = page.locator(".pb-together")
    assert all(1 == number for number in spans.evaluate_all("items => items.map(one => one.getClientRects().length)"))
    if address == "tidslinje/":
        assert spans.count()


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("address", ["", "en/"])
def test_the_name_of_the_site_is_not_parted_beside_the_language(visit: Visit, address: str, width: int) -> None:
    page = visit(address, {"width": width, "height": 844})
    lines = page.locator(".pb-brand > span").evaluate(
        """name => [...name.childNodes].filter(one => one.textContent.trim()).map(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return range.getClientRects().length;
        })"""
    )
    assert [1, 1] == lines
    expect(page.get_by_role("banner").get_by_role("link", name=re.compile("^(Sök|Search)$"))).to_have_count(1)
