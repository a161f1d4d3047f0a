"""A real browser, started once for all folders of tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from author_preview import PATIENCE
from install_browser import find_browser

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    assert path, "no browser: run make test, which installs one"
    # Chromium's own sandbox does not start for root, which is who runs in a container.
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags, timeout=PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        for name in ("new_context", "new_page"):
            setattr(browser, name, be_patient(getattr(browser, name)))
        yield browser
        browser.close()


def be_patient(make: Callable[..., BrowserContext | Page]) -> Callable[..., BrowserContext | Page]:
    """Makes a context or a page that waits for what happens, also on a busy machine."""

    def made(*arguments: Any, **options: Any) -> BrowserContext | Page:
        opened = make(*arguments, **options)
        opened.set_default_timeout(PATIENCE * 1000)
        return opened

    return made
