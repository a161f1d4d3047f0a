"""Laying out files beside others who write in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.conftest import NEW, OLD, PLEDGE, SV, Workspace
from pledgebook.cli.fmt import _format_file


def test_what_is_saved_while_a_file_is_laid_out_is_laid_out_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pledges" / "2027" / "pledge.sv.md"
    path.parent.mkdir(parents=True)
    untidy = f"---\n{PLEDGE}---\n".replace("title: ", "title:   ")
    path.write_text(untidy, encoding="utf-8")
    synced, saves = os.fsync, [untidy.replace("kort", "nytt").encode()]

    def save_beside(number: int) -> None:
        """What the form does while the file is on its way to the disk."""
        synced(number)
        if saves:
            path.write_bytes(saves.pop())

    monkeypatch.setattr(os, "fsync", save_beside)
    assert _format_file(path, "pledges/2027/pledge.sv.md", write=True) == ((), True)
    text = path.read_text(encoding="utf-8")
    assert "nytt" in text
    assert "title: Medborgarlöfte" in text


def test_a_file_that_a_link_leads_out_of_the_project_to_is_left(workspace: Workspace) -> None:
    outside = workspace.root.parent / "utanför.md"
    outside.write_text("---\ntitle:   Hemligt\n---\n", encoding="utf-8")
    before = outside.read_bytes()
    (workspace.root / "pledges" / "2027" / "followup-1.sv.md").symlink_to(outside)
    code, told = workspace.run("fmt")
    assert (1, before) == (code, outside.read_bytes())
    assert "pledges/2027/followup-1.sv.md:1:1: fel: followup-1.sv.md är en genväg som leder ut ur projektet" in told
    code, told = workspace.run("check")
    assert 1 == code
    assert "genväg" in told
    assert "Hemligt" not in told


@pytest.mark.parametrize("verb", [("publish", "2027"), ("change", "2027", "--kind", "correction", "--note", "A")])
def test_no_verb_writes_through_a_link_that_leads_out_of_the_project(
    workspace: Workspace, verb: tuple[str, ...]
) -> None:
    workspace.does("publish", "2027")
    workspace.edit(SV, OLD, NEW)
    for name in ("published/2027.yml", "published/addresses.txt", SV):
        path, outside = workspace.root / "pledges" / name, workspace.root.parent / "utanför"
        data = path.read_bytes()
        outside.write_bytes(data)
        path.unlink()
        path.symlink_to(outside)
        code, told = workspace.run(*verb)
        assert (1, data) == (code, outside.read_bytes()), name
        assert "genväg" in told
        path.unlink()
        path.write_bytes(data)
