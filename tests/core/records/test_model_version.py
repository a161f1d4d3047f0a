"""The version of the model that records are written in: none is the first, and another than the program's is told."""

from __future__ import annotations

import pytest

from core.conftest import Workspace
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.records.model_version import LATEST, check_model_version
from pledgebook.reporting.report import render_problem


def write_model(workspace: Workspace, text: str) -> None:
    (workspace.root / "pledges" / "model.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("text", [None, f"model: {LATEST}\n", f"# Skriven av programmet\nmodel: {LATEST}\n"])
def test_records_of_the_programs_version_are_read(workspace: Workspace, text: str | None) -> None:
    if text is not None:
        write_model(workspace, text)
    code, said = workspace.run("check")
    assert (0, False) == (code, "model.yml" in said), said


@pytest.mark.parametrize("verb", [("check",), ("publish", "2027"), ("status",), ("upgrade",)])
def test_records_of_a_later_version_are_refused_with_one_error(workspace: Workspace, verb: tuple[str, ...]) -> None:
    write_model(workspace, f"model: {LATEST + 1}\n")
    record = workspace.root / "pledges" / "2027" / "pledge.sv.md"
    record.write_text(record.read_text("utf-8").replace("summary:", "sammandrag:"), encoding="utf-8")
    before = record.read_bytes()
    code, said = workspace.run(*verb)
    assert 1 == code, said
    assert f"nyare version av programmet: modell {LATEST + 1}" in said
    assert "sammandrag" not in said
    assert record.read_bytes() == before


def test_records_of_an_earlier_version_are_told_the_way(workspace: Workspace, catalogues: Catalogues) -> None:
    (problem,) = check_model_version(workspace.root, LATEST + 1)
    told = render_problem(problem, catalogues[Language("sv")])
    assert "pledges/model.yml" in told
    assert f"modell {LATEST}, och den här versionen har {LATEST + 1}. Skriv pledgebook upgrade" in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "modell: 1\n",
        "model: ett\n",
        "model: -1\n",
        "model: 0\n",
        "model: ²\n",
        "model: 1\nmore: 2\n",
        "model:\n",
        "model: [1]\n",
    ],
)
def test_what_is_no_version_is_told(workspace: Workspace, text: str) -> None:
    write_model(workspace, text)
    code, said = workspace.run("check")
    assert (1, True) == (code, "pledges/model.yml" in said), said
