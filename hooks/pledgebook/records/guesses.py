"""Guesses at what somebody meant who wrote a value in another form than the model's; they are told, and never taken."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from ..i18n.enum_labels import EnumLabels
from ..model import ORIGIN, Model
from ..model.enums import Per
from ..model.ids import slug
from ..model.introspect import fields_of
from ..model.numbers import guess_amount, guess_number
from ..yaml.scalar import escape, quote

_HOST = re.compile(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
# What looks like a host and is the name of a file.
_FILE = re.compile(r"[^/]+\.(?:csv|docx?|gif|html?|jpe?g|md|odt|pdf|png|pptx?|svg|txt|webp|xlsx?)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>]+@[\w-]+(\.[\w-]+)+")
_LINK = re.compile(r"<(\S+)>|\[[^\]]*\]\((\S+?)\)")
_SLASHES = re.compile(r"(https?)(?::/?|//|/:/?)(?=[^/:])", re.IGNORECASE)
# So long may an id be that is made of a text.
_LONGEST = 40
_LONGEST_ADDRESS = 2_000
# No number with what it counts is written in so many letters.
_LONGEST_COUNTED = 300
_COUNTED = re.compile(
    r"(?P<count>(?:(?:[^\W\d_:]+\.? ){1,2}|[<>=≥≤~≈]+ ?)?[\d½¼¾][\d \u00a0.,–½¼¾-]*)"
    r"(?:\s+(?P<unit>[^\W\d_].*)|\s*(?P<share>%.*))"
)
# A number of pieces, whatever they are.
_PIECES = ("st", "st.", "stycken")


def guess_address(text: str) -> str:
    """The address in a text that is no address as it stands; or nothing."""
    if len(text) > _LONGEST_ADDRESS:
        return ""
    link = _LINK.fullmatch(text.strip())
    text = (link[1] or link[2]) if link else text.strip()
    if _FILE.fullmatch(text):
        return ""
    if _HOST.fullmatch(text):
        return f"https://{text}"
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    meant = _SLASHES.sub(lambda match: f"{match[1].lower()}://", text, count=1).replace(" ", "%20")
    return meant if re.fullmatch(r"https?://[^/%\s].*", meant) else ""


def guess_origin(text: str) -> str:
    """The origin of an address that is more or less than one (`http://www.example.org/om/`); or nothing."""
    with suppress(ValueError):  # What no host can be called.
        host = urlsplit(guess_address(text)).netloc.rpartition("@")[2].lower().encode("idna").decode()
        return f"https://{host}" if re.fullmatch(ORIGIN, f"https://{host}") else ""
    return ""


def guess_fields(part: type[Model], text: str, parties: Collection[str]) -> str:
    """The fields of a part in braces, for a text that stands there alone; nothing unless all that it needs is known.

    Of the record's `parties`, the only one is whose promise it is.
    """
    fields = part.guess(text)
    specs = fields_of(part)
    if fields and "id" in specs and specs["id"].required and not part.numbered:
        fields = {"id": _shorten_id(slug(fields[part.text_field])), **fields}
    if fields and "by" in specs and specs["by"].required and len(parties) == 1:
        fields = {**fields, "by": next(iter(parties))}
    needed = {name for name, spec in specs.items() if spec.required and not (part.numbered and name == "id")}
    if fields.keys() & {*part.short_keys}:
        needed.discard("kind")
    if not fields or not needed <= fields.keys():
        return ""
    written = {
        name: quote(value, inside=True, is_fact=name in part.short_keys) or escape(value)
        for name, value in fields.items()
    }
    order = [name for name in (*part.short_keys, *specs) if name in written]
    return "{" + ", ".join(f"{name}: {written[name]}" for name in order) + "}"


def _shorten_id(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST + 1].rpartition("-")[0]


def list_written(part: type[Model]) -> tuple[str, ...]:
    """The fields that may be written in a class, those that it needs first."""
    specs = fields_of(part)
    names = [*part.short_keys, *sorted(specs, key=lambda name: not specs[name].required)]
    return tuple(name for name in names if name not in part.unwritten and not (part.numbered and name == "id"))


def split_counted(text: str) -> tuple[str, str] | None:
    """A number and what it counts, as YAML writes that, out of a text that says both; None when it does not."""
    counted = _COUNTED.fullmatch(text) if len(text) <= _LONGEST_COUNTED else None
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
