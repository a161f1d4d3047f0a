"""Zip, read in memory and never unpacked to disk.

Each is compared with what the same files become when they are packed anew. A link, a second file of the same name, a
file that grows when unpacked, a byte where none is looked for: none of them can be in a container that comes out the
same, byte by byte.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pledgebook.archive.packages.containers import pack_zip
from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import Files, is_plain
from strict_readers.checksums import check_bytes

# What the standard library raises at bytes that are not what they should be.
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, struct.error)


@dataclass(slots=True)
class OpenedContainer:
    """What is in a container.

    Attributes:
        files: in the order that they stand in it.
        findings: why it is not as it would be packed.
        moment: when the first of its files is said to be from.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    moment: datetime | None = None

    def note(self, path: str, code: str, found: str = "") -> None:
        """Note what is wrong."""
        self.findings.append(Finding(path, code, found=found))

    def accepts(self, path: str) -> bool:
        """Whether a file can have this name; if not, that is noted."""
        if not is_plain(path):
            self.note(path, "name")
        elif path in self.files:
            self.note("", "double", path)
        return is_plain(path) and path not in self.files

    def compare(self, data: bytes, pack: Callable[[Files, datetime], bytes]) -> None:
        """Hold a container against the same files packed anew, unless something is known to be wrong already."""
        if self.findings:
            return
        self.findings += check_bytes("", data, pack(self.files, self.moment or datetime(1980, 1, 1, tzinfo=UTC)))


def read_zip(data: bytes) -> OpenedContainer:
    """Read a zip whose members are stored as they are."""
    opened = OpenedContainer()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for member in file.infolist():
                _read_member(file, member, opened)
    except _ZIP_ERRORS as error:
        opened.note("", "unreadable", str(error))
    opened.compare(data, pack_zip)
    return opened


def _read_member(file: zipfile.ZipFile, member: zipfile.ZipInfo, opened: OpenedContainer) -> None:
    path = member.filename.encode(errors="backslashreplace").decode()
    if member.compress_type != zipfile.ZIP_STORED:
        opened.note(path, "compressed")
    elif opened.accepts(path):
        opened.files[path] = b""
        try:
            opened.moment = opened.moment or datetime(*member.date_time, tzinfo=UTC)
            opened.files[path] = file.read(member)
        except _ZIP_ERRORS as error:
            opened.note(path, "unreadable", str(error))
