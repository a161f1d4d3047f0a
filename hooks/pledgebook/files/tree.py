"""Tree of files: their bytes by their path from the top of a folder, with `/`."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

Files: TypeAlias = Mapping[str, bytes]

# Names that mean the same on every file system and in every container: BagIt escapes `%` and line breaks in its own
# way (RFC 8493, 2.1.3), zip and tar have no agreed encoding of other letters, and Windows takes none of `<>:"|?*\`.
_PLAIN = re.compile(r"[A-Za-z0-9._+ ()@,=~&'!\[\]{}#$;^-]+")
# What Windows takes for a device whatever its ending, and the ends of names that it drops (see "Naming Files, Paths,
# and Namespaces" of Win32).
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
_DROPPED = re.compile(r".*[. ]|.* \.[^.]*")
# What one name may be at its longest in bytes (POSIX), and a whole path on Windows, in letters ("Maximum Path
# Length Limitation" of Win32).
_LONGEST_NAME, LONGEST_PATH = 255, 259
# So much of a path may an archive's own folders take before the name that a file has in the project.
ROOM = 132
# What tools, editors and systems leave behind, and what starts with a dot, which may hold secrets; one is published.
_PUBLISHED = ".well-known"
_LITTER = re.compile(r"\..*|~.*|.*~|__pycache__|.*\.(py[cod]|egg-info|swp)|thumbs\.db|desktop\.ini", re.IGNORECASE)

# What a system says where a disk, or what one may have on it, is full.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NameFault(StrEnum):
    """Why a file cannot be kept in an archive under its name."""

    LETTERS = "letters"
    DEVICE = "device"
    END = "end"
    LENGTH = "length"
    SAME = "same"
    LINK = "link"


class TreeError(ValueError):
    """A folder holds something that an archive cannot keep.

    Attributes:
        path: where it is.
        fault: why it cannot be kept.
        other: the path that it would take the place of on some systems, or nothing.
    """

    def __init__(self, path: str, fault: NameFault, other: str = "") -> None:
        """Name what cannot be kept."""
        super().__init__(path)
        self.path, self.fault, self.other = path, fault, other


def read_tree(folder: Path, is_left: Callable[[str], bool] = lambda name: False) -> dict[str, bytes]:
    """Every file below a folder, ordered by path.

    Args:
        folder: where to read.
        is_left: whether what has a name, file or folder, is to be left out.

    Raises:
        TreeError: there is a link, or a name that not every system and every container can hold.
        OSError: a file or a folder cannot be read.
    """
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder, onerror=_raise) if folder.is_dir() else ():
        folders[:] = [name for name in folders if not is_left(name)]
        kept = {name for name in names if not is_left(name)}
        for name in (*folders, *kept):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            fault = NameFault.LINK if path.is_symlink() else find_name_fault(relative)
            if fault:
                raise TreeError(relative, fault)
            if name in kept:
                found[relative] = path.read_bytes()
    check_names(found)
    return order(found)


def _raise(error: OSError) -> None:
    raise error


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
    made: set[Path] = set()
    for path, data in files.items():
        target = folder / path
        try:
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
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
    """Whether a path is one that any file system and any container can hold."""
    return find_name_fault(path) is None


def find_name_fault(path: str, room: int = 0) -> NameFault | None:
    """Why not every file system and every container can hold a path, or None where they can.

    Args:
        path: from the top of a folder, with `/`.
        room: how many letters may stand before it.
    """
    if room + len(path) > LONGEST_PATH:
        return NameFault.LENGTH
    for part in path.split("/"):
        if _DEVICE.fullmatch(part):
            return NameFault.DEVICE
        if not _PLAIN.fullmatch(part):
            return NameFault.LETTERS
        if _DROPPED.fullmatch(part):
            return NameFault.END
        if len(part) > _LONGEST_NAME:
            return NameFault.LENGTH
    return None


def find_same(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths that some systems take for one before them, each with that: but for capitals, or how marks are written.

    A folder and a file cannot have one name either.
    """
    seen: dict[str, str] = {}
    files: set[str] = set()
    for path in sorted(paths):
        parts = path.split("/")
        for count in range(1, len(parts) + 1):
            part = "/".join(parts[:count])
            key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", part).casefold())
            other = seen.setdefault(key, part)
            if other != part or (key in files and count < len(parts)):
                yield path, other
                break
        else:
            files.add(key)


def check_names(paths: Iterable[str]) -> None:
    """Nothing in a folder has a name that some system cannot hold beside the others.

    Raises:
        TreeError: something has.
    """
    for path in (paths := list(paths)):
        if fault := find_name_fault(path):
            raise TreeError(path, fault)
    for path, other in find_same(paths):
        raise TreeError(path, NameFault.SAME, other)


def is_litter(name: str) -> bool:
    """Whether a file or a folder is something that tools leave behind, or keep for themselves."""
    return name != _PUBLISHED and bool(_LITTER.fullmatch(name))


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
