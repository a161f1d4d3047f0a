"""Partial dates, as the sources give them: a year, a month or a day, and periods made of two of them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

# No pledge is older or reaches further; 9999 is how people write that there is no end.
EARLIEST, LATEST = 1900, 2200

# No period is written in so many letters.
_LONGEST = 100
# For those who read dates elsewhere, in the regular expressions of ECMA-262.
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# `1/2/2027` is the first of February in one country and the second of January in another, so it is not among them.
_OTHER_WAYS = (
    (r"(\d{1,2}) ?/ ?(\d{1,2}) ?[-–— ] ?(\d{4})", "dmy"),
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", "dmy"),
    (r"(\d{4}) ?[-–—/.] ?(\d{1,2}) ?[-–—/.] ?(\d{1,2})", "ymd"),
    (r"(\d{4}) ?[-–—/.] ?(\d{1,2})", "ym"),
    (r"(\d{4})(\d{2})(\d{2})", "ymd"),
    # A day past the twelfth is no month, in whichever order they stand.
    (r"(1[3-9]|[23]\d)[-–—/](\d{1,2})[-–—/](\d{4})", "dmy"),
)
# What word processors write for a hyphen, and what spreadsheets and sentences put after a date.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_AFTER_DATE = re.compile(r"(?<=\d)(?:[ t]\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?z?|[.,;])$")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is known to the year, the month or the day; what is not known is None.

    Ordered by its first possible day, a less precise date before a more precise one.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2018`, `2018-01` or `2018-01-22`.

        Raises:
            PydanticCustomError: `date_format` when it is none of these, `date_year` when the year is not one from
                `EARLIEST` to `LATEST`, `date_impossible` when no calendar has it (31 June), with the day the month
                really ends on.
        """
        match = _DATE.fullmatch(text.strip())
        if not match:
            raise PydanticCustomError("date_format", "not a date: {found}", {"found": text})
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if not EARLIEST <= year <= LATEST:
            raise PydanticCustomError("date_year", "no such year: {found}", {"found": text})
        if month is not None and not 1 <= month <= 12:
            raise PydanticCustomError("date_impossible", "no such date: {found}", {"found": text, "last": ""})
        if month is not None and day is not None:
            last = calendar.monthrange(year, month)[1]
            if not 1 <= day <= last:
                nearest = f"{year:04d}-{month:02d}-{last:02d}"
                raise PydanticCustomError("date_impossible", "no such date: {found}", {"found": text, "last": nearest})
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @classmethod
    def of(cls, day: date, like: PartialDate) -> PartialDate:
        """A day, as exactly as another date is known."""
        return cls(day.year, day.month if like.month else None, day.day if like.day else None)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: PartialDate) -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[date, int]:
        """What dates are ordered by."""
        return (self.first_day, (self.month is not None) + (self.day is not None))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> PartialDate:
            return value if isinstance(value, cls) else cls.parse(str(value))

        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema(pattern=DATE)),
            python_schema=core_schema.no_info_plain_validator_function(read),
            serialization=core_schema.to_string_ser_schema(),
        )


def parse_partial(text: str) -> PartialDate | None:
    """A date as files write it (`2018`, `2018-01`, `2018-01-22`), or None when it is no such thing."""
    try:
        return PartialDate.parse(text)
    except PydanticCustomError:
        return None


def parse_day(text: str) -> date | None:
    """A day as commands write it (`2018-01-22`), or None when it is no such thing."""
    when = parse_partial(text)
    return when.first_day if when and when.day else None


