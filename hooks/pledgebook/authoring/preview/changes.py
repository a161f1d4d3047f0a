"""Which files have changed: seen by looking, which works the same on every system and on shared drives."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# How often the files are looked at, and how long they must be left alone: editors save in several steps.
_PAUSE = 0.2
_REST = 0.05
_PASSED_OVER = ("__pycache__",)

# Time of the last change and size, by path.
Snapshot = Mapping[str, tuple[int, int]]


def take_snapshot(places: Iterable[Path]) -> Snapshot:
    """How all files in some folders are right now; a place can also be a file, or not there."""
    found: dict[str, tuple[int, int]] = {}
    for path in _list_files(places):
        try:
            state = Path(path).stat()
        except OSError:
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def await_change(places: Iterable[Path], before: Snapshot) -> Snapshot:
    """Wait until some file is not as it was, and then until all are left alone; how they are then."""
    places = list(places)
    now = take_snapshot(places)
    while now == before:
        time.sleep(_PAUSE)
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


def _list_files(places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        if place.is_file():
            yield str(place)
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if name not in _PASSED_OVER]
            for name in names:
                yield str(Path(folder, name))
