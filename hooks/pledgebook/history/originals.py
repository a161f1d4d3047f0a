"""Originals: which picture each was before what its camera had written in it was taken away, by their SHA-256.

An archive's sources hold no such writing. A ledger has the fingerprint of the file that was published; beside the
ledgers this list then says that the stripped file is that one: `pledges/published/originals.txt`, a pair a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..config import RECORDS

ORIGINALS_NAME = "originals.txt"
ORIGINALS = f"{RECORDS}/published/{ORIGINALS_NAME}"
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9a-f]{64})")


def parse_originals(text: str) -> dict[str, str]:
    """The fingerprint of each original, by that of the file without what the camera wrote."""
    return {match[1]: match[2] for line in text.splitlines() if (match := _LINE.fullmatch(line))}


def render_originals(originals: Mapping[str, str]) -> str:
    """The list."""
    return "".join(f"{stripped} {originals[stripped]}\n" for stripped in sorted(originals))
