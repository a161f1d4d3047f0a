"""The content model: what a pledge, an agreement, a follow-up and the register may hold.

One statement of every field and its bounds; the reader, the checks and the pages all follow from it. Field names are
the keys of the front matter. `Text` and `Prose` are words, which each language's own file gives; all else is fact,
which the file of the site's first language gives alone.

Each class may say how its short form is written out (`expand`) and what an item of it is recognised by in another
language's file (`match_by`; items without such a field are matched by their order). Items of a `numbered` class that
have no id get their number in the list as one. `short_keys` are keys that only the short form has. `unwritten` are
fields that no file states as facts of its own, and `asked` those that the checks ask for although they may be unknown.

Fields stand in the order that they are best written in. Those that a class adds to what it inherits stand `after` the
ones named there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from .dates import PartialDate, split_period
from .nodes import Key, Node
from .text import Prose, Text
from .vocabulary import (
    BasisType,
    ChangeKind,
    Compare,
    Confidence,
    DocumentKind,
    FigureKind,
    FocusKind,
    FollowUpKind,
    Gap,
    Interval,
    PartyType,
    Per,
    PlaceType,
    Publication,
    Scope,
    Signed,
    State,
    Status,
    StatusSource,
    TargetKind,
    TranslationStatus,
)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PROMISE = r"^[a-z0-9-]+/[a-z0-9-]+$"
PromiseRef = Annotated[str, StringConstraints(pattern=PROMISE)]
ORGANISATION = r"^[0-9]{6}-[0-9]{4}$"
OrganisationNumber = Annotated[str, StringConstraints(pattern=ORGANISATION)]
ADDRESS = r"^(https?://\S+|mailto:\S+@\S+)$"
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
Line = Annotated[str, StringConstraints(min_length=1)]

UNKNOWN_PARTY = "unknown"


def _read_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    digits = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", value.strip())
    if not re.fullmatch(r"-?\d+([.,]\d+)?", digits):
        raise PydanticCustomError("number", "not a number: {found}", {"found": value})
    number = float(digits.replace(",", "."))
    return int(number) if number.is_integer() else number


def _read_truth(value: Any) -> Any:
    if isinstance(value, str):
        if value.casefold() in ("true", "yes"):
            return True
        if value.casefold() in ("false", "no"):
            return False
        raise PydanticCustomError("truth", "neither true nor false: {found}", {"found": value})
    return value


Number = Annotated[int | float, BeforeValidator(_read_number)]
Count = Annotated[int, BeforeValidator(_read_number), Field(ge=0)]
Truth = Annotated[bool, BeforeValidator(_read_truth)]


class Model(BaseModel):
    """What all parts of a record share: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    match_by: ClassVar[tuple[str, ...]] = ("id",)
    numbered: ClassVar[bool] = False
    short_keys: ClassVar[tuple[str, ...]] = ()
    unwritten: ClassVar[tuple[str, ...]] = ()
    asked: ClassVar[tuple[str, ...]] = ()
    after: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a short form out in full; what is no short form comes back as it is."""
        return node


class Period(Model):
    """From when to when. Short forms: `2019`, `2022-2023`, `2018-07-01–2020-06-30`; `end: open` has no end."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    open: Truth = False
    as_stated: Line | None = None
    end_condition: Text | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write `2019` or `2022-2023` out as start and end, and `end: open` as its own fact."""
        if isinstance(node.value, str):
            pair = split_period(node.value) or (node.value, node.value)
            return node.with_value({"start": node.imply(pair[0]), "end": node.imply(pair[1])})
        end = node.mapping.get("end")
        if end and end.text == "open":
            rest = {name: value for name, value in node.mapping.items() if name != "end"}
            return Node(node.mark, rest | {"open": end.imply("true")}, node.keys)
        return node

    def years(self, until: int) -> range:
        """The calendar years it touches; one without an end goes on to the year `until`."""
        if self.start is None:
            return range(0)
        last = self.end.year if self.end else max(until, self.start.year)
        return range(self.start.year, (last if self.end or self.open else self.start.year) + 1)


class Source(Model):
    """Where facts come from. A single text is the id of a source of the register."""

    numbered: ClassVar[bool] = True

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

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a bare id out."""
        return node.with_value({"id": node}) if isinstance(node.value, str) else node

    @property
    def is_reference(self) -> bool:
        """Whether it only names a source of the register."""
        return self.publisher is None


class Evidence(Model):
    """What one fact of a record rests on. `field` names the fact by its key, as in `dates.signed`."""

    match_by: ClassVar[tuple[str, ...]] = ("field",)

    field: Line
    sources: tuple[Line, ...] = ()
    confidence: Confidence | None = None
    note: Prose | None = None


class Dates(Model):
    """When a record was signed, decided, published and updated; four different days."""

    signed: PartialDate | None = None
    decided: PartialDate | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None


