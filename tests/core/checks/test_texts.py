"""What is left of the example that a new site begins with."""

from __future__ import annotations

import pytest

from core.conftest import LANGUAGES, Given, followup, pledge, register, statement, words
from pledgebook.checks.texts import check_example, hint_addresses
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.project import load_book
from pledgebook.reporting.report import render_problem

SV, EN = "2027/pledge.sv.md", "2027/pledge.en.md"
MARKED = "title: 'Exempel: Medborgarlöfte 2027'"


def left(given: Given, catalogues: Catalogues, files: dict[str, str]) -> list[str]:
    entries = load_book(given(files).root, LANGUAGES).entries
    found = list(check_example(entries, catalogues.words))
    assert all(item.found in render_problem(item, catalogues[language]) for item in found for language in LANGUAGES)
    return [f"{item.mark} {item.found} {item.details.get('number', 1)}".removeprefix("pledges/") for item in found]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        ({SV: pledge(MARKED)}, [f"{SV}:2:8 Exempel 1"]),
        ({SV: pledge(f"{MARKED}\nsummary: 'Exempel: Ett löfte.'")}, [f"{SV}:2:8 Exempel 2"]),
        ({SV: pledge("title: Exempelstads medborgarlöfte")}, []),
        ({SV: pledge("title: Ett exempel: medborgarlöfte")}, []),
        ({SV: pledge() + "\nExempel: Här står mer.\n"}, [f"{SV}:13:1 Exempel 1"]),
        ({EN: words("title: 'Example: Citizen pledge'")}, [f"{EN}:2:8 Example 1"]),
        # Whoever copies the English one into a Swedish file has an example left too.
        ({SV: pledge("title: 'Example: Citizen pledge'")}, [f"{SV}:2:8 Example 1"]),
        ({"2027/followup-2028-01.sv.md": followup("summary: 'Exempel: Det gick bra.'")}, ["2027/followup-2028-01.sv.md:2:10 Exempel 1"]),
        ({"register.yml": register("question: 'Exempel: Vad har de lovat?'")}, ["register.yml:1:11 Exempel 1"]),
        ({"accessibility.yml": statement("untested: 'Exempel: Allt.'")}, ["accessibility.yml:1:11 Exempel 1"]),
    ],
)  # fmt: skip
def test_what_is_marked_as_an_example_is_told_of_once_a_file(
    given: Given, catalogues: Catalogues, files: dict[str, str], expected: list[str]
) -> None:
    assert expected == left(given, catalogues, files)


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("mailto:namn@example.org", True),
        ("https://www.example.com/fel?sida={address}", True),
        ("https://kommunen.example/", True),
        ("https://loften.test/", True),
        ("mailto:fel@blakoping.se", False),
        ("https://example.se/", False),
        ("https://www.myexample.org/", False),
        ("https://blakoping.se/example.org", False),
    ],
)
def test_an_address_that_is_nobodys_is_told_of(
    given: Given, catalogues: Catalogues, address: str, is_told: bool
) -> None:
    entries = load_book(given({"register.yml": register(f"faults: '{address}'")}).root, LANGUAGES).entries
    found = [item for item in hint_addresses(entries.register, ()) if item.mark.line == 1]
    assert [address] * is_told == [item.found for item in found]
    assert all(address in render_problem(item, catalogues[language]) for item in found for language in LANGUAGES)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('site_url: "https://medborgarloften.example/"', ["mkdocs.yml:2:1 https://medborgarloften.example/"]),
        ("site_url: https://www.blakoping.se/loften/", []),
        ("# site_url: https://medborgarloften.example/", []),
        ("site_name: https://medborgarloften.example/", []),
    ],
)
def test_a_site_whose_address_is_not_decided_is_told_of_at_its_line(line: str, expected: list[str]) -> None:
    found = hint_addresses(None, ["site_name: Blåköping", line])
    assert expected == [f"{item.mark} {item.found}" for item in found]
