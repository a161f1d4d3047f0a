"""The identity of an archive, and its place among the deliveries."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given as anyhow
from hypothesis import strategies as some

from pledgebook.archive.identity import DeliveryPlace, find_place, identify, put_deliveries, render_deliveries
from pledgebook.model.deliveries import Delivery, DeliveryStatus

ADDRESS = "https://medborgarloften.example/"
PARTS = {"site": {"index.html": b"<p>"}, "sources": {"pledges/2027/pledge.sv.md": b"---\n"}, "wheels": {}}
FACTS = ["1750026601", "1.0"]
FIRST, SECOND = (
    Delivery(
        identity=str(UUID(int=number)),
        name=f"exempelstad-2027-0{number}-01",
        moment=f"2027-0{number}-01T08:00:00Z",
        sha256=str(number) * 64,
        status=status,
    )
    for number, status in ((1, DeliveryStatus.NEW), (2, DeliveryStatus.SUPPLEMENT))
)
Parts = dict[str, dict[str, bytes]]


def identify_in(place: DeliveryPlace) -> UUID:
    return identify(ADDRESS, PARTS, FACTS, place)


def test_the_same_content_and_moment_have_the_same_identity() -> None:
    first = identify_in(DeliveryPlace())
    assert (5, first) == (first.version, identify_in(DeliveryPlace()))


@pytest.mark.parametrize(
    ("address", "parts", "facts", "place"),
    [
        ("https://annan.example/", PARTS, FACTS, DeliveryPlace()),
        (ADDRESS, {**PARTS, "site": {"index.html": b"<p> "}}, FACTS, DeliveryPlace()),
        (ADDRESS, {**PARTS, "site": {"index.htm": b"<p>"}}, FACTS, DeliveryPlace()),
        (ADDRESS, {**PARTS, "site": {}, "wheels": {"index.html": b"<p>"}}, FACTS, DeliveryPlace()),
        (ADDRESS, {**PARTS, "wheels": {"a.whl": b""}}, FACTS, DeliveryPlace()),
        (ADDRESS, PARTS, ["1750026602", "1.0"], DeliveryPlace()),
        (ADDRESS, PARTS, ["1750026601", "1.1"], DeliveryPlace()),
        (ADDRESS, PARTS, FACTS, DeliveryPlace(status=None)),
        (ADDRESS, PARTS, FACTS, DeliveryPlace((FIRST,), DeliveryStatus.SUPPLEMENT, FIRST)),
    ],
    ids=["address", "byte", "name", "part", "wheel", "moment", "version", "trial", "earlier"],
)
def test_anything_else_has_another_identity(address: str, parts: Parts, facts: list[str], place: DeliveryPlace) -> None:
    assert identify_in(DeliveryPlace()) != identify(address, parts, facts, place)


@anyhow(some.dictionaries(some.text("ab/. ", min_size=1, max_size=4), some.binary(max_size=4), max_size=4))
def test_no_two_contents_share_an_identity(files: dict[str, bytes]) -> None:
    is_same = files == PARTS["site"]
    assert is_same == (
        identify(ADDRESS, {**PARTS, "site": files}, FACTS, DeliveryPlace()) == identify_in(DeliveryPlace())
    )


@pytest.mark.parametrize(
    ("known", "replaces", "is_trial", "status", "related"),
    [
        ((), None, False, "NEW", None),
        ((FIRST, SECOND), None, False, "SUPPLEMENT", SECOND),
        ((FIRST, SECOND), "", False, "REPLACEMENT", SECOND),
        ((FIRST, SECOND), FIRST.name, False, "REPLACEMENT", FIRST),
        ((), None, True, "TEST", None),
        ((FIRST,), None, True, "TEST", FIRST),
    ],
)
def test_what_an_archive_is_to_those_before_it(
    known: tuple[Delivery, ...], replaces: str | None, is_trial: bool, status: str, related: Delivery | None
) -> None:
    place, identity = find_place(known, replaces, is_trial, identify_in)
    assert (known, status, related) == (place.before, place.record_status, place.related)
    assert identity == identify_in(place)


def test_an_archive_that_is_made_again_comes_after_the_one_that_it_came_after() -> None:
    before = DeliveryPlace((FIRST,), DeliveryStatus.SUPPLEMENT, FIRST)
    own = SECOND.model_copy(update={"identity": str(identify_in(before))})
    assert (before, identify_in(before)) == find_place((FIRST, own), None, False, identify_in)
    # A trial of the same is none.
    assert own == find_place((FIRST, own), None, True, identify_in)[0].related


def test_the_sources_of_an_archive_have_the_list_as_it_was_before_it() -> None:
    sources = {"pledges/deliveries.yml": b"deliveries: [] # by hand", "pledges/register.yml": b"name: A"}
    kept = put_deliveries(sources, (FIRST,), "Leveranser.")
    assert render_deliveries((FIRST,), "Leveranser.") == kept["pledges/deliveries.yml"]
    assert {"pledges/register.yml": b"name: A"} == put_deliveries(sources, (), "Leveranser.")
