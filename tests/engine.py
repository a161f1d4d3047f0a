"""The engine as a wheel, and an environment that has it and nothing of this repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
# What a wheel is built of.
_PARTS = ("hooks", "theme", "docs", "schemas")
_FILES = (
    "pyproject.toml",
    "requirements.txt",
    "form/package.json",
    "form/package-lock.json",
    *("LICENSE", "LICENSES.md"),
)


@dataclass(frozen=True)
class Engine:
    """A virtual environment in a folder."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def install(self, wheel: Path) -> None:
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        subprocess.run([*pip, "--no-index", "--no-deps", "--force-reinstall", str(wheel)], check=True)

    def run(self, root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment in a folder; all that it says is in `stdout`."""
        given = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        return subprocess.run(
            [self.folder / "bin" / command[0], *command[1:]],
            cwd=root,
            env=given | {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def build_wheel(folder: Path, source: Path = REPOSITORY) -> Path:
    """The wheel of the engine in a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def copy_engine(root: Path, version: str) -> Path:
    """What the engine is built of, as another version."""
    for part in _PARTS:
        shutil.copytree(REPOSITORY / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, root / name)
    project = root / "pyproject.toml"
    stated = re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', project.read_text("utf-8"))
    project.write_text(stated, encoding="utf-8")
    return root


def make_engine(folder: Path, source: Path = REPOSITORY) -> Engine:
    """An environment with the engine.

    What it needs is what the tests run with, pip too, by a path entry; entries in the folder that such an entry names
    are not followed, so that this repository is not there.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    engine = Engine(folder / "venv")
    (place,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (place / "needed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    engine.install(build_wheel(folder / "wheel", source))
    return engine
