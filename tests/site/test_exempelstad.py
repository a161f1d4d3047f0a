"""The whole site of a fictional municipality, as it lies on disk."""

from __future__ import annotations

import functools
import io
import itertools
import json
import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from PIL import Image

from conftest import EXEMPELSTAD, REPOSITORY, Project, copy_project
from photos import SECRET
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.tree import read_files
from pledgebook.names import Language
from pledgebook.project import read_project
from pledgebook.site import csp

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
    "tillganglighet/",
    "data/",
    "genom-aren/",
    "genom-aren/2019-vandringar/",
    "ord/",
    "metod/",
    "om/",
    "2027/",
    "sagogatan-2026/",
)
OWN_SCRIPTS = {path.name for path in (REPOSITORY / "docs/assets").glob("*.js")}
UNTRANSLATED = {f"en/{address}" for address in ("2021-2022/", "2021-2022/allt/", "2019/utgavor/1/", "2019/utgavor/2/")}
EDITION = re.compile(r"utgavor/(\d+/)?$")
LISTS = ("arkiv/", "tidslinje/", "andringar/")


@pytest.fixture(scope="session")
def everything(exempelstad: Project) -> dict[str, html.HtmlElement]:
    """Every page by its address, also where only a sign stands."""
    found = {path.relative_to(exempelstad.site).as_posix(): path for path in exempelstad.site.rglob("index.html")}
    return {
        name.removesuffix("index.html"): html.fromstring(path.read_text(encoding="utf-8"))
        for name, path in found.items()
    }


@pytest.fixture(scope="session")
def pages(everything: dict[str, html.HtmlElement]) -> dict[str, html.HtmlElement]:
    """Every page that has content."""
    return {address: page for address, page in everything.items() if not is_sign(page)}


def is_sign(page: html.HtmlElement) -> bool:
    """Whether a page only says where something went; it has no menu."""
    return not page.xpath("//nav[@class='pb-menu']")