class Area(Model):
    """What area a pledge is for. Short form: one place or a list of places."""

    scope: Scope = Scope.MUNICIPALITY
    places: tuple[Id, ...] = ()
    note: Prose | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write `area: [fiktiva-torget]` out; places alone make the scope `districts`."""
        if isinstance(node.value, dict):
            return node
        return node.with_value({"scope": node.imply("districts"), "places": node})


class Signatory(Model):
    """A person named with a record in a public office. The office belongs to the signature, not to the person."""

    match_by: ClassVar[tuple[str, ...]] = ("name",)

    name: Line
    title: Text | None = None
    party: Id | None = None
    political_party: Line | None = None
    signed: Signed = Signed.YES
    variants: tuple[Line, ...] = ()
    note: Prose | None = None
    sources: tuple[Line, ...] = ()


class Basis(Model):
    """What a pledge was built on: a dialogue, a survey, statistics. Short form: the type alone."""

    type: BasisType
    date: PartialDate | None = None
    respondents: Count | None = None
    note: Prose | None = None
    url: Address | None = None
    sources: tuple[Line, ...] = ()
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a bare type out."""
        return node.with_value({"type": node.imply(node.value)}) if isinstance(node.value, str) else node


class FocusArea(Model):
    """A subject or part of town that a pledge or an agreement puts first."""

    id: Id
    title: Text
    description: Prose | None = None
    kind: FocusKind = FocusKind.THEME
    flexible: Truth = False
    places: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()


# The keys that give a number and say in one word how it is meant.
_NUMBERS = {"count": "exactly", "at_least": "at_least", "at_most": "at_most", "about": "about"}


def _write_number_out(node: Node) -> Node:
    values, keys = dict(node.mapping), dict(node.keys)
    for name, compare in _NUMBERS.items():
        if name in values and "value" not in values:
            number = values.pop(name)
            keys["value"] = keys.pop(name, Key(number.mark, name))
            values["value"] = number
            values.setdefault("compare", number.imply(compare))
    return Node(node.mark, values, keys) if isinstance(node.value, dict) else node


class Target(Model):
    """What a promise can be measured by.

    Short forms: `{count: 200, unit: …}`, `{at_least: 4, unit: …}`, `{about: …}`, `{at_most: …}`, `{coverage: all
    schools}`, `{event: one citizens' forum}`, `{level: zero tolerance}`.
    """

    short_keys: ClassVar[tuple[str, ...]] = (*_NUMBERS, "coverage", "event", "level")

    kind: TargetKind
    compare: Compare | None = None
    value: Number | None = None
    unit: Text
    per: Per | None = None
    average: Truth = False
    as_stated: Line | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write the short forms out as kind, compare, value and unit."""
        values = dict(node.mapping)
        keys = dict(node.keys)
        per = values.get("per")
        implied_kind = "recurring" if per and per.text not in ("period", "unclear") else "count"
        for name in ("coverage", "event", "level"):
            if name in values and "unit" not in values:
                unit = values.pop(name)
                keys["unit"] = keys.pop(name, Key(unit.mark, name))
                values["unit"] = unit
                values.setdefault("kind", unit.imply(name))
        written = Node(node.mark, values, keys)
        if values.keys() & _NUMBERS.keys() and "value" not in values:
            values.setdefault("kind", written.imply(implied_kind))
        return _write_number_out(written) if isinstance(node.value, dict) else node


class Activity(Model):
    """A step below a promise. Without `by`, the promise's own parties do it."""

    id: Id
    text: Text
    by: tuple[Id, ...] = ()
    places: tuple[Id, ...] = ()
    when: Text | None = None
    target: tuple[Target, ...] = ()
    note: Prose | None = None


class Promise(Model):
    """One promise of a pledge. Two parties under `by` promise it jointly; `with` helps without promising."""

    id: Id
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    helpers: tuple[Id, ...] = Field(default=(), alias="with")
    helpers_note: Text | None = Field(default=None, alias="with_others")
    focus_area: Id | None = None
    text: Text
    target_group: Text | None = None
    when: Text | None = None
    condition: Text | None = None
    places: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    target: tuple[Target, ...] = ()
    activities: tuple[Activity, ...] = ()
    continues: tuple[PromiseRef, ...] = ()
    note: Prose | None = None
    unknown: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()


class Change(Model):
    """A dated change to what was promised, decided inside the period or carried out as a correction."""

    date: PartialDate
    kind: ChangeKind
    promise: Id | None = None
    note: Prose
    sources: tuple[Line, ...] = ()
    id: Id | None = None


class FollowUpPlan(Model):
    """How the parties said they would follow up. Short form: the interval alone."""

    interval: Interval
    to: Text | None = None
    where: Text | None = None
    kinds: tuple[FigureKind, ...] = ()

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a bare interval out."""
        return node.with_value({"interval": node.imply(node.value)}) if isinstance(node.value, str) else node


class Document(Model):
    """A file that belongs to a record: kept beside it (`file`), or known only by its address (`url`)."""

    title: Text
    kind: DocumentKind
    lang: Line | None = None
    file: Line | None = None
    url: Address | None = None
    mime: Line | None = None
    bytes: Count | None = None
    date: PartialDate | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    text_version: Line | None = None
    note: Prose | None = None
    sources: tuple[Line, ...] = ()
    id: Id | None = None


class Claim(Model):
    """One of the values that sources disagree about."""

    match_by: ClassVar[tuple[str, ...]] = ()

    value: Text
    source: Line | None = None


class Conflict(Model):
    """A fact that sources give differently."""

    match_by: ClassVar[tuple[str, ...]] = ("field",)

    field: Line
    values: tuple[Claim, ...] = ()
    note: Prose


class Contact(Model):
    """Whom to ask: a function, never a person's own number."""

    function: Text
    url: Address | None = None
    email: Line | None = None


