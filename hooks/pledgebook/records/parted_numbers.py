"""Numbers that YAML takes apart, or that can be read in two ways: what was meant by them, as it is written."""

from __future__ import annotations

import re

from ..model.numbers import guess_number, list_readings
from ..problem import Mark, Problem
from ..yaml.node import Node

# No number is in so many pieces.
_MOST_KEYS = 100


def find_parted_number(holder: Node, name: str) -> tuple[Mark, str] | None:
    """The number that a key of nothing but digits was a part of: between braces a comma parts fields (`{count: 2,5}`).

    Returns:
        Where the number begins and all of it, or None when the key is no part of one.
    """
    key = holder.keys.get(name)
    if key is None or not re.fullmatch("[0-9]+", name) or len(holder.keys) > _MOST_KEYS:
        return None
    parts = [(item.mark, item.name) for item in holder.keys.values() if re.fullmatch("[0-9]+", item.name)]
    parts += [(item.mark, item.text) for item in holder.mapping.values() if re.fullmatch("-?[0-9]+", item.text)]
    ends = {(mark.line, mark.column + len(text) + 1): (mark, text) for mark, text in parts}
    starts = {(mark.line, mark.column): text for mark, text in parts}
    mark, found = key.mark, name
    while before := ends.get((mark.line, mark.column)):
        mark, found = before[0], f"{before[1]},{found}"
    while after := starts.get((mark.line, mark.column + len(found) + 1)):
        found = f"{found},{after}"
    return (mark, found) if mark != key.mark else None


def explain_number(mark: Mark, found: str, code: str) -> Problem:
    """The problem of a number that can be read in two ways, or in one but not where it stands (`code`)."""
    readings = list_readings(found)
    if readings:
        return Problem(mark, "number_ambiguous", found=found, allowed=readings)
    return Problem(mark, code, found=found, suggestion=guess_number(found))
