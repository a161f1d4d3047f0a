"""The web archive, as ReplayWeb.page shows it: the program that archives replay WACZ files with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

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
# The first look at an archive loads all of it. In milliseconds.
LOOK = 30_000
STEP = 100
# The player's worker now and then misses the first page that asks for it, and serves it when the page is asked for anew.
LOOKS = PATIENCE * 1000 // LOOK


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
    with serve(folder) as address:
        yield address


@pytest.fixture
def replay(chromium: Browser, player: str) -> Iterator[Page]:
    """A page of its own; a request to any other host fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    assert [] == [url for url in asked if not url.startswith((player, "data:", "blob:"))]


def show(page: Page, player: str, address: str) -> Frame:
    """The frame that the player shows an address of the site in."""
    for _ in range(LOOKS):
        page.goto(f"{player}{address.replace('/', '-')}show.html")
        if frame := find_frame(page, address):
            return frame
    raise AssertionError([frame.url for frame in page.frames])


def find_frame(page: Page, address: str) -> Frame | None:
    """The frame with a page of the site, once it is there: the player makes and remakes frames until it has found it."""
    for _ in range(LOOK // STEP):
        for frame in page.frames:
            if frame.url.endswith(f"/{SITE}{address}"):
                frame.wait_for_load_state()
                return frame
        page.wait_for_timeout(STEP)
    return None


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
    after = find_frame(replay, "2027/")
    assert after
    assert after.title().startswith("Medborgarlöfte 2027")


def test_the_other_language_is_there_too(replay: Page, player: str) -> None:
    frame = show(replay, player, "en/arkiv/")
    assert "en" == frame.evaluate("document.documentElement.lang")
