"""Conflicts that git has left in a file, where two people have changed the same place."""

from __future__ import annotations

import re

_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n(?:(?! {0,3}\1).*\n)*? {0,3}\1", re.MULTILINE)


def find_conflict(text: str) -> int:
    """The line that a conflict which git has left begins on, counted from 1; 0 when there is none."""
    if not _CONFLICT.search(text):
        return 0
    # What stands whole inside a fence is an example of one.
    found = _CONFLICT.search(_FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text))
    return text.count("\n", 0, found.start()) + 1 if found else 0
