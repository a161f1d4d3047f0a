"""What is verified, opened: the files of a folder or a zip, which are read when they are asked for and never unpacked.

Nothing that a folder or a zip holds makes it raise: what no package may hold is noted as a fault and left alone.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import IO

from ...files.tree import is_plain
from .finding import Finding

# What the standard library raises at bytes that are not what they should be.
READ_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    struct.error,
    zlib.error,
)
# A zip may grow so much when it is read, and by so many bytes whatever its size: pages shrink to a tenth or so.
_GROWTH, _ALLOWED = 100, 100_000_000
_LOCAL_HEADER = b"PK\x03\x04"
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that can be read: its size, and what opens it."""

    size: int
    open: Callable[[], IO[bytes]]


class OpenedTree(Mapping[str, bytes]):
    """Files by their path from the top, in a folder or a zip; reading one of them may raise `READ_ERRORS`.

    Attributes:
        files: the files.
        folders: the folders that there are, whether or not anything is in them.
        findings: what there is that no package may hold.
        is_zip: whether it is a zip, in which a package lies in a folder of its own.
    """

    def __init__(self, files: Mapping[str, OpenedFile] | None = None, is_zip: bool = False) -> None:
        """Nothing is read until it is asked for."""
        self.files = dict(files or {})
        self.is_zip = is_zip
        self.folders: set[str] = set()
        self.findings: list[Finding] = []

    def __getitem__(self, path: str) -> bytes:
        with self.files[path].open() as file:
            return file.read()

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def take(self, folder: str) -> OpenedTree:
        """The files whose paths begin so, from there."""
        inside = {path.removeprefix(folder): file for path, file in self.files.items() if path.startswith(folder)}
        return OpenedTree(inside)

    @cached_property
    def names(self) -> Mapping[str, Set[str]]:
        """What is in each folder, which is given with its final slash: files, and folders with theirs."""
        found: dict[str, set[str]] = {"": set()}
        for path in self.files:
            start = 0
            while start := path.find("/", start) + 1:
                place = path.rfind("/", 0, start - 1) + 1
                found.setdefault(path[:place], set()).add(path[place:start])
            place = path.rfind("/") + 1
            found.setdefault(path[:place], set()).add(path[place:])
        return found

    def list_empty(self) -> list[str]:
        """The folders that nothing is in, the outermost ones."""
        empty = {path for path in self.folders if f"{path}/" not in self.names}
        return sorted(path for path in empty if path.rpartition("/")[0] not in empty)

    def accept(self, path: str) -> bool:
        """Whether there can be something of this name; if not, that is noted.

        Letters of other languages are somebody else's choice; whether they came through, the lists tell.
        """
        if is_plain(re.sub(r"[^\x00-\x9f\ud800-\udfff]", "x", path)):
            return True
        self.findings.append(Finding(show_name(path), "name"))
        return False


def tell_unreadable(path: str, error: BaseException) -> Finding:
    """The fault that something cannot be read, and why not, without where that is on this machine."""
    return Finding(show_name(path), "unreadable", found=getattr(error, "strerror", None) or str(error))


def show_name(path: str) -> str:
    """A path with bytes that are no letters written out."""
    return path.encode(errors="backslashreplace").decode()


@contextmanager
def open_tree(path: Path) -> Iterator[OpenedTree]:
    """A folder or a zip, opened.

    Raises:
        OSError: it cannot be read.
    """
    if path.is_dir():
        yield open_folder(path)
        return
    with path.open("rb") as file, open_zip(file) as tree:
        yield tree


def open_folder(folder: Path) -> OpenedTree:
    """Every file below a folder. Links are not followed, and what is no file (a pipe, a device) is not opened.

    Raises:
        OSError: the folder itself cannot be read.
    """
    tree = OpenedTree()
    os.scandir(folder).close()

    def note(error: OSError) -> None:
        place = Path(os.fsdecode(error.filename or folder))
        tree.findings.append(tell_unreadable(_name(place, folder), error))

    for place, folders, names in os.walk(folder, onerror=note):
        for name in (*folders, *names):
            path = Path(place, name)
            relative = _name(path, folder)
            tree.accept(relative)
            try:
                status = path.lstat()
            except OSError as error:
                note(error)
                continue
            if stat.S_ISREG(status.st_mode):
                tree.files[relative] = OpenedFile(status.st_size, partial(io.FileIO, path))
            elif stat.S_ISDIR(status.st_mode):
                tree.folders.add(relative)
            else:
                is_link = stat.S_ISLNK(status.st_mode)
                tree.findings.append(Finding(show_name(relative), "link" if is_link else "special"))
    return tree


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path != folder else ""


@contextmanager
def open_zip(file: IO[bytes]) -> Iterator[OpenedTree]:
    """Every file in a zip. What has no place in a folder is told and not read: a path out of it, a link, a bomb."""
    tree = OpenedTree(is_zip=True)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    is_begun = file.read(len(_LOCAL_HEADER)) == _LOCAL_HEADER
    try:
        archive = zipfile.ZipFile(file)
    except READ_ERRORS as error:
        # The list of what is in a zip stands last, so a copy that was stopped has lost it.
        tree.findings.append(Finding("", "cut", found=str(size)) if is_begun else tell_unreadable("", error))
        yield tree
        return
    with archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > size * _GROWTH + _ALLOWED:
            tree.findings.append(Finding("", "bomb", found=str(sum(member.file_size for member in members))))
            members = []
        for member in members:
            _add_member(tree, archive, member)
        yield tree


def _add_member(tree: OpenedTree, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    path = member.filename.removesuffix("/")
    mode = member.external_attr >> 16
    if not tree.accept(path):
        return
    if stat.S_ISLNK(mode):
        tree.findings.append(Finding(path, "link"))
    elif member.is_dir():
        tree.folders.add(path)
    elif path in tree.files:
        tree.findings.append(Finding(path, "double"))
    elif member.flag_bits & _ENCRYPTED or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        tree.findings.append(Finding(path, "unreadable", found=f"zip {member.compress_type}"))
    else:
        tree.files[path] = OpenedFile(member.file_size, partial(archive.open, member))
