"""A file of editions says what it says in its own places, and nothing that stands elsewhere is taken for it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pledgebook.history.ledger import Edition, Ledger, chain
from pledgebook.history.ledger_file import parse_ledger, render_ledger
from pledgebook.history.ledger_migration import fingerprint_state
from pledgebook.history.snapshot import FieldPath
from pledgebook.names import Folder
from pledgebook.problem import Mark

VALUES = {FieldPath("pledge", "sv", "title"): "Synas"}
SALTS = {FieldPath("pledge", "sv", "title"): "0a1b"}
LEDGER = chain(Ledger(Folder("2027"), (Edition(date(2027, 1, 1), "", VALUES, "", Mark(""), SALTS),)))


def test_a_ledger_is_read_as_it_was_written() -> None:
    ledger, problems = parse_ledger(render_ledger(LEDGER, ""), Folder("2027"))
    assert () == problems
    assert ledger is not None
    assert [VALUES] == [edition.changed for edition in ledger.editions]


def test_a_fingerprint_means_the_same_in_later_versions_of_the_program() -> None:
    assert "d2ad9ec56aeaaddaf2fc505367f20d8f0acd08bd4887a8ee903e7f695418c236" == LEDGER.newest.fingerprint
    said = {FieldPath("pledge", "sv", "title"): "Löfte", FieldPath("pledge", "files", "åtgärder.pdf"): "0f"}
    assert "f1bd7ee78e617658a1b573aa9e2616397089b75534867493f0dd9c0710275688" == fingerprint_state(said)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # What changed stands beside the date instead of under its own key.
        (
            lambda text: re.sub(r" +changed:\n((?: {6,}.*\n)+)", lambda m: m[1].replace("\n  ", "\n")[2:], text),
            "date",
        ),
        # An edition that is a date alone.
        (lambda text: "record: '2027'\neditions: [2027-01-01]\n", "date"),
    ],
)
def test_what_stands_in_another_place_is_not_taken_for_what_was_published(change, expected) -> None:
    ledger, problems = parse_ledger(change(render_ledger(LEDGER, "")), Folder("2027"))
    assert ledger is None
    assert [("published_altered", expected)] == [(problem.code, problem.found) for problem in problems]
