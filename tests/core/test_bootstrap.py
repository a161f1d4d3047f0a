"""What make fetches first, once, however many ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from author_preview import PATIENCE
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


# Stands for every program of an environment: two of those that fetch wait for each other.
PROGRAM = """#!/bin/sh
case "$0 $*" in
*/npm*) mkdir node_modules; echo here > ../../met ;;
*" -m pip "*) mkdir -p .cache/wheels; read -r other < met ;;
*" -m pytest "*) echo tested ;;
esac
"""


def test_what_tests_need_is_fetched_side_by_side(tmp_path: Path) -> None:
    programs = tmp_path / ".venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "npm", "ruff", "mypy", "lint-imports", "pledgebook"):
        (programs / name).write_text(PROGRAM, encoding="utf-8")
        (programs / name).chmod(0o755)
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copyfile(REPOSITORY / name, tmp_path / name)
    lock = (tmp_path / "requirements.txt").read_text(encoding="utf-8")
    (programs.parent / ".lock-installed").write_text(f"{tmp_path}\n{lock}", encoding="utf-8")
    shutil.copyfile(tmp_path / "pyproject.toml", programs.parent / ".package-installed")
    shutil.copyfile(tmp_path / "requirements-dev.txt", programs.parent / ".dev-lock-installed")
    for name in ("tests/tools/package.json", "tests/tools/package-lock.json", "form/package-lock.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, tmp_path / name)
    (tmp_path / "form/node_modules").mkdir()
    shutil.copyfile(tmp_path / "form/package-lock.json", tmp_path / "form/node_modules/.lock-installed")
    os.mkfifo(tmp_path / "met")
    done = subprocess.run(
        ["make", "test"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (0, "tested\n") == (done.returncode, done.stdout), done.stderr
    assert "Väntar" not in done.stderr
