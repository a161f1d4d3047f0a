"""Builds go into a folder of their own and take the site's place only when they are whole."""

from __future__ import annotations

import shutil
from pathlib import Path


def _beside(folder: Path, name: str) -> Path:
    return folder.with_name(f".{folder.name}-{name}")


def stage(folder: Path) -> Path:
    """The folder to build into instead of `folder`, beside it, and empty."""
    clear(folder)
    return _beside(folder, "next")


def clear(folder: Path) -> None:
    """Throw away what a build that did not finish has left."""
    shutil.rmtree(_beside(folder, "next"), ignore_errors=True)


def publish(folder: Path) -> None:
    """Put a finished build in the place of the last one.

    Raises:
        OSError: a file is held open by another program; the last site is then still there.
    """
    staged, last = _beside(folder, "next"), _beside(folder, "last")
    shutil.rmtree(last, ignore_errors=True)
    if folder.exists():
        folder.rename(last)
    try:
        staged.rename(folder)
    except OSError:
        if last.exists():
            last.rename(folder)
        raise
    shutil.rmtree(last, ignore_errors=True)
