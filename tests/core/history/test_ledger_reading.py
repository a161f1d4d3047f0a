"""A file of editions says what it says in its own places, and nothing that stands elsewhere is taken for it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pledgebook.history.ledger import Edition, Ledger, fingerprint, parse_ledger, render_ledger
from pledgebook.history.snapshot import FieldPath
from pledgebook.names import Folder
from pledgebook.problem import Mark

VALUES = {FieldPath("pledge", "sv", "title"): "Synas"}
LEDGER = Ledger(Folder("2027"), (Edition(date(2027, 1, 1), fingerprint(VALUES), VALUES, "", Mark("")),))


def test_a_ledger_is_read_as_it_was_written() -> None:
    ledger, problems = parse_ledger(render_ledger(LEDGER, ""), Folder("2027"))
    assert () == problems
    assert ledger is not None
    assert [VALUES] == [edition.changed for edition in ledger.editions]


def test_a_fingerprint_means_the_same_in_later_versions_of_the_program() -> None:
    said = {FieldPath("pledge", "sv", "title"): "Löfte", FieldPath("pledge", "files", "åtgärder.pdf"): "0f"}
    assert "f1bd7ee78e617658a1b573aa9e2616397089b75534867493f0dd9c0710275688" == fingerprint(said)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # What changed stands beside the date instead of under its own key.
        (
            lambda text: re.sub(r" +changed:\n((?: {6,}.*\n)+)", lambda m: m[1].replace("\n  ", "\n")[2:], text),
            "2027-01-01",
        ),
        # An edition that is a date alone.
        (lambda text: "record: '2027'\neditions: [2027-01-01]\n", "date"),
    ],
)
def test_what_stands_in_another_place_is_not_taken_for_what_was_published(change, expected) -> None:
    ledger, problems = parse_ledger(change(render_ledger(LEDGER, "")), Folder("2027"))
    assert ledger is None
    assert [("published_altered", expected)] == [(problem.code, problem.found) for problem in problems]
