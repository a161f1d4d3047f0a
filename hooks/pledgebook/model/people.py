"""People named in a public office: who signed, and what was said."""

from __future__ import annotations

from typing import ClassVar

from .base import Id, Line, Model
from .dates import PartialDate
from .enums import Signed
from .ids import is_id
from .text import LocalizedText, Prose


class OfficeHolder(Model):
    """A person named in a public office. The office belongs to what was signed or said, not to the person."""

    match_by: ClassVar[tuple[str, ...]] = ("name",)
    text_field: ClassVar[str] = "name"

    name: Line
    title: LocalizedText | None = None
    party: Id | None = None
    political_party: Line | None = None

    @classmethod
    def guess(cls, text: str) -> dict[str, str]:
        """`Ada Exempelsson, polisen`: after the name, a party by its id, else a title."""
        name, _, rest = (part.strip() for part in text.partition(","))
        return {"name": name, "party" if is_id(rest) else "title": rest} if rest else {"name": name}


class Signatory(OfficeHolder):
    """Somebody who signed a record, or who is named with it."""

    signed: Signed = Signed.YES
    variants: tuple[Line, ...] = ()
    note: Prose | None = None
    sources: tuple[Line, ...] = ()


class PublicStatement(OfficeHolder):
    """What somebody said in office: reported speech in `text`, and in `quote` at most a few of their own words.

    A quotation stands in the language of its source.
    """

    date: PartialDate | None = None
    text: Prose
    quote: Line | None = None
    sources: tuple[Line, ...] = ()
