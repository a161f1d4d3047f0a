"""A site knows where everything is before anything is shown."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.conftest import REPOSITORY, THEME, Given, Show, followup, pledge
from pledgebook.config import SETTINGS, read_settings
from pledgebook.names import Folder
from pledgebook.project import Project, read_project
from pledgebook.site import build
from pledgebook.site.alternates import Alternates
from pledgebook.site.routes import PageKind

TODAY = date(2026, 1, 1)
BUILDERS = [
    name for name in vars(build) if ("_view" in name and name.startswith("build_")) or name == "list_agreements"
]
SETTINGS_FILE = f"""site_name: Exempelstad
site_url: https://example.org/
theme: {{name: null, custom_dir: {THEME}}}
plugins:
  - i18n: {{languages: [{{locale: sv, name: Svenska, default: true}}, {{locale: en, name: English}}]}}
"""


def read(root: Path) -> Project:
    shutil.copytree(REPOSITORY / "tests/exempelstad/pledges", root / "pledges")
    for language in ("sv", "en"):
        for name in ("om", "metod"):
            page = root / f"docs/{name}/index.{language}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("# Sida\n", encoding="utf-8")
    (root / SETTINGS).write_text(SETTINGS_FILE, encoding="utf-8")
    return read_project(read_settings(root / SETTINGS), TODAY)


def test_a_project_is_read_and_its_addresses_known_without_a_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("nobody shows anything")

    assert len(BUILDERS) > 10
    for name in BUILDERS:
        monkeypatch.setattr(build, name, refuse)
    project = read(tmp_path)
    assert project.redirect_map is not None, project.problems
    pages = project.redirect_map.site.page_at
    assert {"", "arkiv/", "2019/", "2019/allt/", "2019/utgavor/", "2019/utgavor/1/"} <= pages.keys()
    assert pages["2019/"].updated is not None
    assert pages["2019/allt/"].record is pages["2019/"].record is not None
    assert pages["2019/utgavor/1/"].record is None
    with pytest.raises(AssertionError):
        _ = pages["2019/"].view


def test_each_view_is_made_once_and_is_that_of_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()

    def count(name: str, make: Any) -> Any:
        def counted(*given: Any) -> Any:
            made[name] += 1
            return make(*given)

        return counted

    for name in BUILDERS:
        monkeypatch.setattr(build, name, count(name, getattr(build, name)))
    project = read(tmp_path)
    assert project.redirect_map is not None
    pages = project.redirect_map.site.pages
    for _ in range(2):
        for page in pages:
            view: Any = page.view
            match page.kind:
                case PageKind.PLEDGE | PageKind.AGREEMENT | PageKind.WHOLE:
                    assert view.record is page.record
                case PageKind.THEME | PageKind.PLACE | PageKind.PARTY:
                    assert getattr(view, page.kind).name is page.subject
                case PageKind.THREAD:
                    assert view.name == page.subject
                    assert page.path.endswith(f"/{view.thread.id}/")
                case PageKind.EDITION:
                    assert page.path.endswith(f"/{view.number}/")
                    assert view.edition.date == page.updated
                    assert view.languages == page.languages
                case PageKind.EDITIONS:
                    assert view.current.title is page.subject
    assert dict.fromkeys(BUILDERS, 1) == made


# When something last happened


@pytest.mark.parametrize(
    ("fields", "files", "expected"),
    [
        ("dates: {signed: 2027-01-20}", {}, "2027-01-20"),
        ("dates: {signed: 2027-01-20, decided: 2027-02-14}", {}, "2027-02-14"),
        ("dates: {signed: 2027-01-20, published: 2027-02}", {}, "2027-02"),
        ("dates: {signed: 2027-01-20}", {"2027/followup-1.sv.md": followup("date: 2027-05\ncovers: 2027")}, "2027-05"),
        ("changes: [{date: 2027-05-04, kind: correction, note: Talet rättat.}]", {}, "2027-05-04"),
        # What is only planned has not happened.
        ("dates: {signed: 2027-01-20, decided: 2027-12-01}", {}, "2027-01-20"),
        ("", {}, "None"),
    ],
)
def test_a_page_is_as_new_as_the_latest_that_has_happened_to_its_record(
    given: Given, show: Show, fields: str, files: dict[str, str], expected: str
) -> None:
    page = show(given({"2027/pledge.sv.md": pledge(fields), **files}).book).page("2027/")
    assert (expected, None) == (str(page.updated), page.edited)


def test_the_map_of_the_site_gives_only_days_that_a_page_is_known_to_have_changed(tmp_path: Path) -> None:
    project = read(tmp_path)
    assert project.redirect_map
    pages = project.redirect_map.site.page_at
    updated = {
        entry.href.removeprefix("https://example.org/"): entry.updated
        for entry in Alternates(project.settings, pages).list_entries()
    }
    ledger = project.redirect_map.site.book.ledgers[Folder("2019")]
    assert ledger.newest.date.isoformat() == updated["2019/"]
    # Something happened to it, but nobody has kept when its words were last changed.
    assert pages["2021-2022/"].updated
    assert "" == updated["2021-2022/"]
