"""Follow-ups: what is said afterwards of what was promised."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..names import Language
from .amounts import Figure
from .base import Id, Line, Model
from .dates import PartialDate
from .enums import FollowUpKind, Status, StatusSource
from .shared import Contact, Document, Period, Source, Translation
from .text import LocalizedText, Prose


class Result(Model):
    """What a follow-up says of one promise; without `promise`, of the pledge as a whole."""

    match_by: ClassVar[tuple[str, ...]] = ("promise", "activity")

    promise: Id | None = None
    activity: Id | None = None
    status: Status = Status.NOT_REPORTED
    status_source: StatusSource | None = None
    figures: tuple[Figure, ...] = ()
    text: Prose | None = None
    reason: LocalizedText | None = None
    sources: tuple[Line, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether it says anything, and not only that nothing is reported."""
        return bool(self.status is not Status.NOT_REPORTED or self.figures or self.text or self.reason)


class FollowUp(Model):
    """A report on a pledge. It may cover a part of the period; an empty one says that its content is not known."""

    unwritten: ClassVar[tuple[str, ...]] = ("pledge", "body", "translations")
    asked: ClassVar[tuple[str, ...]] = ("date", "covers")

    id: Id
    pledge: Id
    date: PartialDate | None = None
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    kind: FollowUpKind
    covers: Period = Period()
    title: LocalizedText | None = None
    summary: Prose | None = None
    results: tuple[Result, ...] = ()
    documents: tuple[Document, ...] = ()
    contact: Contact | None = None
    unknown: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    body: Prose | None = None
    translations: dict[Language, Translation] = Field(default_factory=dict)
