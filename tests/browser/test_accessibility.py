"""WCAG 2.2 level AA on every kind of page, as far as a machine can tell.

Pages are looked at without motion, so that nothing is judged halfway.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import CDPSession, Page, ViewportSize, expect

AXE = Path(__file__).parents[1] / "tools/node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
DESK: ViewportSize = {"width": 1280, "height": 900}
# The only rules that the colours can change the answer to.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# The key goes down, and what happens when it goes up is of no interest.
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
NARROW: ViewportSize = {"width": 360, "height": 780}
NARROWEST: ViewportSize = {"width": 320, "height": 640}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
# What is asked at a desk and on a phone.
EVERYWHERE = ("smallText", "smallTargets", "motion", "wide", "cutWords")
Browse = Callable[..., Page]
EachKind = Callable[[Page, Callable[[Page], list[str]]], None]

pytestmark = pytest.mark.browser


@functools.cache
def read_axe() -> str:
    assert AXE.is_file(), "axe is missing: run make tools"
    return AXE.read_text(encoding="utf-8")


def run_axe(page: Page, rules: tuple[str, ...], but: tuple[str, ...] = ()) -> list[str]:
    """Rule, place and markup of all that axe finds."""
    violations: list[dict[str, Any]] = page.evaluate(
        "([rules, but]) => axe.run(document, {runOnly: rules, resultTypes: ['violations'],"
        " rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}]))}).then(found => found.violations)",
        [rules, but],
    )
    return _tell(violations)


def _tell(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{rule['id']}: {rule['help']}\n    at {' '.join(map(str, node['target']))}\n    {node['html'][:200]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def judge_colours(page: Page, rules: tuple[str, ...], sound: set[str]) -> list[str]:
    """What axe finds of words that are painted in none of the ways that it has found sound before, which grow with it."""
    violations, passed = page.evaluate(
        """async ([rules, known]) => {
            const fresh = probes.newPaints(known);
            if (!fresh.size) return [[], []];
            const asked = {runOnly: rules, resultTypes: ["violations", "passes"], elementRef: true};
            const {violations, passes} = await axe.run([...fresh.keys()], asked);
            const ways = passes.flatMap((rule) => rule.nodes.map((node) => fresh.get(node.element)));
            return [violations, ways.filter(Boolean)];
        }""",
        [rules, sorted(sound)],
    )
    sound.update(passed)
    return _tell(violations)


def ask(page: Page, probe: str) -> list[str]:
    """The answer to one of the questions in probes.js."""
    found: list[str] = page.evaluate(f"probes.{probe}()")
    return found


def enlarge_text(page: Page, debugger: CDPSession) -> list[str]:
    """What is wrong with text that the reader has made twice as large (WCAG 2.2, 1.4.4)."""
    before = page.evaluate("probes.smallestText()")
    debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    after = page.evaluate("probes.smallestText()")
    too_small = [f"text of {before} px becomes {after} px"] if after < before * 1.9 else []
    wide = ask(page, "wide")
    debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    return [f"twice as large: {fault}" for fault in (*too_small, *wide)]


def read_out(page: Page) -> list[str]:
    """Headings and links that are not read out as words, as the accessibility tree has them."""
    # A line with a colon or a number sign stands between quotation marks (YAML).
    lines = [line.strip().replace("- '", "- ") for line in page.locator("body").aria_snapshot().splitlines()]
    told = [line for line in lines if re.match(r"- (heading|link)\b", line)]
    return [line for line in told if not re.match(r"- (heading|link) \"[^\"]*[^\W_]", line) or "#" in line]


@pytest.mark.slow
def test_nothing_is_in_the_way_of_whoever_reads(browse: Browse, each_page: EachKind) -> None:
    """One visit to each page: axe in both schemes, small words, small targets, motion, width and cut words, at a desk and a phone.

    Text twice as large at both, and what is read out. Last with more contrast, WCAG 2.2, 1.4.6 (level AAA), and with
    forced colours, where drawings are to be seen.
    """

    shown = browse(reduced_motion="reduce")
    debugger = shown.context.new_cdp_session(shown)
    # Put in by the debugger, which the site's policy does not hinder.
    shown.context.add_init_script(read_axe())
    sound: dict[str, set[str]] = defaultdict(set)

    def look(page: Page) -> list[str]:
        page.emulate_media(contrast="no-preference", forced_colors="none")
        faults = read_out(page)
        for viewport in (DESK, NARROW):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme="light")
            found = run_axe(page, RULES, but=COLOUR_RULES)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += [f"{scheme}: {fault}" for fault in judge_colours(page, COLOUR_RULES, sound[scheme])]
            found += [fault for probe in EVERYWHERE for fault in ask(page, probe)]
            found += enlarge_text(page, debugger)
            faults += [f"at {viewport['width']} px: {fault}" for fault in found]
        page.set_viewport_size(NARROWEST)
        found = [*ask(page, "wide"), *ask(page, "cutWords")]
        faults += [f"at {NARROWEST['width']} px: {fault}" for fault in found]
        page.set_viewport_size(DESK)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, contrast="more", forced_colors="none")
            found = judge_colours(page, ("color-contrast-enhanced",), sound[f"{scheme}, more contrast"])
            faults += [f"{scheme}, more contrast: {fault}" for fault in found]
            page.emulate_media(color_scheme=scheme, contrast="no-preference", forced_colors="active")
            faults += [f"{scheme}, forced colours: {fault}" for fault in ask(page, "lostDrawings")]
        return faults

    each_page(shown, look)


@pytest.mark.parametrize("asked", ["trafik", "downtown", "xylofon"], ids=["found", "in another language", "not found"])
def test_axe_finds_nothing_in_what_a_search_finds(visit: Callable[..., Page], asked: str) -> None:
    page = visit(f"sok/?q={asked}", NARROW, reduced_motion="reduce")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\w"))
    page.evaluate(read_axe())
    light = run_axe(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert [*light, *run_axe(page, COLOUR_RULES), *ask(page, "wide")] == []


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


@pytest.mark.parametrize("stop", [".pb-entry:last-child a", "footer a"], ids=["in the list", "below the list"])
def test_what_the_keyboard_leads_to_stays_where_it_is_when_the_rest_of_a_long_list_is_laid_out(
    visit: Callable[..., Page], stop: str
) -> None:
    page = visit("arkiv/", NARROW)
    first, then = page.locator(stop).last.evaluate(
        """stop => {
            stop.focus({focusVisible: true});
            const first = stop.getBoundingClientRect().top;
            for (const entry of document.querySelectorAll(".pb-entry")) entry.style.contentVisibility = "visible";
            return [first, stop.getBoundingClientRect().top];
        }"""
    )
    assert first == then


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "phone"])
def test_tab_leads_through_the_whole_page_and_is_seen(
    browse: Browse, each_kind: EachKind, viewport: ViewportSize
) -> None:
    """At a desk, the first stop then leads past the menu."""
    page = browse(viewport, reduced_motion="reduce")
    debugger = page.context.new_cdp_session(page)

    def press_tab(times: int) -> bool:
        """Whether that leads out of the page."""
        for _ in range(times):
            debugger.send("Input.dispatchKeyEvent", TAB)
        out: bool = page.evaluate("probes.isOut()")
        return out

    def walk(page: Page) -> list[str]:
        stops = page.evaluate("probes.startTabbing()")
        # Areas that scroll, and links that only show themselves when they are reached, are not counted beforehand.
        out = press_tab(stops + 1)
        for _ in range(stops + 20):
            if out:
                break
            out = press_tab(1)
        found: list[str] = page.evaluate("probes.tabFaults()")
        return [*found, *(skip(page) if viewport == DESK else [])]

    each_kind(page, walk)


def skip(page: Page) -> list[str]:
    """What is wrong with the first stop of a page that Tab has led through; a record in one file has no menu."""
    first: str = page.evaluate("document.querySelector('nav') ? probes.returnToFirst() : ''")
    if not first:
        return []
    if not re.match('<a [^>]*href="#', first):
        return [f"the first stop is {first}"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("!document.activeElement.closest('header, nav') || !!document.activeElement.closest('main')")
    return [] if inside else [f"{first} leads to {page.evaluate('document.activeElement.outerHTML')}"]
