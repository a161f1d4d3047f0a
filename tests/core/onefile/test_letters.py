"""A letter that no font has is told where it stands, and takes nobody else's PDF away."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conftest import SV, THEME, Given, Show, Workspace, pledge
from core.onefile.test_onefile import set_up
from pledgebook.names import Language
from pledgebook.onefile.build import OneFileBuilder
from pledgebook.onefile.letters import check_letters
from pledgebook.problem import Level
from pledgebook.records.load import read_records

SWEDISH = Language("sv")


def told(root: Path) -> list[str]:
    entries, _ = read_records(root, (SWEDISH,))
    found = check_letters(entries, (SWEDISH,), THEME / "print")
    return [f"{item.mark} {item.code} {item.found} {item.details['code']}".removeprefix("pledges/") for item in found]


@pytest.mark.parametrize(
    ("letter", "code"), [("🚲", "U+1F6B2"), ("中", "U+4E2D"), ("\uf0b7", "U+F0B7"), ("한", "U+D55C")]
)
def test_a_letter_that_no_font_has_is_told_where_it_stands(workspace: Workspace, letter: str, code: str) -> None:
    workspace.write(SV, pledge(f"title: Löfte {letter} 2027", body=f"Mer {letter}.\n"))
    assert [f"{SV}:2:14 letter_unknown {letter} {code}"] == told(workspace.root)
    _, said = workspace.run("check")
    assert f"pledges/{SV}:2:14: varning: Tecknet {letter} ({code}) finns inte i något typsnitt" in said


def test_letters_of_the_languages_around_are_not_told(workspace: Workspace) -> None:
    text = pledge(
        body="Šđŋ Ďáhpa, Ελλάδα, Україна, “a” – 5 %, 2 °C, ½, ≥ 6, → x, №, ✓ €\n\n# 🚲 rubrik\n".replace("# 🚲", "##")
    )
    workspace.write(SV, f"{text}".replace("---\ntitle", "---\n# 🚲\ntitle"))
    assert [] == told(workspace.root)


def both(given: Given, show: Show) -> tuple[OneFileBuilder, dict[str, set[str]]]:
    """Two pledges, of which the later carries on the earlier, which has such a letter: what kinds there are of each."""
    carried = "promises:\n  - {id: synas, by: polisen, text: Synas., continues: 2026/synas}"
    files = {"2026/pledge.sv.md": pledge("title: Löftet 🚲\nperiod: 2026"), SV: pledge(carried)}
    shown = show(given(files).book)
    press = set_up(shown)
    return press, {
        address: {item.kind for item in press.build(shown.page(address), SWEDISH, "Löften")}
        for address in ("2026/", "2027/")
    }


def test_a_letter_takes_only_its_own_records_pdf_away(given: Given, show: Show) -> None:
    press, kinds = both(given, show)
    assert {"2026/": {"html"}, "2027/": {"html", "pdf"}} == kinds
    assert [("pledges/2026/pledge.sv.md", Level.WARNING, "🚲")] == [
        (item.mark.path, item.level, item.found) for item in press.problems
    ]


def test_a_published_pdf_that_cannot_be_made_is_an_error(given: Given, show: Show) -> None:
    shown = show(given({SV: pledge("title: Löftet 🚲")}).book)
    press = set_up(shown)
    press.published = {"2027/medborgarlofte-2027.sv.pdf"}
    press.build(shown.page("2027/"), SWEDISH, "Löften")
    assert [Level.ERROR] == [item.level for item in press.problems]
