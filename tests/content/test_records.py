"""What holds for every file of the records."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import fastjsonschema

from conftest import REPOSITORY
from core.authoring.form.test_form import check_unchanged_saves, make_records, read_book
from core.authoring.test_format import check_rest, format_all
from core.authoring.test_json_schema import name_schema, read_front
from core.conftest import show_problem
from core.markdown.test_preprocessor import check_letters
from core.site.exports.lossless import check_lossless
from core.site.views.test_editions import check_restored
from pledgebook.authoring.format import find_model
from pledgebook.authoring.json_schema import make_schema
from pledgebook.checks.run import check_meaning
from pledgebook.config import Settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.problem import Level
from pledgebook.project import load_book
from pledgebook.records.book import make_book
from pledgebook.records.day import BookOnDay
from pledgebook.site.build import build_site
from pledgebook.site.routes import list_fixed, list_taken
from pledgebook.yaml.characters import find_hidden

RECORDS = [path for path in sorted((REPOSITORY / "pledges").rglob("*")) if find_model(path.name)]


def test_there_are_neither_errors_nor_warnings(settings: Settings, catalogues: Catalogues) -> None:
    """On no day: that something has not been looked at for a year is no fault of what is written."""
    words = catalogues[settings.codes[0]]
    reserved = [*(address.strip("/") for address in list_fixed(words).values()), *settings.codes]
    loaded = load_book(REPOSITORY, settings.codes, reserved, list_taken(words))
    assert [] == [show_problem(problem) for problem in loaded.problems if problem.level is not Level.NOTE]
    assert loaded.book is not None
    assert loaded.book.pledges


def test_nothing_is_likely_not_to_be_meant(settings: Settings, catalogues: Catalogues) -> None:
    entries = load_book(REPOSITORY, settings.codes).entries
    book = make_book(entries, settings.codes)
    assert book is not None
    assert [] == [show_problem(problem) for problem in check_meaning(book, entries, catalogues.words)]


def test_editors_find_every_record_valid(settings: Settings, catalogues: Catalogues) -> None:
    original = settings.codes[0]
    kinds = {name_schema(path, original) for path in RECORDS}
    schemas = {kind: fastjsonschema.compile(make_schema(kind[0], catalogues[original], kind[1])) for kind in kinds}
    for path in RECORDS:
        schemas[name_schema(path, original)](read_front(path.read_text("utf-8")))


def test_the_data_hold_all_of_each(settings: Settings, catalogues: Catalogues) -> None:
    book = load_book(REPOSITORY, settings.codes).book
    assert book is not None
    day = BookOnDay(book, date(2026, 1, 1))
    site = build_site(day, catalogues[settings.codes[0]])
    check_lossless(site, catalogues)


def test_the_form_saves_each_as_fmt_leaves_it_when_nothing_is_changed(catalogues: Catalogues, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "pledges", tmp_path / "pledges")
    before = read_book(tmp_path, catalogues)
    check_unchanged_saves(make_records(tmp_path, catalogues))
    assert before == read_book(tmp_path, catalogues)


def test_fmt_keeps_every_comment_and_comes_to_rest() -> None:
    for path in RECORDS:
        check_rest(path)


def test_fmt_changes_nothing_of_what_is_said(settings: Settings, tmp_path: Path) -> None:
    format_all(REPOSITORY, tmp_path)
    before, after = (load_book(place, settings.codes).book for place in (REPOSITORY, tmp_path))
    assert before is not None
    assert before == after


def test_every_record_comes_back_whole_from_its_edition(settings: Settings) -> None:
    check_restored(REPOSITORY, settings.codes)


def test_what_is_read_as_it_was_meant_stays_to_the_letter() -> None:
    check_letters(REPOSITORY / "pledges")


def test_there_are_no_characters_that_nobody_sees() -> None:
    for folder in ("pledges", "docs"):
        for path in (REPOSITORY / folder).rglob("*.md"):
            assert [] == list(find_hidden(path.read_text("utf-8"), path.name)), path
