"""A folder and a zip are read without being unpacked, and what no package may hold is told and left alone."""

from __future__ import annotations

import io
import os
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive.verify.conftest import Files, pack, show
from pledgebook.archive.verify.opened import READ_ERRORS, open_folder, open_zip

FILES: Files = {"a.txt": b"one", "b/c.txt": b"two" * 1000}


def read(data: bytes) -> tuple[Files, list[str]]:
    with open_zip(io.BytesIO(data)) as tree:
        return dict(tree), show(tree.findings)


def member(name: str, **values: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in values.items():
        setattr(info, key, value)
    return info


def pack_members(*members: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for info, data in members:
            file.writestr(info, data, info.compress_type)
    return target.getvalue()


def grow(data: bytes) -> bytes:
    """A zip whose list says that its first file is very large when it is unpacked (APPNOTE, 4.3.12)."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + (2**31).to_bytes(4, "little") + data[place + 4 :]


@pytest.mark.parametrize("form", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_read_however_it_is_packed(form: int) -> None:
    assert (FILES, []) == read(pack(FILES, form))
    assert (FILES, []) == read(pack(dict(reversed(FILES.items())), form))


def test_the_folders_of_a_zip_are_known() -> None:
    with open_zip(io.BytesIO(pack({"a/": b"", "a/b.txt": b"x", "c/": b"", "c/d/": b""}))) as tree:
        assert (["a/b.txt"], ["c"]) == (list(tree), tree.list_empty())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../b", "../b name"),
        ("a/../../b", "a/../../b name"),
        ("/etc/passwd", "/etc/passwd name"),
        ("a//b", "a//b name"),
        ("./a", "./a name"),
        ("C:/a", "C:/a name"),
        ("a\\b", "a\\b name"),
        ("nul.pdf", "nul.pdf name"),
        ("a/CON", "a/CON name"),
        ("slut.", "slut. name"),
        ("mellan .pdf", "mellan .pdf name"),
        ("a" * 300, f"{'a' * 300} name"),
        ("a\x1bb", "a\x1bb name"),
    ],
)
def test_a_name_that_leads_out_or_that_a_system_cannot_hold_is_told_and_not_read(name: str, expected: str) -> None:
    info = member("x")
    info.filename = name
    assert (FILES, [expected]) == read(
        pack_members(*((member(path), data) for path, data in FILES.items()), (info, b""))
    )


def test_names_in_other_letters_are_somebody_elses_choice() -> None:
    assert ({"löfte/å.txt": b"x"}, []) == read(pack({"löfte/å.txt": b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pack_members((member("a", external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd")), ["a link"]),
        (pack_members((member("a", compress_type=zipfile.ZIP_BZIP2), b"x")), ["a unreadable"]),
        (grow(pack({"a": b"x"})), [" bomb"]),
        (pack(FILES)[:40], [" cut"]),
        (pack(FILES)[:-30], [" cut"]),
        (b"", [" unreadable"]),
        (b"%PDF-1.7", [" unreadable"]),
    ],
    ids=["link", "another compression", "bomb", "cut", "cut late", "empty", "no zip"],
)
def test_what_is_no_plain_file_is_told_and_not_read(data: bytes, expected: list[str]) -> None:
    assert ({}, expected) == read(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_told() -> None:
    data = pack_members((member("a"), b"x"), (member("a"), b"y"))
    assert ["a double"] == read(data)[1]


def test_what_is_locked_is_told() -> None:
    data = bytearray(pack({"a": b"x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert ({}, ["a unreadable"]) == read(bytes(data))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]), st.data())
def test_no_damage_to_a_zip_stops_the_reading(form: int, data: st.DataObject) -> None:
    packed = bytearray(pack(FILES, form))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with open_zip(io.BytesIO(bytes(packed[: data.draw(st.integers(0, len(packed)))]))) as tree:
        for path in tree:
            try:
                tree[path]
            except READ_ERRORS:
                continue


@given(st.binary(max_size=500))
def test_noise_is_no_zip(data: bytes) -> None:
    assert {} == read(data)[0] or data


# Folders


def test_links_and_pipes_in_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/up").symlink_to("/")
    (tmp_path / "data/read.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "data/pipe")
    (tmp_path / "a\x1b").write_text("x")
    tree = open_folder(tmp_path)
    assert ["a\x1b name", "data/pipe special", "data/read.txt link", "data/up link"] == show(tree.findings)
    assert ["a\x1b"] == list(tree)


def test_empty_folders_are_known(tmp_path: Path) -> None:
    for name in ("a/b", "c", "d"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "d/x").write_text("x")
    assert ["a", "c"] == open_folder(tmp_path).list_empty()


def test_a_folder_in_it_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "a.txt").write_text("x")
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("data"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    tree = open_folder(tmp_path)
    assert (["data unreadable"], ["a.txt"]) == (show(tree.findings), list(tree))


def test_a_folder_that_cannot_be_read_at_all_is_not_taken_for_an_empty_one() -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.raises(OSError):
        open_folder(Path(folder, "nowhere"))
