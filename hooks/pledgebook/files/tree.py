"""Tree of files: their bytes by their path from the top of a folder, with `/`."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Files: TypeAlias = Mapping[str, bytes]

# Names that mean the same on every file system and in every container: BagIt escapes `%` and line breaks in its own
# way (RFC 8493, 2.1.3), zip and tar have no agreed encoding of other letters, and Windows takes none of `<>:"|?*\`.
_PLAIN = re.compile(r"[A-Za-z0-9._+ ()@,=~&'!\[\]{}#$;^-]+")
# What Windows takes for a device whatever its ending, and the ends of names that it drops (see "Naming Files, Paths,
# and Namespaces" of Win32).
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]) *(?:\..*)?", re.IGNORECASE)
_DROPPED = re.compile(r".*[. ]|.* \.[^.]*")
# What a path may be at its longest on most systems leaves so much for one name.
_LONGEST_NAME = 180

# What a system says where a disk, or what one may have on it, is full.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TreeError(ValueError):
    """A folder holds something that an archive cannot keep; `path` says where."""

    def __init__(self, path: str) -> None:
        """Name what cannot be kept."""
        super().__init__(path)
        self.path = path


def read_tree(folder: Path, is_left: Callable[[str], bool] = lambda name: False) -> dict[str, bytes]:
    """Every file below a folder, ordered by path.

    Args:
        folder: where to read.
        is_left: whether what has a name, file or folder, is to be left out.

    Raises:
        TreeError: there is a link, or a name that is not plain ASCII.
        OSError: a file cannot be read.
    """
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_left(name)]
        kept = {name for name in names if not is_left(name)}
        for name in (*folders, *kept):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink() or not is_plain(relative):
                raise TreeError(relative)
            if name in kept:
                found[relative] = path.read_bytes()
    return order(found)


def read_files(folder: Path, ending: str = "") -> dict[str, bytes]:
    """Every file below a folder by its path, whatever it is called; what is behind links too.

    Args:
        folder: where to read.
        ending: what the names of files end with.

    Raises:
        OSError: a file cannot be read.
    """
    places = [Path(place, name) for place, _, names in os.walk(folder, followlinks=True) for name in names]
    found = [path for path in sorted(places) if path.name.endswith(ending) and path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def read_layers(folders: Sequence[Path]) -> dict[str, bytes]:
    """The files below some folders; one of an earlier folder stands for that of a later one. Otherwise as `read_files`.

    Raises:
        OSError: a file cannot be read.
    """
    return {path: data for folder in reversed(folders) for path, data in read_files(folder).items()}


def write_tree(files: Files, folder: Path) -> None:
    """Write files below a folder, which is made when it is not there.

    Raises:
        OSError: the folder cannot be written in.
    """
    for path, data in files.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            # A full disk names no file.
            error.filename = error.filename or str(target)
            raise


def is_outside(path: Path, root: Path) -> bool:
    """Whether a path is a link that leads out of a folder, or to what is hidden there, such as what tools keep."""
    if not Path(path).is_symlink():
        return False
    to = Path(os.path.realpath(path))
    for top in (Path(os.path.realpath(root)), Path(os.path.realpath(path.parent))):
        if to.is_relative_to(top):
            return any(part.startswith(".") for part in to.relative_to(top).parts)
    return True


def is_plain(path: str) -> bool:
    """Whether every part of a path is a name that any file system and any container can hold."""
    return all(
        _PLAIN.fullmatch(part)
        and len(part) <= _LONGEST_NAME
        and not (_DEVICE.fullmatch(part) or _DROPPED.fullmatch(part))
        for part in path.split("/")
    )


def is_text(path: str) -> bool:
    """Whether the bytes of a path or an argument are UTF-8; for others Python has stand-ins, which nobody can write."""
    return not any("\ud800" <= letter <= "\udfff" for letter in path)


def order(files: Files) -> dict[str, bytes]:
    """The same files, ordered by the bytes of their paths, whatever the locale."""
    return {path: files[path] for path in sorted(files, key=str.encode)}


def place_in(folder: str, files: Files) -> dict[str, bytes]:
    """The same files, in a folder."""
    return {f"{folder}/{path}": data for path, data in files.items()}


def take(folder: str, files: Files) -> dict[str, bytes]:
    """The files that are in a folder, from there."""
    return {path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")}


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """The checksum of a file, in hexadecimal; `algorithm` as hashlib names it."""
    return hashlib.new(algorithm, data).hexdigest()


def list_sums(files: Files, algorithm: str = "sha256") -> str:
    """Checksums in the form that `sha256sum -c` reads (GNU coreutils), one file a line."""
    return "".join(f"{digest(data, algorithm)}  {path}\n" for path, data in order(files).items())
