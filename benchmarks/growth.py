"""Measures how building time grows with the number of pledges, beside an ordinary Material site of the same words.

Every figure comes from a fresh process in a folder of its own. Nothing is asserted: read the table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from fictional import LANGUAGES, write_municipalities, write_plain_pages
from pledgebook.config import SETTINGS, read_settings
from pledgebook.html.renderer import open_renderer
from pledgebook.project import read_project

REPOSITORY = Path(__file__).resolve().parents[1]
YEARS = 5
PAGES_PER_MUNICIPALITY = YEARS * len(LANGUAGES)
DAY = datetime(2026, 11, 1, tzinfo=UTC)
ENVIRONMENT = {"SOURCE_DATE_EPOCH": str(int(DAY.timestamp())), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
BUILD = ("-m", "mkdocs", "build")
PLAIN_SETTINGS = """\
site_name: Exempelstäderna
site_url: https://example.org/
theme:
  name: material
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: sv, name: Svenska, default: true}
        - {locale: en, name: English}
markdown_extensions: [attr_list]
"""


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    seconds: float
    computing: float  # seconds of processor time, which other work on the machine disturbs less
    peak: float  # MiB


@dataclass
class Size:
    """All that was measured of sites with a number of pledge pages."""

    pledge_pages: int
    pages: int = 0
    output: float = 0  # MiB
    ours: list[Cost] = field(default_factory=list)
    core: list[Cost] = field(default_factory=list)
    plain: list[Cost] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return median(cost.seconds for cost in self.ours)

    @property
    def per_page(self) -> float:
        return self.seconds * 1000 / self.pages

    @property
    def own_share(self) -> float:
        return median(cost.computing for cost in self.core) / median(cost.computing for cost in self.ours)


class BuildFailedError(Exception):
    """A build did not succeed; the message is the end of what it said."""


def main() -> int:
    options = _parse_arguments()
    if options.core:
        render_core(Path(options.core))
        return 0
    sizes = []
    try:
        for pledge_pages in options.sizes:
            sizes.append(measure_size(pledge_pages, options.runs, pledge_pages <= options.plain_max))
    except BuildFailedError as error:
        print(f"\nA build failed:\n{error}", file=sys.stderr)
        return 1
    print_table(sizes, options.runs, options.plain_max)
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how building time grows with the number of pledges.")
    parser.add_argument("--sizes", type=_read_sizes, default=[30, 300, 3000], help="pledge pages, such as 30,300")
    parser.add_argument("--runs", type=int, default=1, help="how many times each is built; the median is printed")
    parser.add_argument(
        "--plain-max", type=int, default=300, help="the largest size that the ordinary site is built in, too"
    )
    parser.add_argument("--core", help=argparse.SUPPRESS)
    return parser.parse_args()


def _read_sizes(text: str) -> list[int]:
    sizes = sorted({int(part) for part in text.split(",")})
    if any(size < 1 or size % PAGES_PER_MUNICIPALITY for size in sizes):
        raise argparse.ArgumentTypeError(f"sizes are multiples of {PAGES_PER_MUNICIPALITY}")
    return sizes


def measure_size(pledge_pages: int, runs: int, with_plain: bool) -> Size:
    """Build both sites of one size, turn by turn, so that a slow moment of the machine strikes both."""
    municipalities = pledge_pages // PAGES_PER_MUNICIPALITY
    size = Size(pledge_pages)
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder, "ours"), Path(folder, "plain")
        _copy_project(ours)
        write_municipalities(ours / "pledges", municipalities, YEARS)
        if with_plain:
            write_plain_pages(plain / "docs", municipalities, YEARS)
            (plain / SETTINGS).write_text(PLAIN_SETTINGS, encoding="utf-8")
        for run in range(1, runs + 1):
            _tell(f"{pledge_pages} pledge pages, run {run} of {runs}")
            size.ours.append(run_python(ours, *BUILD))
            if with_plain:
                size.plain.append(run_python(plain, *BUILD))
            size.core.append(run_python(ours, str(Path(__file__).resolve()), "--core", str(ours)))
        site = ours / "site"
        size.pages = sum(1 for _ in site.rglob("index.html"))
        size.output = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2**20
    return size


def _copy_project(folder: Path) -> None:
    for part in ("docs", "hooks", "theme"):
        shutil.copytree(REPOSITORY / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / SETTINGS, folder)


def run_python(folder: Path, *arguments: str) -> Cost:
    """Run Python in a folder and see what it took, the most memory it held included."""
    environment = os.environ | ENVIRONMENT | {"PYTHONPATH": str(folder / "hooks")}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BuildFailedError("".join(said.readlines()[-20:]).replace(str(folder), "."))
    unit = 1 if sys.platform == "darwin" else 2**10  # the system counts in bytes there, in KiB elsewhere
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


def render_core(folder: Path) -> None:
    """Read the records and render every page in every language, without MkDocs."""
    settings = read_settings(folder / SETTINGS)
    project = read_project(settings, DAY.date())
    renderer = open_renderer(project)
    for language in settings.codes:
        for page in renderer.site.pages:
            renderer.render(page, language)


def print_table(sizes: Sequence[Size], runs: int, plain_max: int) -> None:
    header = (
        *("pledge pages", "all pages", "seconds", "ms per page", "MiB per page", "peak MiB", "own code"),
        *("plain seconds", "ours ÷ plain"),
    )
    rows = [header, *(_row(size) for size in sizes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    print()
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print()
    print("Seconds are wall clock" + (f", the median of {runs} runs." if runs > 1 else ", one run each."))
    print("“Own code” is the processor time that reading the records and rendering all pages takes without MkDocs,")
    print("as a share of that of the whole build.")
    left_out = [str(size.pledge_pages) for size in sizes if not size.plain]
    if left_out:
        print(f"The plain site was left out at {', '.join(left_out)} pledge pages (--plain-max {plain_max}).")
    for smaller, larger in pairwise(sizes):
        ratio = larger.per_page / smaller.per_page
        what = f"ms per page at {larger.pledge_pages} ÷ ms per page at {smaller.pledge_pages}"
        print(f"Growth: {what} = {ratio:.2f} (linear is about 1, less when a fixed cost is shared by more pages).")


def _row(size: Size) -> tuple[str, ...]:
    plain = median(cost.seconds for cost in size.plain) if size.plain else None
    return (
        str(size.pledge_pages),
        str(size.pages),
        f"{size.seconds:.1f}",
        f"{size.per_page:.1f}",
        f"{size.output / size.pages:.3f}",
        f"{median(cost.peak for cost in size.ours):.0f}",
        f"{size.own_share:.0%}",
        f"{plain:.1f}" if plain else "left out",
        f"{size.seconds / plain:.2f}" if plain else "",
    )


def _tell(words: str) -> None:
    """Say how far it has come, apart from the table."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
