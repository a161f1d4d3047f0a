"""Which files have changed: seen by looking, which works the same on every system and on shared drives."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

# How long the files are not looked at, as so many times what it took to look where that is more, and how long they must
# be left alone: editors save in several steps.
_PAUSE = 0.05
_TIMES = 10
_REST = 0.05
_PASSED_OVER = ("__pycache__",)

# Time of the last change and size, by path.
Snapshot = Mapping[str, tuple[int, int]]


def take_snapshot(places: Iterable[Path]) -> Snapshot:
    """How all files in some folders are right now; a place can also be a file, or not there."""
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        with contextlib.suppress(OSError):
            if place.is_file():
                state = place.stat()
                found[str(place)] = (state.st_mtime_ns, state.st_size)
            else:
                _look(str(place), found)
    return found


class Watch:
    """Watch over some files, which looks at them no more often than costs little."""

    def __init__(self, places: Iterable[Path], before: Snapshot) -> None:
        """Begin to watch some folders and files; `before` is how they were."""
        self._places, self._before = tuple(places), before
        self._next = 0.0

    def is_changed(self) -> bool:
        """Whether some file is not as it was; as long as it is too soon to look again, none is known to be."""
        started = time.perf_counter()
        if started < self._next:
            return False
        now = take_snapshot(self._places)
        ended = time.perf_counter()
        self._next = ended + max(_PAUSE, _TIMES * (ended - started))
        return now != self._before

    def rest(self) -> None:
        """Sleep until it is time to look again."""
        time.sleep(max(0.0, self._next - time.perf_counter()))


def await_change(places: Iterable[Path], before: Snapshot) -> Snapshot:
    """Wait until some file is not as it was, and then until all are left alone; how they are then."""
    places = list(places)
    watch = Watch(places, before)
    while not watch.is_changed():
        watch.rest()
    now = take_snapshot(places)
    while True:
        time.sleep(_REST)
        again = take_snapshot(places)
        if again == now:
            return now
        now = again


def list_changed(before: Snapshot, now: Snapshot) -> list[str]:
    """The files that are new, gone or not as they were."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _look(folder: str, found: dict[str, tuple[int, int]]) -> None:
    """Add the files below a folder; what is taken away meanwhile is not there."""
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _PASSED_OVER:
                        _look(entry.path, found)
                elif not entry.is_dir():
                    state = entry.stat()
                    found[entry.path] = (state.st_mtime_ns, state.st_size)
