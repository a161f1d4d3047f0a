"""What the disk refuses during a build is told as what it is: which file, and that nobody wrote anything wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REPOSITORY
from pledgebook.adapter.reporting import explain_disk, explain_exchange
from pledgebook.authoring.refusal import Refusal
from pledgebook.cli.archive import _write
from pledgebook.files.atomic import Staging
from pledgebook.files.tree import write_tree
from pledgebook.i18n.catalogue import Catalogue, load_catalogues
from pledgebook.names import Language

SWEDISH = Language("sv")
Explain = Callable[[OSError, Staging, Catalogue], str]


def explain(error: OSError, staging: Staging, explain_error: Explain = explain_disk) -> str:
    catalogues = load_catalogues(REPOSITORY / "theme/words", (SWEDISH,), REPOSITORY)
    return explain_error(error, staging, catalogues[SWEDISH])


@pytest.mark.parametrize("explain_error", [explain_disk, explain_exchange])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_told_with_the_file_and_no_blame(tmp_path: Path, number: int, explain_error: Explain) -> None:
    staging = Staging.beside(tmp_path / "site")
    error = OSError(number, os.strerror(number), str(staging.folder / "2027" / "index.html"))
    told = explain(error, staging, explain_error)
    assert told.startswith("Disken är full")
    assert "site/2027/index.html" in told
    assert "skrev sist" not in told


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    staging = Staging.beside(tmp_path / "site")
    told = explain(PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "docs" / "om.md")), staging)
    assert told == "Filen om.md går inte att läsa eller skriva. (Permission denied)"


def test_a_disk_that_names_no_file_is_helped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError) as raised:
        write_tree({"2027/index.html": b""}, tmp_path)
    assert str(tmp_path / "2027" / "index.html") == raised.value.filename


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_disk_that_an_archive_fills_is_no_program_that_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    catalogues = load_catalogues(REPOSITORY / "theme/words", (SWEDISH,), REPOSITORY)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(Refusal, match=r"^Disken är full.*bagit.txt"):
        _write({"bagit.txt": b""}, tmp_path / "archive", catalogues[SWEDISH])
    assert [] == list(tmp_path.iterdir())
