"""What is verified in memory, as it is on disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial

from pledgebook.archive.layout import SUMS
from pledgebook.archive.verify.finding import Finding
from pledgebook.archive.verify.opened import OpenedFile, OpenedTree
from pledgebook.files.tree import list_sums

Files = dict[str, bytes]


def opened(files: Mapping[str, bytes], is_zip: bool = False) -> OpenedTree:
    return OpenedTree({path: OpenedFile(len(data), partial(io.BytesIO, data)) for path, data in files.items()}, is_zip)


def show(findings: Iterable[Finding]) -> list[str]:
    return sorted({f"{finding.path} {finding.code}" for finding in findings})


def seal(files: Mapping[str, bytes]) -> Files:
    """Files whose list of checksums has been made anew, as somebody would who hides what was done."""
    rest = {path: data for path, data in files.items() if path != SUMS}
    return {**rest, SUMS: list_sums(rest).encode()}


def pack(files: Mapping[str, bytes], form: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", form) as file:
        for path, data in files.items():
            file.writestr(path, data)
    return target.getvalue()
