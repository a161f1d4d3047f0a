"""Guesses at what somebody meant who wrote a value in another form than the model's; they are told, and never taken."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..model import Model
from ..model.ids import slug
from ..model.introspect import fields_of
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
