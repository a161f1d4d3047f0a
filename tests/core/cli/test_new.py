"""New files: what follows along from an earlier record, what is left to fill in, and that it is all told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TINY_REGISTER, Project, copy_project
from core.conftest import Given, agreement, followup, pledge, register
from pledgebook.authoring.format import find_model, format_page
from pledgebook.cli.main import main

PARTY_ORDER = "parties: [polisen, kommunen]"
TWO = """
title: Medborgarlöfte 2027
summary: Två löften.
parties: [polisen, bolaget]
area: {scope: place, places: [sagogatan]}
dates: {signed: 2027-02-01}
signatories: [{name: Förnamn Efternamn, title: polischef}]
focus_areas: [{id: gatan, title: Lugn gata}]
promises:
  - id: synas
    by: [polisen, bolaget]
    focus_area: gatan
    text: Synas på gatan.
    themes: [trafik]
    target: {at_least: 4, unit: pass, per: week}
  - id: lysa
    by: bolaget
    text: 'Lysa: hela natten.'
    target: {coverage: alla portar}
    places: [sagogatan]
"""


@pytest.fixture
def town(tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A town with a pledge of two promises in Swedish and English, and an agreement."""
    english = "---\ntitle: Citizen pledge 2027\nsummary: Two.\npromises:\n  - {id: synas, text: Be seen.}\n  - {id: lysa, text: Shine.}\n---\n"
    project = tiny(
        {
            "pledges/register.yml": register(),
            "pledges/2027/pledge.sv.md": pledge(TWO),
            "pledges/2027/pledge.en.md": english,
            "pledges/agreements/2024-2031/agreement.sv.md": agreement("period: 2024-2031"),
        }
    )
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    return project


def read(project: Project, name: str) -> str:
    return (project.root / "pledges" / name).read_text("utf-8")


def facts(text: str) -> list[str]:
    """The lines that are neither help nor empty."""
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def list_told(project: Project, capsys: pytest.CaptureFixture[str], folder: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--no-hints"])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(f"pledges/{folder}")]
    return [line.partition(folder)[2] for line in lines if "Översättning till" not in line]


@pytest.mark.parametrize(
    ("name", "period"), [("2028-03", "period: 2028-03"), ("2028-03-2028-05", "period: 2028-03–2028-05")]
)
def test_a_name_in_months_gives_the_period(town: Project, name: str, period: str) -> None:
    assert 0 == main(["new", name])
    assert period in facts(read(town, f"{name}/pledge.sv.md"))


def test_a_new_pledge_takes_over_what_is_certain_and_nothing_else(town: Project) -> None:
    assert 0 == main(["new", "2028-2029"])
    assert facts(read(town, "2028-2029/pledge.sv.md")) == [
        "---",
        "title: Medborgarlöfte 2028–2029",
        "period: 2028-2029",
        "summary:",
        "parties: [polisen, bolaget]",
        "agreement: 2024-2031",
        "area: {scope: place, places: [sagogatan]}",
        "focus_areas:",
        "  - id: gatan",
        "    title: Lugn gata",
        "promises:",
        "  - id: synas",
        "    by: [polisen, bolaget]",
        "    focus_area: gatan",
        "    text:",
        "    themes: [trafik]",
        "    continues: 2027/synas",
        "  - id: lysa",
        "    by: [bolaget]",
        "    text:",
        "    places: [sagogatan]",
        "    continues: 2027/lysa",
        "sources:",
        "---",
    ]
    text = read(town, "2028-2029/pledge.sv.md")
    assert "  # Förra gången: Synas på gatan.\n" in text
    assert "# target: {at_least: 4, unit: pass, per: week}\n" in text
    assert "# target: {coverage: alla portar}\n" in text
    assert "Efternamn, title: polischef" not in text
    assert "example.org" not in text
    english = facts(read(town, "2028-2029/pledge.en.md"))
    assert ["title: Citizen pledge 2028–2029", "summary:"] == english[1:3]
    assert "  # Last time: Shine.\n" in read(town, "2028-2029/pledge.en.md")


def test_everything_left_to_fill_in_is_told_with_its_line(town: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "2028"])
    told = list_told(town, capsys, "2028/")
    for name, level in (("pledge.sv.md", "fel"), ("pledge.en.md", "upplysning")):
        lines = read(town, f"2028/{name}").splitlines()
        empty = [
            number
            for number, line in enumerate(lines, 1)
            if re.fullmatch(r" *(- )?(title|summary|text|sources):", line)
        ]
        assert [f"{name}:{number}: {level}" for number in empty] == [
            f"{found[1]}:{found[2]}: {found[3]}" for line in told if (found := re.match(r"([^:]+):(\d+):\d+: (\w+)", line)) and found[1] == name
        ]  # fmt: skip


def test_what_is_filled_in_passes(town: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "2028"])
    for name, source, words in (("pledge.sv.md", " [k1]", "Skrivet på nytt"), ("pledge.en.md", "", "Written anew")):
        lines = read(town, f"2028/{name}").split("\n")
        empty = r" *(title|summary|text):"
        text = "\n".join(
            f"{line} {words}, rad {place}." if re.fullmatch(empty, line) else line for place, line in enumerate(lines)
        )
        path = town.root / "pledges/2028" / name
        path.write_text(re.sub(r"^sources:$", f"sources:{source}", text, flags=re.MULTILINE), "utf-8")
    assert [] == list_told(town, capsys, "2028/")


