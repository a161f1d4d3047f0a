"""Rules on what somebody is said to have said."""

from __future__ import annotations

import pytest

from core.conftest import AG, EN, SV, Given, agreement, pledge, words
from pledgebook.problem import Level

BOTH = "parties: [polisen, kommunen]\n"


def said(extra: str) -> str:
    """A pledge with one statement on line 3; `extra` begins in column 55."""
    return pledge(f"{BOTH}statements: [{{name: Ada Exempelsson, text: Vill väl., {extra}}}]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (said("party: kommunen, sources: [p1]"), []),
        (said("title: Ordförande, sources: [p1], date: 2027-02"), []),
        (said("party: kommunen"), ["3:21 statement_unsourced Ada Exempelsson"]),
        (said("party: kommunen}]\nevidence: [{field: statements, sources: [p1]"), []),
        (said("party: kommunen}]\nevidence: [{field: statements"), ["3:21 statement_unsourced Ada Exempelsson"]),
        (said("party: kommunen}]\nevidence: [{field: period, sources: [p1]"), ["3:21 statement_unsourced Ada Exempelsson"]),
        (said("sources: [p1]"), ["3:21 statement_private Ada Exempelsson"]),
        (said("party: kommunen, sources: [p1], quote: " + "ord " * 25), []),
        (said("party: kommunen, sources: [p1], quote: " + "ord " * 26), ["3:94 statement_quoted 26"]),
        (said("party: kommunen, sources: [p1], date: 2027-12-31"), []),
        (said("party: kommunen, sources: [p1], date: 2028-01-01"), ["3:93 statement_outside 2028-01-01"]),
        (said("party: kommunen, sources: [p1], date: 2025"), []),
        (said("party: kommunen, sources: [p1], date: 2024-12-29"), ["3:93 statement_outside 2024-12-29"]),
        (said("party: kommunen, sources: [k9]"), ["3:82 source_unlisted k9"]),
        (said("party: kommunens, sources: [p1]"), ["3:62 party_unknown kommunens → kommunen"]),
        (pledge(f"{BOTH}statements: ['Ada Exempelsson, kommunen']"), ["3:14 value_mapping Ada Exempelsson, kommunen"]),
        (pledge(f"{BOTH}statements: [{{name: Ada, party: kommunen, sources: [p1]}}]"), ["3:15 field_missing text"]),
        (pledge(f"{BOTH}unknown: [statements]"), []),
    ],
)  # fmt: skip
def test_what_is_said_in_office_is_short_and_can_be_looked_up(given: Given, text: str, expected: list[str]) -> None:
    told = given({SV: text})
    kinds = (Level.ERROR, Level.WARNING, Level.NOTE)
    found = [item.removeprefix(f"{SV}:") for item in told.of(*kinds) if "translation_missing" not in item]
    assert expected == found


def test_the_same_rules_hold_for_an_agreement(given: Given) -> None:
    told = given({AG: agreement("statements: [{name: Ada, text: Vill väl.}]")})
    assert [f"{AG}:2:21 statement_unsourced Ada"] == told.warnings


def test_two_statements_of_one_person_keep_their_own_translations(given: Given) -> None:
    two = "statements:\n  - {name: Ada, party: polisen, sources: [p1], text: Ett.}\n  - {name: Ada, party: polisen, sources: [p1], text: Två.}"
    english = "statements: [{name: Ada, text: One.}, {name: Ada, text: Two.}]"
    told = given({SV: pledge(two), EN: words(english)})
    assert [] == told.problems
    texts = [item.text.get(language).words for item in told.pledge.statements for language in told.book.languages]
    assert ["Ett.", "One.", "Två.", "Two."] == texts
