"""Books that several views are tried on."""

from __future__ import annotations

import pytest

from core.conftest import Given, followup, pledge
from pledgebook.records.book import Book


def pledges(**periods: str) -> dict[str, str | None]:
    """Pledges by id (with `_` for `-`) and period; none but these."""
    found: dict[str, str | None] = {"2027/pledge.sv.md": None}
    for name, period in periods.items():
        found[f"{name.lstrip('_').replace('_', '-')}/pledge.sv.md"] = pledge(f"period: {period}")
    return found


# Archive


FOUND = """
    period: {period}
    area: [sagogatan]
    parties: [polisen, kommunen]
    focus_areas: [{{id: lugnt, title: Lugnt, themes: [trafik]}}]
    promises:
      - {{id: a, by: polisen, text: A, focus_area: lugnt}}
      - {{id: b, by: [polisen, kommunen], text: B, themes: [narkotika], places: [fiktiva-torget], focus_area: lugnt}}
      - {{id: c, by: kommunen, text: C, unknown: [places]}}
"""


@pytest.fixture
def found(given: Given) -> Book:
    """Two pledges whose promises are found by what they say themselves, and by what the pledge says for them."""
    return given(
        {
            "2027/pledge.sv.md": None,
            "2025-2026/pledge.sv.md": pledge(FOUND.format(period="2025-2026")),
            "2028/pledge.sv.md": pledge(FOUND.format(period="2028")),
            "2025-2026/followup-1.sv.md": followup("covers: 2025\nresults: [{promise: a, status: ongoing}]"),
            "2025-2026/followup-2.sv.md": followup(
                "covers: 2025\nby: kommunen\nresults: [{promise: a, status: fulfilled}]"
            ),
        }
    ).book


# Threads


THREADS = {
    "2025/pledge.sv.md": pledge(
        """
        period: 2025
        area: [sagogatan]
        focus_areas: [{id: gator, title: Gator, themes: [trafik]}]
        promises:
          - {id: a, by: polisen, text: A, focus_area: gator}
          - {id: b, by: polisen, text: B, focus_area: gator, themes: narkotika}
          - {id: c, by: polisen, text: C, places: [fiktiva-torget, fiktiva-torget]}
        """
    ),
    "2026/pledge.sv.md": pledge("period: 2026"),
    "2027/pledge.sv.md": pledge(
        """
        focus_areas: [{id: knark, title: Knark, themes: [narkotika]}]
        promises:
          - {id: a, by: polisen, text: A, themes: [trafik], activities: [{id: x, text: X, places: sagogatan}]}
          - {id: b, by: polisen, text: B, places: sagogatan, activities: [{id: x, text: X, places: sagogatan}]}
        """
    ),
}
