"""What an archive needs to know of what it is handed: whose it is, what it is about, and when it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

# The namespace of every identifier that is made here: the one of addresses (RFC 9562, 6.6).
_ADDRESSES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")

SOFTWARE = "pledgebook"


@dataclass(frozen=True, slots=True)
class Archiving:
    """What only the archive and the one who hands over can say; whatever is empty is not known.

    Attributes:
        organisation_number: the sender's, as `212000-0000`.
        submission_agreement: the number of the agreement on handing over (leveransöverenskommelse).
        reference_code: where in the archive it belongs (referenskod).
        archive: the name of the archive that takes it over.
        archive_number: that archive's organisation number.
    """

    organisation_number: str = ""
    submission_agreement: str = ""
    reference_code: str = ""
    archive: str = ""
    archive_number: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is handed on, in the words of the packages that carry it.

    Attributes:
        name: of the packages and their folders, in plain ASCII.
        title: of the site, in its first language.
        description: one or two plain sentences.
        languages: codes of the site's languages, the first language first.
        years: the first and the last year that its records are about, or nothing where none is known.
        sender: the organisation that answers for it, or nothing where none is known.
        contact: whom to ask, as a function; never a person's own name.
        email: where to ask.
        address: of the site on the web, ending in `/`.
        moment: when it was frozen, in UTC.
        version: of the software that made it, or nothing.
        archiving: what the archive knows it by.
    """

    name: str
    title: str
    description: str
    languages: tuple[str, ...]
    address: str
    moment: datetime
    years: tuple[int, int] | None = None
    sender: str = ""
    contact: str = ""
    email: str = ""
    version: str = ""
    archiving: Archiving = Archiving()

    @property
    def day(self) -> str:
        """The day it was frozen, as `2026-01-01`."""
        return f"{self.moment.astimezone(UTC):%Y-%m-%d}"

    @property
    def instant(self) -> str:
        """The moment it was frozen, as `2026-01-01T00:00:00Z`."""
        return f"{self.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @property
    def software(self) -> str:
        """The software that made it, with its version where that is known."""
        return f"{SOFTWARE} {self.version}".strip()

    def identify(self, *parts: str) -> UUID:
        """An identifier that is the same whenever the same thing is packed (RFC 9562, version 5)."""
        return uuid5(uuid5(_ADDRESSES, self.address), " ".join([self.name, *parts]))
