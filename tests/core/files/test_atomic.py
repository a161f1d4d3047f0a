"""Whatever stops a write, and whenever: what was there before is there, or what is new, and nothing that is told of."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from core.conftest import REPOSITORY
from pledgebook.files import atomic, exchange
from pledgebook.files.atomic import Staging, Transaction, write_file, write_new_folder
from pledgebook.files.exchange import FileChangedError
from pledgebook.files.tree import write_tree

OLD, NEW = (
    {"pledge.sv.md": b"gammalt " * 9999, "pledge.en.md": b"old " * 9999},
    {
        "pledge.sv.md": b"nytt " * 9999,
        "pledge.en.md": b"new " * 9999,
        "notes.txt": b"made",
    },
)


def write_all(folder: Path) -> None:
    with Transaction() as files:
        for name, data in NEW.items():
            files.write(folder / name, data)


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_old(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return folder


@contextmanager
def stop_at(number: int, error: BaseException) -> Iterator[list[int]]:
    """Raise an error at the n-th line that runs in the modules; the list holds how many lines have run."""
    count = [0]

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename not in (atomic.__file__, exchange.__file__):
            return None
        if event == "line":
            count[0] += 1
            if count[0] == number:
                raise error
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(before)


def stop_everywhere(act: Callable[[], None], error: BaseException, check: Callable[[], None]) -> int:
    """Do something once for each of its lines, stopped there; how many lines."""
    for number in range(1, 1000):
        with stop_at(number, error) as count:
            try:
                act()
            except type(error):
                pass
        if count[0] < number:
            return number - 1
        check()
    raise AssertionError("it never ends")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full"), MemoryError()])
def test_a_write_that_is_stopped_anywhere_leaves_the_old_file_or_the_new(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "pledge.sv.md"

    def act() -> None:
        path.write_bytes(b"old")
        write_file(path, b"new")

    def check() -> None:
        assert list(tmp_path.iterdir()) == [path]
        assert path.read_bytes() in (b"old", b"new")

    assert stop_everywhere(act, error, check) > 10


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_files_that_belong_together_are_all_old_or_all_new(tmp_path: Path, error: BaseException) -> None:
    runs = iter(range(1000))
    folders: list[Path] = []

    def act() -> None:
        folders.append(make_old(tmp_path / str(next(runs))))
        write_all(folders[-1])

    def check() -> None:
        assert read(folders[-1]) in (OLD, NEW)

    assert stop_everywhere(act, error, check) > 30


def test_what_comes_after_the_last_write_takes_all_back_too(tmp_path: Path) -> None:
    folder = make_old(tmp_path / "2027")
    with pytest.raises(KeyboardInterrupt), Transaction() as files:
        files.write(folder / "pledge.sv.md", b"first")
        files.write(folder / "pledge.sv.md", b"second")
        files.write(folder / "new.md", b"new")
        raise KeyboardInterrupt
    assert read(folder) == OLD


@pytest.mark.parametrize("there", [b"old", None])
def test_what_is_not_as_expected_at_the_last_moment_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bytes | None
) -> None:
    path = tmp_path / "pledge.sv.md"
    if there is not None:
        path.write_bytes(there)
    write_file(path, b"new", there)
    assert path.read_bytes() == b"new"
    synced = os.fsync

    def save_beside(number: int) -> None:
        """What an editor does while the file is on its way to the disk."""
        synced(number)
        path.write_bytes(b"editor")

    monkeypatch.setattr(os, "fsync", save_beside)
    with pytest.raises(FileChangedError):
        write_file(path, b"newer", b"new")
    assert read(tmp_path) == {"pledge.sv.md": b"editor"}


@pytest.mark.parametrize("expected", [b"old", None])
def test_files_that_belong_together_are_left_when_one_is_not_as_expected(
    tmp_path: Path, expected: bytes | None
) -> None:
    folder = make_old(tmp_path / "2027")
    (folder / "third.md").write_bytes(b"somebody else's")
    before = read(folder)
    with pytest.raises(FileChangedError) as told, Transaction() as files:
        files.write(folder / "pledge.sv.md", b"new", OLD["pledge.sv.md"])
        files.write(folder / "made.md", b"new", None)
        files.write(folder / "third.md", b"new", expected)
    assert before == read(folder)
    assert told.value.filename == str(folder / "third.md")


def test_a_new_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    runs = iter(range(1000))
    folders: list[Path] = []

    def act() -> None:
        folders.append(tmp_path / str(next(runs)) / "2028")
        write_new_folder(folders[-1], NEW)

    def check() -> None:
        beside = folders[-1].parent
        assert not beside.exists() or read(beside) in ({}, {f"2028/{name}": data for name, data in NEW.items()})

    assert stop_everywhere(act, KeyboardInterrupt(), check) > 5
    full = make_old(tmp_path / "full" / "2027")
    with pytest.raises(OSError):
        write_new_folder(full, NEW)
    assert read(full.parent) == {f"2027/{name}": data for name, data in OLD.items()}


def test_a_folder_takes_the_place_of_another_whole(tmp_path: Path) -> None:
    runs = iter(range(1000))
    sites: list[Path] = []

    def act() -> None:
        sites.append(make_old(tmp_path / str(next(runs)) / "site"))
        staging = Staging.beside(sites[-1])
        staging.folder.mkdir()
        (staging.folder / "index.html").write_bytes(b"new")
        staging.publish()

    def check() -> None:
        assert read(sites[-1]) in (OLD, {"index.html": b"new"})

    assert stop_everywhere(act, KeyboardInterrupt(), check) > 5
    assert [sites[-1]] == list(sites[-1].parent.iterdir())


def stage(site: Path, text: bytes = b"new") -> Staging:
    staging = Staging.beside(site)
    staging.folder.mkdir()
    (staging.folder / "index.html").write_bytes(text)
    return staging


def make_site(folder: Path, text: bytes = b"old") -> Path:
    folder.mkdir()
    (folder / "index.html").write_bytes(text)
    (folder / "2019").mkdir()
    (folder / "2019" / "index.html").write_bytes(text)
    return folder


DEAD = 2**22 + 1


def test_a_build_first_puts_right_what_one_that_was_killed_has_left(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(tmp_path / f".site-last-{DEAD}")
    make_site(tmp_path / f".site-next-{DEAD}", b"half")
    Staging.beside(site)
    assert [site] == list(tmp_path.iterdir())
    assert {"index.html": b"old", "2019/index.html": b"old"} == read(site)


def test_a_build_leaves_what_one_that_runs_is_making(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    running = make_site(tmp_path / f".site-next-{os.getppid()}", b"half")
    other, odd = make_site(tmp_path / f".sites-next-{DEAD}"), make_site(tmp_path / ".site-next-to-it")
    Staging.beside(site)
    assert {site, running, other, odd} == set(tmp_path.iterdir())


def test_of_several_last_sites_the_newest_comes_back(tmp_path: Path) -> None:
    for number, text in enumerate((b"older", b"newest", b"oldest")):
        path = make_site(tmp_path / f".site-last-{DEAD + number}", text)
        os.utime(path, (0, (2, 3, 1)[number]))
    Staging.beside(tmp_path / "site")
    assert {"site"} == {path.name for path in tmp_path.iterdir()}
    assert b"newest" == (tmp_path / "site" / "index.html").read_bytes()


def make_fixed(monkeypatch: pytest.MonkeyPatch, *fixed: Path) -> None:
    """Let folders be such as cannot be renamed."""
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path in fixed:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_site_that_is_a_mount_point_is_exchanged_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    site = make_site(tmp_path / "site")
    (site / "lost+found").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: is_known and path == site)
    make_fixed(monkeypatch, site)
    there = site.stat().st_ino
    stage(site).publish()
    assert {"index.html": b"new"} == read(site)
    assert there == site.stat().st_ino
    assert {"index.html", "lost+found"} == {path.name for path in site.iterdir()}
    assert [site] == list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "broken")])
def test_a_mount_point_that_is_left_anywhere_is_whole_at_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    runs = iter(range(1000))
    sites: list[Path] = []
    monkeypatch.setattr(os.path, "ismount", lambda path: path in sites)
    # What is stopped here holds the folder as long as this process lives.
    monkeypatch.setattr(exchange, "_PATIENCE", 0)

    def act() -> None:
        sites.append(tmp_path / str(next(runs)) / "site")
        sites[-1].parent.mkdir()
        make_site(sites[-1])
        make_fixed(monkeypatch, sites[-1])
        stage(sites[-1]).publish()

    def check() -> None:
        Staging.beside(sites[-1])
        old = {"index.html": b"old", "2019/index.html": b"old"}
        assert read(sites[-1]) in (old, {"index.html": b"new"})
        assert [sites[-1]] == list(sites[-1].parent.iterdir())

    assert stop_everywhere(act, error, check) > 30


def test_what_is_kept_from_everybody_can_be_read_once_it_is_a_site(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        staging = stage(tmp_path / "site")
        (staging.folder / "2019").mkdir()
        staging.allow_reading()
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (staging.folder, *staging.folder.rglob("*"))}
    assert {staging.folder.name: 0o755, "2019": 0o755, "index.html": 0o644} == modes


LAST = {"index.html": b"old", "2019/index.html": b"same", "2019/gone.html": b"", "gone/a.html": b"", "file": b""}
NEXT = {"index.html": b"new", "2019/index.html": b"same", "2020/index.html": b"new", "file/a.html": b"new"}


def stage_next(site: Path) -> Staging:
    """A last site on disk, and a next one that has much of it."""
    write_tree(LAST, site)
    staging = Staging.beside(site, is_keeping=True)
    staging.write(NEXT)
    return staging


@pytest.mark.skipif(os.name == "nt", reason="all files are exchanged on Windows")
@pytest.mark.parametrize("is_mounted", [False, True])
def test_only_what_differs_is_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_mounted: bool) -> None:
    site = tmp_path / "site"
    monkeypatch.setattr(os.path, "ismount", lambda path: is_mounted and path == site)
    staging = stage_next(site)
    (site / "empty" / "folder").mkdir(parents=True)
    assert {"index.html", "2020/index.html", "file/a.html"} == set(read(staging.folder))
    assert is_mounted or LAST == read(site)
    same, changed = ((site / name).stat().st_ino for name in ("2019/index.html", "index.html"))
    staging.publish()
    assert read(site) == NEXT
    assert same == (site / "2019/index.html").stat().st_ino
    assert changed != (site / "index.html").stat().st_ino
    assert {"index.html", "2019", "2020", "file"} == {path.name for path in site.iterdir()}
    assert [site] == list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "broken")])
def test_an_exchange_that_is_stopped_anywhere_is_whole_at_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    runs = iter(range(1000))
    sites: list[Path] = []
    monkeypatch.setattr(exchange, "_PATIENCE", 0)

    def act() -> None:
        sites.append(tmp_path / str(next(runs)) / "site")
        stage_next(sites[-1]).publish()

    def check() -> None:
        Staging.beside(sites[-1])
        # While the last site itself is laid, there may be less of it.
        assert read(sites[-1]) == NEXT or read(sites[-1]).items() <= LAST.items()
        assert [sites[-1]] == list(sites[-1].parent.iterdir())

    assert stop_everywhere(act, error, check) > 30


def exchange_for(path: Path, to: str) -> None:
    """Put a link in the place of a file or a folder."""
    path.rename(path.with_name(to))
    path.symlink_to(to)


TOUCHED: dict[str, Callable[[Path], object]] = {
    "edited": lambda path: path.write_bytes(b"hand"),
    "removed": lambda path: path.unlink(),
    "made secret": lambda path: path.chmod(0o600),
    "a link for it": lambda path: exchange_for(path, "other"),
    "a link for its folder": lambda path: exchange_for(path.parent, "other"),
}


@pytest.mark.parametrize("touched", TOUCHED)
def test_what_somebody_has_touched_on_a_site_is_written_anew(tmp_path: Path, touched: str) -> None:
    site = tmp_path / "site"
    write_tree(LAST, site)
    TOUCHED[touched](site / "2019/index.html")
    staging = Staging.beside(site, is_keeping=True)
    staging.write(NEXT)
    staging.publish()
    assert read(site) == NEXT
    assert (site / "2019/index.html").lstat().st_mode == (site / "2020/index.html").stat().st_mode
    assert not (site / "2019").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="all files are exchanged on Windows")
@pytest.mark.parametrize("touched", TOUCHED)
def test_what_somebody_touches_meanwhile_stops_the_exchange(tmp_path: Path, touched: str) -> None:
    """And nothing of the next site is put into one that cannot be whole."""
    site = tmp_path / "site"
    staging = stage_next(site)
    TOUCHED[touched](site / "2019/index.html")
    before = read(site)
    with pytest.raises(FileChangedError, match="2019"):
        staging.publish()
    assert read(site) == before
    assert [site] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes of folders")
@pytest.mark.parametrize("mode", [0, 0o555, 0o700])
@pytest.mark.parametrize("folder", [".", "2019", "gone"])
def test_a_folder_of_which_somebody_has_changed_the_mode_is_as_new(tmp_path: Path, folder: str, mode: int) -> None:
    site = tmp_path / "site"
    staging = stage_next(site)
    if folder == ".":
        (site / folder).chmod(mode)
        staging = Staging.beside(site, is_keeping=True)
        staging.write(NEXT)
    else:
        (site / folder).chmod(mode)
    staging.publish()
    assert read(site) == NEXT
    fresh = Staging.beside(tmp_path / "fresh")
    fresh.write(NEXT)
    fresh.publish()
    assert list_modes(site) == list_modes(tmp_path / "fresh")


def list_modes(site: Path) -> dict[Path, int]:
    return {path.relative_to(site): path.stat().st_mode for path in (site, *site.rglob("*"))}


@pytest.mark.skipif(os.name == "nt", reason="all files are exchanged on Windows")
def test_a_folder_that_is_somebody_elses_stops_the_exchange_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, may = tmp_path / "site", os.access
    staging = stage_next(site)
    monkeypatch.setattr(os, "access", lambda path, mode: path != site / "2019" and may(path, mode))
    with pytest.raises(PermissionError, match="2019"):
        staging.publish()
    assert read(site) == LAST
    monkeypatch.setattr(os, "access", lambda path, mode: path != site and may(path, mode))
    assert not Staging.beside(site, is_keeping=True).there


def test_a_file_of_the_next_site_is_found_wherever_it_is(tmp_path: Path) -> None:
    staging = stage_next(tmp_path / "site")
    assert {name: staging.find(name).read_bytes() for name in NEXT} == NEXT
    assert [True, True, False] == [staging.find(name).exists() for name in ("2019", "2020", "gone")]


# Publishes a site again and again; others do the same at the same time.
_RACING = """
import sys
from pathlib import Path
from pledgebook.files.atomic import Staging

