"""Numbers that YAML takes apart, or that stand where a measure belongs: what was meant by them, as it is written."""

from __future__ import annotations

import re

from ..i18n.enum_labels import EnumLabels
from ..model import Model
from ..model.enums import Per
from ..model.introspect import fields_of
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


def guess_counted(text: str, unit: str, is_part: bool = False) -> str:
    """What was meant by a number that what it counts stands with; nothing when it is unsure.

    `unit` is what the field of that name says, or nothing when it is not there; `is_part` tells that the number is a
    part of another, which a share then is of.
    """
    counted = split_counted(text)
    number = guess_number(counted[0]) if counted else ""
    if not counted or not number:
        return ""
    if not unit:
        return f"{number}, unit: {counted[1]}"
    if is_part and counted[1] == '"%"' and not unit.startswith("%"):
        return f'{number}, unit: "% {unit}"'
    return number if counted[1].strip('"') in (unit, *_PIECES) else ""


def render_counted(part: type[Model], text: str, labels: EnumLabels) -> str:
    """A text that says a number and what it counts in short form, with how often and how much of it is what.

    Nothing when a number is unsure, or when the class has no field for all that is said.
    """
    counted = split_counted(text) if part.short_keys else None
    if counted is None:
        return ""
    whole, *shares = re.split(rf",?\s+(?:{'|'.join(map(re.escape, labels.of_which)) or '(?!)'})\s+", counted[1])
    unit, per = _split_per(whole, labels)
    share = split_counted(shares[0]) if len(shares) == 1 and not re.search(r"\d.*\s\d", shares[0]) else None
    more = {"per": per, "of_which": _render_amounts(*share) if share else "" if shares else None}
    if more["of_which"] == "" or any(value and name not in fields_of(part) for name, value in more.items()):
        return ""
    return _render_amounts(counted[0], unit, "".join(f", {name}: {value}" for name, value in more.items() if value))


def _split_per(unit: str, labels: EnumLabels) -> tuple[str, str]:
    """What is counted, and per which stretch of time, where that is said last in two words or more."""
    words = unit.split()
    for start in range(1, len(words) - 1):
        per = labels.read(Per, " ".join(words[start:]))
        if per in [*Per] and per != Per.UNCLEAR:
            return " ".join(words[:start]), per
    return unit, ""


def _render_amounts(amount: str, unit: str, more: str = "") -> str:
    parts = [f"{{{key or 'count'}: {number}, unit: {unit}{more}}}" for key, number in guess_amount(amount)]
    return parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]" if parts else ""
