"""The only test that reads the real records."""

from __future__ import annotations

from core.conftest import LANGUAGES, REPOSITORY, show_problem
from pledgebook.load import load_book
from pledgebook.problems import Level


def test_the_records_of_this_repository_have_no_errors_and_no_warnings(site_rules: dict[str, list[str]]) -> None:
    loaded = load_book(REPOSITORY, LANGUAGES, reserved=site_rules["reserved"], anchors=site_rules["anchors"])
    assert [] == [show_problem(problem) for problem in loaded.problems if problem.level is not Level.NOTE]
    assert loaded.book is not None
    assert loaded.book.pledges
