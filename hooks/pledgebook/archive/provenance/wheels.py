"""Wheels: the programs that the site is built with, as files that install without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from ...files.tree import Files, digest
from .lock import Locked

_PYTHON = re.compile(r"cp(\d)(\d+)")
_PLATFORM = re.compile(r"(?P<system>manylinux|musllinux|macosx|win)(?:32$|_?\d+)?(?:_\d+)?_?(?P<machine>.*)")
_SYSTEMS = {"manylinux": "Linux", "musllinux": "Linux (musl)", "macosx": "macOS", "win": "Windows"}


class WheelsError(ValueError):
    """A folder of wheels is not what the lock names.

    `code` is `absent` (the folder), `stray`, `changed` or `missing`; `found` is which.
    """

    def __init__(self, code: str, found: str) -> None:
        """Name what is wrong."""
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = found


def read_wheels(folder: Path, lock: Sequence[Locked]) -> dict[str, bytes]:
    """The wheels in a folder, held against the lock: every package is there, and nothing that it does not name.

    Raises:
        WheelsError: something is there that is not to be, or is lacking.
        OSError: the folder cannot be read.
    """
    if not folder.is_dir():
        raise WheelsError("absent", str(folder))
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    wheels = {path.name: path.read_bytes() for path in paths if path.is_file()}
    stray = [path.name for path in paths if path.name not in wheels]
    for code, found in (*(("stray", name) for name in stray), *check_wheels(wheels, lock)):
        raise WheelsError(code, found)
    return wheels


def check_wheels(wheels: Files, lock: Sequence[Locked]) -> Iterator[tuple[str, str]]:
    """What is wrong with wheels: a code and which, as `WheelsError` has them."""
    allowed = {(item.name, item.version): item.hashes for item in lock}
    seen = set()
    for name, data in wheels.items():
        try:
            package, version, _, _ = parse_wheel_filename(name)
        except InvalidWheelFilename:
            yield "stray", name
            continue
        wanted = (str(package), str(version))
        if wanted not in allowed:
            yield "stray", name
        elif digest(data) not in allowed[wanted]:
            yield "changed", name
        seen.add(wanted)
    for item in lock:
        # What only some machines need may be lacking where it was fetched on another.
        if not item.marker and (item.name, item.version) not in seen:
            yield "missing", f"{item.name} {item.version}"


def list_machines(wheels: Files) -> list[tuple[str, str]]:
    """What wheels can be used with that are not for every machine: versions of Python and systems, in order.

    Each is the first half of a pair or the second, as `("3.11", "Linux x86_64")`; none where any machine will do.
    """
    tags = [tag for name in wheels for tag in parse_wheel_filename(name)[3]]
    pythons = {tag.interpreter for tag in tags if tag.abi == tag.interpreter and _PYTHON.fullmatch(tag.interpreter)}
    systems = {_name_system(tag.platform) for tag in tags if tag.platform != "any"}
    return sorted((_PYTHON.sub(r"\1.\2", python), system) for python in pythons for system in systems)


def _name_system(platform: str) -> str:
    """A system and its processor, by the platform of a wheel (PEP 425, 600 and 656)."""
    match = _PLATFORM.fullmatch(platform)
    return f"{_SYSTEMS[match['system']]} {match['machine']}".strip() if match else platform
