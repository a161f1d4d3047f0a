"""Pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import DAY, Project
from pledgebook.config import SETTINGS, read_settings
from pledgebook.project import read_project

PROBES = Path(__file__).parent / "probes.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def browse(chromium: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Gives an empty page with our probes; any error of a page, and any request to another host, fails the test."""
    contexts, faults = [], []

    def open_context(viewport: dict[str, int] = DESK, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_init_script(path=PROBES)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if not _is_own(request.url, served) else None)
        return page

    yield open_context
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def visit(browse: Callable[..., Page], served: str) -> Callable[..., Page]:
    """Opens an address of the site."""

    def open_page(address: str, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        page = browse(viewport, **options)
        page.goto(served + address)
        return page

    return open_page


@pytest.fixture(scope="session")
def looked_at(exempelstad: Project) -> tuple[dict[str, str], dict[str, str]]:
    """An address of every kind of page in every language, and each page that somebody has written rather than a record.

    A new kind, and a new page, is there without being named. The fullest page stands for its kind; of pages that no
    record makes, those in one folder (the chapters of the handbook) are of one kind.
    """
    today = datetime.fromtimestamp(int(DAY), UTC).date()
    read = read_project(read_settings(exempelstad.root / SETTINGS), today)
    assert read.redirect_map
    site = read.redirect_map.site
    generated, pieced = site.page_at, (site.fixed["embed"], site.fixed["share"])
    kinds: dict[str, str] = {}
    written: dict[str, str] = {}
    for path in sorted(exempelstad.site.rglob("*.html"), key=lambda path: path.stat().st_size):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        address = path.relative_to(exempelstad.site).as_posix().removesuffix("index.html")
        language, rest = read.settings.codes[0], address
        for code in read.settings.codes[1:]:
            if address.startswith(f"{code}/"):
                language, rest = code, address.removeprefix(f"{code}/")
        page = generated.get(rest)
        if page:
            kind = str(page.kind) if language in page.languages else f"{page.kind}, untranslated"
        elif rest.startswith(pieced):
            kind = rest.split("/")[0]
        elif path.name.endswith(f".{language}.html"):
            kind = "one file"
        elif 'content="noindex"' in text and rest != "404.html":
            kind = "gone"
        else:
            kind = rest.split("/")[0]
            written[f"{language}: {rest}"] = address
        kinds[f"{language}: {kind}"] = address
    return dict(sorted(kinds.items())), dict(sorted(written.items()))


@pytest.fixture(scope="session")
def kinds(looked_at: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    return looked_at[0]


@pytest.fixture
def each_kind(kinds: dict[str, str], served: str, subtests: pytest.Subtests) -> Callable[..., None]:
    """Opens every kind of page in turn, and fails with what a probe finds on any of them."""

    def look(page: Page, probe: Callable[[Page], list[str]]) -> None:
        look_at_each(kinds, served, subtests, page, probe)

    return look


@pytest.fixture
def each_page(
    looked_at: tuple[dict[str, str], dict[str, str]], served: str, subtests: pytest.Subtests
) -> Callable[..., None]:
    """Opens every kind of page, and each page that somebody has written."""
    kinds, written = looked_at
    others = {name: address for name, address in written.items() if address not in kinds.values()}

    def look(page: Page, probe: Callable[[Page], list[str]]) -> None:
        look_at_each(kinds | others, served, subtests, page, probe)

    return look


def look_at_each(
    addresses: dict[str, str], served: str, subtests: pytest.Subtests, page: Page, probe: Callable[[Page], list[str]]
) -> None:
    for name, address in addresses.items():
        with subtests.test(name):
            page.goto(served + address)
            found = probe(page)
            if found:
                pytest.fail("\n".join([f"{name}: /{address}", *found]), pytrace=False)


def _is_own(url: str, served: str) -> bool:
    return url.startswith((served, "data:", "blob:"))
