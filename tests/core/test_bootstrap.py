"""What make fetches first, once, however many ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.conftest import REPOSITORY

NEW_SITE = REPOSITORY / "hooks/pledgebook/authoring/new_site/templates"
# Stands for Python: it makes an environment of itself, slowly, and notes each.
PYTHON = """#!/bin/sh
case "$*" in
"-m venv --clear .venv")
  echo made >> made.txt
  rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python
  read -r go < go ;;
esac
"""


def make(root: Path, path: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["make", "environment", f"PYTHON={root / 'python'}"],
        cwd=root,
        env={"PATH": path},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("has_flock", [True, False])
@pytest.mark.parametrize("folder", [REPOSITORY, NEW_SITE], ids=["here", "in a new site"])
def test_two_that_begin_at_once_fetch_what_they_need_once(tmp_path: Path, folder: Path, has_flock: bool) -> None:
    shutil.copyfile(folder / "Makefile", tmp_path / "Makefile")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copyfile(REPOSITORY / name, tmp_path / name)
    (tmp_path / "python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    os.mkfifo(tmp_path / "go")
    path = os.environ["PATH"]
    if not has_flock:
        programs = tmp_path / "programs"
        programs.mkdir()
        for name in ("sh", "make", "cat", "cmp", "cp", "mkdir", "rm", "rmdir", "sleep", "awk", "uname", "grep"):
            (programs / name).symlink_to(str(shutil.which(name)))
        path = str(programs)
    first = make(tmp_path, path)
    assert first.stderr and "Hämtar" in first.stderr.readline()
    second = make(tmp_path, path)
    assert second.stderr and "Väntar" in second.stderr.readline()
    (tmp_path / "go").write_text("on\n", encoding="utf-8")
    for process in (first, second):
        _, told = process.communicate()
        assert process.returncode == 0, told
    assert ["made"] == (tmp_path / "made.txt").read_text(encoding="utf-8").split()
    # Nothing is left that the next one would wait for.
    third = make(tmp_path, path)
    assert ("", 0) == (third.communicate()[1], third.returncode)
