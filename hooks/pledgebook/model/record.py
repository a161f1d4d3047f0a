"""Pledges and agreements, and what is only said in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from ..names import Language
from ..yaml.node import Node
from .amounts import Tally, Target
from .base import Address, Id, Line, Model, PromiseRef, Short, Truth
from .dates import PartialDate
from .enums import BasisType, ChangeKind, Confidence, FigureKind, FocusKind, Interval, Scope, State
from .people import PublicStatement, Signatory
from .shared import Contact, Document, Period, Source, Translation
from .text import LocalizedText, Prose

UNKNOWN_PARTY = "unknown"


class Evidence(Model):
    """What one fact of a record rests on. `field` names the fact by its key, as in `dates.signed`."""

    match_by: ClassVar[tuple[str, ...]] = ("field",)

    field: Line
    sources: tuple[Line, ...] = ()
    confidence: Confidence | None = None
    note: Prose | None = None


class Dates(Model):
    """When a record was signed, decided, published and updated, and the day on its document; five different days."""

    signed: PartialDate | None = None
    decided: PartialDate | None = None
    written: PartialDate | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None


class Area(Model):
    """What area a pledge is for; nothing where the pledge does not say. Short form: one place or a list of places."""

    scope: Scope | None = None
    places: tuple[Id, ...] = ()
    note: Prose | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Places alone, `[fiktiva-torget]`, make the scope `districts`."""
        if isinstance(node.value, dict):
            return node
        return node.with_value({"scope": node.imply(Scope.DISTRICTS.value), "places": node})

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> Short:
        """Places alone, where nothing else is said of the districts."""
        is_short = fields.keys() == {"scope", "places"} and fields["scope"] == Scope.DISTRICTS.value
        return fields["places"] if is_short else dict(fields)


class Basis(Model):
    """What a pledge was built on: a dialogue, a survey, statistics. Short form: the type alone."""

    short_field: ClassVar[str] = "type"

    type: BasisType
    date: PartialDate | None = None
    respondents: Tally | None = None
    note: Prose | None = None
    url: Address | None = None
    sources: tuple[Line, ...] = ()
    id: Id | None = None


class Goal(Model):
    """What is to be reached within a focus area. Short form: the words alone."""

    short_field: ClassVar[str] = "text"
    text_field: ClassVar[str] = "text"

    text: LocalizedText
    note: Prose | None = None
    id: Id | None = None


class FocusArea(Model):
    """A subject or part of town that a pledge or an agreement puts first."""

    text_field: ClassVar[str] = "title"

    id: Id
    title: LocalizedText
    description: Prose | None = None
    goals: tuple[Goal, ...] = ()
    kind: FocusKind = FocusKind.THEME
    flexible: Truth = False
    places: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()


class Activity(Model):
    """A step below a promise. Without `by`, the promise's own parties do it."""

    text_field: ClassVar[str] = "text"

    id: Id
    text: LocalizedText
    by: tuple[Id, ...] = ()
    helpers: tuple[Id, ...] = Field(default=(), alias="with")
    helpers_note: LocalizedText | None = Field(default=None, alias="with_others")
    target_group: LocalizedText | None = None
    places: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    when: LocalizedText | None = None
    target: tuple[Target, ...] = ()
    note: Prose | None = None
    sources: tuple[Line, ...] = ()


class Promise(Model):
    """One promise of a pledge. Two parties under `by` promise it jointly; `with` helps without promising."""

    text_field: ClassVar[str] = "text"

    id: Id
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    helpers: tuple[Id, ...] = Field(default=(), alias="with")
    helpers_note: LocalizedText | None = Field(default=None, alias="with_others")
    focus_area: Id | None = None
    text: LocalizedText
    in_short: LocalizedText | None = None
    target_group: LocalizedText | None = None
    when: LocalizedText | None = None
    condition: LocalizedText | None = None
    places: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    target: tuple[Target, ...] = ()
    activities: tuple[Activity, ...] = ()
    continues: tuple[PromiseRef, ...] = ()
    note: Prose | None = None
    unknown: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()
    sources_note: LocalizedText | None = None


class Change(Model):
    """A change to what was promised, decided inside the period or carried out as a correction.

    `earlier_end` is the last day that a period had before it was extended or cut short.
    """

    asked: ClassVar[tuple[str, ...]] = ("date",)

    date: PartialDate | None = None
    kind: ChangeKind
    earlier_end: PartialDate | None = None
    promise: Id | None = None
    note: Prose
    unknown: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """What tells the end that a period had before is a change of the period."""
        if "earlier_end" not in node.mapping or "kind" in node.mapping:
            return node
        kind = node.mapping["earlier_end"].imply(ChangeKind.PERIOD_CHANGED.value)
        return Node(node.mark, {**node.mapping, "kind": kind}, dict(node.keys))


class FollowUpPlan(Model):
    """How the parties said they would follow up. Short form: the interval alone."""

    short_field: ClassVar[str] = "interval"

    interval: Interval
    to: LocalizedText | None = None
    where: LocalizedText | None = None
    kinds: tuple[FigureKind, ...] = ()


class Claim(Model):
    """One of the values that sources disagree about."""

    match_by: ClassVar[tuple[str, ...]] = ()

    value: LocalizedText
    source: Line | None = None


class Conflict(Model):
    """A fact that sources give differently."""

    match_by: ClassVar[tuple[str, ...]] = ("field",)

    field: Line
    values: tuple[Claim, ...] = ()
    note: Prose


class Record(Model):
    """What pledges and agreements have in common.

    `unknown` names the facts that have been looked for and not found. Of a list it says that there may be more than
    is given.
    """

    unwritten: ClassVar[tuple[str, ...]] = ("body", "translations")
    asked: ClassVar[tuple[str, ...]] = ("period",)

    id: Id
    title: LocalizedText
    period: Period = Period()
    summary: LocalizedText
    parties: Annotated[tuple[Id, ...], Field(min_length=1)]
    dates: Dates = Dates()
    state: State | None = None
    aim: Prose | None = None
    signatories: tuple[Signatory, ...] = ()
    statements: tuple[PublicStatement, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    basis: tuple[Basis, ...] = ()
    governance: Prose | None = None
    situation: Prose | None = None
    replaces: Id | None = None
    extends: Id | None = None
    changes: tuple[Change, ...] = ()
    followup_plan: FollowUpPlan | None = None
    documents: tuple[Document, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknown: tuple[Line, ...] = ()
    contact: Contact | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    body: Prose | None = None
    translations: dict[Language, Translation] = Field(default_factory=dict)

    @property
    def ends(self) -> tuple[PartialDate | None, ...]:
        """Each end that the period has had, one after the other, and last the one it has now."""
        return (*sorted(change.earlier_end for change in self.changes if change.earlier_end), self.period.end)


class Pledge(Record):
    """A citizen pledge (medborgarlöfte): what the parties promise the residents for a period."""

    asked: ClassVar[tuple[str, ...]] = ("period", "promises")
    after: ClassVar[Mapping[str, str]] = {
        "agreement": "parties",
        "continues": "agreement",
        "area": "aim",
        "promises": "focus_areas",
    }

    promises: tuple[Promise, ...] = ()
    area: Area = Area()
    agreement: Id | None = None
    continues: Id | None = None


class Agreement(Record):
    """A cooperation agreement (samverkansöverenskommelse): the frame that pledges stand in."""
