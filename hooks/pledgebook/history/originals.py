"""Originals: which picture each was before what its camera had written in it was taken away, by their SHA-256.

An archive's sources hold no such writing, and what is published of a picture has the fingerprint of the file without
it. Only where an earlier version of the program published a picture with it, the ledger has the fingerprint of that
file; beside the ledgers this list then says that the stripped file is that one: `pledges/published/originals.txt`. A
line has the fingerprint of the stripped file, that of the original, and the path, since two originals can be one
picture. Nothing else can prove it: the check says where it rests on a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from ..config import RECORDS

ORIGINALS_NAME = "originals.txt"
ORIGINALS = f"{RECORDS}/published/{ORIGINALS_NAME}"
_LINE = re.compile(r"([0-9a-f]{64}) ([0-9a-f]{64}) (.+)")
# Path and fingerprint of a file without what the camera wrote → the fingerprint of its original.
Originals: TypeAlias = Mapping[tuple[str, str], str]


def parse_originals(text: str) -> dict[tuple[str, str], str]:
    """Read the list."""
    return {(match[3], match[1]): match[2] for line in text.splitlines() if (match := _LINE.fullmatch(line))}


def render_originals(originals: Originals) -> str:
    """The list."""
    return "".join(f"{stripped} {original} {path}\n" for (path, stripped), original in sorted(originals.items()))
