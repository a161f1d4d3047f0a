"""The copy that an archive is handed, opened from a folder on disk in Chromium and in Firefox."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from author_preview import PATIENCE
from browser.test_accessibility import RULES, read_axe, run_axe
from conftest import MakeOnce, Project
from install_browser import find_firefox
from offline_copy import copy_exempelstad, find_package
from pledgebook.archive.layout import DATA, TO_DOCUMENTATION
from search_page import ask
from web_server import serve

TOOL = Path(__file__).parents[1] / "tools/firefox.mjs"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
Visit = Callable[..., Page]

# How many titles it has, whether all its style is in force, and its pictures that cannot be shown.
WHOLE = """(async () => [
  document.querySelectorAll("h1").length,
  document.styleSheets.length === document.querySelectorAll("link[rel=stylesheet], style").length
    && getComputedStyle(document.body).fontFamily.includes("Liberation"),
  (await Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode().then(() => "", () => image.src);
  }))).filter(Boolean),
])()"""
WHOLE_PAGE = [1, True, []]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(exempelstad: Project, make_once: MakeOnce) -> Path:
    return copy_exempelstad(exempelstad, make_once)


@pytest.fixture(scope="module")
def pages(kinds: dict[str, str], folder: Path) -> dict[str, str]:
    """The file of every kind of page, and what stands first."""
    found = {
        kind: f"site/{address}" if address.endswith(".html") else f"site/{address}index.html"
        for kind, address in kinds.items()
    }
    beside = {"way in": "index.html", "sv: how": "sv.html", "en: how": "en.html"}
    return {"first": "index.html", **{kind: TO_DOCUMENTATION + name for kind, name in beside.items()}, **found}


@pytest.fixture
def look(chromium: Browser, folder: Path) -> Iterator[Visit]:
    """Opens a file of the copy; any error, and any request that leaves the package or finds nothing, fails the test."""
    contexts, faults = [], []
    own = find_package(folder).as_uri() + "/"

    def open_file(path: str, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport, offline=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        # What is under way when a page is left is stopped; that is no fault.
        page.on(
            "requestfailed",
            lambda request: None if request.failure == "net::ERR_ABORTED" else faults.append(f"failed: {request.url}"),
        )
        page.on(
            "request", lambda request: None if request.url.startswith((own, "data:")) else faults.append(request.url)
        )
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [] == faults


# Chromium


@pytest.mark.slow
def test_every_kind_of_page_opens_whole_and_in_style(look: Visit, pages: dict[str, str], folder: Path) -> None:
    page = look("index.html")
    for path in pages.values():
        page.goto(f"{folder.as_uri()}/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert WHOLE_PAGE == page.evaluate(WHOLE)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_the_documentation_one_walks_through_both_languages(
    look: Visit, folder: Path, viewport: dict[str, int], script: bool
) -> None:
    documentation = (find_package(folder) / "documentation").as_uri()
    page = look(f"{TO_DOCUMENTATION}index.html", viewport, java_script_enabled=script)
    page.get_by_role("link", name="Till kopians första sida").click()
    expect(page).to_have_url(f"{folder.as_uri()}/index.html#sv")
    page.get_by_role("link", name="Öppna webbplatsen").click()
    expect(page).to_have_url(f"{folder.as_uri()}/site/index.html")
    page.locator("header").get_by_role("link", name="Arkiv").click()
    expect(page).to_have_url(f"{folder.as_uri()}/site/arkiv/index.html")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(f"{folder.as_uri()}/site/en/arkiv/index.html")
    page.locator("main").get_by_role("link", name="Citizen pledge 2019").first.click()
    expect(page).to_have_url(f"{folder.as_uri()}/site/en/2019/index.html")
    page.get_by_role("link", name="About this copy").click()
    expect(page).to_have_url(f"{folder.as_uri()}/index.html")
    page.get_by_role("link", name="More about checking").click()
    expect(page).to_have_url(f"{documentation}/en.html#verify")


@pytest.mark.parametrize(
    ("path", "words", "expected", "title"),
    [
        ("site/sok/index.html", "trafikkontrollerna", "site/2019/index.html", "Medborgarlöfte 2019"),
        ("site/en/sok/index.html", "walking", "site/en/2019/index.html", "Citizen pledge 2019"),
    ],
)
def test_a_search_leads_to_files(look: Visit, folder: Path, path: str, words: str, expected: str, title: str) -> None:
    page = look(path)
    found = ask(page, words)
    assert any(href.startswith(f"{folder.as_uri()}/{expected}") for href in found)
    for href in found:
        page.goto(href)
        assert page.url.partition("#")[0].endswith("/index.html")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.goto(f"{folder.as_uri()}/{path}?q={words}")
    page.locator(".pb-found a[href*='2019/index.html']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_archive_is_narrowed_by_address_and_by_choice(look: Visit) -> None:
    page = look("site/arkiv/index.html?tema=trafik")
    expect(page.locator(".pb-filter__told")).to_have_text(re.compile("^Visar "))
    page.get_by_text("Fler val").click()
    page.get_by_label("År").select_option("2019")
    expect(page).to_have_url(re.compile(r"/site/arkiv/index\.html\?tema=trafik&ar=2019$"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_in_what_stands_first(
    chromium: Browser, folder: Path, pages: dict[str, str], viewport: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=viewport, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    # From a server, since axe fetches style sheets, which a page from disk may not.
    with serve(find_package(folder)) as address:
        for path in (pages["first"], pages["way in"], pages["sv: how"], pages["en: how"], pages["sv: pledge"]):
            page.goto(f"{address}{DATA}/{path}")
            page.evaluate(read_axe())
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert [] == run_axe(page, RULES), f"{path}, {scheme}"
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    context.close()


# Firefox


def visit_in_firefox(visits: list[dict[str, Any]]) -> list[Any]:
    """What each visit saw; anything that went wrong on a page fails the test."""
    firefox = find_firefox()
    assert firefox, "no Firefox: run make test, which installs it"
    done = subprocess.run(
        [str(Path(sys.executable).with_name("node")), str(TOOL)],
        input=json.dumps({"firefox": firefox, "visits": visits}),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [] == told["faults"]
    seen: list[Any] = told["seen"]
    return seen


HERE = "[location.href, document.querySelector('h1').textContent]"


@pytest.mark.slow
def test_in_firefox_every_kind_of_page_opens_whole_and_links_search_and_choices_work(
    pages: dict[str, str], folder: Path
) -> None:
    """In one visit, since it takes some seconds to start Firefox."""
    root = folder.as_uri()
    pledge = ".pb-found a[href*='2019/index.html']"
    search = [["type", "[data-search] input", "trafikkontrollerna"], ["wait", pledge]]
    english = [["type", "[data-search] input", "walking"], ["wait", pledge], ["click", pledge]]
    walk = [["click", "#sv .pb-more"], ["click", ".pb-menu li a"], ["click", ".pb-languages a"]]
    walked, found, opened, narrowed, *seen = visit_in_firefox(
        [
            {"page": f"{root}/index.html", "steps": walk, "read": HERE},
            {
                "page": f"{root}/site/sok/index.html",
                "steps": search,
                "read": "[...document.querySelectorAll('.pb-found a')].map(link => link.href)",
            },
            {"page": f"{root}/site/en/sok/index.html", "steps": english, "read": HERE},
            {
                "page": f"{root}/site/arkiv/index.html?tema=trafik",
                "steps": [["select", ".pb-filter [name=ar]", "2019"]],
                "read": "[location.href, document.querySelector('.pb-filter__told').textContent]",
            },
            *({"page": f"{root}/{path}", "read": WHOLE} for path in pages.values()),
        ]
    )
    assert [f"{root}/site/en/arkiv/index.html", "Archive"] == walked
    assert found
    assert all(re.fullmatch(re.escape(root) + r"/site/\S+/index\.html(#\S+)?", href) for href in found)
    assert opened[0].startswith(f"{root}/site/en/2019/index.html")
    assert "Citizen pledge 2019" == opened[1]
    assert f"{root}/site/arkiv/index.html?tema=trafik&ar=2019" == narrowed[0]
    assert narrowed[1].startswith("Visar 1 av ")
    assert dict.fromkeys(pages.values(), WHOLE_PAGE) == dict(zip(pages.values(), seen, strict=True))
