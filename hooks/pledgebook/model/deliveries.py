"""Deliveries: the archives that have been made of a site, as `archive` writes them to `pledges/deliveries.yml`.

From there each names the one before it. They are no part of any record.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from .base import Line, Model, Sha256

DELIVERIES = "deliveries.yml"
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_INSTANT = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"


class DeliveryStatus(StrEnum):
    """What an archive is to the ones that were delivered before it; see `archive.identity`."""

    NEW = "new"
    SUPPLEMENT = "supplement"
    REPLACEMENT = "replacement"


class Delivery(Model):
    """An archive: its identity and name, when it was packed (UTC), the SHA-256 of its list of checksums, its status."""

    match_by: ClassVar[tuple[str, ...]] = ("identity",)

    identity: Annotated[str, StringConstraints(pattern=_UUID)]
    name: Line
    moment: Annotated[str, StringConstraints(pattern=_INSTANT)]
    sha256: Sha256
    status: DeliveryStatus


class Deliveries(Model):
    """All archives that have been made, in their order."""

    deliveries: tuple[Delivery, ...] = ()
