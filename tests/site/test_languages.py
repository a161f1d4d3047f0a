"""Sites of one language, of three, and of one that is written from right to left."""

from __future__ import annotations

import pytest
from lxml import etree, html

from conftest import MakeOnce, Project
from language_sites import make_one, make_right_to_left, make_three

BASE = "https://medborgarloften.example/"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def one(make_once: MakeOnce, exempelstad: Project) -> Project:
    return make_one(make_once, exempelstad.cache)


@pytest.fixture(scope="module")
def three(make_once: MakeOnce, exempelstad: Project) -> Project:
    return make_three(make_once, exempelstad.cache)


@pytest.fixture(scope="module")
def right_to_left(make_once: MakeOnce, exempelstad: Project) -> Project:
    return make_right_to_left(make_once, exempelstad.cache)


def parse(project: Project, address: str) -> html.HtmlElement:
    return html.fromstring(project.read(address))


def list_alternates(page: html.HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}


def expect_alternates(address: str, *codes: str) -> dict[str, str]:
    found = {code: f"{BASE}{'' if code == 'sv' else f'{code}/'}{address}" for code in codes}
    return {**found, "x-default": f"{BASE}{address}"}


def read_map(project: Project) -> dict[str, dict[str, str]]:
    """The alternates of each page by its address, as the map of the site has them."""
    entries = etree.parse(project.site / "sitemap.xml").xpath("//s:url", namespaces=SPACES)
    return {
        entry.xpath("string(s:loc)", namespaces=SPACES): {
            link.get("hreflang"): link.get("href") for link in entry.xpath("x:link", namespaces=SPACES)
        }
        for entry in entries
    }


def read_names(page: html.HtmlElement) -> list[str]:
    return [link.text_content() for link in page.xpath("//nav[@class='pb-languages']//a")]


# One


