"""What every verb does alike: what cannot be asked for, what is missing, what cannot be written."""

from __future__ import annotations

import pytest

from core.conftest import Workspace
from pledgebook.cli.main import VERBS


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["change", "2028", "--kind", "minor", "--note", "A"], "Posten 2028 finns inte."),
        (["change", "2027", "--kind", "rättning", "--note", "A"], "”rättning” är ingen sorts ändring. Tillåtet: "),
        (["change", "2027", "--kind", "minor", "--note", "…"], "Anteckningen är tom."),
        (["publish"], "Skriv vad som ska publiceras, till exempel: make publish NAME=2027."),
        (["translate", "done", "2027"], 'Skriv post och språk, till exempel: make translate NAME="done 2027 en"'),
        (["check", "2031"], "2031 finns inte."),
    ],
)
def test_what_cannot_be_asked_for_is_told_with_what_can(workspace: Workspace, given: list[str], told: str) -> None:
    workspace.does("publish", "2027")
    code, said = workspace.run(*given)
    assert (2, True) == (code, told in said), said


def test_a_verb_without_what_it_needs_answers_with_an_example(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        workspace.run("change", "NAME=2027")
    told = capsys.readouterr().err
    assert 2 == stopped.value.code
    assert "pledgebook change: något fattas: KIND, NOTE\nTill exempel: make change NAME=2027" in told


@pytest.mark.parametrize("verb", ["check", "publish", "status", "fmt"])
def test_a_file_that_cannot_be_written_is_told_without_a_traceback(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(workspace.root / "pledges" / "2027"))

    monkeypatch.setattr(VERBS[verb], "run", refuse)
    code, told = workspace.run(verb, *(["2027"] if verb == "publish" else []))
    assert (2, "Filen pledges/2027 går inte att läsa eller skriva. (Permission denied)\n") == (code, told)
