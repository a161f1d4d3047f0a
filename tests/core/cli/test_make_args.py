"""What make hands on."""

from __future__ import annotations

from core.conftest import EN, NEW, OLD, SV, Workspace


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
