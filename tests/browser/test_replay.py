"""The web archive, as ReplayWeb.page shows it: the program that archives replay WACZ files with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Request

from author_preview import PATIENCE
from conftest import Project
from web_server import serve

pytestmark = pytest.mark.browser

PLAYER = Path(__file__).parents[1] / "tools" / "node_modules" / "replaywebpage"
SITE = "https://medborgarloften.example/"
FRAME = """<!doctype html><html lang="sv"><meta charset="utf-8"><title>Webbarkiv</title>
<script src="ui.js"></script>
<replay-web-page source="site.wacz" url="{url}" embed="replayonly" replayBase="replay/"></replay-web-page>
<style>replay-web-page {{ display: block; height: 95vh }}</style>
"""
# What the player does first. A page that asks for its worker before that is ready may never be served.
START = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.register("replay/sw.js?serveIndex=1", { scope: "replay/" });
  const worker = active || waiting || installing;
  while (worker.state !== "activated") {
    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }
}"""
# In milliseconds.
STEP = 100


@pytest.fixture(scope="module")
def player(archived: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a player that shows the archive of Exempelstad."""
    folder = tmp_path_factory.mktemp("player")
    assert PLAYER.is_dir(), "no player: run make tools"
    (folder / "replay").mkdir()
    shutil.copyfile(PLAYER / "ui.js", folder / "ui.js")
    shutil.copyfile(PLAYER / "sw.js", folder / "replay" / "sw.js")
    shutil.copyfile(next((archived.root / "archive").rglob("*.wacz")), folder / "site.wacz")
    for name in ("", "2019/", "en/arkiv/"):
        page = folder / f"{name.replace('/', '-')}show.html"
        page.write_text(FRAME.format(url=SITE + name), encoding="utf-8")
    (folder / "start.html").write_text("<!doctype html>", encoding="utf-8")
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def context(chromium: Browser, player: str) -> Iterator[BrowserContext]:
    """A browser in which the player's worker is ready, and keeps the archive from one test to the next."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{player}start.html")
    page.evaluate(START)
    page.close()
    yield context
    context.close()


@pytest.fixture
def replay(context: BrowserContext, player: str) -> Iterator[Page]:
    """A page of its own; a request to any other host fails the test."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    page = context.new_page()
    yield page
    page.close()
    context.remove_listener("request", note)
    assert [] == [url for url in asked if not url.startswith((player, "data:", "blob:"))]


def show(page: Page, player: str, address: str) -> Frame:
    """The frame that the player shows an address of the site in."""
    page.goto(f"{player}{address.replace('/', '-')}show.html")
    return find_frame(page, address)


def find_frame(page: Page, address: str) -> Frame:
    """The frame with a page of the site, once it is there: the player makes and remakes frames until it has found it."""
    for _ in range(PATIENCE * 1000 // STEP):
        for frame in page.frames:
            if frame.url.endswith(f"/{SITE}{address}"):
                frame.wait_for_load_state()
                return frame
        page.wait_for_timeout(STEP)
    raise AssertionError([frame.url for frame in page.frames])


def test_a_page_is_replayed_with_its_letters_style_and_pictures(replay: Page, player: str) -> None:
    frame = show(replay, player, "2019/")
    assert frame.title().startswith("Medborgarlöfte 2019")
    assert "Källor" in frame.inner_text("main")
    # The picture stands with the background, which is folded.
    frame.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    picture = frame.locator("main img").first
    picture.scroll_into_view_if_needed()
    frame.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    styles = frame.evaluate("[...document.styleSheets].map(sheet => sheet.href.split('/').pop())")
    assert "pledgebook.css" in styles


def test_a_link_leads_to_the_next_page_of_the_archive(replay: Page, player: str) -> None:
    frame = show(replay, player, "")
    frame.locator('main a[href*="2027"]').first.click()
    assert find_frame(replay, "2027/").title().startswith("Medborgarlöfte 2027")


def test_the_other_language_is_there_too(replay: Page, player: str) -> None:
    frame = show(replay, player, "en/arkiv/")
    assert "en" == frame.evaluate("document.documentElement.lang")
