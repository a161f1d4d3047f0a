"""Numbers that YAML takes apart, or that stand where a measure belongs: what was meant by them, as it is written."""

from __future__ import annotations

import re

from ..model.numbers import guess_amount, guess_number, list_readings
from ..problem import Mark, Problem
from ..yaml.node import Node

# No number is in so many pieces.
_MOST_KEYS = 100
# No number with what it counts is written in so many letters.
_LONGEST = 300
_COUNTED = re.compile(
    r"(?P<count>(?:(?:[^\W\d_:]+\.? ){1,2}|[<>=≥≤~≈]+ ?)?[\d½¼¾][\d \u00a0.,–½¼¾-]*)"
    r"(?:\s+(?P<unit>[^\W\d_].*)|\s*(?P<share>%.*))"
)
# A number of pieces, whatever they are.
_PIECES = ("st", "st.", "stycken")


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


def split_counted(text: str) -> tuple[str, str] | None:
    """A number and what it counts, as YAML writes that, out of a text that says both; None when it does not."""
    counted = _COUNTED.fullmatch(text) if len(text) <= _LONGEST else None
    return (counted["count"].strip(), counted["unit"] or f'"{counted["share"]}"') if counted else None


def guess_counted(text: str, unit: str) -> str:
    """What was meant by a number that what it counts stands with; nothing when it is unsure.

    `unit` is what the field of that name says, or nothing when it is not there.
    """
    counted = split_counted(text)
    number = guess_number(counted[0]) if counted else ""
    if not counted or not number:
        return ""
    if not unit:
        return f"{number}, unit: {counted[1]}"
    return number if counted[1].strip('"') in (unit, *_PIECES) else ""


def render_amounts(amount: str, unit: str) -> str:
    """A number and what it counts in short form; a range as two of them. Nothing when the number is unsure."""
    parts = [f"{{{key or 'count'}: {number}, unit: {unit}}}" for key, number in guess_amount(amount)]
    return parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]" if parts else ""
