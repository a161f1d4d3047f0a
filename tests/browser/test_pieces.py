"""Pieces of the site on other sites: who may frame them, what they weigh, and what becomes of one that is pasted."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from browser.test_accessibility import RULES, read_axe, run_axe
from conftest import Project

SITE = "https://medborgarloften.example/"
LISTED, OTHER = "https://www.exempelstad.example/", "https://www.annanstad.example/"
MOST = 15_000
# What another site may do to all that stands on it.
HOSTILE = """
* { color: transparent !important; font: 1px/1 fantasy !important; }
strong, h2, a { all: unset !important; }
.note, [class], [style] { display: none !important; }
"""
# What axe finds in such a page is its own doing.
LOOKS = ("color-contrast", "link-in-text-block", "target-size")

pytestmark = pytest.mark.browser


def read_headers(site: Path, path: str) -> dict[str, str]:
    """What the file for servers says of a path, by the rules of those who add a later rule to an earlier one."""
    sent: dict[str, str] = {}
    holds = False
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            holds = fnmatch(path, line)
        elif holds and line.strip().startswith("!"):
            sent.pop(line.strip(" !"), None)
        elif holds:
            name, _, value = line.strip().partition(": ")
            sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def answer(site: Path) -> Callable[[Route], None]:
    """Serves the site at its own address, with the headers that it asks servers for, and a page that frames it at any other."""

    def fulfil(route: Route) -> None:
        url = route.request.url
        if not url.startswith(SITE):
            framed = SITE + url.partition("?")[2]
            route.fulfill(
                body=f'<!doctype html><title>A</title><iframe src="{framed}"></iframe>', content_type="text/html"
            )
            return
        path = url.removeprefix(SITE)
        file = site / f"{path}index.html" if path.endswith("/") or not path else site / path
        kind = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}.get(file.suffix, "image/svg+xml")
        headers = {**read_headers(site, f"/{path}"), "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(body=file.read_bytes(), headers=headers)

    return fulfil


@pytest.fixture
def context(chromium: Browser, exempelstad: Project) -> BrowserContext:
    opened = chromium.new_context()
    opened.route("**/*", answer(exempelstad.site))
    return opened


def framed(page: Page, host: str, path: str) -> str:
    """The first heading in a frame on a page of a host; nothing when the browser shows nothing there."""
    page.goto(f"{host}?{path}", wait_until="load")
    frame = page.frames[1]
    frame.wait_for_load_state()
    return " ".join(frame.locator("article h1").all_inner_texts())


def test_a_piece_is_framed_by_whom_the_register_names_and_by_nobody_else(context: BrowserContext) -> None:
    page = context.new_page()
    for path, title in (
        ("embed/2019/", "Medborgarlöfte 2019"),
        ("en/embed/2019/langning/", "Act against dealing."),
    ):
        assert title == framed(page, LISTED, path)
        assert "" == framed(page, OTHER, path)
    # All other pages are shown in no frame at all.
    for path in ("2019/", "badda-in/2019/", ""):
        assert "" == framed(page, LISTED, path)
    context.close()


def test_a_link_in_a_frame_leads_the_whole_window_on(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{LISTED}?embed/2019/")
    page.frame_locator("iframe").get_by_role("link", name="Läs hela medborgarlöftet").click()
    page.wait_for_url(f"{SITE}2019/")
    context.close()


def test_a_piece_in_a_frame_is_small_with_all_that_it_fetches(exempelstad: Project) -> None:
    style = len((exempelstad.site / "assets/embed.css").read_bytes())
    sizes = {
        path: path.stat().st_size + style
        for root in ("", "en/")
        for path in (exempelstad.site / f"{root}embed").rglob("index.html")
    }
    assert len(sizes) > 20
    assert {} == {path: size for path, size in sizes.items() if size > MOST}


def test_a_piece_that_is_pasted_means_the_same_whatever_the_page_does_to_it(
    chromium: Browser, exempelstad: Project
) -> None:
    piece = (exempelstad.site / "embed/2019/fragment.txt").read_text(encoding="utf-8")
    page = chromium.new_page()
    around = f'<!doctype html><html lang="sv"><title>Kommunen</title><style>{HOSTILE}</style><main><h1>Trygghet</h1>'
    page.set_content(f"{around}<p>Här.</p>{piece}</main>")
    told = page.locator("article").aria_snapshot()
    for said in (
        "Medborgarlöfte 2019",
        "Uppfyllt",
        "Enligt polisen",
        "Kan inte bedömas",
        "Vår bedömning, inte polisens",
    ):
        assert said in told
    assert 'heading "Medborgarlöfte 2019" [level=2]' in told
    assert 0 == page.locator("article :is([class], [id], [style], script, style, link, img)").count()
    assert 0 == page.locator("article").evaluate(
        "all => all.getAttributeNames().filter(name => !['lang', 'dir'].includes(name)).length"
    )
    page.add_script_tag(content=read_axe())
    assert [] == [fault for fault in run_axe(page, RULES) if not fault.startswith(LOOKS)]
    page.close()