def alternates(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//link[normalize-space(@rel)='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def words_of(element: html.HtmlElement) -> str:
    """The words of an element as they are heard: each piece apart from the next, but for what a line may part."""
    element = deepcopy(element)
    for hyphen in element.xpath(".//span[@class='pb-hyphen']"):
        hyphen.drop_tag()
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


@pytest.mark.parametrize(
    ("address", "crumbs"),
    [("handbok/skriva/", ["Start", "Handbok"]), ("en/handbok/skriva/", ["Home", "Handbook"]), ("om/", ["Start"])],
)
def test_a_plain_page_leads_back_to_the_page_it_belongs_to(
    pages: dict[str, html.HtmlElement], address: str, crumbs: list[str]
) -> None:
    assert crumbs == [link.text_content() for link in pages[address].cssselect(".pb-crumbs a")]


def test_every_link_and_anchor_leads_somewhere(exempelstad: Project, everything: dict[str, html.HtmlElement]) -> None:
    dead = []
    for address, page in everything.items():
        for target, anchor in links(address, page):
            if target in everything:
                if anchor and not everything[target].xpath("//*[@id=$id]", id=unquote(anchor)):
                    dead.append((address, target + "#" + anchor))
            elif not (exempelstad.site / target).is_file():
                dead.append((address, target))
    assert dead == []


def test_no_id_stands_twice_in_a_page(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        ids: list[str] = page.xpath("//@id")
        assert [] == [name for name, number in Counter(ids).items() if number > 1], address


@pytest.mark.parametrize("root", ["", "en/"])
def test_headings_of_a_whole_pledge_stand_in_order(pages: dict[str, html.HtmlElement], root: str) -> None:
    levels = [
        int(heading.tag[1])
        for heading in pages[f"{root}2019/allt/"].xpath(
            "//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"
        )
    ]
    assert 1 == levels.count(1)
    assert [] == [(one, two) for one, two in itertools.pairwise(levels) if two > one + 1]


def test_citations_of_a_whole_pledge_lead_to_its_own_lists(pages: dict[str, html.HtmlElement]) -> None:
    cited = pages["2019/allt/"].xpath("//*[@class='pb-cited']/a/@href")
    assert cited
    assert [] == [href for href in cited if not href.startswith("#")]


def test_pages_that_something_happens_to_offer_a_feed_and_no_others_do(
    exempelstad: Project, pages: dict[str, html.HtmlElement]
) -> None:
    for address, page in pages.items():
        offered = page.xpath("//link[@type='application/atom+xml']/@href")
        told = page.xpath("//section[@class='pb-feed pb-screen']//a")
        assert offered == [link.get("href") for link in told] == [link.text_content() for link in told]
        assert bool(offered) == bool(re.fullmatch("(en/)?(andringar/|(teman|platser|parter)/[^/]+/)?", address)), (
            address
        )
        for feed in offered:
            links = etree.parse(exempelstad.site / feed.removeprefix(BASE)).iterfind("{*}link")
            found = {(link.get("rel"), link.get("type")): link.get("href") for link in links}
            assert feed == found["self", "application/atom+xml"]
            about = "related" if address.endswith("andringar/") else "alternate"
            assert BASE + address == found[about, "text/html"]
        # From every other page it is two steps away.
        words = "Få veta när något händer" if page.get("lang") == "sv" else "Find out when something happens"
        assert [words] == [words_of(link) for link in page.xpath("//footer//a[contains(@href, '#fa-veta')]")]


def test_the_page_of_the_data_names_their_catalogue_and_no_other_does(
    exempelstad: Project, pages: dict[str, html.HtmlElement]
) -> None:
    assert (exempelstad.site / "data/dcat.rdf").is_file()
    named = {address for address, page in pages.items() if page.xpath(f"//main//a[@href='{BASE}data/dcat.rdf']")}
    assert {"data/", "en/data/"} == named


@pytest.mark.parametrize("address", TRANSLATED)
def test_alternates_are_mutual_and_complete(pages: dict[str, html.HtmlElement], address: str) -> None:
    expected = {"sv": BASE + address, "en": BASE + "en/" + address, "x-default": BASE + address}
    assert expected == alternates(pages[address])
    assert expected == alternates(pages["en/" + address])


def test_every_page_says_its_own_address(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        # What is not translated, and what shows another page again, points to the words that it shows.
        expected = (address.removeprefix("en/") if address in UNTRANSLATED else address).removesuffix("allt/")
        expected = EDITION.sub("", expected)
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
    own = [address for address in set(pages) - UNTRANSLATED if not re.search("/(allt|utgavor)/", address)]
    assert sorted(BASE + address for address in own) == sorted(listed)
    for entry in tree.xpath("//s:url", namespaces=spaces):
        address = entry.xpath("string(s:loc)", namespaces=spaces).removeprefix(BASE)
        in_map = {item.get("hreflang"): item.get("href") for item in entry.xpath("x:link", namespaces=spaces)}
        in_page = {code: href for code, href in alternates(pages[address]).items() if code != "x-default"}
        assert in_page == (in_map if len(in_map) > 1 else {})


def test_a_record_without_english_is_shown_honestly(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["en/2021-2022/"]
    assert "This page has not been translated yet. The text below is in Swedish." in text(page)
    assert page.get("lang") == "en"
    assert [item.text_content() for item in page.xpath("//h1/span[@lang='sv']")] == ["Medborgarlöfte 2021–2022"]
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
        "Lovat 200 kontroller",
        "Plats Fiktiva torget",
        "Det här lovades senare: Medborgarlöfte 2021–2022: Göra minst fyra trafikinsatser.",
    ]:
        assert part in words


def test_promises_stand_under_those_who_gave_them(pages: dict[str, html.HtmlElement]) -> None:
    group = pages["2019/"].xpath("//section[h3[@id='lovar-polisen']]")[0]
    assert "Polisen lovar" in words_of(group.xpath("h3")[0])
    assert ["trafikkontroller", "langning"] == group.xpath("article/h4/@id")


def test_two_parties_reports_stand_side_by_side(pages: dict[str, html.HtmlElement]) -> None:
    promise = pages["en/2019/"].xpath("//article[h4[@id='vandringar']]")[0]
    reports = [words_of(report) for report in promise.xpath(".//*[@class='pb-report']")]
    assert reports[0].startswith("Exempelstad Municipality Fulfilled According to Exempelstad Municipality.")
    assert reports[1].startswith(
        "The police Partly fulfilled Our own assessment, not that of the police or the municipality."
    )


def test_a_promise_is_followed_through_three_pledges_and_a_split(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["genom-aren/2019-vandringar/"]
    assert ["2019", "2025", "2027"] == page.xpath("//article//h2/@id")
    words = text(page)
    for part in [
        "Gå täta trygghetsvandringar och hålla ett forum för unga.",
        "Tillagt: för unga",
        "Borttaget: Gå trygghetsvandringar och",
        "Utbytt: täta mot fyra",
        "Plats Tillagt: Åsen. Borttaget: Ölandsbacken",
        "Mål Utbytt: minst 4 vandringar per termin mot 4 vandringar",
        "När Tillagt: På kvällar i november.",
    ]:
        assert part in words


def test_words_that_are_not_translated_are_compared_in_their_own_language(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["en/genom-aren/2019-trafikkontroller/"])
    assert "The promise has been rewritten" in words
    assert "Compared with Medborgarlöfte 2021–2022" not in words
    assert "Compared with Citizen pledge 2019" in words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("2018/", "Tiden gick ut 2018. Vi har inte hittat någon uppföljning."),
        ("2021-2022/", "Vi har inte hittat någon uppföljning för tiden efter 2021."),
        (
            "2025/",
            "Medborgarlöftet skulle följas upp varje halvår, och tiden till och med den 31 december 2025 skulle "
            "vara uppföljd. "
            "Vi har inte hittat någon uppföljning.",
        ),
    ],
)
def test_silence_is_shown_with_its_date(pages: dict[str, html.HtmlElement], address: str, words: str) -> None:
    assert words in text(pages[address])
    assert words in text(pages["arkiv/"])


def test_a_page_says_once_when_the_time_ran_out(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["2021-2022/"])
    assert "Gäller inte längre. Tiden gick ut 2022." in words
    assert 1 == words.count("Tiden gick ut")


def test_what_a_target_leaves_open_is_said_at_its_number(pages: dict[str, html.HtmlElement]) -> None:
    target = "//*[@class='pb-balance__promised'][contains(., '4')]"
    assert "Oklart om talet är per år." in text(pages["2021-2022/"].xpath(target)[0])


@pytest.mark.parametrize("address", ["2019/", "2027/", "sagogatan-2026/"])
def test_nothing_is_missing_where_nothing_is_due(pages: dict[str, html.HtmlElement], address: str) -> None:
    assert [] == pages[address].xpath("//*[@class='pb-silence']")


def test_the_page_of_a_record_tells_what_has_happened_to_it(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["2019/"]
    facts = words_of(page.xpath("//section[@class='pb-about']")[0])
    assert "Publicerat februari 2019 Senast ändrat 1 april 2020" in facts
    own = [words_of(item) for item in page.xpath("//section[.//h2[@id='andringar']]//li")]
    listed = [words_of(item) for item in pages["andringar/"].xpath("//li[a[text()='Medborgarlöfte 2019']]")]
    # The page of the record tells the source of a note too.
    assert [item.partition(" Källa:")[0] for item in own] == [
        item.replace("Medborgarlöfte 2019 ", "") for item in listed
    ]
    assert len(own) == 7


EDITIONS = ("2018/utgavor/", "2018/utgavor/1/", "2019/utgavor/", "2019/utgavor/1/", "2019/utgavor/7/")


@pytest.mark.parametrize("address", EDITIONS)
def test_editions_can_be_read_and_are_not_to_be_found_instead_of_the_record(
    exempelstad: Project, pages: dict[str, html.HtmlElement], address: str
) -> None:
    for root in ("", "en/"):
        page = pages[root + address]
        assert ["noindex"] == page.xpath("//meta[@name='robots']/@content")
        assert {} == alternates(page)
        assert address not in {
            entry[0].partition("#")[0] for entry in read_index(exempelstad, Language("en" if root else "sv"))
        }


def test_a_record_leads_to_its_editions_and_they_lead_back(pages: dict[str, html.HtmlElement]) -> None:
    for root in ("", "en/"):
        assert f"{root}2019/utgavor/" in {target for target, _ in links(f"{root}2019/", pages[f"{root}2019/"])}
        listed = [target for target, _ in links(f"{root}2019/utgavor/", pages[f"{root}2019/utgavor/"])]
        assert [f"{root}2019/utgavor/{number}/" for number in range(7, 0, -1)] == [
            target for target in listed if re.search(r"/\d/$", target)
        ]
        assert f"{root}2019/" in {
            target for target, _ in links(f"{root}2019/utgavor/3/", pages[f"{root}2019/utgavor/3/"])
        }
    assert [] == [address for address in pages if "2027/utgavor" in address]


def test_an_edition_shows_what_it_said_and_nobody_who_has_been_taken_out(pages: dict[str, html.HtmlElement]) -> None:
    first = pages["2019/utgavor/1/"]
    assert ["Göra 150 trafikkontroller på det gamla torget."] == first.xpath("//h4[@id='trafikkontroller']/text()")
    assert "Undertecknare 3: borttaget 1 april 2020" in text(first)
    assert "Signatory 3: removed on 1 April 2020" in text(pages["en/2019/utgavor/3/"])
    assert [] == [address for address, page in pages.items() if "Låtsas" in text(page)]
    marked = pages["2019/utgavor/2/"].xpath("//del/text() | //ins/text()")
    assert ["150", "200", "det gamla", "Fiktiva"] == list(dict.fromkeys(marked))


def test_silence_is_not_reported_rather_than_not_fulfilled(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["2021-2022/"])
    assert "Det finns en uppföljning (januari 2022), men vi har inte kunnat läsa den." in words
    assert "Inte redovisat" in words
    assert "Inte uppfyllt" not in words


def test_unknowns_conflicts_and_signatories_are_told(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages["2019/"])
    for part in [
        "Ada Exempelsson (X), Kommunstyrelsens ordförande, Exempelstads kommun Stavas också Ada Exempelson.",
        "Bo Påhittad, Lokalpolisområdeschef, polisen (okänt om personen skrev under)",
        "3 februari 2019 Källa: Exempelstads kommun, 3 februari 2019 [1]; 4 februari 2019 Källa: Polisen, januari 2020 [2]",
        "Lägesbild: okänt",
        "Medborgardialog, november 2018, 412 svar",
        "Vi har bara kunnat läsa en del av sidan.",
        "Dokumentet finns inte att hämta här",
    ]:
        assert part in words
    assert "Löftena är okända." in text(pages["2018/"])


def test_quotation_marks_follow_the_language(pages: dict[str, html.HtmlElement]) -> None:
    assert "en ”dialog” på torget" in text(pages["2019/"])
    assert "a “dialogue” on the square" in text(pages["en/2019/"])


def test_a_pledge_of_two_years_stands_under_both_in_the_timeline_and_once_in_lists(
    pages: dict[str, html.HtmlElement],
) -> None:
    for year in ("2021", "2022"):
        under = pages["tidslinje/"].xpath("//section[h2[@id=$year]]//a", year=year)
        assert "Medborgarlöfte 2021–2022" in [link.text_content() for link in under]
    for address, path in {"arkiv/": "//*[@class='pb-entry']//a", "": "//ul[@class='pb-lines'][last()]//a"}.items():
        titles = [link.text_content() for link in pages[address].xpath(path)]
        assert titles.count("Medborgarlöfte 2021–2022") == 1


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("2024", "Vi har inte hittat något medborgarlöfte."),
        ("2023", "Ett nytt medborgarlöfte höll på att tas fram."),
        ("2020", "Vi har inte hittat något medborgarlöfte."),
        ("2015", "Exempelstad hade inga löften då."),
    ],
)
def test_years_without_a_pledge_are_never_skipped(pages: dict[str, html.HtmlElement], year: str, words: str) -> None:
    entry = pages["arkiv/"].xpath("//li[.//*[@id=$year]]", year=year)[0]
    assert words in words_of(entry)


def test_the_drawing_has_the_same_records_as_the_text(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["tidslinje/"]
    drawn = {href for href in page.xpath("//svg//a/@href") if "#" not in href}
    told = set(page.xpath("//*[@class='pb-timeline__text']//a/@href"))
    assert drawn
    assert set() == drawn - told


def test_the_start_page_answers_what_is_in_force(pages: dict[str, html.HtmlElement]) -> None:
    words = text(pages[""])
    assert "2 medborgarlöften gäller just nu." in words
    assert "Kontrollerat den 1 januari 2026." in words
    assert "2 citizen pledges are in force at present." in text(pages["en/"])
    assert words.index("Medborgarlöfte för Sagogatan 2026") < words.index("Alla medborgarlöften")


def test_places_stand_by_kind_districts_first_and_in_swedish_order(pages: dict[str, html.HtmlElement]) -> None:
    kinds = pages[""].xpath("//div[@class='pb-start__side']//h3/text()")
    assert kinds == pages["platser/"].xpath("//h2/text()")
    lists = pages[""].xpath("//div[@class='pb-start__side']//h3/following-sibling::ul[1]")
    names = [chips.xpath(".//a/text()") for chips in lists]
    assert names == [["Åsen", "Ängen", "Ölandsbacken"], ["Fiktiva torget"], ["Sagogatan"], ["Exempelstads kommun"]]


def test_every_page_says_that_the_edition_is_compiled(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        words = "compiled from public sources" if address.startswith("en/") else "bygger på offentliga källor"
        assert words in words_of(page.xpath("//footer")[0]), address


def test_only_lists_name_every_pledge(pages: dict[str, html.HtmlElement]) -> None:
    pledges = {"2018/", "2019/", "2021-2022/", "2025/", "2027/", "sagogatan-2026/"}
    for address, page in pages.items():
        named = {target for target, _ in links(address, page)} & pledges
        if address.removeprefix("en/") not in ("", *LISTS, "parter/polisen/"):
            assert named != pledges, address


def test_each_language_has_an_index_of_its_own_pages(exempelstad: Project) -> None:
    for root, language in (("", Language("sv")), ("en/", Language("en"))):
        entries = read_index(exempelstad, language)
        for address, *_ in entries:
            assert (exempelstad.site / root / address.partition("#")[0] / "index.html").is_file()
            assert not address.startswith("en/")
            assert not address.endswith("/allt/")


def read_index(project: Project, language: Language) -> list[list[Any]]:
    script = (project.site / f"assets/search/{language}.js").read_text(encoding="utf-8")
    entries: list[list[Any]] = json.loads(script.split(" = ", 2)[2].rstrip(";\n"))["entries"]
    return entries


def test_a_promise_is_found_by_itself_and_by_other_names_of_its_place(exempelstad: Project) -> None:
    entries = {entry[0]: entry for entry in read_index(exempelstad, Language("sv"))}
    promise = entries["2019/#vandringar"]
    assert "Medborgarlöfte 2019" == promise[2]
    assert "2019/#kallor" not in entries


def test_history_and_copies_of_a_record_are_not_searched_and_what_follows_them_is(exempelstad: Project) -> None:
    entries = {entry[0]: entry for entry in read_index(exempelstad, Language("sv"))}
    assert not [address for address in entries if "utgavor" in address or "allt" in address]
    assert any("#uppfoljning-" in address for address in entries)


def test_what_holds_and_what_is_newer_counts_more(exempelstad: Project) -> None:
    weights = {entry[0]: entry[-2] for entry in read_index(exempelstad, Language("sv"))}
    assert weights["2018/"] < weights["2019/"] < weights["2021-2022/"]
    assert weights["arkiv/"] <= weights["2018/"]


def test_a_page_that_only_stands_in_for_a_translation_is_not_searched(exempelstad: Project) -> None:
    addresses = {entry[0].partition("#")[0] for entry in read_index(exempelstad, Language("en"))}
    assert "2021-2022/" not in addresses
    assert "2021-2022/" in {entry[0].partition("#")[0] for entry in read_index(exempelstad, Language("sv"))}


def test_the_page_for_lost_addresses_speaks_every_language(exempelstad: Project) -> None:
    page = html.fromstring((exempelstad.site / "404.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "sv"
    assert page.xpath("//*[@lang='sv']/h1/text()") == ["Sidan finns inte"]
    assert page.xpath("//*[@lang='en']/h2/text()") == ["Page not found"]
    assert [section.xpath(".//a/@href")[0] for section in page.xpath("//div[@lang][h1 or h2]")] == ["/", "/en/"]


def test_nothing_but_the_site_is_published(exempelstad: Project) -> None:
    suffixes = {path.suffix for path in exempelstad.site.rglob("*") if path.is_file()}
    assert set() == suffixes & {".po", ".md", ".yml", ".py", ".map"}
    scripts = {path.name for path in (exempelstad.site / "assets").rglob("*.js")}
    assert {"sv.js", "en.js"} == {*scripts} - {*OWN_SCRIPTS}
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
    return read_files(project.site)


@pytest.mark.slow
def test_two_builds_in_two_time_zones_are_the_same(
    exempelstad: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copy_project(tmp_path_factory.mktemp("again"))
    done = other.run("-m", "mkdocs", "build", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0
    assert contents(exempelstad) == contents(other)


@pytest.mark.slow
def test_the_maintained_fork_of_mkdocs_builds_the_same(
    exempelstad: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copy_project(tmp_path_factory.mktemp("fork"))
    done = other.run("-m", "properdocs", "build", "-f", "mkdocs.yml")
    assert done.returncode == 0, done.stdout
    assert contents(exempelstad) == contents(other)


def test_the_page_for_lost_addresses_has_the_notice_too(exempelstad: Project) -> None:
    page = html.fromstring((exempelstad.site / "404.html").read_text(encoding="utf-8"))
    notices = page.xpath("//footer//p[@class='pb-sender']")
    assert ["sv", "en"] == [notice.getparent().get("lang") for notice in notices]
    assert ["/om/", "/en/om/"] == page.xpath("//footer//nav//li[1]/a/@href")


# The data


@pytest.mark.parametrize("page", ["data/", "en/data/"])
def test_the_example_in_python_does_what_it_says(
    exempelstad: Project, pages: dict[str, html.HtmlElement], page: str
) -> None:
    (code,) = (code.text_content() for code in pages[page].iterfind(".//code[@data-example='python']"))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=exempelstad.site / "data",
        capture_output=True,
        text=True,
        check=True,
    )
    told = done.stdout.splitlines()
    assert "2019 vandringar [('fulfilled', 'stated'), ('partly_fulfilled', 'editor')]" in told
    assert "2019 belysning not_reported" in told


# The accessibility statement, security.txt, faults


@pytest.mark.parametrize("address", ["", "en/"])
def test_every_page_leads_to_the_accessibility_statement(pages: dict[str, html.HtmlElement], address: str) -> None:
    target = address + "tillganglighet/"
    for here, page in pages.items():
        if here.startswith("en/") == bool(address):
            assert target in {found for found, _ in links(here, page)}, here


def test_a_fault_is_reported_with_the_page_filled_in(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        target = page.xpath("//a[@class='pb-fault']/@href")[0]
        assert unquote(urlsplit(target).query).startswith(f"sida={BASE}{address}&rubrik="), address


def test_security_txt_stands_where_its_standard_says(exempelstad: Project) -> None:
    words = (exempelstad.site / ".well-known/security.txt").read_text(encoding="utf-8")
    assert "Contact: mailto:sakerhet@example.org\n" in words
    assert f"Canonical: {BASE}.well-known/security.txt\n" in words


def test_the_statement_is_there_as_data_too(exempelstad: Project) -> None:
    data = json.loads((exempelstad.site / "tillganglighet/redogorelse.json").read_text(encoding="utf-8"))
    assert ("partially", "https://example.org/rapportera-brist") == (data["conformity"], data["form"])


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def meta(page: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.xpath("//head/meta[@property or @name]"):
        found.setdefault(element.get("property") or element.get("name"), []).append(element.get("content"))
    return found


def test_every_page_can_be_shared(exempelstad: Project, pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        told = meta(page)
        for name in ("title", "description", "type", "url", "site_name", "locale", "image", "image:width", "image:alt"):
            assert 1 == len(told[f"og:{name}"]), (address, name)
            assert told[f"og:{name}"][0].strip(), (address, name)
        assert ["summary_large_image"] == told["twitter:card"]
        assert page.xpath("//link[@rel='canonical']/@href") == told["og:url"]
        image = told["og:image"][0]
        assert image.startswith(BASE)
        drawn = opened((exempelstad.site / image.removeprefix(BASE)).read_bytes())
        assert (1200, 630) == drawn.size
        assert [["1200"], ["630"]] == [told["og:image:width"], told["og:image:height"]]


def test_search_engines_are_told_what_the_page_says(exempelstad: Project, pages: dict[str, html.HtmlElement]) -> None:
    reports, described = 0, list[str]()
    for address, page in pages.items():
        blocks = page.xpath("//script[@type='application/ld+json']/text()")
        crumbs = page.xpath("//nav[@class='pb-crumbs']//a")
        own = page.xpath("//link[@rel='canonical']/@href")[0]
        is_sent_on = own != BASE + address or page.xpath("//meta[@name='robots']")
        assert (0 if is_sent_on or not crumbs else 1) == len(blocks), address
        for thing in json.loads(blocks[0])["@graph"] if blocks else ():
            if thing["@type"] == "BreadcrumbList":
                *above, last = [(item["name"], item["item"]) for item in thing["itemListElement"]]
                hrefs = [urljoin(own, crumb.get("href")) for crumb in crumbs]
                assert above == list(zip([crumb.text_content() for crumb in crumbs], hrefs, strict=True))
                assert own == last[1]
            elif thing["@type"] == "Dataset":
                described.append(thing["url"])
                files = [file["contentUrl"].removeprefix(BASE) for file in thing["distribution"]]
                assert files and all((exempelstad.site / file).is_file() for file in files)
            else:
                reports += 1
                told = page.text_content()
                assert page.xpath("//link[@rel='cite-as']/@href") == [thing["@id"]]
                assert [own, page.xpath("/html/@lang")[0]] == [thing["url"], thing["inLanguage"]]
                assert all(name in told for name in (thing["name"], *(party["name"] for party in thing["author"])))
    assert reports and [f"{BASE}data/", f"{BASE}en/data/"] == sorted(described)
    # Where no search engine comes there is nobody to tell.
    kept = [path.read_text("utf-8") for path in exempelstad.site.rglob("medborgarlofte-*.html")]
    assert kept and not any("ld+json" in text for text in kept)


@pytest.mark.parametrize(
    ("address", "kind", "locale", "others", "image"),
    [
        ("2019/", "article", "sv_SE", ["en_GB"], "sv/2019.png"),
        ("en/2019/", "article", "en_GB", ["sv_SE"], "en/2019.png"),
        # Not translated: shared as the Swedish page that it shows.
        ("en/2021-2022/", "article", "sv_SE", [], "sv/2021-2022.png"),
        ("overenskommelser/2017-2020/", "article", "sv_SE", ["en_GB"], "sv/overenskommelser/2017-2020.png"),
        ("", "website", "sv_SE", ["en_GB"], "sv.png"),
        ("en/om/", "website", "en_GB", ["sv_SE"], "en.png"),
    ],
)
def test_a_page_is_shared_in_its_language(
    pages: dict[str, html.HtmlElement], address: str, kind: str, locale: str, others: list[str], image: str
) -> None:
    told = meta(pages[address])
    assert [[kind], [locale], others] == [
        told["og:type"],
        told["og:locale"],
        told.get("og:locale:alternate", []),
    ]
    assert [f"{BASE}assets/previews/{image}"] == told["og:image"]


def test_all_previews_together_are_small(exempelstad: Project) -> None:
    sizes = [path.stat().st_size for path in (exempelstad.site / "assets/previews").rglob("*.png")]
    assert sizes
    assert max(sizes) < 40_000


@pytest.mark.parametrize(("address", "way"), [("2019/", ""), ("en/2019/", "../../2019/")])
def test_a_photo_beside_a_pledge_is_shown_small_upright_and_without_what_the_camera_wrote(
    exempelstad: Project, pages: dict[str, html.HtmlElement], address: str, way: str
) -> None:
    assert SECRET.encode() in (EXEMPELSTAD / "pledges/2019/torget.jpg").read_bytes()
    (image,) = pages[address].xpath("//article//img")
    assert {"src": f"{way}torget.jpg", "loading": "lazy", "decoding": "async", "width": "1280", "height": "800"}.items() <= dict(image.attrib).items()  # fmt: skip
    assert image.get("alt")
    ways = [part.split() for part in image.get("srcset").split(", ")]
    assert [[f"{way}torget.480w.jpg", "480w"], [f"{way}torget.960w.jpg", "960w"], [f"{way}torget.jpg", "1280w"]] == ways
    for name, width in ways:
        data = (exempelstad.site / posixpath.normpath(posixpath.join(address, name))).read_bytes()
        assert SECRET.encode() not in data
        assert b"Exif" not in data
        assert width == f"{opened(data).width}w"


def test_no_picture_of_the_site_says_where_it_was_taken(exempelstad: Project) -> None:
    pictures = [path for path in exempelstad.site.rglob("*") if path.suffix in (".jpg", ".png", ".webp")]
    assert pictures
    assert not [path for path in pictures if opened(path.read_bytes()).getexif()]


def test_no_page_sets_a_style_of_its_own_in_its_text(pages: dict[str, html.HtmlElement]) -> None:
    assert pages["2019/"].xpath("//article//td[@class='pb-right']/text()") == ["200"]
    assert not [address for address, page in pages.items() if page.xpath("//article//*[self::td or self::th][@style]")]


def test_every_address_ever_published_is_there_or_says_where_it_went(
    exempelstad: Project, everything: dict[str, html.HtmlElement]
) -> None:
    lines = (EXEMPELSTAD / "pledges/published/addresses.txt").read_text(encoding="utf-8").splitlines()
    lost = []
    for address in (line.partition(" /")[2] for line in lines if not line.startswith("#")):
        path, _, anchor = address.partition("#")
        page = everything.get(path if path.endswith("/") or not path else f"{path}/")
        is_there = page is not None and (not anchor or page.xpath("//*[@id=$id]", id=anchor) or is_sign(page))
        if not is_there and not (exempelstad.site / path).is_file():
            lost.append(address)
    assert [] == lost


def test_the_core_knows_every_address_that_the_site_has(
    exempelstad: Project, pages: dict[str, html.HtmlElement]
) -> None:
    """What publish notes is made without MkDocs; it must be what MkDocs makes."""
    project = read_project(read_settings(exempelstad.root / SETTINGS), date(2026, 1, 1))
    assert project.redirect_map
    known = {address for address in project.redirect_map.present if "#" not in address}
    identifiers = {address for address in known if project.redirect_map.site.is_identifier(address) or address == "id/"}
    shown = {address for address in pages if not address.startswith("en/")} | {"en/"}
    assert shown == {address for address in known - identifiers if address.endswith("/") or not address}
    for address in project.redirect_map.present:
        page, mark, anchor = address.partition("#")
        if mark:
            assert pages[page].xpath("//*[@id=$id]", id=anchor), address
        elif page not in pages and page not in identifiers:
            assert (exempelstad.site / page).is_file(), address


def test_a_record_says_its_permanent_address(pages: dict[str, html.HtmlElement]) -> None:
    for address in ("2019/", "en/2019/", "2019/allt/"):
        page = pages[address]
        assert [f"{BASE}id/2019"] == page.xpath("//link[@rel='cite-as']/@href")
        assert f"{BASE}id/2019" in page.xpath("string(//*[@class='pb-permanent'])")
    assert [] == pages["arkiv/"].xpath("//link[@rel='cite-as'] | //*[@class='pb-permanent']")


def test_signs_are_neither_searched_nor_mapped(exempelstad: Project) -> None:
    index = (exempelstad.site / "assets/search/sv.js").read_text(encoding="utf-8")
    site_map = (exempelstad.site / "sitemap.xml").read_text(encoding="utf-8")
    for address in ("id/2019", "rapport.pdf", "busskurer"):
        assert address not in index
        assert f"/{address}" not in site_map


def test_a_hard_word_leads_to_what_it_means_where_it_first_stands(pages: dict[str, html.HtmlElement]) -> None:
    explained = {item for page in ("ord/", "en/ord/") for item in pages[page].xpath("//div/@id")}
    for address, page in pages.items():
        links = page.xpath("//a[@class='pb-term']/@href")
        assert len(set(links)) == len(links), address
        assert {link.partition("#")[2] for link in links} <= explained, address
    assert ["../ord/#ord-vandring", "../ord/#ord-langning"] == sorted(
        pages["2019/"].xpath("//a[@class='pb-term']/@href"), reverse=True
    )
    for address in ("ord/", "2019/utgavor/1/", "sok/"):
        assert not pages[address].xpath("//a[@class='pb-term']"), address


def test_a_record_in_one_file_has_its_hard_words_plain(exempelstad: Project) -> None:
    for path in exempelstad.site.glob("2019/*.sv.html"):
        assert "pb-term" not in path.read_text(encoding="utf-8")


def test_no_page_with_a_feed_has_to_be_read_whole_for_its_policy(
    exempelstad: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csp, "parse_breaches", lambda page: [page[:80]])
    pages = {path: path.read_text(encoding="utf-8") for path in exempelstad.site.rglob("index.html")}
    offering = {path: page for path, page in pages.items() if "application/atom+xml" in page}
    assert len(offering) > 10
    assert [] == [path for path, page in offering.items() if [*csp.find_breaches(page)]]
