"""A file of editions says what it says in its own places, and nothing that stands elsewhere is taken for it."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.history.ledger import Edition, Ledger, Redacted, add_edition, chain, hash_value
from pledgebook.history.ledger_file import parse_ledger, render_ledger
from pledgebook.history.ledger_migration import fingerprint_state
from pledgebook.history.redaction import Redaction, redact
from pledgebook.history.snapshot import FieldPath, Snapshot
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


# Whatever somebody does to the file by hand


@pytest.mark.parametrize("text", [':"', "Skylten ”Trygg”", "”Trygg”", 'Kallas "torget"', "– så", "• en", "'", "---"])
def test_what_looks_like_a_slip_is_none_in_what_was_published(text: str) -> None:
    ledger = add_edition(None, Folder("2027"), Snapshot({FieldPath("pledge", "sv", "aim"): text}), DAY)
    assert (ledger, ()) == parse_ledger(render_ledger(ledger, ""), Folder("2027"))


DAY = date(2027, 1, 1)


def make_text() -> str:
    """A ledger of three editions, the last with a redaction of what the first said."""
    aim, title, count = (FieldPath("pledge", "sv", name) for name in ("aim", "title", "area"))
    folder, numbers = Folder("2027"), itertools.count(1)

    def salt() -> str:
        return f"{next(numbers):032x}"

    ledger = add_edition(None, folder, Snapshot({aim: "Ring Ada.", title: "Löfte", count: "12"}), DAY, "", salt)
    said = {title: "Löfte", count: "12", aim._replace(path="changes/change-1/note"): "Ett ord."}
    ledger = add_edition(ledger, folder, Snapshot({**said, aim: "Ring Bo."}), DAY + timedelta(1), "change-1", salt)
    ledger = redact(ledger, Redaction("pledge", "aim", said, DAY + timedelta(2), 3))
    return render_ledger(add_edition(ledger, folder, Snapshot(said), DAY + timedelta(2), "change-2", salt), "Om filen.")


TEXT = make_text()
WHOLE, _ = parse_ledger(TEXT, Folder("2027"))
LINES = TEXT.splitlines(keepends=True)
PLACES = st.integers(0, len(TEXT) - 1)
LINE_NUMBERS = st.integers(0, len(LINES) - 1)
ANY = st.sampled_from("0123456789abcdefåÅ'\": -\n#{}[],.|>~!&*%@\t")
EDITS = st.one_of(
    st.builds(lambda place, letter: TEXT[:place] + letter + TEXT[place + 1 :], PLACES, ANY),
    st.builds(lambda place, letter: TEXT[:place] + letter + TEXT[place:], PLACES, ANY),
    st.builds(lambda place: TEXT[:place] + TEXT[place + 1 :], PLACES),
    st.builds(lambda number: "".join(LINES[:number] + LINES[number + 1 :]), LINE_NUMBERS),
    st.builds(lambda number, to: "".join([*LINES[:number], LINES[to], *LINES[number:]]), LINE_NUMBERS, LINE_NUMBERS),
    st.builds(
        lambda number, to: "".join([*LINES[:number], LINES[to], *LINES[number + 1 :]]), LINE_NUMBERS, LINE_NUMBERS
    ),
    st.builds(lambda place: TEXT[:place], PLACES),
)


@pytest.mark.parametrize("when", ["'9'", "'1'", "'2027-01-03'", "'²'", "'" + "9" * 5000 + "'"])
def test_no_text_is_taken_away_as_redacted_without_an_edition_that_says_so(when: str) -> None:
    salt = f"{2:032x}"
    text = TEXT.replace("title: Löfte", f"title: {{redacted: {when}, sha256: {hash_value('Löfte', salt)}}}", 1)
    text = text.replace(f"          title: '{salt}'\n", "", 1)
    ledger, problems = parse_ledger(text, Folder("2027"))
    assert ledger is None
    assert ["published_altered"] == [problem.code for problem in problems]


@settings(deadline=None, max_examples=400)
@given(EDITS)
def test_no_edit_by_hand_that_changes_what_a_ledger_says_goes_untold(text: str) -> None:
    ledger, problems = parse_ledger(text, Folder("2027"))
    if ledger is None:
        assert problems
    elif ledger != WHOLE:
        # Only the end of a whole chain can be missing, which the head of the ledger tells.
        assert WHOLE is not None
        assert ledger.editions == WHOLE.editions[: len(ledger.editions)]
        assert len(ledger.editions) < len(WHOLE.editions)


def test_the_day_of_a_redaction_is_vouched_for() -> None:
    assert WHOLE is not None
    (buried,) = [value for value in WHOLE.editions[0].changed.values() if isinstance(value, Redacted)]
    assert ("2027-01-03", 3) == (buried.date, buried.edition)
    assert "Ada" not in TEXT
    for number in ("1", "2", "4"):
        ledger, problems = parse_ledger(TEXT.replace("redacted: '3'", f"redacted: '{number}'"), Folder("2027"))
        assert (None, ["published_altered"]) == (ledger, [problem.code for problem in problems])