def test_a_site_of_one_language_has_no_menu_of_languages_and_no_alternates(one: Project) -> None:
    pages = list(one.site.rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        page = html.fromstring(path.read_bytes())
        assert [] == page.xpath("//nav[@class='pb-languages']"), path
        assert {} == list_alternates(page), path
        assert [] == page.xpath("//meta[@property='og:locale:alternate']"), path
    assert not any(read_map(one).values())


def test_a_site_of_one_language_has_nothing_of_another(one: Project) -> None:
    assert not (one.site / "en").exists()
    assert [] == [path for path in one.site.rglob("*") if ".en." in path.name or path.stem == "en"]
    for path in one.site.rglob("*.html"):
        # The handbook quotes other languages, for whoever adds one.
        if "handbok" not in path.parts:
            page = html.fromstring(path.read_bytes())
            assert {"sv"} == {*page.xpath("//@lang | //@hreflang")}, path
            assert "engelska" not in page.text_content() or path.parent.name == "om", path


def test_the_page_for_lost_addresses_speaks_the_one_language(one: Project) -> None:
    page = html.fromstring((one.site / "404.html").read_bytes())
    assert ["Sidan finns inte"] == page.xpath("//h1/text()")
    assert [] == page.xpath("//h2")


# Three


def test_each_page_leads_to_the_two_other_languages(three: Project) -> None:
    assert ["English", "Suomi"] == read_names(parse(three, "tidslinje"))
    assert ["Svenska", "Suomi"] == read_names(parse(three, "en/tidslinje"))
    assert ["Svenska", "English"] == read_names(parse(three, "fi/tidslinje"))


def test_a_page_of_a_third_language_has_its_words(three: Project) -> None:
    page = parse(three, "fi/tidslinje")
    assert ("fi", "ltr") == (page.get("lang"), page.get("dir"))
    assert ["Aikajana"] == page.xpath("//h1/text()")


def test_alternates_are_those_that_a_page_is_translated_to(three: Project) -> None:
    mapped = read_map(three)
    for address, codes in (("2019/", ("sv", "en", "fi")), ("2018/", ("sv", "en")), ("tidslinje/", ("sv", "en", "fi"))):
        expected = expect_alternates(address, *codes)
        for code in codes:
            own = address if code == "sv" else f"{code}/{address}"
            assert expected == list_alternates(parse(three, own)), own
            told = {name: href for name, href in expected.items() if name != "x-default"}
            assert told == mapped[f"{BASE}{own}"], own
    assert f"{BASE}fi/2018/" not in mapped
    assert {} == list_alternates(parse(three, "fi/2018"))


def test_what_is_not_translated_says_what_language_it_is_in(three: Project) -> None:
    page = parse(three, "fi/2018")
    assert "Sivua ei ole vielä käännetty. Alla oleva teksti on kielellä ruotsi." in page.text_content()
    assert ["Medborgarlöfte 2018"] == page.xpath("//h1//*[@lang='sv']/text()")
    assert ["Kansalaislupaus 2019"] == parse(three, "fi/2019").xpath("//h1/text()")


def list_languages(page: html.HtmlElement, place: str) -> dict[str, str]:
    """The words of the links in a part of the page around the content, with the language that they are said to be in."""
    texts = page.xpath(f"//*[contains(@class, '{place}')]//a//text()[normalize-space()]")
    return {str(text): text.getparent().xpath("string(ancestor-or-self::*[@lang][1]/@lang)") for text in texts}


def test_words_around_a_page_that_is_not_translated_say_what_language_they_are_in(three: Project) -> None:
    page = parse(three, "fi/om")
    assert {"Vem står bakom?": "sv"}.items() <= list_languages(page, "pb-contents--wide").items()
    assert {"sv"} == {*list_languages(page, "pb-contents--narrow").values()}
    assert {"Arkisto": "fi", "Om webbplatsen": "sv"}.items() <= list_languages(page, "pb-menu").items()
    assert {"Etusivu": "fi", "Handbok": "sv"} == list_languages(parse(three, "fi/handbok/natet"), "pb-crumbs")
    assert {"sv"} == {*list_languages(parse(three, "om"), "pb-contents--wide").values()}


def test_words_from_untranslated_records_around_a_page_say_what_language_they_are_in(three: Project) -> None:
    party = list_languages(parse(three, "fi/parter/polisen"), "pb-contents--wide")
    assert {"Medborgarlöfte 2018": "sv", "Kansalaislupaus 2019": "fi"}.items() <= party.items()
    crumbs = list_languages(parse(three, "fi/2018/utgavor/1"), "pb-crumbs")
    assert {"Etusivu": "fi", "Arkisto": "fi", "Medborgarlöfte 2018": "sv"}.items() <= crumbs.items()


def test_each_language_is_searched_in_its_own_words(three: Project) -> None:
    assert {"sv.js", "en.js", "fi.js"} == {path.name for path in (three.site / "assets/search").iterdir()}
    words = (three.site / "assets/search/fi.js").read_text(encoding="utf-8")
    assert "Kansalaislupaus 2019" in words
    assert '"2018/"' not in words


# From right to left


@pytest.mark.parametrize("address", ["ar", "ar/2027", "ar/tidslinje", "ar/sok"])
def test_a_page_is_written_the_way_that_its_language_is(right_to_left: Project, address: str) -> None:
    page = parse(right_to_left, address)
    assert ("ar", "rtl") == (page.get("lang"), page.get("dir"))
    assert ("sv", "ltr") == (parse(right_to_left, "2027").get("lang"), parse(right_to_left, "2027").get("dir"))


def test_words_of_another_language_are_marked_as_that(right_to_left: Project) -> None:
    page = parse(right_to_left, "ar/2028")
    assert "لم تُترجم هذه الصفحة بعد" in page.text_content()
    assert ["Medborgarlöfte 2028"] == page.xpath("//h1//*[@lang='sv']/text()")
    assert "Synas på Fiktiva torget." in page.xpath("//h4//*[@lang='sv']/text()")
    assert [("sv", "Svenska")] == [
        (link.get("lang"), link.text) for link in page.xpath("//nav[@class='pb-languages']//a")
    ]
    assert [] == parse(right_to_left, "ar/2027").xpath("//h1//*[@lang] | //h4//*[@lang]")


def test_a_record_in_one_file_goes_the_same_way(right_to_left: Project) -> None:
    (path,) = right_to_left.site.glob("ar/2027/*.ar.html")
    page = html.fromstring(path.read_bytes())
    assert ("ar", "rtl") == (page.get("lang"), page.get("dir"))
