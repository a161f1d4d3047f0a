"""Measures how long it takes from a save until an open page in Chromium shows it, under `pledgebook serve`.

Works on a copy of this project. Nothing is asserted: read the table.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.append(str(REPOSITORY / "tests"))

from install_browser import find_browser  # noqa: E402  (lies in the tests' folder)

PARTS = ("docs", "hooks", "theme", "pledges", "mkdocs.yml")
PATIENCE = 60_000
# Each page tells what it shows as soon as that is another thing: Playwright itself looks only every half second.
TELL = """
let told = null;
(function look() {
  const shown = `${document.querySelector("h1")?.innerText} ${document.querySelectorAll(".pb-live li").length}`;
  if (shown !== told) console.debug((told = shown));
  requestAnimationFrame(look);
})();
"""
# How long a build took, as the command tells when a whole site is shown.
UPDATED = re.compile(r"\d s\b")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", default="pledges/2022-2023/pledge.sv.md")
    parser.add_argument("--page", default="2022-2023/")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for part in PARTS:
            source = REPOSITORY / part
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / part)
        served = subprocess.Popen(
            [sys.executable, "hooks", "serve", "--port", "0"], cwd=root, stdout=subprocess.PIPE, text=True
        )
        try:
            measure(served, root / options.record, options.page, options.runs)
        finally:
            served.terminate()
            served.wait()


def measure(served: subprocess.Popen[str], record: Path, address: str, runs: int) -> None:
    assert served.stdout
    said = served.stdout
    home = next(found[0] for line in said if (found := re.search(r"http://\S+?/(?=\s)", line)))
    words = record.read_text(encoding="utf-8")
    times: dict[str, list[float]] = {"new words": [], "problem": [], "mended": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(TELL)
        page.goto(home + address)

        def time_until(text: str, wanted: str) -> float:
            with page.expect_console_message(lambda message: message.text == wanted, timeout=PATIENCE):
                record.write_text(text, encoding="utf-8")
                started = time.perf_counter()
            return time.perf_counter() - started

        def await_rest() -> None:
            """The page is shown before the rest of its site is made, and nobody saves again so soon."""
            next(line for line in said if UPDATED.search(line))

        for run in range(runs):
            mark = f"Mätning {run}"
            new = re.sub(r"(?m)^title: .*$", f"title: {mark}", words, count=1)
            times["new words"].append(time_until(new, f"{mark} 0"))
            await_rest()
            times["problem"].append(time_until(new.replace("summary:", "sumary:", 1), f"{mark} 1"))
            times["mended"].append(time_until(new + "\n", f"{mark} 0"))
            await_rest()
        browser.close()
    print("| until the page shows | median s | slowest s |\n| --- | ---: | ---: |")
    for name, seconds in times.items():
        print(f"| {name} | {median(seconds):.2f} | {max(seconds):.2f} |")


if __name__ == "__main__":
    main()
