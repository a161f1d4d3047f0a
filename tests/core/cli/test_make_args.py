"""What make hands on."""

from __future__ import annotations

import re

import pytest

from core.conftest import EN, NEW, OLD, REPOSITORY, SV, Workspace
from pledgebook.cli.make_args import read_make_arguments

MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def test_what_make_hands_on_is_the_same_as_options(workspace: Workspace) -> None:
    workspace.does("publish", "NAME=2027")
    workspace.edit(SV, OLD, NEW)
    workspace.edit(EN, "Be seen on", "Be seen daily on")
    told = workspace.does(
        "change", "NAME=2027", "KIND=Rättelse", "NOTE=Ett ord föll bort.", "WORDS=en A word was lost."
    )
    assert "change-1" in told
    assert 'note: "Ett ord föll bort."' in workspace.read(SV)
    assert 'note: "A word was lost."' in workspace.read(EN)
    workspace.does("translate", "NAME=done 2027 en")
    assert "In force" in workspace.does("status", "LANG=en")


def test_make_hands_on_every_name_that_the_command_reads() -> None:
    (names,) = re.findall(r"^GIVEN = .*foreach name,([A-Z ]+),", MAKEFILE, re.MULTILINE)
    arguments = [f"{name}=x y" for name in names.split()]
    assert not set(arguments) & set(read_make_arguments(arguments))


@pytest.mark.parametrize("verb", ["serve", "edit"])
def test_the_port_of_the_preview_is_given_to_make_too(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    assert f"pledgebook {verb} $(GIVEN)" in MAKEFILE
    with pytest.raises(SystemExit):
        workspace.run(verb, "PORT=åtta")
    assert "”åtta” är ingen port." in capsys.readouterr().err


def test_make_hands_on_what_stands_after_each_verb() -> None:
    verbs = re.findall(r"^\t@\$\(BIN\)/pledgebook (\w+)(.*)$", MAKEFILE, re.MULTILINE)
    assert {"check", "schema"} >= {verb for verb, rest in verbs if "$(GIVEN)" not in rest}
