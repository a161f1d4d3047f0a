"""Static pages are in the language that their file is named for, and have names that can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from core.conftest import REPOSITORY, show_problem
from pledgebook.checks.static_pages import check_static_names, check_static_page, check_static_pages
from pledgebook.files.cache import ContentCache
from pledgebook.i18n.catalogue import Catalogue, Catalogues
from pledgebook.names import Language
from pledgebook.records.findings import Findings

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


def test_names_that_no_archive_can_keep_are_told_by_the_check(tmp_path: Path) -> None:
    for name in (
        "om/index.sv.md",
        "Bilder å/ett.png",
        "Bilder å/två.png",
        "con.sv.md",
        "Plan.png",
        "plan.png",
        ".år/x",
    ):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_bytes(b"")
    assert [
        "docs/Bilder å:1:1 file_archive Bilder å → bilder-a",
        "docs/con.sv.md:1:1 file_archive_device con.sv.md → x-con.sv.md",
        "docs/plan.png:1:1 file_same docs/plan.png",
    ] == [show_problem(problem) for problem in check_static_names(tmp_path, [tmp_path / "docs"])]


def test_a_page_is_looked_at_again_when_it_or_the_words_have_changed(catalogues: Catalogues, tmp_path: Path) -> None:
    page, cache = tmp_path / "docs/om.sv.md", ContentCache(tmp_path / "cache", 1.0)
    page.parent.mkdir()

    def look(words: Mapping[Language, Catalogue]) -> list[str]:
        findings = Findings(cache)
        found = [problem.code for problem in check_static_pages(tmp_path, "docs", words, findings)]
        findings.keep()
        return found

    page.write_text(SWEDISH, encoding="utf-8")
    assert [] == look(catalogues.words) == look(catalogues.words)
    turned = {Language("en"): catalogues[Language("sv")], Language("sv"): catalogues[Language("en")]}
    assert ["language_page"] == look(turned)
    page.write_text(ENGLISH, encoding="utf-8")
    assert ["language_page"] == look(catalogues.words) == look(catalogues.words)
    assert [] == look(turned)
