"""Laying out files beside others who write in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.conftest import PLEDGE
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
