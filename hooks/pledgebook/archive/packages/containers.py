"""Zip, packed so that the same files and the same moment give the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from ...files.tree import Files

# Zip cannot tell earlier times (APPNOTE, 4.4.6).
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_UNIX = 3
_MODE = 0o644
_PLAIN_FILE = (0o100000 | _MODE) << 16


def pack_zip(files: Files, moment: datetime) -> bytes:
    """A zip file of files in their order.

    Nothing is compressed: no version of zlib shows in it, so that it is the same on any machine, and a damaged bit
    harms one file alone. It is larger for that, by what whoever keeps it may compress.
    """
    target = io.BytesIO()
    time = max(moment.astimezone(UTC), _EARLIEST)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, (time.year, time.month, time.day, time.hour, time.minute, time.second))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, data)
    return target.getvalue()
