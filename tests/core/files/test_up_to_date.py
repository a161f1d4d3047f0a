"""A site is up to date only as long as nothing that it was made of, and nothing of itself, has been touched."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st

from pledgebook.files import up_to_date
from pledgebook.files.up_to_date import (
    BuildStamp,
    BuiltSite,
    Sources,
    find_looks,
    is_up_to_date,
    look_at_site,
    read_sources,
    read_stamp,
    write_stamp,
)

DAYS = (date(2027, 1, 1), date(2027, 1, 2))
BUILD = ["build"]
ENVIRONMENT = {"LANG": "sv_SE.UTF-8"}
SOURCES = {
    "pledges/2027/pledge.sv.md": b"Ord",
    "pledges/register.yml": b"",
    "mkdocs.yml": b"a: b",
    "docs/.x/y": b"\xff",
}
PLACES = ("pledges", "docs", "mkdocs.yml")
SITE = {"index.html": b"<p>Ord</p>", "2027/index.html": b"", "2027/a.pdf": b"\0" * 999}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "project", SOURCES)


@pytest.fixture
def stamp(root: Path) -> BuildStamp:
    """That of a site that has just been built."""
    site = put(root / "site", SITE)
    built = BuiltSite(str(site), look_at_site(site).seen, "")
    places = tuple(str(root / name) for name in PLACES)
    return BuildStamp(places, read(root).said, built, find_looks(ENVIRONMENT), "Klart.\n")


def read(root: Path) -> Sources:
    return read_sources([str(root / name) for name in PLACES], BUILD, ENVIRONMENT, DAYS)


def is_kept(stamp: BuildStamp) -> bool:
    return is_up_to_date(stamp, BUILD, ENVIRONMENT, DAYS)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_link(path: Path, beside: Path) -> None:
    path.rename(beside)
    path.symlink_to(beside)


def exchange(one: Path, other: Path) -> None:
    beside = one.with_name("beside")
    one.rename(beside)
    other.rename(one)
    beside.rename(other)


def put_again(site: Path) -> None:
    shutil.rmtree(site)
    put(site, SITE)


# What is made of the project, or of the site.
EDITS: dict[str, Callable[[Path], object]] = {
    "edited": lambda root: (root / "pledges/2027/pledge.sv.md").write_bytes(b"ord"),
    "emptied": lambda root: (root / "mkdocs.yml").write_bytes(b""),
    "added": lambda root: (root / "pledges/2027/a.jpg").write_bytes(b""),
    "added by a link": lambda root: (root / "docs/a.md").symlink_to("../mkdocs.yml"),
    "a folder added": lambda root: (root / "pledges/2028").mkdir(),
    "a link that leads nowhere": lambda root: (root / "docs/a.md").symlink_to("b.md"),
    "removed": lambda root: (root / "docs/.x/y").unlink(),
    "a folder removed": lambda root: shutil.rmtree(root / "pledges/2027"),
    "renamed": lambda root: (root / "pledges/register.yml").rename(root / "pledges/registre.yml"),
    "moved from file to file": lambda root: put(root, {"pledges/register.yml": b"a: b", "mkdocs.yml": b""}),
    "a file made a folder": lambda root: make_folder(root / "docs/.x/y"),
    "edited on the site": lambda root: (root / "site/index.html").write_bytes(b"<p>ord</p>"),
    "added to the site": lambda root: (root / "site/a").write_bytes(b""),
    "a folder added to the site": lambda root: (root / "site/a").mkdir(),
    "removed from the site": lambda root: (root / "site/2027/a.pdf").unlink(),
    "renamed on the site": lambda root: (root / "site/2027/a.pdf").rename(root / "site/2027/b.pdf"),
    "two files of the site exchanged": lambda root: exchange(root / "site/index.html", root / "site/2027/index.html"),
    "a link for a file of the site": lambda root: make_link(root / "site/2027/a.pdf", root / "a.pdf"),
    "made secret": lambda root: (root / "site/index.html").chmod(0o600),
    "a folder made secret": lambda root: (root / "site/2027").chmod(0o700),
    "the site made secret": lambda root: (root / "site").chmod(0o700),
    "another site": lambda root: put_again(root / "site"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_touched_is_built(root: Path, stamp: BuildStamp, edit: str) -> None:
    assert is_kept(stamp)
    EDITS[edit](root)
    assert not is_kept(stamp)


def test_a_site_that_is_edited_in_secret_is_built(root: Path, stamp: BuildStamp) -> None:
    """At once, with as many letters as before, and under the time that it had."""
    path = root / "site/index.html"
    before = path.stat()
    path.write_bytes(b"<p>ord</p>")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_kept(stamp)


@pytest.mark.parametrize("gone", ["site", "docs", "mkdocs.yml"])
def test_what_is_gone_cannot_be_up_to_date(root: Path, stamp: BuildStamp, gone: str) -> None:
    (root / gone).rename(root / "gone")
    with pytest.raises(OSError, match=gone):
        is_kept(stamp)


def test_looking_and_what_python_makes_of_its_code_change_nothing(root: Path, stamp: BuildStamp) -> None:
    os.utime(root / "mkdocs.yml")
    put(root / "docs", {"__pycache__/a.pyc": b"", "b/__pycache__/a.pyc": b""})
    shutil.rmtree(root / "docs/b")
    (root / "site/index.html").read_bytes()
    assert is_kept(stamp)


@pytest.mark.parametrize(
    ("arguments", "variables", "days"),
    [
        (["build", "--strict"], {}, DAYS),
        (["--lang", "en", "build"], {}, DAYS),
        (BUILD, {}, (DAYS[0], DAYS[0])),
        (BUILD, {}, (DAYS[1], DAYS[1])),
        *((BUILD, {name: "1"}, DAYS) for name in ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL", "LANG", "PYTHONPATH")),
    ],
)
def test_another_command_another_day_or_surroundings_are_built_for(
    stamp: BuildStamp, arguments: list[str], variables: dict[str, str], days: tuple[date, ...]
) -> None:
    assert not is_up_to_date(stamp, arguments, ENVIRONMENT | variables, days)


def test_another_umask_another_python_and_another_package_are_built_with(
    stamp: BuildStamp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mask = os.umask(0o027)
    try:
        assert mask == 0o027 or not is_kept(stamp)
    finally:
        os.umask(mask)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "4.0")
        assert not is_kept(stamp)
    assert is_kept(stamp)
    packages = tmp_path / "site-packages"
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    seen = set()
    for name in ("a-1.dist-info", "a-2.dist-info", "b-1.dist-info"):
        put(packages, {f"{name}/RECORD": b""})
        seen.add(read_sources(stamp.places, BUILD, ENVIRONMENT, DAYS).said)
    assert 3 == len(seen - {stamp.made_of})


def test_our_own_code_counts(stamp: BuildStamp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = put(tmp_path / "code", {"__init__.py": b"", "fonts/a.ttf": b""})
    monkeypatch.setattr(up_to_date, "_PACKAGE", str(code / "__init__.py"))
    stamp = replace(stamp, made_of=read_sources(stamp.places, BUILD, ENVIRONMENT, DAYS).said)
    assert is_kept(stamp)
    (code / "fonts/a.ttf").write_bytes(b"a")
    assert not is_kept(stamp)


def test_a_change_that_is_taken_back_while_a_site_is_built_is_seen(root: Path) -> None:
    before = read(root)
    assert before == read(root)
    put(root, {"mkdocs.yml": b"b: a"})
    put(root, {"mkdocs.yml": b"a: b"})
    assert (before.said, False) == (read(root).said, before == read(root))
    before = read(root)
    (root / "docs/a.md").write_bytes(b"")
    (root / "docs/a.md").unlink()
    assert before != read(root)


def test_a_site_in_which_a_change_might_not_show_is_not_vouched_for(tmp_path: Path) -> None:
    """The clock has been put back, so that what is written now can get a time that something has already."""
    site = put(tmp_path / "site", SITE)
    assert look_at_site(site).seen
    os.utime(site / "index.html", ns=(0, 2 * (site / "index.html").stat().st_mtime_ns))
    assert "" == look_at_site(site).seen


def test_warnings_are_only_said_again_as_they_would_be_printed(
    stamp: BuildStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned = replace(stamp, site=replace(stamp.site, warnings="WARNING -  …\n"))
    assert is_kept(warned)
    monkeypatch.setenv("COLUMNS", "77")
    assert (False, True) == (is_kept(warned), is_kept(stamp))
    monkeypatch.undo()
    assert not is_up_to_date(warned, BUILD, ENVIRONMENT | {"NO_COLOR": "1"}, DAYS)


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=3)
TREES = st.dictionaries(NAMES.filter(lambda name: name not in (".", "..", "__pycache__")), st.binary(max_size=3))


@settings(max_examples=50, deadline=None)
@generate(TREES, TREES)
def test_no_two_projects_are_taken_for_each_other(
    tmp_path_factory: pytest.TempPathFactory, one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    docs = tmp_path_factory.mktemp("project") / "docs"
    found = []
    for files in (one, other, one):
        shutil.rmtree(docs, ignore_errors=True)
        docs.mkdir()
        put(docs, files)
        found.append(read_sources([str(docs)], BUILD, ENVIRONMENT, DAYS).said)
    assert (found[0] == found[2], found[0] == found[1]) == (True, one == other)


# The stamp

STAMP = BuildStamp(("å", "b"), "c", BuiltSite("/site", "d", "WARNING -  é\n"), "e", "Klart.\n")


def test_a_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_stamp(tmp_path / "deep/stamp", STAMP)
    assert STAMP == read_stamp(tmp_path / "deep/stamp")


def list_broken(data: bytes) -> Iterator[bytes]:
    yield b""
    yield from (data[:end] for end in range(1, len(data), 7))
    for place in range(0, len(data), 11):
        yield data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    yield data + b" "
    yield b"{}"
    yield b"\xff\0" * 999
    yield b"[" * 99_999


def test_a_stamp_that_is_not_whole_is_none(tmp_path: Path) -> None:
    path = tmp_path / "stamp"
    write_stamp(path, STAMP)
    data = path.read_bytes()
    for broken in list_broken(data):
        path.write_bytes(broken)
        assert read_stamp(path) is None
    path.write_bytes(data)
    assert STAMP == read_stamp(path)


def test_a_stamp_of_another_version_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_stamp(tmp_path / "stamp", STAMP)
    monkeypatch.setattr(up_to_date, "_CODE", b"")
    assert read_stamp(tmp_path / "stamp") is None


def test_where_no_stamp_can_be_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("link")
    (tmp_path / "endless").symlink_to("/dev/zero")
    assert read_stamp(tmp_path / "endless") is None
    for path in (tmp_path, tmp_path / "file/stamp", tmp_path / "link"):
        write_stamp(path, STAMP)
        assert read_stamp(path) is None
