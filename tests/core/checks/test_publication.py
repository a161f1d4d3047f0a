"""No text denies who publishes the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import LANGUAGES, REPOSITORY, THEME, statement
from core.conftest import REGISTER as USUAL
from pledgebook.checks.publication import check_publication
from pledgebook.config import Settings
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.problem import Problem
from pledgebook.project import load_book

NOT_OURS = "Samlingen är ny.\nDen ges inte ut av kommunen eller polisen, och de har inte granskat den.\n"
OURS = "Webbplatsen ges ut av kommunen.\n"


def tell(root: Path, catalogues: Catalogues, publication: str, pages: dict[str, str], given: str = "") -> list[Problem]:
    (root / "docs/om").mkdir(parents=True)
    (root / "pledges").mkdir()
    for name, text in pages.items():
        (root / "docs/om" / name).write_text(text, encoding="utf-8")
    (root / "pledges/register.yml").write_text(f"publication: {publication}\n{given}{USUAL}", encoding="utf-8")
    (root / "pledges/accessibility.yml").write_text(statement(), encoding="utf-8")
    settings = Settings(root, "docs", THEME, dict.fromkeys(LANGUAGES, ""), "")
    return list(check_publication(load_book(root, LANGUAGES).entries, settings, catalogues.words))


@pytest.mark.parametrize(
    ("publication", "pages", "expected"),
    [
        ("own", {"index.sv.md": NOT_OURS}, ["docs/om/index.sv.md:2 publication_own ges inte ut av kommunen", "docs/om/index.sv.md:2 publication_own de har inte granskat den"]),
        ("own", {"index.md": "---\ntitle: Om\n---\n\nDen är inte kommunens eller polisens\negen publikation.\n"}, ["docs/om/index.md:5 publication_own inte kommunens eller polisens"]),
        ("own", {"index.en.md": "It is not issued by the\nmunicipality.\n"}, ["docs/om/index.en.md:1 publication_own not issued by the\nmunicipality"]),
        ("own", {"index.sv.md": OURS, "index.en.md": "The site is published by the municipality.\n"}, []),
        ("own", {"index.sv.md": f"```\n{NOT_OURS}```\n"}, []),
        ("compiled", {"index.sv.md": NOT_OURS}, []),
        ("compiled", {"index.sv.md": OURS}, ["docs/om/index.sv.md:1 publication_compiled Webbplatsen ges ut av kommunen"]),
        ("compiled", {"index.en.md": "This site is published by the police.\n"}, ["docs/om/index.en.md:1 publication_compiled site is published by the police"]),
    ],
)  # fmt: skip
def test_a_page_that_denies_the_register_is_told_at_its_line(
    tmp_path: Path, catalogues: Catalogues, publication: str, pages: dict[str, str], expected: list[str]
) -> None:
    found = tell(tmp_path, catalogues, publication, pages)
    assert expected == [f"{item.mark.path}:{item.mark.line} {item.code} {item.found}" for item in found]


def test_a_page_that_cannot_be_read_denies_nothing(tmp_path: Path, catalogues: Catalogues) -> None:
    (tmp_path / "docs/folder.md").mkdir(parents=True)
    (tmp_path / "docs/gone.md").symlink_to("nowhere.md")
    assert [] == tell(tmp_path, catalogues, "own", {})


def test_the_register_s_own_words_are_held_to_it_too(tmp_path: Path, catalogues: Catalogues) -> None:
    given = "introduction:\n  sv: |\n    Hej.\n    Den ges inte ut av kommunen.\n"
    found = tell(tmp_path, catalogues, "own", {}, given)
    assert ["pledges/register.yml:4"] == [f"{item.mark.path}:{item.mark.line}" for item in found]


def test_the_pages_of_exempelstad_agree_with_its_register(tmp_path: Path, catalogues: Catalogues) -> None:
    pages = {
        path.name: path.read_text(encoding="utf-8") for path in (REPOSITORY / "tests/exempelstad/docs/om").glob("*.md")
    }
    assert [] == tell(tmp_path / "compiled", catalogues, "compiled", pages)
    assert {"index.sv.md", "index.en.md"} == {
        item.mark.path.rpartition("/")[2] for item in tell(tmp_path / "own", catalogues, "own", pages)
    }