def guess_date(text: str, months: Mapping[str, int]) -> str:
    """The date that a text means although it is written in another way (`1/2-2027`), or nothing when it is unsure.

    `months` are their numbers by their names, in small letters.
    """
    text = _AFTER_DATE.sub("", " ".join(text.casefold().translate(_HYPHENS).split()))
    if when := parse_partial(text):
        return str(when)
    for pattern, order in _OTHER_WAYS:
        match = re.fullmatch(pattern, text)
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            return _render_date(parts["y"], parts["m"], parts.get("d"))
    text = re.sub(r"^\w+da[gy](?:en)?,? ", "", text)
    match = re.fullmatch(r"(?:den |the )?(?:(\d{1,2})(?::?[ae]|st|nd|rd|th|\.)? )?(\w+) (\d{4})", text)
    if match and match[2] in months:
        return _render_date(match[3], str(months[match[2]]), match[1])
    return ""


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The words of periods, in small letters.

    Attributes:
        joints: what stands between two ends, such as `to`.
        openings: what stands before the first, such as `from`.
        fillers: what says nothing, such as `the year`.
        endless: what stands instead of an end.
    """

    joints: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()


def guess_period(text: str, months: Mapping[str, int], words: PeriodWords) -> str:
    """The period that a text means although it is written in another way, or nothing when it is unsure.

    Such are `2027/28`, `1 January 2027 to 31 December 2027`, `1 januari - 31 december 2027` and `from 2027`.
    """
    if len(text) > _LONGEST:
        return ""
    text = " ".join(text.casefold().split())
    opening, text = _strip_word(text, words.openings, str.startswith)
    endless, text = _strip_word(text, words.endless, str.endswith)
    _, text = _strip_word(text, words.fillers, str.startswith)
    only = guess_date(text, months)
    if only:
        return f"{{start: {only}, end: open}}" if opening or endless else only
    if endless:
        return ""
    joint = "|".join(map(re.escape, sorted(words.joints, key=len, reverse=True))) or "-"
    splits = re.finditer(rf" ?[-–—/]+ ?| (?:{joint}) |(?<=\d{{4}}) (?=\d{{4}})", text)
    found = {_join_ends(text[: split.start()], text[split.end() :], months) for split in splits} - {""}
    return found.pop() if len(found) == 1 else ""


def _strip_word(text: str, words: Iterable[str], stands: Callable[[str, str], bool]) -> tuple[str, str]:
    """The longest of some words that a text begins or ends with, and the text without it."""
    word = max((word for word in words if stands(text, word)), key=len, default="")
    rest = text.removeprefix(word) if stands is str.startswith else text.removesuffix(word)
    return (word, rest.strip(" ,")) if rest.strip() else ("", text)


def _join_ends(first: str, last: str, months: Mapping[str, int]) -> str:
    """The period between two ends; the first may leave out the year that the last has, the last its century."""
    last = first[:2] + last if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d{2}", last) else last
    end = guess_date(last, months)
    start = guess_date(first, months) or (guess_date(f"{first} {end[:4]}", months) if end else "")
    if not start or not end or not PartialDate.parse(start) < PartialDate.parse(end):
        return ""
    return f"{start}-{end}" if len(start) == len(end) == 4 else f"{start}–{end}"


def _render_date(*parts: str | None) -> str:
    return str(parse_partial("-".join(part.zfill(2) for part in parts if part)) or "")


def read_two_ways(text: str) -> tuple[str, str] | None:
    """What a period written `2011-12` may mean, as it is written: two years or a month; None if it means one alone."""
    match = re.fullmatch(r"\s*(\d\d)(\d\d)-(\d\d)\s*", text)
    if not match or not int(match[2]) < int(match[3]) <= 12:
        return None
    return f"{match[1]}{match[2]}-{match[1]}{match[3]}", f"{{start: {text.strip()}, end: {text.strip()}}}"


def split_period(text: str) -> tuple[str, str] | None:
    """Take `2022-2023`, `2022–2023` or `2018-07-01–2020-06-30` apart into start and end; None if it is no such thing.

    A hyphen joins only two bare years, since it also stands inside a date.
    """
    years = re.fullmatch(r"\s*(\d{4})\s*[-–—]\s*(\d{4})\s*", text)
    if years:
        return years[1], years[2]
    dates = re.fullmatch(r"\s*(\d{4}[\d-]*)\s*[–—]\s*(\d{4}[\d-]*)\s*", text)
    return (dates[1], dates[2]) if dates else None
