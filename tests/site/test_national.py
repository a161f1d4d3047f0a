"""Municipalities' data put together as `benchmarks/national.py` does it; what is wrong with one stops no other."""

from __future__ import annotations

from datetime import date

import pytest

from national import (
    CUT,
    DAY,
    INVALID,
    OLD,
    UNREACHABLE,
    Fault,
    Harvested,
    Standing,
    harvest_sites,
    list_addresses,
    list_standings,
    merge_sites,
    prefix_ids,
    publish_site,
)
from pledgebook.records.day import BookOnDay
from pledgebook.records.references import find_missing_references
from web_server import serve

FAULTY = {1: CUT, 3: OLD, 5: INVALID, 7: UNREACHABLE}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Harvested | Fault]:
    """Sites of seven municipalities, of which three are as they should be."""
    folder = tmp_path_factory.mktemp("sites")
    for number in range(1, 7):
        publish_site(folder / f"{number:04d}", number, FAULTY.get(number))
    with serve(folder) as server:
        return list(harvest_sites(reversed(list_addresses(server, 7, FAULTY))))


@pytest.fixture(scope="module")
def sites(found: list[Harvested | Fault]) -> list[Harvested]:
    return [item for item in found if isinstance(item, Harvested)]


def test_each_fault_is_told_and_the_others_are_read(found: list[Harvested | Fault]) -> None:
    told = [item.reason if isinstance(item, Fault) else item.name for item in found]
    beginnings = [
        "cannot be reached",
        "Exempelstad 6",
        "is not as the schema says: $.",
        "Exempelstad 4",
        "is of version 0.9",
        "Exempelstad 2",
        "is no JSON",
    ]
    assert [] == [(text, start) for text, start in zip(told, beginnings, strict=True) if not text.startswith(start)]


def test_every_municipality_is_told_by_name_with_what_is_in_force_and_what_is_late(sites: list[Harvested]) -> None:
    book = merge_sites(sites)
    assert [
        Standing("Exempelstad 2", ("0002-exempelstad-002-2026",), ()),
        Standing("Exempelstad 4", ("0004-exempelstad-004-2026",), (date(2026, 1, 1),)),
        Standing("Exempelstad 6", (), ()),
    ] == list_standings(BookOnDay(book, DAY), sites)


def test_what_is_called_the_same_in_two_places_is_kept_apart_and_themes_are_put_together(
    sites: list[Harvested],
) -> None:
    book = merge_sites(sites)
    assert len(book.party) == len(book.register.parties) == 9
    assert len(book.register.themes) == 4
    assert [] == list(
        find_missing_references(book.register, (*book.pledges, *book.agreements), book.followups, list(book.record_in))
    )
    two, other = (prefix_ids(sites[0].values, code) for code in ("0001", "0002"))
    assert two["pledges"][0]["id"].removeprefix("0001-") == other["pledges"][0]["id"].removeprefix("0002-")
    twins = [Harvested("", code, sites[0].name, sites[0].values, 0) for code in ("0001", "0002")]
    assert 2 * len(sites[0].values["pledges"]) == len(merge_sites(twins).pledge)
