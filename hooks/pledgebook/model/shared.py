"""What records, follow-ups and the register have in common: periods, sources, documents, contacts, translations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from ..yaml.node import Node
from .base import Address, Count, Id, Line, Model, Sha256, Short, Truth
from .dates import PartialDate, read_two_ways, split_period
from .enums import DocumentKind, TranslationStatus
from .text import LocalizedText, Prose

_YEAR = re.compile(r"\d{4}")


class Period(Model):
    """From when to when. Short forms: `2019`, `2022-2023`, `2018-07-01–2020-06-30`; `end: open` has no end."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    open: Truth = False
    as_stated: Line | None = None
    end_condition: LocalizedText | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """`2019` and `2022-2023` become start and end, and `end: open` a fact of its own."""
        if isinstance(node.value, str):
            if read_two_ways(node.value):
                return node
            pair = split_period(node.value) or (node.value, node.value)
            return node.with_value({"start": node.imply(pair[0]), "end": node.imply(pair[1])})
        end = node.mapping.get("end")
        if end and end.text.casefold() == "open":
            rest = {name: value for name, value in node.mapping.items() if name != "end"}
            return node.with_value(rest | {"open": end.imply("true")})
        return node

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> Short:
        """`2019`, two years, or `end: open`; two dates are easier to read by their names."""
        start, end = str(fields.get("start", "")), str(fields.get("end", ""))
        if fields.keys() == {"start", "end"}:
            if start == end and not split_period(start) and not read_two_ways(start):
                return start
            if _YEAR.fullmatch(start) and _YEAR.fullmatch(end):
                return f"{start}-{end}"
        if fields.get("open") == "true" and not end:
            return {name: value for name, value in fields.items() if name != "open"} | {"end": "open"}
        return dict(fields)

    def years(self, until: int) -> range:
        """The calendar years that it is known to touch; one without an end goes on to the year `until`."""
        if self.start is None:
            return range(self.end.year, self.end.year + 1) if self.end else range(0)
        last = self.end.year if self.end else max(until, self.start.year)
        return range(self.start.year, (last if self.end or self.open else self.start.year) + 1)

    def may_touch(self, year: int) -> bool:
        """Whether it may touch a calendar year, for all that is known of it."""
        return (self.start.year if self.start else year) <= year <= (self.end.year if self.end else year)


class Source(Model):
    """Where facts come from. A single text is the id of a source of the register."""

    numbered: ClassVar[bool] = True
    short_field: ClassVar[str] = "id"
    text_field: ClassVar[str] = "publisher"

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$")]
    publisher: Line | None = None
    title: Line | None = None
    url: Address | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    read: PartialDate | None = None
    archived: Address | None = None
    partly_read: Truth = False
    note: Prose | None = None

    @property
    def is_reference(self) -> bool:
        """Whether it only names a source of the register."""
        return self.publisher is None


class Document(Model):
    """A file that belongs to a record: kept beside it (`file`), or known only by its address (`url`)."""

    title: LocalizedText
    kind: DocumentKind
    lang: Line | None = None
    file: Line | None = None
    url: Address | None = None
    mime: Line | None = None
    bytes: Count | None = None
    date: PartialDate | None = None
    licence: Line | None = None
    sha256: Sha256 | None = None
    text_version: Line | None = None
    note: Prose | None = None
    sources: tuple[Line, ...] = ()
    id: Id | None = None


class Contact(Model):
    """Whom to ask: a function, never a person's own number."""

    function: LocalizedText
    url: Address | None = None
    email: Line | None = None


class Translation(Model):
    """How far a translation has come; stands in the translated file. `of` is a fingerprint that the command writes."""

    status: TranslationStatus = TranslationStatus.DRAFT
    of: Line | None = None
    reviewed: PartialDate | None = None
    by: Line | None = None
