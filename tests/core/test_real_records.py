"""What is true of the real records; no other test reads them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from core.authoring.form.test_form import check_unchanged_saves, make_records, read_book
from core.conftest import LANGUAGES, REPOSITORY, show_problem
from pledgebook.checks.run import check_meaning
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.problem import Level
from pledgebook.project import load_book
from pledgebook.records.book import make_book


def test_the_records_of_this_repository_have_no_errors_and_no_warnings(site_rules: dict[str, Any]) -> None:
    loaded = load_book(REPOSITORY, LANGUAGES, **site_rules)
    assert [] == [show_problem(problem) for problem in loaded.problems if problem.level is not Level.NOTE]
    assert loaded.book is not None
    assert loaded.book.pledges


@pytest.mark.parametrize("root", [REPOSITORY, REPOSITORY / "tests" / "exempelstad"])
def test_nothing_in_them_is_likely_not_to_be_meant(root: Path, catalogues: Catalogues) -> None:
    entries = load_book(root, LANGUAGES).entries
    book = make_book(entries, LANGUAGES)
    assert book is not None
    assert [] == [show_problem(problem) for problem in check_meaning(book, entries, catalogues.words)]


def test_the_form_saves_each_as_fmt_leaves_it_when_nothing_is_changed(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "pledges", tmp_path / "pledges")
    before = read_book(tmp_path)
    check_unchanged_saves(make_records(tmp_path))
    assert before == read_book(tmp_path)
