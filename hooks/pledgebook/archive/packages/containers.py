"""Zip and tar, packed so that the same files and the same moment give the same bytes."""

from __future__ import annotations

import io
import tarfile
import zipfile
from datetime import UTC, datetime

from ...files.tree import Files

# Zip cannot tell earlier times (APPNOTE, 4.4.6).
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_UNIX = 3
_MODE = 0o644
_PLAIN_FILE = (0o100000 | _MODE) << 16


def pack_zip(files: Files, moment: datetime) -> bytes:
    """A zip file of files in their order. Nothing is compressed, so no version of zlib shows in it."""
    target = io.BytesIO()
    time = max(moment.astimezone(UTC), _EARLIEST)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, (time.year, time.month, time.day, time.hour, time.minute, time.second))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, data)
    return target.getvalue()


def pack_tar(files: Files, moment: datetime) -> bytes:
    """A tar file of files in their order, owned by nobody.

    It is written as ustar (POSIX.1-1988), which everything reads; a path that is too long for that, as the names of
    some wheels are, stands in a record before its file (POSIX.1-2001, pax).
    """
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for path, data in files.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode, entry.mtime = len(data), _MODE, int(moment.timestamp())
            try:
                archive.format = tarfile.USTAR_FORMAT
                archive.addfile(entry, io.BytesIO(data))
            except ValueError:
                archive.format = tarfile.PAX_FORMAT
                archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()
