"""The programs that the site is built with, as files that install without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from .lock import Locked
from .tree import Files, digest


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
