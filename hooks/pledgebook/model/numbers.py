"""Numbers as people write them: read when there is one way to, refused when there are two, and what was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from pydantic_core import PydanticCustomError

_SPACES = " \u00a0\u202f"
_NUMBER = re.compile(rf"(-?)([0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|0|[1-9][0-9]*)(?:[.,]([0-9]+))?")
# Three digits after one sign may be thousands or decimals; after a nought they can only be decimals.
_TWO_WAYS = re.compile(r"(-?[1-9][0-9]{0,2})[.,]([0-9]{3})")
_THOUSANDS = re.compile(r"(-?[0-9]{1,3})((?:([._',’ ])[0-9]{3})(?:\3[0-9]{3})*)(?:(?!\3)[.,]([0-9]+))?")
_POWER = re.compile(r"([1-9])e([0-9])", re.IGNORECASE)
# No amount is written in so many letters, nor counted in so many digits: not all of what is past them can be told.
_LONGEST = 100
_MOST_DIGITS = 20
_HALVES = {"½": "5", "¼": "25", "¾": "75"}
_SAID = {
    "about": r"(?:ca|cirka|c:a|omkring|runt|ungefär|about|around|approximately|approx|~|≈)\.?",
    "at_least": r"(?:minst|åtminstone|at least|>=|≥)",
    "at_most": r"(?:högst|max|maximalt|at most|<=|≤)\.?",
    "more_than": r"(?:fler än|mer än|över|more than|over|>)",
}
_RANGE = re.compile(r"(.+?)\s*(?:[-–—]|\btill\b|\bto\b)\s*(.+)")


def parse_number(text: str) -> int | float:
    """Read a number: `200`, `1 203`, `12,5` or `12.5`.

    Raises:
        PydanticCustomError: `number` when it is none; `number_two_ways` when it can be read in two, as `1.500`;
            `number_digits` when it has more digits than a number can be kept with.
        ValueError: it is past all counting.
    """
    text = text.strip()
    if _TWO_WAYS.fullmatch(text):
        raise PydanticCustomError("number_two_ways", "two numbers: {found}", {"found": text})
    match = _NUMBER.fullmatch(text)
    if not match:
        raise PydanticCustomError("number", "not a number: {found}", {"found": text})
    sign, whole, part = match.groups(default="")
    digits = sign + re.sub(f"[{_SPACES}]", "", whole)
    if len(digits) > _MOST_DIGITS:
        raise ValueError(text)
    # A whole number is kept to its last digit, which a float of so many would not be.
    if not part.strip("0"):
        return int(digits)
    number = float(f"{digits}.{part}")
    if Decimal(repr(number)) != Decimal(f"{digits}.{part}"):
        raise PydanticCustomError("number_digits", "too many digits: {found}", {"found": text})
    return number


def list_readings(text: str) -> tuple[str, ...]:
    """What a number that can be read in two ways may mean, each written so that it can be read in one; else nothing."""
    match = _TWO_WAYS.fullmatch(text.strip())
    if not match:
        return ()
    whole, part = match[1], match[2].rstrip("0")
    # Three decimals are what cannot be told from thousands; four can.
    decimal = f"{whole}.{part if len(part) < 3 else f'{part}0'}" if part else whole
    return whole + match[2], decimal


def guess_number(text: str) -> str:
    """The number that a text plainly means, written so that `parse_number` reads it; nothing when it is unsure."""
    text = text.strip()
    try:
        parse_number(text)
    except PydanticCustomError as error:
        return "" if error.type in ("number_two_ways", "number_digits") else _mend_number(text)
    except ValueError:
        return ""
    return re.sub(f"[{_SPACES}]", "", text).replace(",", ".")


def _mend_number(text: str) -> str:
    grouped, power = _THOUSANDS.fullmatch(text), _POWER.fullmatch(text)
    if grouped and not grouped[1].lstrip("-").startswith("0"):
        whole = grouped[1] + re.sub(r"\D", "", grouped[2])
        return f"{whole}.{grouped[4]}" if grouped[4] else whole
    if power:
        return power[1] + "0" * int(power[2])
    if text[-1:] in _HALVES and re.fullmatch(r"[0-9]*", text[:-1].strip()):
        return f"{text[:-1].strip() or '0'}.{_HALVES[text[-1]]}"
    if re.fullmatch(r"[.,][0-9]+", text):
        return f"0.{text[1:]}"
    if re.fullmatch(r"\+?0*[1-9][0-9]*", text):
        return text.lstrip("+0")
    # Digits as wide as the letters of East Asia, and of other scripts, are digits all the same.
    plain = "".join(str(unicodedata.digit(letter, letter)) for letter in text)
    return guess_number(plain) if plain != text else ""


def guess_amount(text: str) -> tuple[tuple[str, str], ...]:
    """A number with the key it is given under, as it is meant by a text in words; nothing when it is unsure.

    Returns:
        `("about", "200")` of `ca 200`, `("at_least", "200"), ("at_most", "250")` of `200-250`, and the number under no
        key where there is nothing but a number.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return ()
    for key, rest in split_said(text):
        number = guess_number(rest)
        if number:
            return ((key, number),)
    ends = _RANGE.fullmatch(text)
    if ends:
        low, high = guess_number(ends[1]), guess_number(ends[2])
        is_range = low and high and float(low) < float(high)
        return (("at_least", low), ("at_most", high)) if is_range else ()
    number = guess_number(text)
    return (("", number),) if number else ()


def split_said(text: str) -> Iterator[tuple[str, str]]:
    """How firmly a text in words tells what follows, as the key that says so, and that: `("about", "200")`."""
    found = ((key, re.fullmatch(rf"{said}\s*(.+)", text, re.IGNORECASE)) for key, said in _SAID.items())
    yield from ((key, match[1]) for key, match in found if match)
