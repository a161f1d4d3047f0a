"""What holds for the site that is made of the records."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from conftest import LATER, MakeOnce
from conftest import Project as Built
from offline_copy import check_links, check_markup, make_copy
from pledgebook.archive.layout import DATA
from pledgebook.archive.metadata import describe_package
from pledgebook.archive.packages.wacz import make_wacz
from pledgebook.config import Settings
from pledgebook.files.tree import read_tree
from pledgebook.project import Project
from pledgebook.site.routes import PageKind, Site
from validation import check_replay

Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="module")
def copy(real_site: Built, make_once: MakeOnce) -> Path:
    return make_once("real-copy", lambda root: make_copy(real_site, LATER, root)) / DATA


@pytest.fixture(scope="module")
def pages(real_site: Built) -> Pages:
    """Every page by its address, but for those that only say where something went."""
    found = {
        path.relative_to(real_site.site).as_posix().removesuffix("index.html"): html.fromstring(path.read_bytes())
        for path in real_site.site.rglob("index.html")
    }
    return {address: page for address, page in found.items() if page.xpath("//nav[@class='pb-menu']")}


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    assert project.redirect_map
    return project.redirect_map.site


def find_root(language: str, settings: Settings) -> str:
    return "" if language == settings.codes[0] else f"{language}/"


def list_alternates(page: html.HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}


def list_targets(address: str, page: html.HtmlElement) -> Iterator[str]:
    """Where the links of a page's content lead, as addresses of the site with their anchors."""
    for href in page.xpath("//article//a/@href"):
        parts = urlsplit(href)
        if not parts.scheme and not parts.netloc:
            path = posixpath.normpath(posixpath.join(f"/{address}", parts.path))[1:] if parts.path else address[:-1]
            yield f"{path}/#{parts.fragment}" if parts.fragment else f"{path}/"


def test_every_page_is_valid(copy: Path) -> None:
    check_markup(copy)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(copy: Path, settings: Settings) -> None:
    assert check_links(copy, settings.site_url)


def test_every_page_is_in_the_language_of_its_folder(pages: Pages, settings: Settings) -> None:
    for language in settings.codes:
        assert language == pages[find_root(language, settings)].get("lang")
    others = {f"{language}/" for language in settings.codes[1:]}
    for address, page in pages.items():
        folder = re.match(r"[a-z]{2,3}/", address)
        expected = folder[0].rstrip("/") if folder and folder[0] in others else settings.codes[0]
        assert expected == page.get("lang"), address


def test_alternates_are_mutual_and_of_the_languages_that_there_are(pages: Pages, settings: Settings) -> None:
    for address, page in pages.items():
        alternates = list_alternates(page)
        codes = {*alternates} - {"x-default"}
        assert codes <= {*settings.codes}, address
        assert len(codes) != 1, address
        for code in codes:
            other = pages[alternates[code].removeprefix(settings.site_url)]
            assert (code, alternates) == (other.get("lang"), list_alternates(other)), address
        if codes:
            assert alternates["x-default"] == alternates[settings.codes[0]], address
            assert alternates[page.get("lang", "")] == f"{settings.site_url}{address}", address


def test_a_record_that_is_translated_says_so_and_another_does_not(pages: Pages, site: Site, settings: Settings) -> None:
    for path, page in site.page_at.items():
        if page.kind in (PageKind.PLEDGE, PageKind.AGREEMENT):
            translated = {*page.languages} if len(page.languages) > 1 else set()
            assert translated == {*list_alternates(pages[path])} - {"x-default"}, path


def test_the_map_of_the_site_has_the_same_alternates(real_site: Built, pages: Pages, settings: Settings) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    for entry in etree.parse(real_site.site / "sitemap.xml").xpath("//s:url", namespaces=spaces):
        address = entry.xpath("string(s:loc)", namespaces=spaces).removeprefix(settings.site_url)
        mapped = {item.get("hreflang"): item.get("href") for item in entry.xpath("x:link", namespaces=spaces)}
        told = {code: href for code, href in list_alternates(pages[address]).items() if code != "x-default"}
        assert told == (mapped if len(mapped) > 1 else {}), address


def test_a_promise_and_a_place_name_each_other(pages: Pages, site: Site, settings: Settings) -> None:
    places = [path for path, page in site.page_at.items() if page.kind is PageKind.PLACE]
    records = [path for path, page in site.page_at.items() if page.kind is PageKind.PLEDGE]
    for root in (find_root(language, settings) for language in settings.codes):
        listed = {f"{root}{place}": {*list_targets(f"{root}{place}", pages[f"{root}{place}"])} for place in places}
        for record in records:
            address = f"{root}{record}"
            for promise in pages[address].xpath("//article[@class='pb-promise'][h4/@id]"):
                own = html.fromstring(f"<article>{html.tostring(promise, encoding='unicode')}</article>")
                for place in {*list_targets(address, own)} & {*listed}:
                    assert f"{address}#{promise.xpath('h4/@id')[0]}" in listed[place], (address, place)


def test_what_a_place_lists_leads_back_to_it(pages: Pages, site: Site, settings: Settings) -> None:
    for place in (path for path, page in site.page_at.items() if page.kind is PageKind.PLACE):
        for root in (find_root(language, settings) for language in settings.codes):
            for mention in pages[f"{root}{place}"].xpath("//article[@class='pb-promise']"):
                own = html.fromstring(f"<article>{html.tostring(mention, encoding='unicode')}</article>")
                target = next(target for target in list_targets(f"{root}{place}", own) if "#" in target)
                found = pages[target.partition("#")[0]]
                assert f"{root}{place}" in {*list_targets(target.partition("#")[0], found)}, (place, target)


def test_the_site_as_a_web_archive_replays_in_pywb(real_site: Built, project: Project, tmp_path: Path) -> None:
    package = describe_package(project, datetime.fromtimestamp(int(LATER), UTC))
    wacz = tmp_path / "site.wacz"
    wacz.write_bytes(make_wacz(read_tree(real_site.site), package))
    check_replay(wacz)