for number in range(40):
    staging = Staging.beside(Path(sys.argv[1]))
    staging.folder.mkdir()
    (staging.folder / "index.html").write_bytes(b"new")
    staging.publish()
"""


@pytest.mark.skipif(find_spec("fcntl") is None, reason="needs flock")
def test_builds_at_once_leave_one_site_and_nothing_else(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks")}
    command = [sys.executable, "-c", _RACING, str(tmp_path / "site")]
    racing = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    assert [b""] * 3 == [process.communicate()[1] for process in racing]
    assert {"site/index.html": b"new"} == read(tmp_path)
    assert [tmp_path / "site"] == list(tmp_path.iterdir())


# Writes a file once for each line that this takes, in a process that is killed there; says how many lines.
_KILLED = """
import os, signal, sys
from pathlib import Path
from pledgebook.files import atomic, exchange

path, old, new = Path(sys.argv[1]), b"old" * 99999, b"new" * 99999

def trace(frame, event, argument):
    global count
    if frame.f_code.co_filename != atomic.__file__:
        return None
    if event == "line":
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

for number in range(1, 1000):
    path.write_bytes(old)
    child = os.fork()
    if not child:
        count = 0
        sys.settrace(trace)
        atomic.write_file(path, new)
        os._exit(0)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert path.read_bytes() in (old, new), number
    if not killed:
        break
