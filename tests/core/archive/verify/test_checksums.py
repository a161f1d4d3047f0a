"""A list of checksums names each file as it was, whoever wrote the list; each file is read once for all lists."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive.verify.conftest import Files, opened, show
from pledgebook.archive.verify.checksums import ChecksumList, check_lists, parse_sums
from pledgebook.archive.verify.opened import OpenedFile, OpenedTree
from pledgebook.files.tree import list_sums

FILES: Files = {"a.txt": b"one\ntwo\n", "b/c.bin": bytes(range(256)), "b/d.txt": b"x"}
LIST = list_sums(FILES).encode()


def check(data: bytes, files: Files, algorithm: str = "sha256") -> list[str]:
    listed = parse_sums("SHA256SUMS", data, "", algorithm, files)
    return show(check_lists(opened(files), [listed]))


def test_what_is_as_it_was_has_no_fault() -> None:
    assert [] == check(LIST, FILES)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda data: data.replace(b"  ", b" *"),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"".join(reversed(data.splitlines(keepends=True))),
        lambda data: b"".join(line[:64].upper() + line[64:] for line in data.splitlines(keepends=True)),
        lambda data: data.removesuffix(b"\n"),
    ],
    ids=["binary", "windows", "order", "capitals", "no last line end"],
)
def test_a_list_may_be_written_as_any_program_writes_it(rewrite: Callable[[bytes], bytes]) -> None:
    assert [] == check(rewrite(LIST), FILES)


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_the_algorithms_of_bags_are_known(algorithm: str) -> None:
    assert [] == check(list_sums(FILES, algorithm).encode(), FILES, algorithm)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({**FILES, "a.txt": b"one\ntwo!\n"}, ["a.txt changed"]),
        ({**FILES, "a.txt": b"one\r\ntwo\r\n"}, ["a.txt line_ends"]),
        ({**FILES, "a.txt": b""}, ["a.txt emptied"]),
        ({"a.txt": FILES["a.txt"], "b/c.bin": FILES["b/c.bin"]}, ["b/d.txt missing"]),
        ({**FILES, "more.txt": b""}, ["more.txt unlisted"]),
        ({**FILES, "a.txt": b"one\r\ntwo!\r\n"}, ["a.txt changed"]),
    ],
)
def test_each_fault_is_named(files: Files, expected: list[str]) -> None:
    assert expected == check(LIST, files)


def test_lines_that_were_ended_as_windows_does_are_known_when_they_no_longer_are() -> None:
    was = {"a.txt": b"one\r\ntwo\r\n"}
    assert ["a.txt line_ends"] == check(list_sums(was).encode(), {"a.txt": b"one\ntwo\n"})


@pytest.mark.parametrize("line", [b"", b"abc", b"0123  ", b"x" * 64 + b"  a.txt", LIST.splitlines()[0], b"\xff\xfe"])
def test_a_line_that_is_none_is_told(line: bytes) -> None:
    assert "SHA256SUMS list_line" in check(LIST + line + b"\n", FILES)


def test_no_bit_of_a_list_changes_unseen() -> None:
    for place in range(len(LIST)):
        for bit in range(8):
            changed = bytearray(LIST)
            changed[place] ^= 1 << bit
            is_last = place == len(LIST) - 1
            assert check(bytes(changed), FILES) or is_last, (place, bit)


@given(st.binary(max_size=300))
def test_nothing_that_stands_in_a_list_stops_the_check(data: bytes) -> None:
    assert check(data, FILES)


def test_names_are_read_as_a_bag_escapes_them() -> None:
    """RFC 8493, 2.1.3."""
    files = {"50%.txt": b"x", "a\nb": b"y"}
    lines = f"{sha256(b'x').hexdigest()}  50%25.txt\n{sha256(b'y').hexdigest()}  a%0Ab\n"
    assert [] == check(lines.encode(), files)


def test_names_in_any_encoding_are_held_against_the_list() -> None:
    name = b"caf\xe9.txt".decode(errors="surrogateescape")
    line = sha256(b"x").hexdigest().encode() + b"  caf\xe9.txt\n"
    assert [] == check(line, {name: b"x"})
    assert ["caf\\udce9.txt changed"] == check(line, {name: b"y"})


def test_a_file_is_read_once_for_all_lists_and_never_whole() -> None:
    size, pieces = 5_000_000, list[int]()

    class Stream(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            pieces.append(size or 0)
            return super().read(size)

    data = bytes(size)
    tree = OpenedTree({"a": OpenedFile(size, lambda: Stream(data))})
    lists = [
        ChecksumList(name, name, {"a": hashlib.new(name, data).hexdigest()}, frozenset({"a"}))
        for name in ("sha256", "sha512")
    ]
    assert [] == list(check_lists(tree, lists))
    assert (size // pieces[0] + 2, 1) == (len(pieces), len(set(pieces)))
    assert 0 < pieces[0] < size


def test_what_cannot_be_read_is_told_and_the_rest_is_checked() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    tree = opened({**FILES, "b/d.txt": b"y"})
    tree.files["a.txt"] = OpenedFile(8, refuse)
    found = list(check_lists(tree, [parse_sums("SHA256SUMS", LIST, "", "sha256", FILES)]))
    assert ["a.txt unreadable", "b/d.txt changed"] == show(found)
    assert "Permission denied" == found[0].found
