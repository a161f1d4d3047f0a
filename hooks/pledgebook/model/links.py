"""Links to sources: what came of asking each address, as the command `links` writes it to `pledges/links.yml`.

It is of a month and of the net, so it is no part of any record: it changes no fingerprint and needs no note.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from .base import Address, Model
from .dates import PartialDate

LINKS = "links.yml"


class LinkState(StrEnum):
    """What an address did when it was asked; one that is `refused` answers no program, and may well answer people."""

    ANSWERED = "answered"
    MOVED = "moved"
    REFUSED = "refused"
    MISSING = "missing"
    UNANSWERED = "unanswered"


# Nothing was there for anybody.
LOST = (LinkState.MISSING, LinkState.UNANSWERED)


class SourceLink(Model):
    """An address, what it did when it was last checked, when it last answered, and where it has moved."""

    match_by: ClassVar[tuple[str, ...]] = ("url",)

    url: Address
    state: LinkState
    checked: PartialDate
    answered: PartialDate | None = None
    moved_to: Address | None = None


class SourceLinks(Model):
    """All addresses that have been asked."""

    links: tuple[SourceLink, ...] = ()
