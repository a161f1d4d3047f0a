"""Heads of ledgers: read as they were written, whatever somebody does to the file."""

from __future__ import annotations

import pytest

from pledgebook.history.ledger_heads import LedgerHead, parse_heads, render_heads
from pledgebook.names import Folder

HEADS = {Folder("2027"): LedgerHead(2, "0a1b", 1)}
TEXT = render_heads(HEADS, "Om filen.")


def test_what_is_online_is_known_although_somebody_has_written_a_comment() -> None:
    assert (HEADS, ()) == parse_heads(TEXT)
    assert (HEADS, ()) == parse_heads(TEXT.replace("fingerprint: 0a1b", "fingerprint: 0a1b # den nya"))


@pytest.mark.parametrize("number", ["²", "-1", "1.5", "", "3", "9" * 5000])
def test_what_is_no_number_of_editions_is_told(number: str) -> None:
    heads, problems = parse_heads(TEXT.replace("online: '1'", f"online: '{number}'"))
    assert ({}, ["published_head_altered"]) == (heads, [problem.code for problem in problems])
