"""The whole site of a fictional municipality, as it lies on disk."""

from __future__ import annotations

import functools
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from conftest import EXEMPELSTAD, REPOSITORY, Project, copy_project
from pledgebook.words import DOMAINS

BASE = "https://medborgarloften.example/"
TRANSLATED: tuple[str, ...] = (
    "",
    "2019/",
    "2018/",
    "arkiv/",
    "tidslinje/",
    "teman/",
    "teman/trafik/",
    "platser/",
    "platser/angen/",
)
TRANSLATED += (
    "overenskommelser/",
    "overenskommelser/2017-2020/",
    "andringar/",
    "metod/",
    "om/",
    "2027/",
    "sagogatan-2026/",
)
OWN_SCRIPTS = {path.name for path in (REPOSITORY / "docs/assets").glob("*.js")}
UNTRANSLATED = "2021-2022/"
LISTS = ("arkiv/", "tidslinje/", "andringar/")


@pytest.fixture(scope="session")
def pages(exempelstad: Project) -> dict[str, html.HtmlElement]:
    """Every page by its address."""
    return {
        path.parent.relative_to(exempelstad.site).as_posix().replace(".", "", 1).lstrip("/")
        + ("/" if path.parent != exempelstad.site else ""): html.fromstring(path.read_text(encoding="utf-8"))
        for path in exempelstad.site.rglob("index.html")
    }


