"""Shows what Lighthouse makes of the built site on a phone: its four scores, and what weighs and waits.

Nothing is asserted: read the table, and the faults below it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.append(str(REPOSITORY / "tests"))

from install_browser import find_browser  # noqa: E402  (stands in the folder that is added above)
from web_server import serve  # noqa: E402

PROGRAM = REPOSITORY / "tests/tools/node_modules/lighthouse/cli/index.js"
SCORES = ("performance", "accessibility", "best-practices", "seo")
# Lighthouse's own names for what is measured, and ours.
MEASURES = {
    "largest-contentful-paint": "LCP ms",
    "cumulative-layout-shift": "CLS",
    "total-blocking-time": "TBT ms",
    "total-byte-weight": "bytes",
}


@dataclass(frozen=True)
class Audit:
    """What several runs said of one page."""

    address: str
    reports: list[dict[str, Any]]

    def score(self, category: str) -> float:
        return median(100 * (report["categories"][category]["score"] or 0) for report in self.reports)

    def measure(self, name: str) -> float:
        return median(float(report["audits"][name].get("numericValue", 0)) for report in self.reports)

    def faults(self) -> Iterable[str]:
        """What counts against any of the scores, in the last run."""
        report = self.reports[-1]
        for category in SCORES:
            for item in report["categories"][category]["auditRefs"]:
                audit = report["audits"][item["id"]]
                if item["weight"] and audit["score"] is not None and audit["score"] < 1:
                    value = audit.get("displayValue", "")
                    yield f"{category}: {audit['id']} {audit['score']:.2f}: {audit['title']} {value}".rstrip()


def run_lighthouse(url: str, browser: str, folder: Path) -> dict[str, Any]:
    """One run in a fresh browser, with Lighthouse's own idea of a phone on a slow line."""
    report = folder / "report.json"
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [str(Path(sys.executable).parent / "node"), str(PROGRAM), url, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags={flags}", f"--only-categories={','.join(SCORES)}"]
    # Lighthouse can send reports of its own errors; nothing is to leave this machine.
    command += ["--no-enable-error-reporting"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": browser})
    result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return result


def build_site() -> Path:
    subprocess.run([sys.executable, "hooks", "build"], cwd=REPOSITORY, check=True)
    return REPOSITORY / "site"


def choose_addresses(site: Path) -> list[str]:
    """The start page, the fullest page of a pledge, and the two lists that grow."""
    pledges = [path.parent for path in (REPOSITORY / "pledges").glob("*/pledge.*.md")]
    pages = [site / folder.name / "index.html" for folder in pledges]
    fullest = max((page for page in pages if page.is_file()), key=lambda page: (page.stat().st_size, str(page)))
    return ["", f"{fullest.parent.name}/", "arkiv/", "tidslinje/"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how many times each page is run; medians are shown")
    parser.add_argument("addresses", nargs="*", help="addresses within the site, such as arkiv/")
    options = parser.parse_args()
    browser = find_browser()
    if browser is None or not PROGRAM.is_file():
        print("Chromium or Lighthouse is missing. Run: make audit", file=sys.stderr)
        return 1
    site = build_site()
    addresses = options.addresses or choose_addresses(site)
    audits = []
    with serve(site) as root, tempfile.TemporaryDirectory() as folder:
        for address in addresses:
            reports = [run_lighthouse(root + address, browser, Path(folder)) for _ in range(options.runs)]
            audits.append(Audit(address, reports))
    print("|", " | ".join(["page", *SCORES, *MEASURES.values()]), "|")
    print("|", " | ".join(["---", *["---:"] * (len(SCORES) + len(MEASURES))]), "|")
    for audit in audits:
        figures = [f"{audit.score(name):.0f}" for name in SCORES]
        figures += [f"{audit.measure(name):,.3f}".rstrip("0").rstrip(".") for name in MEASURES]
        print("|", " | ".join([f"/{audit.address}", *figures]), "|")
    for audit in audits:
        print(f"\n/{audit.address}", *audit.faults(), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
