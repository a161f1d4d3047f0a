"""What stands around a page is in its key, whatever the settings are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.nav import Link, Navigation, Section

from conftest import Project
from pledgebook.adapter.pages import PageStore, describe_frame, list_menu
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.files.value_hash import ValueHasher
from pledgebook.html.page_hash import PageHasher
from pledgebook.html.renderer import open_renderer
from pledgebook.project import read_project
from pledgebook.site.routes import OneFile


def hash_frame(folder: Path, settings: str) -> bytes:
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(f"site_name: Exempelstad\n{settings}", encoding="utf-8")
    return ValueHasher().hash(describe_frame(load_config(str(file)), Navigation([], [])))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("extra_javascript: [a.js]", "extra_javascript: [b.js]"),
        ("extra_javascript: [a.mjs]", "extra_javascript: [b.mjs]"),
        ("extra_javascript: [{path: a.js}]", "extra_javascript: [{path: a.js, defer: true}]"),
        ("extra_css: [a.css]", "extra_css: [b.css]"),
        ("extra: {town: {name: Exempelstad}}", "extra: {town: {name: Fiktiva}}"),
        ("extra: {since: 2026-01-01}", "extra: {since: 2026-01-02}"),
        ("extra: {since: 2026-01-01, town: Exempelstad}", "extra: {since: 2026-01-01, town: Fiktiva}"),
        ("extra: {towns: !!set {Exempelstad}}", "extra: {towns: !!set {Fiktiva}}"),
        ("theme: {name: mkdocs, locale: sv}", "theme: {name: mkdocs, locale: en}"),
        ("theme: {name: mkdocs, favicon: a.svg}", "theme: {name: mkdocs, favicon: b.svg}"),
        ("theme: {name: mkdocs, logo: a.svg}", "theme: {name: mkdocs, logo: b.svg}"),
    ],
)
def test_a_setting_that_pages_show_changes_their_keys(tmp_path: Path, before: str, after: str) -> None:
    assert hash_frame(tmp_path, before) != hash_frame(tmp_path, after)


def test_a_menu_has_one_level_and_its_links_are_in_the_key(tmp_path: Path) -> None:
    link = Link("Kommunen", "https://example.org/")
    menu = [Section("Mer", [link, Section("Inre", [Link("Polisen", "https://example.com/")])]), link]
    assert ["Kommunen", "Polisen", "Kommunen"] == [item.title for item in list_menu(menu)]
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Exempelstad\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    keys = [ValueHasher().hash(describe_frame(config, Navigation(items, []))) for items in ([], [link], menu)]
    assert len(keys) == len(set(keys))


def test_where_the_project_lies_does_not(tmp_path: Path) -> None:
    assert hash_frame(tmp_path / "a", "strict: true") == hash_frame(tmp_path / "b", "strict: true")


def test_to_make_a_key_holds_on_to_nothing_of_the_page(tiny: Callable[..., Project]) -> None:
    """Records in one file are large, and each is wanted once."""
    project = read_project(read_settings(tiny().root / SETTINGS), date(2027, 1, 1))
    assert project.redirect_map
    renderer = open_renderer(project)
    store = PageStore(NO_CACHE, PageHasher(project.settings, renderer, {}), project.redirect_map, {})
    file = OneFile("pdf", "2027/a.pdf", b"%PDF")
    page, language = renderer.site.page_at["2027/"], project.settings.codes[0]
    before = sys.getrefcount(file)
    assert store.make_key(page, language, [file]) != store.make_key(page, language, [])
    assert before == sys.getrefcount(file)


def test_pages_are_new_until_all_of_them_are_kept_and_when_what_they_share_changes(
    tiny: Callable[..., Project], tmp_path: Path
) -> None:
    project = read_project(read_settings(tiny().root / SETTINGS), date(2027, 1, 1))
    assert project.redirect_map
    cache, renderer = ContentCache(tmp_path / "cache"), open_renderer(project)
    stores = [
        PageStore(cache, PageHasher(project.settings, renderer, theme), project.redirect_map, {})
        for theme in ({}, {}, {"fragments/a.html": b""})
    ]
    assert [True, True, True] == [store.is_new() for store in stores]
    stores[0].finish()
    assert [False, False, True] == [store.is_new() for store in stores]
