"""The preview in a real browser, under the policy that every page carries."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, expect

from author_preview import Preview
from conftest import REPOSITORY, TINY_PLEDGE
from pledgebook.authoring.preview.server import LiveServer
from pledgebook.names import Language

MAIN = """<!doctype html><html lang="sv"><meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{{ frame.title }}</title><link rel="icon" href="data:,"><body><a href="#main">Till innehållet</a>{{ page.content | safe }}</body></html>"""


@pytest.mark.browser
def test_an_open_page_follows_what_is_saved(chromium: Browser, preview: Callable[..., Preview]) -> None:
    shown = preview({"theme/main.html": MAIN}).start()
    page = chromium.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{shown.address}2027/")

    shown.write(TINY_PLEDGE.replace("Ett kort", "Ett nytt"))
    expect(page.get_by_text("Ett nytt löfte.").first).to_be_visible()

    link = page.get_by_role("link", name="Till innehållet")
    link.focus()
    shown.write(TINY_PLEDGE.replace("summary:", "sumary:"))
    panel = page.locator(".pb-live[role=status]")
    expect(panel).to_contain_text("Fältet sumary finns inte här. Menade du summary?")
    expect(panel.get_by_role("heading")).to_be_in_viewport()
    expect(link).to_be_focused()
    expect(page.get_by_text("Ett nytt löfte.").first).to_be_attached()

    shown.write(TINY_PLEDGE.replace("Ett kort", "Ett rättat"))
    expect(page.get_by_text("Ett rättat löfte.").first).to_be_visible()
    expect(panel).to_be_empty()
    page.close()
    assert [] == faults


@pytest.mark.browser
def test_a_tab_that_is_opened_before_the_first_build_follows_it(chromium: Browser, tmp_path: Path) -> None:
    server = LiveServer(0, Language("sv"), "Webbplatsen är inte byggd än", remark="Den visas här av sig själv.")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{server.address}2027/")
    expect(page.get_by_role("heading")).to_have_text("Webbplatsen är inte byggd än")
    assert "<" not in page.locator("body").inner_text()
    page.evaluate((REPOSITORY / "tests/tools/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert [] == page.evaluate("async () => (await axe.run()).violations.map(one => one.id)")

    # The first build is stopped, then goes through.
    server.show(None, Markup('<section class="pb-live__panel"><h2>Det finns ingen sida att visa än</h2></section>'))
    expect(page.get_by_role("heading", name="Det finns ingen sida att visa än")).to_be_visible()
    (tmp_path / "2027").mkdir()
    (tmp_path / "2027" / "index.html").write_text("<body><h1>Löftet</h1></body>", encoding="utf-8")
    server.show(tmp_path, Markup())
    expect(page.get_by_role("heading", name="Löftet")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(1)
    page.close()
    server.shutdown()
    server.server_close()
    assert [] == faults
