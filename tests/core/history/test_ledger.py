"""Redaction takes what stands at a path and below it, and nothing that only begins with the same letters."""

from __future__ import annotations

from datetime import date

import pytest

from pledgebook.history.ledger import Edition, Ledger, Redacted, Redaction, fingerprint, redact
from pledgebook.history.snapshot import FieldPath
from pledgebook.history.translation_memory import SourceText, TranslationMemory, redact_words

DAY = date(2027, 6, 15)
PATHS = (
    "signatories",
    "signatories/1/name",
    "signatories/1/note",
    "signatories/10/name",
    "signatories/11/name",
    "promises/a/text",
    "promises/a/activities/b/text",
    "promises/a-b/text",
    "promises/a+2/text",
    "promises/ab/text",
    "aim",
    "aims",
)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("signatories/1", {"signatories/1/name", "signatories/1/note"}),
        ("signatories/10", {"signatories/10/name"}),
        ("signatories/1/name", {"signatories/1/name"}),
        ("signatories", {path for path in PATHS if path.startswith("signatories")}),
        ("promises/a", {"promises/a/text", "promises/a/activities/b/text"}),
        ("promises/a-b", {"promises/a-b/text"}),
        ("promises/a+2", {"promises/a+2/text"}),
        ("promises/a/activities", {"promises/a/activities/b/text"}),
        ("aim", {"aim"}),
        ("signatories/", set()),
        ("sign", set()),
        ("", set()),
    ],
)
def test_a_redaction_takes_a_path_and_what_is_below_it(path: str, taken: set[str]) -> None:
    values = {FieldPath("pledge", "sv", each): f"Om {each}" for each in PATHS}
    others = {
        FieldPath("followup-1", "sv", "aim"): "En annan fil.",
        FieldPath("pledge", "files", "aim"): "0" * 64,
    }
    edition = Edition(DAY, fingerprint({**values, **others}), {**values, **others})
    redaction = Redaction("pledge", path, {}, DAY)
    kept = redact(Ledger("2027", (edition,)), redaction)
    assert taken == {each.path for each, value in kept.newest.changed.items() if isinstance(value, Redacted)}
    assert all(kept.newest.changed[each] == value for each, value in others.items())
    assert edition.fingerprint == fingerprint(kept.state())

    words = {"pledge": dict(zip(PATHS, values.values(), strict=True)), "followup-1": {"aim": "En annan fil."}}
    known = TranslationMemory(
        "2027", {(part, "en"): SourceText("x", "2027-01-01", text) for part, text in words.items()}
    )
    memory = redact_words(known, redaction, "sv").made
    assert taken == {each for each, value in memory["pledge", "en"].words.items() if isinstance(value, Redacted)}
    assert words["followup-1"] == memory["followup-1", "en"].words


def test_what_the_record_still_says_is_not_taken() -> None:
    path = FieldPath("pledge", "sv", "aim")
    ledger = Ledger("2027", (Edition(DAY, "", {path: "Förr."}), Edition(DAY, "", {path: "Nu."})))
    kept = redact(ledger, Redaction("pledge", "aim", {path: "Nu."}, DAY))
    assert [Redacted, str] == [type(edition.changed[path]) for edition in kept.editions]