def test_examples_that_are_made_use_of_are_read(town: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "agreement", "2032"])
    path = town.root / "pledges/agreements/2032/agreement.sv.md"
    text = re.sub(r"^(title|summary|sources):$\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(r"^# (\w+:.*|  - .*)$", r"\1", text, flags=re.MULTILINE), "utf-8")
    assert ["file lofte-2027.pdf"] == [
        re.sub(r".*(Filen) (\S+) finns.*", r"file \2", line)
        for line in list_told(town, capsys, "agreements/2032/")
        if ": fel:" in line
    ]


def test_a_follow_up_lists_every_promise_with_its_target_and_the_words(
    town: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["new", "followup", "2027"])
    text = read(town, "2027/followup-2027-01.sv.md")
    assert ["date: 2027-01", "by:", "kind:", "covers: 2027", "results:"] == facts(text)[1:6]
    assert ["  - promise: synas", "    status:", "    status_source:", "  - promise: lysa"] == facts(text)[6:10]
    assert "  # Löftet: Synas på gatan.\n  # Målet: {at_least: 4, unit: pass, per: week}\n" in text
    assert "#   partly_fulfilled = Delvis uppfyllt\n" in text
    assert 7 == sum("är tomt" in line for line in list_told(town, capsys, "2027/followup-2027-01.sv.md"))
    assert 0 == main(["new", "followup", "2027"])
    assert (town.root / "pledges/2027/followup-2027-01-2.sv.md").is_file()
    assert 0 == main(["new", "followup", "2027", "--date", "2027-12-01"])
    assert (town.root / "pledges/2027/followup-2027-12-01.en.md").is_file()


def test_a_first_pledge_is_short(tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    project = tiny({"pledges/register.yml": TINY_REGISTER})
    (project.root / "pledges/2027/pledge.sv.md").unlink()
    (project.root / "pledges/2027").rmdir()
    monkeypatch.chdir(project.root)
    assert 0 == main(["new", "2027"])
    assert facts(read(project, "2027/pledge.sv.md")) == [
        "---", "title:", "period: 2027", "summary:", "parties: [polisen]",
        "promises:", "  - id:", "    by:", "    text:", "sources:", "---",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2027"], "pledges/2027 finns redan"),
        (["agreement", "2024-2031"], "pledges/agreements/2024-2031 finns redan"),
        (["Löfte 2028"], "”Löfte 2028” kan inte vara namn"),
        (["../2028"], "kan inte vara namn"),
        (["published"], "I mappen pledges/published ligger annat än medborgarlöften"),
        (["translations"], "ett medborgarlöfte som heter translations skulle inte synas"),
        (["agreements"], "I mappen pledges/agreements"),
        (["2028", "--from", "2026"], "2026 finns inte"),
        (["2028", "2029"], "”2029” går inte att förstå"),
        (["followup"], 'make new NAME="followup 2027"'),
        (["followup", "2030"], "2030 finns inte"),
        (["followup", "2027", "--date", "igår"], "”igår” är inget datum"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    town: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = sorted(town.root.rglob("*"))
    assert 2 == main(["new", *arguments])
    assert said in capsys.readouterr().err
    assert before == sorted(town.root.rglob("*"))


def test_it_speaks_english_too(town: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["--lang", "en", "new", "2028"])
    assert (
        "Made: pledges/2028/pledge.sv.md\nMade: pledges/2028/pledge.en.md\nStarts from 2027." in capsys.readouterr().out
    )


def test_an_unfinished_record_stands_in_no_way(town: Project) -> None:
    assert 0 == main(["new", "2028"])
    assert 0 == main(["new", "2029", "--from", "2027"])
    assert 0 == main(["new", "followup", "2027"])


@pytest.mark.parametrize(
    "arguments", [["2028"], ["2028", "--from", "2019"], ["followup", "2019"], ["agreement", "2028"], ["ny-gata"]]
)
def test_drafts_of_exempelstad_are_laid_out_as_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    project = copy_project(tmp_path / "p")
    before = set(project.root.rglob("*.md"))
    monkeypatch.chdir(project.root)
    assert 0 == main(["new", *arguments])
    new = set(project.root.rglob("*.md")) - before
    assert 2 == len(new)
    for path in new:
        model = find_model(path.name)
        assert model is not None
        assert path.read_text("utf-8") == format_page(path.read_text("utf-8"), path.name, model).text


def test_a_result_that_is_begun_is_filled_in(given: Given) -> None:
    told = given({"2027/followup-1.sv.md": followup("results:\n  - promise: synas\n    status:\n    reason: Regn.")})
    assert ["2027/followup-1.sv.md:4:5 field_empty status"] == told.errors


def test_an_empty_translation_is_warned_of(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(), "2027/pledge.en.md": "---\ntitle: A\nsummary:\n---\n"})
    assert [] == told.errors
    assert ["2027/pledge.en.md:3:1 words_empty summary"] == told.notes


def test_a_name_that_tells_no_time_may_be_a_slip(town: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2o28", "0000", "9999", "2027-9999"):
        assert 0 == main(["new", name])
        assert f"Namnet {name} säger inte vilken tid det gäller" in capsys.readouterr().out
    assert 0 == main(["new", "2028"])
    told = capsys.readouterr().out
    assert "säger inte vilken tid" not in told
    # In the form that make has too.
    assert "FROM=" in told
    assert "--from" not in told
