"""WCAG 2.2 level AA on every kind of page, as far as a machine can tell.

Pages are looked at without motion, so that nothing is judged halfway.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

AXE = Path(__file__).parents[1] / "tools/node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
DESK: ViewportSize = {"width": 1280, "height": 900}
# The only rules that the colours can change the answer to.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
NARROW: ViewportSize = {"width": 360, "height": 780}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
Browse = Callable[..., Page]
EachKind = Callable[[Page, Callable[[Page], list[str]]], None]

pytestmark = pytest.mark.browser


@functools.cache
def read_axe() -> str:
    assert AXE.is_file(), "axe is missing: run make tools"
    return AXE.read_text(encoding="utf-8")


def run_axe(page: Page, rules: tuple[str, ...]) -> list[str]:
    """Rule, place and markup of all that axe finds."""
    violations: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)",
        rules,
    )
    return [
        f"{rule['id']}: {rule['help']}\n    at {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def ask(page: Page, probe: str) -> list[str]:
    """The answer to one of the questions in probes.js."""
    found: list[str] = page.evaluate(f"probes.{probe}()")
    return found


@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "phone"])
def test_nothing_is_in_the_way_of_whoever_reads(browse: Browse, each_kind: EachKind, viewport: ViewportSize) -> None:
    """One visit to each kind of page: axe in both schemes, small words, small targets, motion, width and cut words."""

    def look(page: Page) -> list[str]:
        # Put in by the debugger, which the site's policy does not hinder.
        page.evaluate(read_axe())
        page.emulate_media(color_scheme="light")
        faults = [*run_axe(page, RULES), *ask(page, "smallText"), *ask(page, "smallTargets"), *ask(page, "motion")]
        page.emulate_media(color_scheme="dark")
        faults += [f"dark: {fault}" for fault in run_axe(page, COLOUR_RULES)]
        for narrower in (viewport, NARROWEST):
            page.set_viewport_size(narrower)
            found = [*ask(page, "wide"), *ask(page, "cutWords")]
            faults += [f"at {narrower['width']} px: {fault}" for fault in found]
        page.set_viewport_size(viewport)
        return faults

    each_kind(browse(viewport, reduced_motion="reduce"), look)


def test_whoever_asks_for_more_contrast_gets_it(browse: Browse, each_kind: EachKind) -> None:
    """WCAG 2.2, 1.4.6 (level AAA); and drawings are seen with forced colours."""

    def look(page: Page) -> list[str]:
        page.evaluate(read_axe())
        faults = []
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, contrast="more", forced_colors="none")
            faults += [f"{scheme}: {fault}" for fault in run_axe(page, ("color-contrast-enhanced",))]
            page.emulate_media(color_scheme=scheme, contrast="no-preference", forced_colors="active")
            faults += [f"{scheme}: {fault}" for fault in ask(page, "lostDrawings")]
        return faults

    each_kind(browse(reduced_motion="reduce"), look)


@pytest.mark.parametrize("asked", ["trafik", "downtown", "xylofon"], ids=["found", "in another language", "not found"])
def test_axe_finds_nothing_in_what_a_search_finds(visit: Callable[..., Page], asked: str) -> None:
    page = visit(f"sok/?q={asked}", NARROW, reduced_motion="reduce")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\w"))
    page.evaluate(read_axe())
    light = run_axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert [*light, *run_axe(page, COLOUR_RULES), *ask(page, "wide")] == []


@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["phone", "desk"])
def test_text_can_be_twice_as_large(browse: Browse, each_kind: EachKind, viewport: ViewportSize) -> None:
    page = browse(viewport, reduced_motion="reduce")
    debugger = page.context.new_cdp_session(page)

    def enlarge(page: Page) -> list[str]:
        debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
        before = page.evaluate("probes.smallestText()")
        debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        after = page.evaluate("probes.smallestText()")
        too_small = [f"text of {before} px becomes {after} px"] if after < before * 1.9 else []
        return [*too_small, *ask(page, "wide")]

    each_kind(page, enlarge)


def test_headings_and_links_are_read_out_as_words(browse: Browse, each_kind: EachKind) -> None:
    """As the accessibility tree has them."""

    def look(page: Page) -> list[str]:
        lines = page.locator("body").aria_snapshot().splitlines()
        told = [line.strip() for line in lines if re.match(r" *- (heading|link)\b", line)]
        return [line for line in told if not re.match(r"- (heading|link) \"[^\"]*[^\W_]", line) or "#" in line]

    each_kind(browse(), look)


@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["phone", "desk"])
def test_only_the_chosen_item_of_the_menu_is_marked_with_forced_colours(
    visit: Callable[..., Page], viewport: ViewportSize
) -> None:
    page = visit("arkiv/", viewport, forced_colors="active")
    marked = page.locator("nav[class='pb-menu'] a").evaluate_all(
        "links => links.filter(link => parseFloat(getComputedStyle(link).borderBottomWidth) > 0)"
        ".map(link => link.getAttribute('aria-current'))"
    )
    assert ["page"] == marked


@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "phone"])
def test_tab_leads_through_the_whole_page_and_is_seen(
    browse: Browse, each_kind: EachKind, viewport: ViewportSize
) -> None:
    def walk(page: Page) -> list[str]:
        faults = []
        stops = page.evaluate("probes.startTabbing()")
        # Areas that scroll, and links that only show themselves when they are reached, are not counted beforehand.
        for _ in range(2 * stops + 20):
            page.keyboard.press("Tab")
            found = page.evaluate("probes.tabStop()")
            if found is None:
                break
            faults += found
        return [*faults, *page.evaluate("probes.missedStops()")]

    each_kind(browse(viewport, reduced_motion="reduce"), walk)


def test_the_first_stop_leads_past_the_menu(browse: Browse, each_kind: EachKind) -> None:
    def skip(page: Page) -> list[str]:
        # A record in one file has none.
        if not page.locator("nav").count():
            return []
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        href = link.get_attribute("href") or ""
        if not href.startswith("#"):
            return [f"the first stop is {link.evaluate('element => element.outerHTML')}"]
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "!document.activeElement.closest('header, nav') || !!document.activeElement.closest('main')"
        )
        return [] if inside else [f"{href} leads to {page.evaluate('document.activeElement.outerHTML')}"]

    each_kind(browse(reduced_motion="reduce"), skip)
