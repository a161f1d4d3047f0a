"""Containerfile: a recipe that builds the site again from its package, for whoever has no Python that fits.

Docker calls it a Dockerfile. All that it uses lies in the package but the image that it begins with, so each step runs
without a network where the package holds the wheels. The documentation tells the same steps (`list_steps`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...files.tree import Files
from ..layout import SOURCES, WHEELS
from .wheels import list_machines

CONTAINERFILE = "Containerfile"
# The oldest that the program runs with (`requires-python`), where no wheel is made for another.
PYTHON = "3.11"
# The release of Debian whose own Python is that one too.
_RELEASE, _NUMBER = "bookworm", 12
_PLATFORMS = {"Linux x86_64": "linux/amd64", "Linux aarch64": "linux/arm64"}
_DESK = "/desk"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the wheels of a package run on in a container.

    Attributes:
        python: the version of Python.
        platform: as containers name systems; nothing for any.
        has_wheels: whether the package holds wheels for it.
    """

    python: str = PYTHON
    platform: str = ""
    has_wheels: bool = False

    @property
    def image(self) -> str:
        """The image that has that Python, wherever images are fetched from by then."""
        return f"python:{self.python}-slim-{_RELEASE}"

    @property
    def system(self) -> str:
        """The system that the image is."""
        return f"Debian {_NUMBER} ({_RELEASE})"


def find_machine(wheels: Files) -> Machine:
    """What a package's wheels run on; any machine, without wheels, where they are for none that a container can be."""
    found = list_machines(wheels)
    for python, system in found:
        if system in _PLATFORMS:
            return Machine(python, _PLATFORMS[system], has_wheels=True)
    return Machine(has_wheels=bool(wheels) and not found)


def list_steps(program: str, epoch: int, *, has_wheels: bool) -> list[str]:
    """The commands that build the site again, in a copy of the sources with the wheels beside it.

    Args:
        program: how the program is started there.
        epoch: the moment of the package, in seconds since 1970.
        has_wheels: whether there are wheels, so that nothing is fetched.
    """
    offline = f"--no-index --find-links ../{WHEELS} " if has_wheels else ""
    return [
        "python3 -m venv .venv",
        f".venv/bin/python -m pip install {offline}--require-hashes -r requirements.txt",
        f"SOURCE_DATE_EPOCH={epoch} {program} build",
    ]


def render_containerfile(machine: Machine, program: str, epoch: int, notes: Sequence[str]) -> bytes:
    """The recipe.

    Args:
        machine: that the package's wheels run on.
        program: how the program is started in the sources.
        epoch: the moment of the package, in seconds since 1970.
        notes: what the recipe says of itself.
    """
    lines = [
        *(f"# {note}" for note in notes),
        f"FROM {f'--platform={machine.platform} ' if machine.platform else ''}{machine.image}",
        *(f"COPY {part} {_DESK}/{part}" for part in (SOURCES, *([WHEELS] if machine.has_wheels else []))),
        f"WORKDIR {_DESK}/{SOURCES}",
        *(f"RUN {step}" for step in list_steps(program, epoch, has_wheels=machine.has_wheels)),
        'CMD ["cp", "-r", "site/.", "/built"]',
    ]
    return "".join(f"{line}\n" for line in lines).encode()
