"""How soon the search answers in Chromium, on sites of fictional pledges: `python benchmarks/search.py [promises …]`.

First: from the moment that the page has been read to the first hits, the library and the index fetched and taken in on
the way; busy is how long the processor worked for that and for the page. Later: from a letter in the field to what it
finds, the slowest of the questions, for one of which the other language's index is fetched too. The reference site is
measured beside them, with the records of this repository.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from shutil import copytree

from playwright.sync_api import Browser, sync_playwright

from fictional import write_municipalities
from kinds import REPOSITORY, SETTINGS, YEARS
from pledgebook.config import RECORDS, read_settings
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.renderer import open_renderer
from pledgebook.html.search_index import FOLDER, SearchIndex, list_entries, render_index
from pledgebook.project import read_project
from pledgebook.site.alternates import Alternates
from pledgebook.site.routes import PageKind

sys.path.append(str(REPOSITORY / "tests"))

from install_browser import find_browser
from web_server import serve

# When everything that is written has happened.
DAY = date(2100, 1, 1)
PROMISES_PER_YEAR = 10
SIZES = (200, 2_000)
RUNS = 9
SCRIPTS = ("minisearch.js", "search-engine.js", "search.js")
QUESTIONS = ("trafik", "trafikkontroller", "polisen torget", "knarkhundar", "trafkkontrol", "xylofon", "löfte", "2026")
WATCH = """
window.answered = new Promise(done => document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("[data-search-list]");
  const begun = performance.now();
  new MutationObserver(() => done(performance.now() - begun)).observe(list, {childList: true});
}));
"""
ASK = """words => new Promise(done => {
  const list = document.querySelector("[data-search-list]"), field = document.querySelector("[data-search] input");
  const begun = performance.now();
  new MutationObserver((changes, watching) => {
    watching.disconnect();
    done(performance.now() - begun);
  }).observe(list, {attributes: true});
  field.value = words;
  field.dispatchEvent(new Event("input"));
})"""


def lay_out(root: Path, records: Path | None, promises: int) -> None:
    """Write the search page of a site, with all that it fetches, into a folder."""
    for folder in ("docs", "theme"):
        copytree(REPOSITORY / folder, root / folder)
    (root / SETTINGS).write_text((REPOSITORY / SETTINGS).read_text(encoding="utf-8"), encoding="utf-8")
    if records:
        copytree(records, root / RECORDS)
    else:
        write_municipalities(root / RECORDS, max(1, promises // PROMISES_PER_YEAR // YEARS), YEARS)
    settings = read_settings(root / SETTINGS)
    renderer = open_renderer(read_project(settings, DAY))
    alternates = Alternates(settings, renderer.site.page_at)
    (root / FOLDER).mkdir(parents=True)
    for script in SCRIPTS:
        (root / "assets" / script).write_bytes((REPOSITORY / "docs/assets" / script).read_bytes())
    for language in settings.codes:
        entries = tuple(list_entries({}, language, PageHasher(settings, renderer, {}), alternates))
        index = render_index(SearchIndex(language, renderer.catalogues.search[language], entries))
        (root / FOLDER / f"{language}.js").write_text(index, encoding="utf-8")
    page = next(page for page in renderer.site.pages if page.kind is PageKind.SEARCH)
    html = renderer.render(page, settings.codes[0]).html
    loads = "".join(f'<script src="../assets/{script}" defer></script>' for script in SCRIPTS)
    place = root / page.path / "index.html"
    place.parent.mkdir()
    place.write_text(f'<!doctype html><meta charset="utf-8">{loads}{html}', encoding="utf-8")


def measure(browser: Browser, root: Path) -> tuple[float, float, float]:
    """Milliseconds to the first answer, of the processor for it, and to the slowest of the later ones.

    The best of several runs, which what else the machine does disturbs least.
    """
    first, busy, later = [], [], []
    with serve(root) as address:
        for _ in range(RUNS):
            page = browser.new_page()
            page.add_init_script(WATCH)
            debugger = page.context.new_cdp_session(page)
            debugger.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(f"{address}sok/?q={QUESTIONS[0]}")
            first.append(page.evaluate("() => answered"))
            metrics = debugger.send("Performance.getMetrics")["metrics"]
            busy.append(1000 * next(item["value"] for item in metrics if item["name"] == "TaskDuration"))
            later.append(max(page.evaluate(ASK, words) for words in QUESTIONS))
            page.close()
    return min(first), min(busy), min(later)


def main() -> None:
    """Measure each size and print a line of it."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for size in (0, *sizes):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                lay_out(root, None if size else REPOSITORY / RECORDS, size)
                first, busy, later = measure(browser, root)
                weight = (root / FOLDER / "sv.js").stat().st_size / 1000
                name = f"{size} promises" if size else "the reference site"
                print(f"{name}: first {first:.0f} ms ({busy:.0f} busy), later {later:.0f} ms, index {weight:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
