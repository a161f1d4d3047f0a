"""Whatever becomes of a cache, what comes out of it is what would have been made."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.conftest import REPOSITORY
from pledgebook.files import cache as cache_module
from pledgebook.files.cache import NO_CACHE, ContentCache, hash_maker, hash_parts, pack_files, unpack_files
from pledgebook.files.tree import read_files

DAY = 24 * 60 * 60
NOW = 1_800_000_000.0
PARTS = {"html": b"<p>Ord</p>", "day": b"2027-01-01"}
MADE = b"\x00\xff" * 999


class Maker:
    """Makes always the same, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> bytes:
        self.count += 1
        return MADE


@pytest.fixture
def cache(tmp_path: Path) -> ContentCache:
    return ContentCache(tmp_path / "deep/cache", NOW)


@pytest.fixture
def make() -> Maker:
    return Maker()


def entry_of(cache: ContentCache) -> Path:
    assert cache.folder
    [entry] = cache.folder.iterdir()
    return entry


def test_the_same_is_made_once_also_by_the_next_build(cache: ContentCache, make: Maker) -> None:
    for build in (cache, cache, ContentCache(cache.folder, NOW + 99)):
        assert MADE == build.get_or_make(PARTS, make)
    assert 1 == make.count


def test_without_a_folder_it_is_made_each_time(make: Maker) -> None:
    assert MADE == NO_CACHE.get_or_make(PARTS, make) == NO_CACHE.get_or_make(PARTS, make)
    NO_CACHE.prune()
    assert 2 == make.count


def test_whatever_differs_in_the_parts_is_made_anew() -> None:
    keys = [
        {"a": b"bc"},
        {"ab": b"c"},
        {"a": b"b", "c": b""},
        {"c": b"", "a": b"b"},
        {"a": b"", "b": b"c"},
        {"a": b"\0" * 8 + b"b"},
        {},
    ]
    assert all(hash_parts(one) != hash_parts(other) for one, other in combinations(keys, 2))


def test_other_code_another_package_and_another_python_make_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    code = read_files(Path(cache_module.__file__).parent, ".py")
    first = hash_maker(code, "pillow")
    assert first == hash_maker(code, "pillow")
    assert first != hash_maker(code | {"cache.py": b""}, "pillow")
    assert first != hash_maker(code, "pillow", "lxml")
    keys = set()
    for version, record in (("1", None), ("1", "a,sha256=b,1"), ("1", "a,sha256=c,1"), ("2", "a,sha256=c,1")):
        installed = SimpleNamespace(version=version, read_text={"RECORD": record}.get)
        monkeypatch.setattr(cache_module, "distribution", lambda _, installed=installed: installed)
        keys.add(hash_maker(code, "pillow"))
    assert 4 == len(keys - {first})
    monkeypatch.undo()
    monkeypatch.setattr(sys, "version", "4.0")
    assert first != hash_maker(code, "pillow")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:1],
        lambda data: data[:32],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"\0" + data[1:],
        lambda data: data[:-1] + b"\r",
        lambda data: data[:-8] + bytes(reversed(data[-8:])),
        lambda data: b"\0" * len(data),
    ],
)
def test_a_spoilt_entry_is_never_used_and_is_mended(
    cache: ContentCache, make: Maker, spoil: Callable[[bytes], bytes]
) -> None:
    cache.get_or_make(PARTS, make)
    entry = entry_of(cache)
    sound = entry.read_bytes()
    entry.write_bytes(spoil(sound))
    assert sound != entry.read_bytes()
    assert MADE == cache.get_or_make(PARTS, make)
    assert 2 == make.count
    assert sound == entry_of(cache).read_bytes()


def test_an_entry_that_somebody_else_has_signed_is_made_anew(cache: ContentCache, make: Maker) -> None:
    cache.get_or_make(PARTS, make)
    forged = b"no compressed data"
    entry_of(cache).write_bytes(sha256(hash_parts(PARTS) + forged).digest() + forged)
    assert MADE == cache.get_or_make(PARTS, make)
    assert 2 == make.count


def test_several_files_are_kept_as_one_result_in_their_order() -> None:
    files = {"b.pdf": b"\x00\xff" * 999, "a.pdf": b"", "å ä": b"\n", "\udcff": b"-"}
    assert [*files.items()] == [*unpack_files(pack_files(files)).items()]
    assert {} == unpack_files(pack_files({}))
    for end in range(40):
        unpack_files(pack_files({"a": b"1", "b": b"2"})[:end])


def test_an_entry_under_the_name_of_another_is_not_used(cache: ContentCache, make: Maker) -> None:
    other = {"html": b"other"}
    cache.get_or_make(other, lambda: b"other")
    entry = entry_of(cache)
    entry.rename(entry.with_name(hash_parts(PARTS).hex()))
    assert MADE == cache.get_or_make(PARTS, make)
    assert 1 == make.count


def test_what_could_not_be_made_is_tried_and_told_again(cache: ContentCache) -> None:
    def fail() -> bytes:
        raise ValueError("🙂")

    for _ in range(2):
        with pytest.raises(ValueError, match="🙂"):
            cache.get_or_make(PARTS, fail)
    assert cache.folder and not cache.folder.exists()


def test_a_place_that_cannot_be_used_means_making_anew(tmp_path: Path, make: Maker) -> None:
    (tmp_path / ".cache").write_bytes(b"a file")
    cache = ContentCache(tmp_path / ".cache/made", NOW)
    assert MADE == cache.get_or_make(PARTS, make) == cache.get_or_make(PARTS, make)
    cache.prune()
    assert 2 == make.count
    assert b"a file" == (tmp_path / ".cache").read_bytes()


