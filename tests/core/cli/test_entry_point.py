"""The command answers at once where the site is what it would build, in the project that it was built in."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from pledgebook.cli import entry_point, main
from pledgebook.clock import read_days
from pledgebook.config import SETTINGS, STAMP
from pledgebook.files.up_to_date import BuildStamp, BuiltSite, find_looks, look_at_site, read_sources, write_stamp

BUILT_ANEW = 7


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose site has just been built."""
    root = tmp_path / "project"
    (root / "site").mkdir(parents=True)
    (root / "site/index.html").write_text("Ord", encoding="utf-8")
    (root / SETTINGS).write_text("site_name: Ord\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["pledgebook", "build"])
    monkeypatch.setattr(main, "main", lambda: BUILT_ANEW)
    places = (str(root / SETTINGS),)
    made_of = read_sources(places, ["build"], os.environ, read_days(os.environ)).said
    site = BuiltSite(str(root / "site"), look_at_site(root / "site").seen, "")
    write_stamp(root / STAMP, BuildStamp(places, made_of, site, find_looks(os.environ), "Klart.\n"))
    return root


def test_what_is_built_is_not_built_again(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built)
    assert (0, "Klart.\n") == (entry_point.main(), capsys.readouterr().out)


def test_the_copy_of_a_project_is_built(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(built, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    assert BUILT_ANEW == entry_point.main()
