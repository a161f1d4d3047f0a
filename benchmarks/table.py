"""Tables of what has been measured, as text or as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from statistics import median

from cost import Cost


@dataclass
class Measured:
    """What was measured of one kind of site in one size.

    Attributes:
        size: how many pledge pages; 0 for a site that has one size only.
        name: the kind.
        title: what the table calls it.
        missing: why there are no figures: "left out", "not fetched" or "failed".
        costs: what each run took.
        pages: how many pages came out of the last run.
        output: how much, in MiB.
    """

    size: int
    name: str
    title: str
    missing: str = ""
    costs: list[Cost] = field(default_factory=list)
    pages: int = 0
    output: float = 0.0

    @property
    def seconds(self) -> float:
        return median(cost.seconds for cost in self.costs)

    @property
    def computing(self) -> float:
        return median(cost.computing for cost in self.costs)

    @property
    def peak(self) -> float:
        return median(cost.peak for cost in self.costs)


def render_machine(runs: int) -> str:
    """What a reader has to know about how it was measured."""
    machine = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    return f"{machine}; {f'medians of {runs} runs' if runs > 1 else 'one run'}:"


def render_sites(found: Sequence[Measured], base: str, markdown: bool) -> str:
    """Every site, and how its time relates to that of the kind called `base`, of the same size and in the same run."""
    sized = any(item.size for item in found)
    bases = {item.size: item for item in found if item.name == base and item.costs}
    title = next((item.title for item in found if item.name == base), base)
    header = ["pages out", "seconds", "processor s", "ms per page", "peak MiB", "output MiB"]
    header += [f"÷ {title}"] if bases else []
    rows = [(["pledge pages"] if sized else []) + ["site", *header]]
    for item in found:
        cells = [f"{item.size:,}"] if sized else []
        rows.append([*cells, item.title, *_list_figures(item, bases.get(item.size))][: len(rows[0])])
    return render_table(rows, 1 if sized else 0, markdown)


def _list_figures(item: Measured, base: Measured | None) -> list[str]:
    if not item.costs:
        return ["", item.missing, "", "", "", "", ""]
    pages, output = (f"{item.pages:,}", f"{item.output:.1f}") if item.pages else ("", "")
    return [
        pages,
        f"{item.seconds:.1f}",
        f"{item.computing:.1f}",
        f"{item.seconds * 1000 / item.pages:.1f}" if item.pages else "",
        f"{item.peak:.0f}",
        output,
        f"{item.seconds / base.seconds:.2f}" if base else "",
    ]


def render_growth(found: Sequence[Measured], markdown: bool) -> str:
    """How each kind's time grows from one size to the next: the exponent, where 1 is a straight line and 2 a square."""
    sizes = sorted({item.size for item in found})
    if len(sizes) < 2:
        return ""
    steps = list(pairwise(sizes))
    by_place = {(item.name, item.size): item for item in found if item.costs}
    rows = [["growth", *(f"{smaller:,} → {larger:,}" for smaller, larger in steps)]]
    for name, title in {item.name: item.title for item in found}.items():
        pairs = [(by_place.get((name, smaller)), by_place.get((name, larger))) for smaller, larger in steps]
        rows.append([title, *(f"{_find_exponent(*pair):.2f}" if all(pair) else "" for pair in pairs)])
    return render_table(rows, 0, markdown)


def _find_exponent(smaller: Measured | None, larger: Measured | None) -> float:
    assert smaller and larger, "both have been measured"
    return log(larger.seconds / smaller.seconds) / log(larger.size / smaller.size)


def render_table(rows: Sequence[Sequence[str]], words: int, markdown: bool) -> str:
    """Rows, the first of them the header, with all columns to the right except the one of words."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if markdown:
        line = ["---" if column == words else "---:" for column in range(len(widths))]
        told = ["|".join(f" {cell} " if cell else " " for cell in row) for row in (rows[0], line, *rows[1:])]
        return "\n".join(f"|{row}|" for row in told)
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
