"""Exchange of a site for its next version: who may, in folders that cannot be renamed, and after killed builds."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

try:
    import fcntl
except ImportError:
    # On Windows.
    fcntl = None  # type: ignore[assignment]

_DAY = 24 * 60 * 60
# To put a site in its place takes a fraction of this, in seconds.
_PATIENCE = 30


class FileChangedError(OSError):
    """A file is no longer as it was read."""


def name_beside(site: Path, place: Path, what: str, process: int | None = None) -> Path:
    """What a process, or this one, keeps of a site: the `next`, what it is when it moves in (`new`), or the `last`."""
    return place / f".{site.name}-{what}-{os.getpid() if process is None else process}"


def write_contents(folder: Path, site: Path, kept: Mapping[str, tuple[int, ...]] = MappingProxyType({})) -> None:
    """Exchange what is in the folder of a site for what is in another, where the folder itself is not renamed.

    What is gone moves out; then what is new moves in, file by file, each at once. As long as there is a `new`, what is
    not in it has moved in; before that, what is in the `last` has moved out (`_write_settled_contents`).

    Args:
        folder: what is new.
        site: the folder of the site.
        kept: the files that stay, as they are identified, by path.

    Raises:
        FileChangedError: a file that was to stay is no longer as it was, and nothing has been exchanged.
        OSError: a folder is somebody else's, and nothing has been exchanged, or the disk fails.
    """
    inside, last = name_beside(site, site, "next"), name_beside(site, site, "last")
    try:
        there = list(_open_folders(site, stat.S_IMODE(folder.stat().st_mode)))
        gone = _list_gone(site, there, {path for _, paths in walk_site(folder) for path in paths}, kept)
        if folder != inside:
            try:
                folder.rename(inside)
            except OSError:
                shutil.copytree(folder, inside)
        last.mkdir()
        for path in gone:
            (last / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(site / path, last / path)
        for way, paths in reversed(there):
            if way and gone.issuperset(paths):
                # There may be other folders in it.
                with contextlib.suppress(OSError):
                    (site / way).rmdir()
        inside.rename(name_beside(site, site, "new"))
    finally:
        _write_settled_contents(site, os.getpid())
        for left in {folder, inside}:
            shutil.rmtree(left, ignore_errors=True)


def identify(look: os.stat_result) -> tuple[int, ...]:
    """What a file is known by as long as nobody changes it."""
    return look.st_mode, look.st_ino, look.st_size, look.st_mtime_ns


def _list_gone(
    site: Path, there: Sequence[tuple[str, Sequence[str]]], staged: Collection[str], kept: Mapping[str, tuple[int, ...]]
) -> set[str]:
    """The files of a site that the next one has not.

    Raises:
        FileChangedError: one that it keeps is no longer as it was.
    """
    found = {path for _, paths in there for path in paths}
    for path, look in kept.items():
        if path not in staged and (path not in found or identify(os.lstat(f"{site}/{path}")) != look):
            raise FileChangedError(errno.EBUSY, os.strerror(errno.EBUSY), str(site / path))
    return found.difference(staged, kept)


def walk_site(site: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Each folder of a site, and the paths of the files in it, of which a link is one, wherever it leads.

    What a disk keeps for itself, and what builds keep there, is no part of a site.
    """
    for way, _, paths in _walk(site):
        yield way, paths


def _walk(site: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The same, with the folders in each. One comes before those in it, so that it can be opened first."""
    kept, waiting = _leftover_of(site), [""]
    while waiting:
        way = waiting.pop()
        entries: list[os.DirEntry[str]] = []
        # What another build removes meanwhile, and what cannot be looked into.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            entries += os.scandir(f"{site}/{way}")
        folders: list[str] = []
        paths: list[str] = []
        for entry in entries:
            if not way and (entry.name == "lost+found" or kept.fullmatch(entry.name)) and entry.is_dir():
                continue
            found = folders if entry.is_dir(follow_symlinks=False) else paths
            found.append(f"{way}/{entry.name}" if way else entry.name)
        yield way, folders, paths
        waiting += folders


def _open_folders(site: Path, mode: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Walk a site, and let its folders be as new ones are: nothing of it is hidden, and no exchange stops half-way.

    Raises:
        PermissionError: one is somebody else's.
    """
    for way, folders, paths in _walk(site):
        for folder in (site / path for path in folders):
            if stat.S_IMODE(folder.lstat().st_mode) != mode:
                folder.chmod(mode)
            if not os.access(folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        yield way, paths


def _leftover_of(site: Path) -> re.Pattern[str]:
    return re.compile(rf"\.{re.escape(site.name)}-(?P<what>next|new|last)-(?P<process>\d+)")


def _write_settled_contents(site: Path, process: int) -> None:
    """Let what a process exchanged inside the folder of a site be all old or all new, however far it came."""
    new, last = (name_beside(site, site, what, process) for what in ("new", "last"))
    if new.exists():
        _write_moved_contents(new, site)
        shutil.rmtree(last, ignore_errors=True)
        shutil.rmtree(new)
    elif last.exists():
        _write_moved_contents(last, site)
        shutil.rmtree(last)


def _write_moved_contents(folder: Path, to: Path) -> None:
    """Move what is in a folder to another, where a file takes the place of that of its name."""
    for path in sorted(folder.iterdir()):
        target = to / path.name
        if path.is_dir() and not path.is_symlink() and target.is_dir():
            _write_moved_contents(path, target)
        else:
            shutil.move(path, target)


def write_settled(site: Path) -> None:
    """Put right what builds that were killed have left: the last site is there again, and nothing else of theirs is.

    What belongs to a process that still runs is left alone.
    """
    kept = _leftover_of(site)
    for place in (site.parent, site):
        found = [(path, match) for path in _list_folder(place) if (match := kept.fullmatch(path.name))]
        gone = [(path, match) for path, match in found if not _is_running(int(match["process"]), path)]
        lasts = sorted((path for path, match in gone if match["what"] == "last"), key=_find_time)
        if place == site:
            for process in {int(match["process"]) for _, match in gone}:
                _write_settled_contents(site, process)
        elif lasts and not site.exists():
            lasts[-1].rename(site)
        for path, _ in gone:
            shutil.rmtree(path, ignore_errors=True)


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _find_time(path: Path) -> float:
    return path.stat().st_mtime


def _is_running(process: int, path: Path) -> bool:
    """Whether a process, which made a folder, still runs; this one has only begun."""
    if process == os.getpid():
        return False
    if os.name == "nt":
        # There is no harmless way to ask; no build takes a day.
        return time.time() - _find_time(path) < _DAY
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@contextmanager
def hold(site: Path) -> Iterator[None]:
    """Be the only process that puts a site in its place, where the system can see to that (flock)."""
    handle = -1
    try:
        # On Windows a folder cannot be opened, and some disks that are far away know no locks.
        with contextlib.suppress(OSError):
            handle = os.open(site.parent, os.O_RDONLY)
            _wait_for(handle)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _wait_for(handle: int) -> None:
    """Wait until no other process holds a folder, but no longer than any needs."""
    end = time.monotonic() + _PATIENCE
    while fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                return
            time.sleep(0.01)
