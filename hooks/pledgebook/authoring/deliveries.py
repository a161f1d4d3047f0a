"""Deliveries: reads the list of the archives that have been made, before one is made, and notes that one afterwards."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..archive.identity import DELIVERIES_PATH, DeliveryPlace, add_delivery, find_delivery, render_deliveries
from ..archive.metadata import PackageMetadata
from ..files.atomic import read_if_there, write_file
from ..model.deliveries import Delivery
from .context import Context
from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """The list of deliveries as it is before an archive is made.

    Attributes:
        context: the project, and how its author is spoken to.
        known: the deliveries in it.
        data: the file, or None where there is none.
    """

    context: Context
    known: tuple[Delivery, ...]
    data: bytes | None

    @classmethod
    def read(cls, context: Context, is_trial: bool = False) -> DeliveryList:
        """The list of a project; where it is read for a trial, nothing is to be written in it.

        Raises:
            Refusal: it cannot be read, or could not be written afterwards; the message says where, and why.
        """
        file = context.settings.root / DELIVERIES_PATH
        is_free = is_trial or all(os.access(path, os.W_OK) for path in (file.parent, file) if path.exists())
        if not is_free or (file.exists() and not file.is_file()):
            raise Refusal(context.words.gettext("archive.list.held", file=DELIVERIES_PATH))
        context.refuse_errors([error for error in context.errors if error.mark.path == DELIVERIES_PATH])
        return cls(context, context.entries.deliveries.record.deliveries, read_if_there(file))

    @property
    def heading(self) -> str:
        """The comment that the file begins with, in the first language of the site, whoever makes the archive."""
        return self.context.project.words.gettext("deliveries.heading")

    def check_replaced(self, replaces: str | None, is_trial: bool) -> None:
        """A trial takes no place, and what is replaced has been delivered; arguments are as for `find_place`.

        Raises:
            Refusal: it is not so.
        """
        words = self.context.words
        if is_trial and replaces is not None:
            raise Refusal(words.gettext("archive.list.trial"))
        if replaces is not None and not find_delivery(self.known, replaces):
            names = words.join([item.name for item in self.known], "or")
            known = words.gettext("problem.allowed", allowed=names) if names else ""
            unknown = words.gettext("archive.list.unknown", found=replaces, file=DELIVERIES_PATH)
            raise Refusal(f"{unknown} {known}".strip())

    def note(self, place: DeliveryPlace, package: PackageMetadata, sums: bytes) -> bool:
        """Write an archive into the list, unless it is a trial or the last one made again; whether it was written.

        Args:
            place: its place among the deliveries.
            package: its metadata.
            sums: its list of checksums.

        Raises:
            Refusal: the list cannot be written, or has been changed meanwhile; the message has the lines to write.
        """
        if not place.status or str(package.identity) in [item.identity for item in self.known[-1:]]:
            return False
        deliveries = add_delivery(place, package, sums)
        file = self.context.settings.root / DELIVERIES_PATH
        try:
            write_file(file, render_deliveries(deliveries, self.heading), self.data)
        except OSError as error:
            values = {"file": DELIVERIES_PATH, "reason": str(error)}
            lines = render_deliveries(deliveries[-1:], "").decode()
            raise Refusal(self.context.words.gettext("archive.list.unwritten", lines=lines, **values)) from error
        return True
