"""Static pages are in the language that their file is named for."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import REPOSITORY
from pledgebook.checks.static_pages import check_static_page, check_static_pages
from pledgebook.i18n.catalogue import Catalogues

SWEDISH = "Här står det som kommunen och polisen har lovat, och hur det gick."
ENGLISH = "This is what the municipality and the police have promised, and how it went."


def tell(catalogues: Catalogues, text: str, name: str = "docs/om/index.en.md") -> list[str]:
    found = check_static_page(text, name, catalogues.words)
    return [f"{item.mark.line} {item.code} {item.details['spoken']}" for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# About\n\n{SWEDISH}\n\n{SWEDISH}\n", ["3 language_page sv"]),
        (f"---\ntitle: About\n---\n\n{ENGLISH}\n\n- {SWEDISH}\n", ["7 language_page sv"]),
        (f"{ENGLISH}\n", []),
        (f"{ENGLISH}\n\n```yaml\ntext: {SWEDISH}\n```\n\n    {SWEDISH}\n\n> {SWEDISH}\n", []),
        (f"{ENGLISH} It begins: “{SWEDISH}”\n", []),
        ("# Medborgarlöften i Exempelstad\n", []),
    ],
)
def test_a_paragraph_in_another_language_is_told_once_where_it_begins(
    catalogues: Catalogues, text: str, expected: list[str]
) -> None:
    assert expected == tell(catalogues, text)


def test_a_page_of_the_first_language_is_held_to_it_too(catalogues: Catalogues) -> None:
    assert ["1 language_page en"] == tell(catalogues, f"{ENGLISH}\n", "docs/om.sv.md")
    # A file that names no language may be in any.
    assert [] == tell(catalogues, f"{ENGLISH}\n", "docs/om.md")


def test_the_pages_of_this_site_are_in_their_languages(catalogues: Catalogues) -> None:
    pages = check_static_pages(Path(REPOSITORY), "docs", catalogues.words)
    assert [] == [str(item.mark) for item in pages if item.code == "language_page"]
