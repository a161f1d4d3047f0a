"""What residents find when they search, and what the page is like meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from search_page import ask

PHONE = {"width": 390, "height": 844}
# Asked with the letters that people write for others on a keyboard, or with what a search in code would mean something by.
STRANGE = (
    "",
    " ",
    "...",
    "*",
    "+polis -knark",
    "title:polis",
    "^",
    "~2",
    "\\",
    "<b>polis</b>",
    "constructor",
    "__proto__",
    "å" * 500,
)

pytestmark = pytest.mark.browser
Browse = Callable[..., Page]
Visit = Callable[..., Page]


def test_anything_can_be_asked(visit: Visit, served: str) -> None:
    page = visit("sok/")
    for words in STRANGE:
        page.locator("[data-search] input").fill(words)
        page.get_by_role("button", name="Sök", exact=True).last.click()
    assert ask(page, "polisen")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("trafikkontroller", r"^\d+ träff"),
        ("trafikontroller", "stavas nästan likadant"),
        ("trafikkontroller xylofon", "Vi hittade inget om ”xylofon”"),
        ("langning cyklister", "Ingen sida har alla orden"),
        ("xylofon", "^Vi hittade inget om ”xylofon”"),
        ("downtown", "bara på engelska"),
    ],
)
def test_the_page_says_how_the_question_was_understood(visit: Visit, words: str, told: str) -> None:
    page = visit("sok/")
    ask(page, words)
    assert page.evaluate("told => RegExp(told).test(document.querySelector('[role=status]').textContent)", told)


def test_where_nothing_is_found_the_page_leads_to_the_lists(visit: Visit) -> None:
    page = visit("sok/")
    others = page.locator("[data-search-instead]")
    expect(others).to_be_hidden()
    ask(page, "xylofon")
    expect(others).to_contain_text("Du kan också leta här")
    expect(others.get_by_role("link")).to_have_text(["Arkiv", "Teman", "Platser"])
    ask(page, "trafikkontroller")
    expect(others).to_be_hidden()
    ask(page, "")
    expect(others).to_be_hidden()


def test_excerpts_are_sentences_with_the_found_words_marked(visit: Visit) -> None:
    page = visit("sok/")
    ask(page, "trafikkontrollerna")
    texts = page.locator(".pb-found li > p:not(.pb-found__within)").all_inner_texts()
    assert texts
    assert [text for text in texts if "\n" in text or "Länk till" in text] == []
    assert "trafikkontroller" in {word.lower() for word in page.locator(".pb-found mark").all_inner_texts()}


@pytest.mark.parametrize("held", ["**/assets/search/*.js", "**/assets/search.js", "**/assets/minisearch.js"])
def test_nothing_jumps_when_hits_come_late(browse: Browse, served: str, held: str) -> None:
    page, waiting = browse(PHONE), list[Route]()

    def hold(route: Route) -> None:
        waiting.append(route)

    page.add_init_script(WATCH_SHIFTS)
    page.route(held, hold)
    page.goto(f"{served}sok/?q=trafik", wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByType('paint').length > 0")
    while not waiting:
        page.wait_for_timeout(10)
    for route in waiting:
        route.continue_()
    page.locator(".pb-found a").first.wait_for()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("shifts.reduce((sum, [value]) => sum + value, 0)") <= 0.02, page.evaluate("shifts")


WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => [entry.value, entry.sources.length])))
  .observe({type: "layout-shift", buffered: true});
"""


def test_hits_are_told_and_reached_by_keyboard_and_a_stroke_is_only_a_stroke(visit: Visit) -> None:
    page = visit("sok/")
    expect(page.get_by_role("status")).to_have_count(1)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body")
    ask(page, "trafik")
    page.locator("[data-search] input").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".pb-found a").first).to_be_focused()


def test_a_language_that_nothing_is_known_of_is_searched_too(visit: Visit) -> None:
    ask = """words => {
      const empty = {endings: [], joints: [], stems: [], vague: [], silent: [], synonyms: [], pages: {}};
      const row = (path, title) => [path, title, "", "", "", "", "", 1];
      const entries = [row("a/", "Liikennevalvonta keskustassa"), row("b/", "Pysäköinti"), row("c/", "valvonta")];
      const engine = new pledgebookSearch.Engine({words: empty, entries});
      return words.map(word => engine.find(word).hits.map(hit => hit.entry.path));
    }"""
    found = visit("sok/").evaluate(ask, ["keskustassa", "keskus", "pysakointi", "pysäköimti", "valvonta", "xyz"])
    assert found == [["a/"], ["a/"], ["b/"], ["b/"], ["c/"], []]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kattkriget", ["katt/", "namn/"]),
        ("hundkriget", []),
        ("krig", []),
        ("katlogforsking", ["katalog/"]),
        ("kalogförskning", []),
        ("kissemissee", ["katt/", "namn/"]),
        ("tidning katten", ["katt/"]),
        ("xyzxyz tidning", []),
        ("xyzxyz katalogforskning", ["katalog/"]),
        ("xyzxyz kaxt", []),
        ("katt lilla torget", ["namn/", "torget/"]),
    ],
)
def test_what_a_question_means_is_told_from_what_is_only_like_it(visit: Visit, question: str, found: list[str]) -> None:
    find = """question => {
      const words = {endings: ["et", "en"], joints: ["s"], stems: [], vague: ["krig"], silent: [], pages: {},
        synonyms: [["kissemisse", "katt"]]};
      const row = (path, title, text = "", isSubject = false) => [path, title, "", "", "", text, "", 1, isSubject];
      const entries = [row("katalog/", "Katalogforskning"), row("katt/", "Katt", "En tidning."),
        row("namn/", "Annat", "Lilla torget har en katt."), row("torget/", "Torget", "Stora.", true)];
      return new pledgebookSearch.Engine({words, entries}).find(question).hits.map(hit => hit.entry.path);
    }"""
    assert visit("sok/").evaluate(find, question) == found
