"""Exchange of a site for its next version: who may, in folders that cannot be renamed, and after killed builds."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:
    # On Windows.
    fcntl = None  # type: ignore[assignment]

_DAY = 24 * 60 * 60
# To put a site in its place takes a fraction of this, in seconds.
_PATIENCE = 30


def name_beside(site: Path, place: Path, what: str, process: int | None = None) -> Path:
    """What a process, or this one, keeps of a site: the `next`, what it is when it moves in (`new`), or the `last`."""
    return place / f".{site.name}-{what}-{os.getpid() if process is None else process}"


def write_contents(folder: Path, site: Path) -> None:
    """Exchange what is in the folder of a site for what is in another, where the folder itself cannot be renamed.

    The last site moves out and the next moves in, file by file and folder by folder at the top. As long as there is a
    `new`, what is not in it has moved in; before that, what is in the `last` has moved out (`_write_settled_contents`).
    """
    inside, last = name_beside(site, site, "next"), name_beside(site, site, "last")
    try:
        if folder != inside:
            shutil.copytree(folder, inside)
        last.mkdir()
        for path in _list_contents(site):
            shutil.move(path, last / path.name)
        inside.rename(name_beside(site, site, "new"))
    finally:
        _write_settled_contents(site, os.getpid())
        for path in {folder, inside}:
            shutil.rmtree(path, ignore_errors=True)


def _list_contents(site: Path) -> list[Path]:
    """What is in the folder of a site; what a disk keeps for itself, and what builds keep there, is no part of it."""
    kept = _leftover_of(site)
    return sorted(path for path in site.iterdir() if path.name != "lost+found" and not kept.fullmatch(path.name))


def _leftover_of(site: Path) -> re.Pattern[str]:
    return re.compile(rf"\.{re.escape(site.name)}-(?P<what>next|new|last)-(?P<process>\d+)")


def _write_settled_contents(site: Path, process: int) -> None:
    """Let what a process exchanged inside the folder of a site be all old or all new, however far it came."""
    new, last = (name_beside(site, site, what, process) for what in ("new", "last"))
    if new.exists():
        for path in sorted(new.iterdir()):
            shutil.move(path, site / path.name)
        shutil.rmtree(last, ignore_errors=True)
        new.rmdir()
    elif last.exists():
        for path in sorted(last.iterdir()):
            shutil.move(path, site / path.name)
        last.rmdir()


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