def alternates(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//link[normalize-space(@rel)='alternate']")
    return {link.get("hreflang"): link.get("href") for link in links}


def words_of(element: html.HtmlElement) -> str:
    """The words of an element as they are heard: each piece apart from the next."""
    return re.sub(r" ([,.;:)])|(\() ", r"\1\2", " ".join(" ".join(element.itertext()).split()))


def text(page: html.HtmlElement) -> str:
    return words_of(page.xpath("//article")[0])


def links(address: str, page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Each link inside the site: the address it leads to, and the anchor."""
    for href in page.xpath("//a/@href"):
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            continue
        path = posixpath.normpath(posixpath.join("/" + address, unquote(parts.path))) if parts.path else "/" + address
        target = path.lstrip("/")
        is_folder = not posixpath.splitext(target)[1] or parts.path.endswith("/")
        yield (
            (target.rstrip("/") + "/" if is_folder and target.strip("/") else "" if is_folder else target),
            parts.fragment,
        )


@pytest.mark.parametrize("address", TRANSLATED)
def test_every_page_exists_in_both_languages(pages: dict[str, html.HtmlElement], address: str) -> None:
    assert pages[address].get("lang") == "sv"
    assert pages["en/" + address].get("lang") == "en"


def test_following_links_from_the_start_page_reaches_every_page(pages: dict[str, html.HtmlElement]) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        address = waiting.pop()
        for target, _ in links(address, pages[address]):
            if target in pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert set(pages) == reached


def test_every_link_and_anchor_leads_somewhere(exempelstad: Project, pages: dict[str, html.HtmlElement]) -> None:
    dead = []
    for address, page in pages.items():
        for target, anchor in links(address, page):
            if target in pages:
                if anchor and not pages[target].xpath("//*[@id=$id]", id=unquote(anchor)):
                    dead.append((address, target + "#" + anchor))
            elif not (exempelstad.site / target).is_file():
                dead.append((address, target))
    assert dead == []


def test_no_id_stands_twice_in_a_page(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        ids: list[str] = page.xpath("//@id")
        assert [] == [name for name, number in Counter(ids).items() if number > 1], address


@pytest.mark.parametrize("address", TRANSLATED)
def test_alternates_are_mutual_and_complete(pages: dict[str, html.HtmlElement], address: str) -> None:
    expected = {"sv": BASE + address, "en": BASE + "en/" + address, "x-default": BASE + address}
    assert expected == alternates(pages[address])
    assert expected == alternates(pages["en/" + address])


def test_every_page_says_its_own_address(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        expected = address.removeprefix("en/") if address == "en/2021-2022/" else address
        assert [BASE + expected] == page.xpath("//link[@rel='canonical']/@href")


def test_titles_and_descriptions_are_unique_in_a_language(pages: dict[str, html.HtmlElement]) -> None:
    for root in ("sv", "en"):
        own = {address: page for address, page in pages.items() if (root == "en") == address.startswith("en/")}
        for path in ("//title/text()", "//meta[@name='description']/@content"):
            found = Counter(page.xpath(path)[0] for page in own.values())
            assert [words for words, number in found.items() if number > 1] == []


def test_the_map_of_the_site_has_every_translated_page_once(
    exempelstad: Project, pages: dict[str, html.HtmlElement]
) -> None:
    tree = etree.parse(exempelstad.site / "sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = tree.xpath("//s:loc/text()", namespaces=spaces)
    assert sorted(BASE + address for address in pages if address != "en/2021-2022/") == sorted(listed)
    for entry in tree.xpath("//s:url", namespaces=spaces):
        address = entry.xpath("string(s:loc)", namespaces=spaces).removeprefix(BASE)
        in_map = {item.get("hreflang"): item.get("href") for item in entry.xpath("x:link", namespaces=spaces)}
        in_page = {code: href for code, href in alternates(pages[address]).items() if code != "x-default"}
        assert in_page == (in_map if len(in_map) > 1 else {})


def test_a_record_without_english_is_shown_honestly(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["en/2021-2022/"]
    assert "This page has not been translated yet. The text below is in Swedish." in text(page)
    assert page.get("lang") == "en"
    assert page.xpath("//h1/span[@lang='sv']/text()") == ["Medborgarlöfte 2021–2022"]
    assert alternates(page) == {}
    assert alternates(pages["2021-2022/"]) == {}
    assert pages["2021-2022/"].xpath("//*[@hreflang='en']") == []


def test_the_swedish_page_of_an_untranslated_record_has_no_notice(pages: dict[str, html.HtmlElement]) -> None:
    assert "översatt" not in text(pages["2021-2022/"])


def test_a_promise_shows_who_target_place_status_and_proof(pages: dict[str, html.HtmlElement]) -> None:
    promise = pages["2019/"].xpath("//article[h4[@id='trafikkontroller']]")[0]
    words = words_of(promise)
    for part in [
        "Göra 200 trafikkontroller på Fiktiva torget.",
        "Uppfyllt Enligt polisen. Uppföljning januari 2020.",
        "1\N{NO-BREAK SPACE}203 trafikkontroller En del kan ha gjorts på annan plats.".replace(
            "\N{NO-BREAK SPACE}", " "
        ),
        "Mål 200 kontroller",
        "Plats Fiktiva torget",
        "I ett senare löfte: Medborgarlöfte 2021–2022: Göra minst fyra trafikinsatser.",
    ]:
        assert part in words


def test_promises_stand_under_those_who_gave_them(pages: dict[str, html.HtmlElement]) -> None:
    group = pages["2019/"].xpath("//section[h3[@id='lovar-polisen']]")[0]
    assert "Polisen lovar" in words_of(group.xpath("h3")[0])
    assert ["trafikkontroller", "langning"] == group.xpath("article/h4/@id")


def test_two_parties_reports_stand_side_by_side(pages: dict[str, html.HtmlElement]) -> None:
    promise = pages["en/2019/"].xpath("//article[h4[@id='vandringar']]")[0]
    reports = [words_of(report) for report in promise.xpath(".//*[@class='pb-report']")]
    assert reports[0].startswith("Fulfilled According to Exempelstad Municipality.")
    assert reports[1].startswith("Partly fulfilled Judged by the editor of this page")


def test_silence_is_not_reported_rather_than_not_fulfilled(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["2021-2022/"])
    assert "Ej redovisat En uppföljning finns (januari 2022), men vi vet inte vad den säger om löftet." in words
    assert "Ej uppfyllt" not in words


def test_unknowns_conflicts_and_signatories_are_told(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["2019/"])
    for part in [
        "Ada Exempelsson (X), Kommunstyrelsens ordförande, Exempelstads kommun Stavas också Ada Exempelson.",
        "Bo Påhittad, Lokalpolisområdeschef, polisen (okänt om personen skrev under)",
        "3 februari 2019 Källa: Exempelstads kommun, 3 februari 2019 [1]; 4 februari 2019 Källa: Polisen, januari 2020 [2]",
        "Lägesbild: okänt",
        "Medborgardialog, november 2018, 412 svar",
        "Bara en del av sidan har kunnat läsas.",
        "Dokumentet finns inte att hämta här",
    ]:
        assert part in words
    assert "Löftena är okända." in text(pages["2018/"])


def test_quotation_marks_follow_the_language(pages: dict[str, html.HtmlElement]) -> None:
    assert "en ”dialog” på torget" in text(pages["2019/"])
    assert "a “dialogue” on the square" in text(pages["en/2019/"])


def test_a_pledge_of_two_years_stands_under_both_and_once_in_lists(pages: dict[str, html.HtmlElement]) -> None:
    def under(address: str, year: str) -> Any:
        return pages[address].xpath("//section[h2[@id=$year]]//a/text()", year=year)

    for address in ("arkiv/", "tidslinje/"):
        assert "Medborgarlöfte 2021–2022" in under(address, "2021")
        assert "Medborgarlöfte 2021–2022" in under(address, "2022")
    index = pages[""].xpath("//ul[@class='pb-index']//a/text()")
    assert index.count("Medborgarlöfte 2021–2022") == 1


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("2024", "Inget medborgarlöfte har hittats."),
        ("2023", "Ett nytt medborgarlöfte håller på att tas fram."),
        ("2020", "Inget medborgarlöfte har hittats."),
        ("2015", "Exempelstad hade inga löften då."),
    ],
)
def test_years_without_a_pledge_are_never_skipped(pages: dict[str, html.HtmlElement], year: str, words: str) -> None:
    section = pages["arkiv/"].xpath("//section[h2[@id=$year]]", year=year)[0]
    assert words in words_of(section)


def test_the_drawing_has_the_same_records_as_the_text(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["tidslinje/"]
    drawn = {href for href in page.xpath("//svg//a/@href") if "#" not in href}
    told = set(page.xpath("//*[@class='pb-timeline__text']//a/@href"))
    assert drawn
    assert set() == drawn - told


def test_the_start_page_answers_what_is_in_force(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages[""])
    assert "Den 1 januari 2026 gäller 2 medborgarlöften." in words
    assert "On 1 January 2026, 2 citizen pledges are in force." in text(pages["en/"])
    assert words.index("Medborgarlöfte för Sagogatan 2026") < words.index("Alla löften")


def test_places_stand_in_swedish_order(pages: dict[str, html.HtmlElement]) -> None:
    names = pages[""].xpath("(//ul[@class='pb-chips'])[1]//a/text()")
    assert names == ["Exempelstads kommun", "Fiktiva torget", "Sagogatan", "Åsen", "Ängen", "Ölandsbacken"]


def test_every_page_says_that_the_edition_is_compiled(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        words = "compiled from public sources" if address.startswith("en/") else "sammanställd ur offentliga källor"
        assert words in words_of(page.xpath("//footer")[0]), address


def test_only_lists_name_every_pledge(pages: dict[str, html.HtmlElement]) -> None:
    pledges = {"2018/", "2019/", "2021-2022/", "2025/", "2027/", "sagogatan-2026/"}
    for address, page in pages.items():
        named = {target for target, _ in links(address, page)} & pledges
        if address.removeprefix("en/") not in ("", *LISTS):
            assert named != pledges, address


def test_each_language_has_an_index_of_its_own_pages(exempelstad: Project) -> None:
    for root, language in (("", "sv"), ("en/", "en")):
        entries = read_index(exempelstad, language)
        for address, *_ in entries:
            assert (exempelstad.site / root / address.partition("#")[0] / "index.html").is_file()
            assert not address.startswith("en/")


def read_index(project: Project, language: str) -> list[list[Any]]:
    script = (project.site / f"assets/search/{language}.js").read_text(encoding="utf-8")
    entries: list[list[Any]] = json.loads(script.removeprefix("var pledgebookIndex = ").rstrip(";\n"))
    return entries


def test_a_promise_is_found_by_itself_and_by_other_names_of_its_place(exempelstad: Project) -> None:
    entries = {entry[0]: entry for entry in read_index(exempelstad, "sv")}
    promise = entries["2019/#vandringar"]
    assert "Medborgarlöfte 2019" == promise[2]
    assert "2019/#kallor" not in entries


def test_what_holds_and_what_is_newer_counts_more(exempelstad: Project) -> None:
    weights = {entry[0]: entry[4] for entry in read_index(exempelstad, "sv")}
    assert weights["2018/"] < weights["2019/"] < weights["2021-2022/"]
    assert weights["arkiv/"] <= weights["2018/"]


def test_a_page_that_only_stands_in_for_a_translation_is_not_searched(exempelstad: Project) -> None:
    addresses = {entry[0].partition("#")[0] for entry in read_index(exempelstad, "en")}
    assert UNTRANSLATED not in addresses
    assert UNTRANSLATED in {entry[0].partition("#")[0] for entry in read_index(exempelstad, "sv")}


def test_the_page_for_lost_addresses_speaks_every_language(exempelstad: Project) -> None:
    page = html.fromstring((exempelstad.site / "404.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "sv"
    assert page.xpath("//*[@lang='sv']/h1/text()") == ["Sidan finns inte"]
    assert page.xpath("//*[@lang='en']/h2/text()") == ["Page not found"]
    assert [section.xpath(".//a/@href")[0] for section in page.xpath("//section[@lang]")] == ["/", "/en/"]


def test_nothing_but_the_site_is_published(exempelstad: Project) -> None:
    suffixes = {path.suffix for path in exempelstad.site.rglob("*") if path.is_file()}
    assert set() == suffixes & {".po", ".md", ".yml", ".py", ".map"}
    scripts = {path.name for path in (exempelstad.site / "assets").rglob("*.js")}
    assert {"lunr.js", "lunr.sv.js", "lunr.stemmer.support.js", "sv.js", "en.js"} == {*scripts} - {*OWN_SCRIPTS}
    assert not (exempelstad.site / "search").exists()


def test_no_address_of_another_host_is_loaded(pages: dict[str, html.HtmlElement]) -> None:
    loaded = (
        "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href | //iframe/@src"
    )
    for page in pages.values():
        assert [href for href in page.xpath(loaded) if urlsplit(href).netloc] == []


def test_documents_are_published_beside_their_record(exempelstad: Project, pages: dict[str, html.HtmlElement]) -> None:
    assert (exempelstad.site / "2019/lofte-2019.txt.pdf").is_file()
    assert not (exempelstad.site / "en/2019/lofte-2019.txt.pdf").exists()
    assert "../../2019/lofte-2019.txt.pdf" in pages["en/2019/"].xpath("//a/@href")


@functools.cache
def contents(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.site).as_posix(): path.read_bytes()
        for path in project.site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_two_builds_in_two_time_zones_are_the_same(
    exempelstad: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copy_project(tmp_path_factory.mktemp("again"), EXEMPELSTAD / "pledges")
    done = other.run("-m", "mkdocs", "build", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0
    assert contents(exempelstad) == contents(other)


@pytest.mark.slow
def test_the_maintained_fork_of_mkdocs_builds_the_same(
    exempelstad: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copy_project(tmp_path_factory.mktemp("fork"), EXEMPELSTAD / "pledges")
    done = other.run("-m", "properdocs", "build", "-f", "mkdocs.yml")
    assert done.returncode == 0, done.stdout
    assert contents(exempelstad) == contents(other)


@pytest.mark.slow
def test_a_third_language_needs_only_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = copy_project(tmp_path_factory.mktemp("third"), EXEMPELSTAD / "pledges")
    settings = project.root / "mkdocs.yml"
    third = "        - locale: fi\n          name: Suomi\n"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\nhooks:", f"\n{third}\nhooks:"), encoding="utf-8"
    )
    for domain in DOMAINS:
        words = (project.root / f"theme/words/{domain}.en.po").read_text(encoding="utf-8")
        words = words.replace('"Language: en_GB', '"Language: fi').replace('"Timeline"', '"Aikajana"')
        (project.root / f"theme/words/{domain}.fi.po").write_text(words, encoding="utf-8")
    register = project.root / "pledges/register.yml"
    register.write_text(
        register.read_text(encoding="utf-8")
        .replace("{sv: ", "{fi: Nimi, sv: ")
        .replace("name: {fi: Nimi, sv", "name: {fi: Nimi, sv"),
        encoding="utf-8",
    )
    done = project.build()
    assert done.returncode == 0, done.stdout
    page = html.fromstring(project.read("fi/tidslinje"))
    assert page.get("lang") == "fi"
    assert page.xpath("//h1/text()") == ["Aikajana"]
    assert {"sv", "en", "fi", "x-default"} == set(alternates(page))
    assert "has not been translated yet" in text(html.fromstring(project.read("fi/2019")))


def test_the_page_for_lost_addresses_has_the_notice_too(exempelstad: Project) -> None:
    page = html.fromstring((exempelstad.site / "404.html").read_text(encoding="utf-8"))
    notices = page.xpath("//footer//p[@class='pb-compiled']")
    assert ["sv", "en"] == [notice.getparent().get("lang") for notice in notices]
    assert ["/om/", "/en/om/"] == [notice.xpath("a/@href")[0] for notice in notices]
