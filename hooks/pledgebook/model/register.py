"""The register: what all records of a site share."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from ..names import Language
from .base import Address, AreaCode, Id, Line, Model, OrganisationNumber, Origin
from .dates import PartialDate
from .enums import Gap, PartyType, PlaceType, Publication, PublisherType
from .shared import Contact, Period, Source
from .text import Localized, LocalizedText, Prose

REGISTER = "register.yml"


class Security(Model):
    """Whom to tell of a security hole, and until when that is true (RFC 9116)."""

    contact: Annotated[tuple[Address, ...], Field(min_length=1)]
    expires: PartialDate
    policy: Address | None = None


class Faults(Model):
    """Where a fault on a page is reported, with `{address}` and `{title}` left open. Short form: the address alone."""

    short_field: ClassVar[str] = "url"

    url: Line


class Embedding(Model):
    """Whose pages may show pieces of the site in a frame, each host by its origin (`https://www.example.org`)."""

    text_field: ClassVar[str] = "hosts"

    hosts: Annotated[tuple[Origin, ...], Field(min_length=1)]


class Archiving(Model):
    """What an archive that takes over copies of the site knows them by; only those who agree with it can say it."""

    sender: LocalizedText | None = None
    organisation_number: OrganisationNumber | None = None
    submission_agreement: Line | None = None
    reference_code: Line | None = None
    receiver: Line | None = None
    receiver_number: OrganisationNumber | None = None


class Party(Model):
    """A body that promises, signs or helps. `inline` is its name inside a sentence, where that differs.

    `synonyms` are other words that it is searched by, with commas between them; so they are of a place and a theme.
    `part_of` names what it is a unit of, or of a programme those who run it.
    """

    id: Id
    name: LocalizedText
    inline: LocalizedText | None = None
    synonyms: LocalizedText | None = None
    type: PartyType
    part_of: tuple[Id, ...] = ()
    url: Address | None = None

    def say_inline(self, language: Language) -> Localized:
        """Its name inside a sentence: in the language, as long as it has either name there."""
        has_inline = self.inline and (language in self.inline.languages or language not in self.name.languages)
        return (self.inline if self.inline and has_inline else self.name).get(language)


class Place(Model):
    """A place that promises are for, with its other names and the place it is part of.

    `code` is what Statistics Sweden knows a municipality or a county by, so that sites can be put together.
    """

    text_field: ClassVar[str] = "name"

    id: Id
    name: LocalizedText
    aliases: tuple[Line, ...] = ()
    synonyms: LocalizedText | None = None
    type: PlaceType = PlaceType.DISTRICT
    code: AreaCode | None = None
    part_of: Id | None = None


class Theme(Model):
    """A subject that can be followed through the years."""

    text_field: ClassVar[str] = "name"

    id: Id
    name: LocalizedText
    description: LocalizedText | None = None
    synonyms: LocalizedText | None = None


class Term(Model):
    """A term of the glossary: a word that pages use, and what it means.

    `forms` are the other forms that it stands in there, with commas between them.
    """

    text_field: ClassVar[str] = "name"

    id: Id
    name: LocalizedText
    forms: LocalizedText | None = None
    explanation: LocalizedText
    sources: tuple[Line, ...] = ()

    def list_forms(self, language: Language) -> list[str]:
        """The forms that it stands in in a language: its name first, if it has one there."""
        others = self.forms.root.get(language, "") if self.forms else ""
        return [form for form in (self.name.root.get(language, ""), *map(str.strip, others.split(","))) if form]


class GapYears(Model):
    """What is known about years without a pledge. Short form: the period alone."""

    match_by: ClassVar[tuple[str, ...]] = ()
    short_field: ClassVar[str] = "period"

    period: Period
    state: Gap = Gap.NOT_FOUND
    note: Prose | None = None
    sources: tuple[Line, ...] = ()


class Register(Model):
    """What all records of a site share: whose they are, parties, places, themes, sources, hard words.

    `suggestions` are words to search for, with commas between them.
    """

    name: LocalizedText
    publication: Publication = Publication.OWN
    publisher: LocalizedText | None = None
    publisher_type: PublisherType | None = None
    organisation_number: OrganisationNumber | None = None
    website: Address | None = None
    contact: Contact | None = None
    faults: Faults | None = None
    security: Security | None = None
    embedding: Embedding | None = None
    archiving: Archiving | None = None
    question: LocalizedText | None = None
    introduction: Prose | None = None
    suggestions: LocalizedText | None = None
    parties: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    glossary: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[GapYears, ...] = ()

    @property
    def catalogue_gaps(self) -> tuple[str, ...]:
        """The fields that are not written and without which there is no catalogue of the data (DCAT-AP-SE)."""
        return tuple(name for name in ("publisher", "publisher_type", "organisation_number") if not getattr(self, name))
