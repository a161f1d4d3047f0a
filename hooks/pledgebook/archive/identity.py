"""Identity of an archive: a UUID that its content, its moment and its place among the deliveries give it.

The same things packed at the same moment after the same deliveries have the same identity and the same bytes; anything
else has another. It is a name-based UUID (RFC 9562, 5.5, version 5) of the checksums of all that goes in, in the
namespace of the site's address, so that two sites never share one. Every other identifier in it follows from this.

What it is to those before it is said in the words of the vocabulary of E-ARK SIP 2.1.0 (SIP3, `@RECORDSTATUS`): NEW for
the first; SUPPLEMENT for each that comes later, since an archive of the site as it is on a day extends what has been
delivered and takes nobody's place; REPLACEMENT where the sender says that it takes the place of a former one; TEST
where it is no delivery, of which an archive keeps nothing. VERSION would say that the files are the same files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from ..config import RECORDS
from ..files.tree import Files, digest, list_sums, place_in
from ..model.deliveries import DELIVERIES, Deliveries, Delivery, DeliveryStatus
from ..yaml.dump import render_yaml
from .metadata import PackageMetadata

# The status of what is no delivery, in the words of E-ARK SIP (SIP3).
TRIAL = "TEST"
DELIVERIES_PATH = f"{RECORDS}/{DELIVERIES}"


@dataclass(frozen=True, slots=True)
class DeliveryPlace:
    """The place of an archive among the deliveries.

    Attributes:
        before: the deliveries before it, in their order.
        status: what it is to them; nothing for a trial, which is none.
        related: the one that it comes after, or takes the place of.
    """

    before: tuple[Delivery, ...] = ()
    status: DeliveryStatus | None = DeliveryStatus.NEW
    related: Delivery | None = None

    @property
    def record_status(self) -> str:
        """The status in the words of E-ARK SIP (SIP3)."""
        return self.status.upper() if self.status else TRIAL


def identify(address: str, parts: Mapping[str, Files], facts: Sequence[str], place: DeliveryPlace) -> UUID:
    """The identity of an archive.

    Args:
        address: of the site on the web.
        parts: the files that go in, by what they are for; the list of deliveries not among them.
        facts: what else goes in: the moment, the version of the program, what is known of others' licences.
        place: its place among the deliveries.
    """
    sums = digest("".join(list_sums(place_in(name, files)) for name, files in sorted(parts.items())).encode())
    related = place.related.identity if place.related else None
    told = [sums, *facts, place.status, related, *(item.model_dump(mode="json") for item in place.before)]
    return uuid5(uuid5(NAMESPACE_URL, address), json.dumps(told, sort_keys=True))


def find_delivery(deliveries: Sequence[Delivery], name: str) -> Delivery | None:
    """The delivery of a name, or the last one where there is no name; None where there is none."""
    return next((item for item in reversed(deliveries) if name in ("", item.name)), None)


def find_place(
    known: tuple[Delivery, ...], replaces: str | None, is_trial: bool, identify_in: Callable[[DeliveryPlace], UUID]
) -> tuple[DeliveryPlace, UUID]:
    """The place of an archive among the deliveries, and its identity.

    One that is made again, so that it is the last of the list already, has the place that it had.

    Args:
        known: the deliveries in the list.
        replaces: the name of the one that it takes the place of, nothing for the last one, None for none of them.
        is_trial: whether it is no delivery.
        identify_in: gives its identity in a place.
    """
    if known and not is_trial:
        place = _make_place(known[:-1], replaces, is_trial)
        if str(identity := identify_in(place)) == known[-1].identity:
            return place, identity
    place = _make_place(known, replaces, is_trial)
    return place, identify_in(place)


def _make_place(before: tuple[Delivery, ...], replaces: str | None, is_trial: bool) -> DeliveryPlace:
    last = find_delivery(before, "")
    if is_trial:
        return DeliveryPlace(before, None, last)
    replaced = find_delivery(before, replaces) if replaces is not None else None
    if replaced:
        return DeliveryPlace(before, DeliveryStatus.REPLACEMENT, replaced)
    return DeliveryPlace(before, DeliveryStatus.SUPPLEMENT if last else DeliveryStatus.NEW, last)


def put_deliveries(sources: Files, before: Sequence[Delivery], heading: str) -> dict[str, bytes]:
    """The sources as an archive holds them: with the list of deliveries as it was before it."""
    others = {path: data for path, data in sources.items() if path != DELIVERIES_PATH}
    return {**others, DELIVERIES_PATH: render_deliveries(before, heading)} if before else others


def add_delivery(place: DeliveryPlace, package: PackageMetadata, sums: bytes) -> tuple[Delivery, ...]:
    """The deliveries with a new one after those before it.

    Args:
        place: its place, of which it has the status.
        package: its metadata.
        sums: its list of checksums.
    """
    assert place.status, "a trial is no delivery"
    own = Delivery(
        identity=str(package.identity),
        name=package.name,
        moment=package.instant,
        sha256=digest(sums),
        status=place.status,
    )
    return (*place.before, own)


def render_deliveries(deliveries: Sequence[Delivery], heading: str) -> bytes:
    """The list as its file has it, under a comment that says what it is."""
    return render_yaml(Deliveries(deliveries=tuple(deliveries)).model_dump(mode="json"), heading).encode()
