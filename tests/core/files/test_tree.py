"""Names that any file system and any container can hold."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given as anyhow
from hypothesis import strategies as some

from pledgebook.archive.layout import DATA, SOURCES
from pledgebook.files.tree import (
    ROOM,
    NameFault,
    TreeError,
    check_names,
    find_name_fault,
    find_same,
    is_plain,
    read_tree,
)

LETTERS = some.sampled_from('aZ9._ -+åÅ%:*?<>|"\\\x00\x1f\n¹')
NAMES = some.one_of(
    some.text(LETTERS, min_size=1, max_size=8),
    some.sampled_from(["con", "PRN", "aux", "Nul", "COM1", "lpt9", "com¹", "conin$", "console", "com10", "null"]),
)
ENDINGS = some.sampled_from(["", ".pdf", ".tar.gz", " ", ".", " .pdf"])


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("plan.pdf", None),
        ("Plan (2) & bilaga_1.pdf", None),
        ("console.txt", None),
        ("com10.pdf", None),
        ("nul.pdf", NameFault.DEVICE),
        ("COM1.txt", NameFault.DEVICE),
        ("com¹", NameFault.DEVICE),
        ("aux .tar.gz", NameFault.DEVICE),
        ("CONOUT$", NameFault.DEVICE),
        ("2027/Con/plan.pdf", NameFault.DEVICE),
        ("slut.", NameFault.END),
        ("mellan .pdf", NameFault.END),
        ("mapp /plan.pdf", NameFault.END),
        ("mapp./plan.pdf", NameFault.END),
        ("löfte.pdf", NameFault.LETTERS),
        ("klockan 12:30.pdf", NameFault.LETTERS),
        ("a*.pdf", NameFault.LETTERS),
        ("rad\n.pdf", NameFault.LETTERS),
        ("100%.pdf", NameFault.LETTERS),
        ("a" * 251 + ".pdf", None),
        ("a" * 252 + ".pdf", NameFault.LENGTH),
        ("/".join(["a" * 50] * 5), None),
        ("/".join(["a" * 50] * 6), NameFault.LENGTH),
    ],
)
def test_why_a_name_cannot_be_kept_is_known(name: str, fault: NameFault | None) -> None:
    assert fault == find_name_fault(name)


@anyhow(NAMES, ENDINGS)
def test_a_name_that_can_be_kept_is_one_to_windows_to_posix_and_in_a_manifest(name: str, ending: str) -> None:
    path = name + ending
    if is_plain(path):
        assert not PureWindowsPath(path).is_reserved()
        assert re.fullmatch(r'[^\x00-\x1f<>:"/\\|?*%]+', path)
        assert path == path.rstrip(". ")
        assert path.isascii()
        assert len(path.encode()) <= 255
    else:
        assert find_name_fault(f"2027/{path}/a.pdf")


@anyhow(some.lists(some.text("aAåÅ", min_size=1, max_size=2).map(lambda name: f"x/{name}/{name}"), unique=True))
def test_no_two_names_are_one_where_capitals_and_marks_are_not_told_apart(paths: list[str]) -> None:
    folded = {unicodedata.normalize("NFD", path).casefold() for path in paths}
    assert (len(folded) == len(paths)) == ([] == list(find_same(paths)))


@pytest.mark.parametrize(
    "paths",
    [
        ["Rapport.pdf", "rapport.pdf"],
        ["Bilder/a.png", "bilder/b.png"],
        ["a", "A/b"],
        ["a", "a/b"],
        ["å.pdf", unicodedata.normalize("NFD", "å.pdf")],
    ],
)
def test_two_that_take_each_others_place_are_refused(paths: list[str]) -> None:
    assert list(find_same(paths))
    if all(path.isascii() for path in paths):
        with pytest.raises(TreeError) as caught:
            check_names(paths)
        assert NameFault.SAME is caught.value.fault
        assert caught.value.path in paths
        assert any(path.startswith(caught.value.other) for path in paths if path != caught.value.path)


def test_what_is_the_same_elsewhere_is_not_read_for_an_archive(tmp_path: Path) -> None:
    for name in ("Rapport.pdf", "rapport.pdf"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(TreeError) as caught:
        read_tree(tmp_path)
    assert ("rapport.pdf", "Rapport.pdf") == (caught.value.path, caught.value.other)


def test_the_room_before_a_name_is_enough_for_an_archives_own_folders() -> None:
    longest = "a" * 24 + "-2027-12-31-01234567"
    assert len(f"{longest}/data/{longest}/{DATA}/{SOURCES}/") <= ROOM


def test_a_folder_that_cannot_be_read_is_not_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2027").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("2027"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(PermissionError):
        read_tree(tmp_path)
    assert {} == read_tree(tmp_path / "none")