print(number)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_process_that_is_killed_anywhere_leaves_a_whole_file_and_nothing_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pledge.sv.md"
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path)], env=environment, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert int(done.stdout) > 10
    left = [file.name for file in tmp_path.iterdir() if file != path]
    assert left
    assert all(name.startswith(".pledge.sv.md.") and name.endswith(".new") for name in left)


def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_any(tmp_path: Path) -> None:
    kept, made, plain = (tmp_path / name for name in ("kept", "made", "plain"))
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    write_file(kept, b"new")
    write_file(made, b"new")
    plain.write_bytes(b"new")
    assert 0o640 == kept.stat().st_mode & 0o777
    assert plain.stat().st_mode == made.stat().st_mode


def test_a_link_still_leads_where_it_led(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert b"new" == (tmp_path / "real").read_bytes()


def test_a_link_that_leads_back_to_itself_is_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "published").symlink_to("published")
    with pytest.raises(OSError):
        write_file(tmp_path / "published" / "2027.yml", b"new")
    with pytest.raises(OSError):
        Staging.beside(tmp_path / "published" / "site").folder.mkdir()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator gives files away")
def test_a_file_stays_with_those_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pledge.sv.md"
    path.write_bytes(b"old")
    os.chown(path, 12345, 54321)
    path.chmod(0o660)
    write_file(path, b"new")
    there = path.stat()
    assert (12345, 54321, 0o660) == (there.st_uid, there.st_gid, there.st_mode & 0o777)


def test_a_group_that_cannot_be_given_stops_no_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def refuse(path: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        raise PermissionError(errno.EPERM, "not yours")

    path = tmp_path / "pledge.sv.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "chown", refuse, raising=False)
    write_file(path, b"new")
    there = path.stat()
    assert [(there.st_uid, there.st_gid), (-1, there.st_gid)] == asked
    assert b"new" == path.read_bytes()


def test_what_is_written_can_be_read_by_nobody_else_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pledge.sv.md"
    path.write_bytes(b"old")
    path.chmod(0o600)
    modes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: modes.append(os.fstat(number).st_mode & 0o777))
    write_file(path, b"new")
    assert [0o600] == modes


def test_a_new_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError) as raised:
        write_new_folder(tmp_path / "2028", NEW)
    assert str(tmp_path / "2028") == raised.value.filename


def test_what_cannot_be_written_is_named_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pledge.sv.md"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError) as raised:
        write_file(path, b"new")
    assert str(path) == raised.value.filename
    assert [path] == list(tmp_path.iterdir())
    monkeypatch.undo()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        write_file(path, b"new")
    assert b"old" == path.read_bytes()
