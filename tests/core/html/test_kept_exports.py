"""Exports of which parts are kept are those that would be made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.conftest import FU, REGISTER, SV, THEME, TODAY, Given, Show, Shown, followup, pledge, register
from pledgebook.config import Settings
from pledgebook.files.cache import ContentCache
from pledgebook.html.kept_exports import render_kept_exports
from pledgebook.html.page_hash import PageHasher
from pledgebook.names import Language
from pledgebook.site.exports import data_schema, feeds, table
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.listing import render_exports

URL = "https://example.org/"
SITE = Settings(Path("/"), "docs", THEME, {Language("sv"): "Svenska", Language("en"): "English"}, URL)
FIRST = "https://first.example/"
PROMISE = "promises: [{id: synas, by: polisen, text: Synas i centrum}]"
LATER = pledge("period: 2028\nextends: 2027", without="promises")
REPORT = "results: [{promise: synas, status: ongoing}]"


def make_context(shown: Shown, first_url: str = "") -> ExportContext:
    return ExportContext(shown.site, shown.words, URL, first_url, shown.renderer.render_file)


def test_whatever_has_changed_exports_are_those_that_would_be_made(given: Given, show: Show, tmp_path: Path) -> None:
    cache, files = ContentCache(tmp_path, 1_800_000_000.0), {"register.yml": REGISTER, SV: pledge(PROMISE)}
    edits: tuple[tuple[dict[str, str], date, str], ...] = (
        ({}, TODAY, ""),
        ({SV: pledge(PROMISE.replace("centrum", "byn"))}, TODAY, ""),
        ({FU: followup(REPORT)}, date(2028, 2, 1), ""),
        ({FU: followup(REPORT.replace("ongoing", "fulfilled"))}, date(2028, 2, 1), ""),
        ({FU: followup(f"{REPORT}\nsummary: Det *gick* bra.")}, date(2028, 2, 1), ""),
        ({FU: followup(f"{REPORT}\nsummary: Det gick bra.\nsources: [p1]")}, date(2028, 2, 1), ""),
        (
            {"register.yml": register("sources: [{id: p1, publisher: Polisen, url: 'https://example.org/p1'}]")},
            TODAY,
            "",
        ),
        ({"2028/pledge.sv.md": LATER}, date(2028, 2, 1), ""),
        ({"2028/pledge.sv.md": pledge("period: 2028\nreplaces: 2027")}, date(2028, 2, 1), ""),
        ({}, date(2028, 2, 1), FIRST),
        ({}, date(2029, 6, 1), FIRST),
    )
    for changed, today, first_url in edits:
        files |= changed
        shown = show(given(files, today=today).book, today)
        context = make_context(shown, first_url)
        kept = render_kept_exports(context, PageHasher(SITE, shown.renderer, {}), cache)
        assert [*render_exports(context)] == [*kept]


def test_what_has_not_changed_is_made_once(
    given: Given, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, shown = ContentCache(tmp_path, 1_800_000_000.0), show(given({FU: followup(REPORT)}).book)

    def render() -> dict[str, bytes]:
        return dict(render_kept_exports(make_context(shown), PageHasher(SITE, shown.renderer, {}), cache))

    made = render()
    for module, name in ((table, "_make_row"), (feeds, "_make_entry"), (data_schema, "_make_bare")):
        monkeypatch.setattr(module, name, None)
    assert made == render()
