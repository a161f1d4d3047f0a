"""A real browser, started once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from install_browser import find_browser

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    assert path, "no browser: run make test, which installs one"
    # Chromium's own sandbox does not start for root, which is who runs in a container.
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site; any error of the page, and any request to another host, fails the test."""
    contexts, faults = [], []

    def open_page(address: str, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if not _is_own(request.url, served) else None)
        page.goto(served + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _is_own(url: str, served: str) -> bool:
    return url.startswith((served, "data:", "blob:"))
