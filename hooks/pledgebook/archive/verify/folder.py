"""A folder on disk as files, whatever lies in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ...files.tree import is_plain, order
from .finding import Finding


def read_folder(folder: Path) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Every file below a folder, and what there is that no package may hold.

    Links are not followed, and what is no file (a pipe, a device) is not opened.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []

    def note(error: OSError) -> None:
        place = Path(os.fsdecode(error.filename or folder))
        findings.append(Finding(_name(place, folder), "unreadable", found=error.strerror or ""))

    for place, folders, names in os.walk(folder, onerror=note):
        for name in sorted((*folders, *names)):
            path = Path(place, name)
            relative = _name(path, folder)
            if not is_plain(relative):
                findings.append(Finding(relative, "name"))
            try:
                mode = path.lstat().st_mode
                if stat.S_ISREG(mode):
                    files[relative] = path.read_bytes()
                elif not stat.S_ISDIR(mode):
                    findings.append(Finding(relative, "link" if stat.S_ISLNK(mode) else "special"))
            except OSError as error:
                note(error)
    return order(files), tuple(findings)


def _name(path: Path, folder: Path) -> str:
    """A path from the folder, with bytes that are no letters written out."""
    text = path.relative_to(folder).as_posix() if path != folder else ""
    return os.fsencode(text).decode(errors="backslashreplace")
