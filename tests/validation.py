"""Programs that know a format from outside, each in an environment of its own; see `make validators`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "validators"


def run_validator(name: str, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program of a validator's environment with its Python."""
    python = Path(sys.prefix) / "validators" / name / "bin" / "python"
    assert python.exists(), "no validators: run make validators"
    return subprocess.run([python, *command], cwd=cwd, capture_output=True, text=True, check=False)


def check_replay(wacz: Path) -> None:
    """Every page of a web archive is found by pywb in the archive's own index, whose keys are those of its kind."""
    done = run_validator("pywb", str(SCRIPTS / "pywb_replay.py"), str(wacz))
    assert (0, "") == (done.returncode, done.stdout), done.stderr


def identify_formats(folder: Path) -> dict[str, tuple[str, str, str]]:
    """What siegfried takes the files of a folder for: key in PRONOM, name and version, by path."""
    done = run_validator("siegfried", str(SCRIPTS / "siegfried_formats.py"), str(folder))
    assert done.returncode == 0, done.stderr
    listed: Any = json.loads(done.stdout)
    return {path: (key, name, version) for path, (key, name, version) in listed.items()}
