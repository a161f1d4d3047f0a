"""The copies of whole sites that archives are handed: every link on every page leads to a file that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from conftest import EXEMPELSTAD, MakeOnce, Project
from offline_copy import check_links, check_markup, copy_exempelstad, is_page, parse
from pledgebook.archive.offline_copy import make_offline_copy
from pledgebook.archive.verify.published import check_addresses
from pledgebook.files.tree import place_in, read_tree
from pledgebook.names import Language

BASE = "https://medborgarloften.example/"


@pytest.fixture(scope="module")
def copy(exempelstad: Project, make_once: MakeOnce) -> Path:
    return copy_exempelstad(exempelstad, make_once)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(copy: Path) -> None:
    assert check_links(copy, BASE) > 2000


def test_the_copy_differs_from_the_site_only_where_it_has_to(exempelstad: Project) -> None:
    site = read_tree(exempelstad.site)
    frozen = make_offline_copy(site, BASE)
    assert set(site) - set(frozen) == {
        *("_headers", "_redirects", ".htaccess", "servers/nginx.conf"),
        *("robots.txt", "sitemap.xml", "sitemap.xml.gz"),
    }
    changed = {path for path in frozen if frozen[path] != site[path]}
    assert {path for path in frozen if is_page(path)} | {
        "assets/search/sv.js",
        "assets/search/en.js",
        # A sign leads on, whatever it is called.
        "medborgarlofte-2019.html",
    } == changed
    links = re.compile(rb'(href|src|action|content)="[^"]*"')
    for path in changed:
        if path.endswith(".html"):
            assert links.sub(b"", site[path]) == links.sub(b"", frozen[path])


def test_freezing_again_changes_nothing(exempelstad: Project) -> None:
    once = make_offline_copy(read_tree(exempelstad.site), BASE)
    assert once == make_offline_copy(once, BASE)


def test_every_page_says_that_it_is_a_copy_and_from_when(copy: Path) -> None:
    for path in (path for path in (copy / "site").rglob("*.html") if is_page(path.name)):
        page = parse(path)
        notice = page.xpath("//aside[@class='pb-frozen']")
        assert len(notice) == (1 if page.xpath("//header") else 0), path
        if notice:
            said = notice[0].text_content()
            assert (
                "Archive copy from 1 January" if page.get("lang") == "en" else "Arkivkopia från den 1 januari"
            ) in said
            assert (path.parent / notice[0].xpath("string(.//@href)")).resolve() == (copy / "index.html").resolve()


def test_a_page_still_says_where_it_was_published(exempelstad: Project) -> None:
    page = html.fromstring(make_offline_copy(read_tree(exempelstad.site), BASE)["en/2019/index.html"])
    assert [f"{BASE}en/2019/"] == page.xpath("//link[@rel='canonical']/@href")
    assert f"{BASE}2019/" in page.xpath("//link[@rel='alternate']/@href")


@pytest.mark.parametrize(("language", "root"), [("sv", ""), ("en", "en/")])
def test_the_first_page_lists_every_record(copy: Path, language: Language, root: str) -> None:
    page = parse(copy / "index.html")
    links = page.xpath(f"//*[@id='{language}']//a/@href")
    records = [path.parent.relative_to(EXEMPELSTAD / "pledges") for path in EXEMPELSTAD.rglob(f"*[et].{language}.md")]
    assert len(records) >= 7
    for record in records:
        address = record.as_posix().replace("agreements/", "overenskommelser/")
        assert f"site/{root}{address}/index.html" in links
        for kind in ("html", "pdf"):
            assert f"one-file/{'-'.join(record.parts)}.{language}.{kind}" in links


def test_the_nu_html_checker_finds_nothing_in_a_copy(copy: Path) -> None:
    check_markup(copy)


def test_the_copy_has_every_address_that_was_ever_published(exempelstad: Project) -> None:
    sources = place_in("sources/pledges", read_tree(exempelstad.root / "pledges"))
    copied = place_in("site", make_offline_copy(read_tree(exempelstad.site), BASE))
    assert [] == list(check_addresses({**sources, **copied}))
    del copied["site/sagogatan/index.html"], copied["site/2019/index.html"]
    found = {finding.found for finding in check_addresses({**sources, **copied})}
    assert {"/sagogatan/", "/2019/", "/2019/#belysning"} <= found
