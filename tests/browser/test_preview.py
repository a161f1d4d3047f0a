"""The preview in a real browser, under the policy that every page carries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from author_preview import Preview
from conftest import TINY_PLEDGE

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