class Security(Model):
    """Whom to tell of a security hole, and until when that is true (RFC 9116)."""

    contact: Annotated[tuple[Address, ...], Field(min_length=1)]
    expires: PartialDate
    policy: Address | None = None


class Faults(Model):
    """Where a fault on a page is reported, with `{address}` and `{title}` left open. Short form: the address alone."""

    url: Line

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a bare address out."""
        return node.with_value({"url": node}) if isinstance(node.value, str) else node


class Archiving(Model):
    """What an archive that takes over copies of the site knows them by; only those who agree with it can say it."""

    sender: Text | None = None
    organisation_number: OrganisationNumber | None = None
    submission_agreement: Line | None = None
    reference_code: Line | None = None
    receiver: Line | None = None
    receiver_number: OrganisationNumber | None = None


class Translation(Model):
    """How far a translation has come; stands in the translated file. `of` is a fingerprint that the command writes."""

    status: TranslationStatus = TranslationStatus.DRAFT
    of: Line | None = None
    reviewed: PartialDate | None = None
    by: Line | None = None


class Record(Model):
    """What pledges and agreements have in common.

    `unknown` names the facts that have been looked for and not found. Of a list it says that there may be more than
    is given.
    """

    unwritten: ClassVar[tuple[str, ...]] = ("body", "translations")
    asked: ClassVar[tuple[str, ...]] = ("period",)

    id: Id
    title: Text
    period: Period = Period()
    summary: Text
    parties: Annotated[tuple[Id, ...], Field(min_length=1)]
    dates: Dates = Dates()
    state: State | None = None
    aim: Prose | None = None
    signatories: tuple[Signatory, ...] = ()
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
    translations: dict[str, Translation] = Field(default_factory=dict)


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


class Figure(Model):
    """A number that a follow-up gives, with any reservation about it. `several` has no number."""

    short_keys: ClassVar[tuple[str, ...]] = tuple(_NUMBERS)

    compare: Compare | None = None
    value: Number | None = None
    unit: Text
    kind: FigureKind = FigureKind.DEED
    note: Text | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write `count: 43` out as value and compare, as in a target."""
        return _write_number_out(node)


class Result(Model):
    """What a follow-up says of one promise; without `promise`, of the pledge as a whole."""

    match_by: ClassVar[tuple[str, ...]] = ("promise", "activity")

    promise: Id | None = None
    activity: Id | None = None
    status: Status = Status.NOT_REPORTED
    status_source: StatusSource | None = None
    figures: tuple[Figure, ...] = ()
    text: Prose | None = None
    reason: Text | None = None
    sources: tuple[Line, ...] = ()


class FollowUp(Model):
    """A report on a pledge. It may cover a part of the period; an empty one says that its content is not known."""

    unwritten: ClassVar[tuple[str, ...]] = ("pledge", "body", "translations")

    id: Id
    pledge: Id
    date: PartialDate
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    kind: FollowUpKind
    covers: Period
    title: Text | None = None
    summary: Prose | None = None
    results: tuple[Result, ...] = ()
    documents: tuple[Document, ...] = ()
    contact: Contact | None = None
    unknown: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    body: Prose | None = None
    translations: dict[str, Translation] = Field(default_factory=dict)


class Party(Model):
    """A body that promises, signs or helps. `inline` is its name inside a sentence, where that differs."""

    id: Id
    name: Text
    inline: Text | None = None
    type: PartyType
    url: Address | None = None


class Place(Model):
    """A place that promises are for, with its other names and the place it is part of."""

    id: Id
    name: Text
    aliases: tuple[Line, ...] = ()
    type: PlaceType = PlaceType.DISTRICT
    part_of: Id | None = None


class Theme(Model):
    """A subject that can be followed through the years."""

    id: Id
    name: Text
    description: Text | None = None


class GapYears(Model):
    """What is known about years without a pledge. Short form: the period alone."""

    match_by: ClassVar[tuple[str, ...]] = ()

    period: Period
    state: Gap = Gap.NOT_FOUND
    note: Prose | None = None
    sources: tuple[Line, ...] = ()

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write a bare period out."""
        return node.with_value({"period": node}) if isinstance(node.value, str) else node


class Register(Model):
    """What all records of a site share: whose they are, and the parties, places, themes and sources they name."""

    name: Text
    publication: Publication = Publication.OWN
    website: Address | None = None
    contact: Contact | None = None
    faults: Faults | None = None
    security: Security | None = None
    archiving: Archiving | None = None
    introduction: Prose | None = None
    parties: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[GapYears, ...] = ()
