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
_END = b"PK\x05\x06"
_ENCRYPTED, _DESCRIBED, _UTF_8 = 0x1, 0x8, 0x800
# Behind a file whose sizes were not known before it (APPNOTE, 4.3.9), with its mark and for large files or without.
_DESCRIPTORS = {12, 16, 20, 24}
# Another name of a file, which some programs go by (APPNOTE, 4.6.9).
_OTHER_NAME = 0x7075


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
    tree, left = OpenedTree(), [""]
    os.scandir(folder).close()

    # Not `os.walk`, which stops at a thousand folders in each other.
    while left:
        place = left.pop()
        try:
            with os.scandir(folder / place) as entries:
                names = [entry.name for entry in entries]
        except OSError as error:
            tree.findings.append(tell_unreadable(place, error))
            continue
        for name in names:
            path, relative = folder / place / name, f"{place}/{name}" if place else name
            tree.accept(relative)
            try:
                status = path.lstat()
            except OSError as error:
                tree.findings.append(tell_unreadable(relative, error))
                continue
            if stat.S_ISREG(status.st_mode):
                tree.files[relative] = OpenedFile(status.st_size, partial(io.FileIO, path))
            elif stat.S_ISDIR(status.st_mode):
                tree.folders.add(relative)
                left.append(relative)
            else:
                is_link = stat.S_ISLNK(status.st_mode)
                tree.findings.append(Finding(show_name(relative), "link" if is_link else "special"))
    return tree


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
        elif _has_more(file, archive):
            tree.findings.append(Finding("", "zip_more"))
        for member in members:
            _add_member(tree, archive, member)
        yield tree


def _has_more(file: IO[bytes], archive: zipfile.ZipFile) -> bool:
    """Whether a zip holds more than its files, one behind the other, or tells of them in two ways.

    Programs that go by what stands before each file then find others than those that go by the list at the end.
    """
    place, gaps = 0, {0}
    try:
        for member in sorted(archive.infolist(), key=lambda member: member.header_offset):
            if member.header_offset - place not in gaps:
                return True
            file.seek(member.header_offset + 6)
            flags, form, name, extra = struct.unpack("<2H16x2H", file.read(24))
            if (flags ^ member.flag_bits) & _ENCRYPTED or form != member.compress_type:
                return True
            place = member.header_offset + 30 + name + extra + member.compress_size
            gaps = _DESCRIPTORS if member.flag_bits & _DESCRIBED else {0}
        file.seek(-22 - len(archive.comment), io.SEEK_END)
        end, number = struct.unpack("<4s6xH", file.read(12))
        is_counted = number in (len(archive.infolist()), 0xFFFF)
        return archive.start_dir - place not in gaps or end != _END or not is_counted
    except READ_ERRORS:
        return True


def _read_name(member: zipfile.ZipInfo) -> str:
    """The whole name of a file. UTF-8 is read as that also where it is not said to be, as not all programs do."""
    name = member.orig_filename
    try:
        return name if member.flag_bits & _UTF_8 else name.encode("cp437").decode()
    except UnicodeError:
        return name


def _has_other_name(member: zipfile.ZipInfo, name: str) -> bool:
    extra = member.extra
    while len(extra) > 4:
        kind, size = struct.unpack("<2H", extra[:4])
        if kind == _OTHER_NAME and extra[9 : 4 + size] != name.encode():
            return True
        extra = extra[4 + size :]
    return False


def _add_member(tree: OpenedTree, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = _read_name(member)
    path, mode = name.removesuffix("/"), member.external_attr >> 16
    if not tree.accept(path):
        return
    if _has_other_name(member, name):
        tree.findings.append(Finding(path, "name"))
    elif stat.S_ISLNK(mode):
        tree.findings.append(Finding(path, "link"))
    elif member.is_dir():
        tree.folders.add(path)
    elif path in tree.files:
        tree.findings.append(Finding(path, "double"))
    elif member.flag_bits & _ENCRYPTED or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        tree.findings.append(Finding(path, "unreadable", found=f"zip {member.compress_type}"))
    else:
        tree.files[path] = OpenedFile(member.file_size, partial(archive.open, member))