def test_a_folder_in_the_place_of_an_entry_means_making_anew(cache: ContentCache, make: Maker) -> None:
    assert cache.folder
    (cache.folder / hash_parts(PARTS).hex() / "more").mkdir(parents=True)
    assert MADE == cache.get_or_make(PARTS, make) == cache.get_or_make(PARTS, make)
    ContentCache(cache.folder, NOW + 9999 * DAY).prune()
    assert [hash_parts(PARTS).hex()] == [path.name for path in cache.folder.iterdir()]


@pytest.mark.parametrize("target", ["/dev/zero", "pipe"])
def test_what_never_ends_in_the_place_of_an_entry_means_making_anew(
    cache: ContentCache, make: Maker, tmp_path: Path, target: str
) -> None:
    assert cache.folder
    cache.folder.mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe")
    (cache.folder / hash_parts(PARTS).hex()).symlink_to(tmp_path / target)
    assert MADE == cache.get_or_make(PARTS, make) == cache.get_or_make(PARTS, make)
    assert 1 == make.count


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
@pytest.mark.parametrize("step", ["Path.mkdir", "Path.write_bytes", "utime", "Path.replace"])
def test_a_full_disk_or_a_read_only_one_is_no_error(
    cache: ContentCache, make: Maker, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    assert cache.folder

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"pledgebook.files.cache.{step}", refuse)
    assert MADE == cache.get_or_make(PARTS, make)
    monkeypatch.undo()
    assert [] == ([*cache.folder.iterdir()] if cache.folder.exists() else []), "nothing is left behind"


def test_an_entry_that_cannot_be_read_or_touched_is_made_anew(
    cache: ContentCache, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.get_or_make(PARTS, make)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(cache_module, "utime", refuse)
    assert MADE == ContentCache(cache.folder, NOW + 2 * DAY).get_or_make(PARTS, make)
    monkeypatch.setattr(Path, "unlink", refuse)
    ContentCache(cache.folder, NOW + 99 * DAY).prune()
    assert entry_of(cache).exists()


def test_the_oldest_of_what_takes_too_much_room_is_deleted(cache: ContentCache, make: Maker) -> None:
    assert cache.folder
    for number in range(4):
        ContentCache(cache.folder, NOW + number * DAY).get_or_make({"html": str(number).encode()}, make)
    sizes = {
        path: path.stat().st_size for path in sorted(cache.folder.iterdir(), key=lambda path: path.stat().st_mtime)
    }
    oldest, second, *newest = sizes
    ContentCache(cache.folder, NOW + 4 * DAY, most=sum(sizes.values()) - sizes[oldest] - 1).prune()
    assert not oldest.exists()
    assert not second.exists()
    assert all(path.exists() for path in newest)


def test_what_a_month_has_not_asked_for_is_deleted(cache: ContentCache, make: Maker) -> None:
    cache.get_or_make(PARTS, make)
    cache.get_or_make({"html": b"other"}, make)
    assert cache.folder
    (cache.folder / "killed.new").write_bytes(b"half")
    os.utime(cache.folder / "killed.new", (NOW, NOW))
    later = ContentCache(cache.folder, NOW + 29 * DAY)
    later.get_or_make(PARTS, make)
    later.prune()
    assert 3 == len([*cache.folder.iterdir()])
    ContentCache(cache.folder, NOW + 31 * DAY).prune()
    assert hash_parts(PARTS).hex() == entry_of(cache).name
    assert MADE == later.get_or_make(PARTS, make)
    assert 2 == make.count


def test_what_was_made_of_something_that_has_changed_is_forgotten_and_nothing_else(
    cache: ContentCache, make: Maker
) -> None:
    cache.get_or_make(PARTS, make)
    later = ContentCache(cache.folder, NOW)
    for parts in (PARTS, {"html": b"other"}):
        later.get_or_make(parts, make)
    later.forget()
    assert hash_parts(PARTS).hex() == entry_of(cache).name
    later.forget()
    NO_CACHE.forget()


def test_use_is_noted_once_a_day(cache: ContentCache, make: Maker) -> None:
    cache.get_or_make(PARTS, make)
    noted = []
    for hours in (0, 23, 25, 47, 50, -30):
        ContentCache(cache.folder, NOW + hours * 3600).get_or_make(PARTS, make)
        noted.append((entry_of(cache).stat().st_mtime - NOW) / 3600)
    assert [0, 0, 25, 25, 50, -30] == noted


def test_it_may_be_deleted_in_the_middle_of_making(cache: ContentCache, make: Maker) -> None:
    cache.get_or_make({"html": b"other"}, make)

    def delete() -> bytes:
        assert cache.folder
        shutil.rmtree(cache.folder.parent)
        return make()

    assert MADE == cache.get_or_make(PARTS, delete) == cache.get_or_make(PARTS, make)
    assert 2 == make.count


def test_another_build_may_write_the_same_entry_in_the_meantime(cache: ContentCache, make: Maker) -> None:
    other = ContentCache(cache.folder, NOW)
    assert MADE == cache.get_or_make(PARTS, lambda: other.get_or_make(PARTS, make))
    assert MADE == other.get_or_make(PARTS, make)
    assert 1 == make.count


def test_builds_that_write_one_entry_at_once_never_meet_half_of_it(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from pledgebook.files.cache import ContentCache
folder = Path(sys.argv[1])
for number in range(300):
    made = bytes([number % 5]) * 200_000
    assert made == ContentCache(folder, 1.8e9).get_or_make({"n": bytes([number % 5])}, lambda: made)
    if number % 20 == 0:
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
"""
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "cache")],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks")},
        )
        for _ in range(3)
    ]
    assert [0, 0, 0] == [build.wait(60) for build in builds]
    assert all(len(path.name) == 64 for path in (tmp_path / "cache").iterdir())
