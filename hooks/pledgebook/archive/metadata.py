"""Package metadata: which it is, whose, what it is about, and when it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from ..clock import find_day, render_moment
from ..files.version import NAME
from ..model import Archiving, Period
from ..model.deliveries import Delivery
from ..model.enums import Publication
from ..model.ids import slug
from ..names import Language
from ..project import Project
from ..site.exports.dataset import LICENCES

# Of one that nobody has identified (RFC 9562, 5.9).
_NIL = UUID(int=0)
# Of the identity, in names of files; all of it stands inside.
_SHORT = 8
SOFTWARE_LICENCE = "EUPL-1.2"
# Of the parts of an archive; see LICENSES.md.
_LICENCES = {**LICENCES, "code": f"https://spdx.org/licenses/{SOFTWARE_LICENCE}"}
# So much of a place stands in a package's name, which every path in an archive holds twice: Windows takes no long ones.
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    """Metadata of an archive's packages, which all of them state in the words of their own standards.

    Attributes:
        name: of the packages and their folders, in plain ASCII.
        title: of the site, in its first language.
        description: one or two plain sentences.
        languages: codes of the site's languages, the first language first.
        place: that it is about.
        parties: those who have made the pledges, as its first language calls them.
        rights: on what terms it may be used.
        years: that its records are about, as an interval of ISO 8601-2: `2016/2023`, or `2016/..` where one is not
            over by its own words; nothing where none is known.
        publisher: who publishes the site, or nothing where none is known.
        sender: the organisation that hands it over, or nothing where none is known.
        contact: whom to ask, as a function; never a person's own name.
        email: where to ask.
        address: of the site on the web, ending in `/`.
        moment: when it was made, in UTC.
        version: of the software that made it, or nothing.
        archiving: what the archive knows it by; whatever is empty is not known.
        identity: of the archive, from its content (`archive.identity`).
        status: what it is to those delivered before it, in the words of E-ARK SIP (SIP3).
        related: the delivery before it, or the one that it takes the place of.
        shown: which day its pages show, in a sentence.
        licences: on what terms which part of it may be used: a licence's address, and what it is for, in words.
        programs: what it is made with besides that software: each program's name and version.
    """

    name: str
    title: str
    description: str
    languages: tuple[Language, ...]
    address: str
    moment: datetime
    place: str = ""
    parties: tuple[str, ...] = ()
    rights: str = ""
    years: str = ""
    publisher: str = ""
    sender: str = ""
    contact: str = ""
    email: str = ""
    version: str = ""
    archiving: Archiving = field(default_factory=Archiving)
    identity: UUID = _NIL
    status: str = "NEW"
    related: Delivery | None = None
    shown: str = ""
    licences: tuple[tuple[str, str], ...] = ()
    programs: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> date:
        """The day in Sweden that it was made, which its pages show."""
        return find_day(self.moment)

    @property
    def instant(self) -> str:
        """The moment it was made (RFC 3339), as `2026-01-01T00:00:00Z`."""
        return render_moment(self.moment)

    @property
    def software(self) -> str:
        """The software that made it, with its version where that is known."""
        return f"{NAME} {self.version}".strip()

    @property
    def urn(self) -> str:
        """The identity as an address (RFC 9562, 4)."""
        return self.identity.urn

    @property
    def is_submission(self) -> bool:
        """Whether it is a SIP: E-ARK SIP 2.1.0 demands of one who hands it over (SIP15); without, it is CSIP alone."""
        return bool(self.sender)

    def identify(self, *parts: str) -> UUID:
        """An identifier of something in the archive, in the namespace of its identity (RFC 9562, 5.5)."""
        return uuid5(self.identity, " ".join(parts))


def describe_package(
    project: Project,
    moment: datetime,
    version: str = "",
    identity: UUID = _NIL,
    status: str = "NEW",
    related: Delivery | None = None,
    programs: Iterable[tuple[str, str]] = (),
) -> PackageMetadata:
    """A project's package metadata, in the words of its first language.

    Args:
        project: the project, read without errors.
        moment: when the packages are made.
        version: of the software.
        identity: of the archive.
        status: what it is to those delivered before it.
        related: the delivery before it, or the one that it takes the place of.
        programs: what it is made with, by name and version.
    """
    assert project.book is not None, "a book without errors"
    book, words = project.book, project.words
    register, language = book.register, book.original
    place = register.name.get(language).words
    title = words.gettext("page.start.title", name=place)
    description = [words.gettext("page.start.description", name=place)]
    if register.publication is Publication.COMPILED:
        description.append(words.gettext("compiled", name=place))
    records = (*book.pledges, *book.agreements)
    named = {party for record in records for party in record.parties}
    contact, archiving = register.contact, register.archiving or Archiving()
    if register.organisation_number and not archiving.sender and not archiving.organisation_number:
        archiving = archiving.model_copy(update={"organisation_number": register.organisation_number})
    # Who is named for it hands over, or else who publishes the site.
    sender, day = archiving.sender or register.publisher, find_day(moment)
    return PackageMetadata(
        name=f"{slug(place)[:_LONGEST].rstrip('-')}-{day}-{identity.hex[:_SHORT]}",
        title=title,
        description=" ".join(description),
        languages=book.languages,
        address=project.settings.site_url,
        moment=moment,
        place=place,
        parties=tuple(party.name.get(language).words for party in register.parties if party.id in named),
        rights=words.gettext("introduction.licence.text"),
        years=span(record.period for record in records),
        publisher=register.publisher.get(language).words if register.publisher else "",
        sender=sender.get(language).words if sender else "",
        contact=contact.function.get(language).words if contact else "",
        email=(contact.email or "") if contact else "",
        version=version,
        archiving=archiving,
        identity=identity,
        status=status,
        related=related,
        licences=tuple((address, words.gettext(f"rights.{part}")) for part, address in _LICENCES.items()),
        programs=tuple(programs),
        shown=words.gettext("archive.shown", date=words.date(day)),
    )


def span(periods: Iterable[Period]) -> str:
    """From the first to the last year of some periods (ISO 8601-2, 4.4: an open interval ends in `..`)."""
    known = [period for period in periods if period.start or period.end]
    years = [day.year for period in known for day in (period.start, period.end) if day]
    if not years:
        return ""
    last = ".." if any(period.open for period in known) else str(max(years))
    return str(min(years)) if last == str(min(years)) else f"{min(years)}/{last}"
