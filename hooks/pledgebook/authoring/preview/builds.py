"""Builds for the preview: by a process of their own, which has read its programs once and is told where to build."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ...config import BANNERS_OFF
from ...files.interrupt import block_interrupt
from ...files.resources import LIVE_BUILDER
from ...problem import Problem
from .changes import Snapshot, Watch


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the process that builds is told.

    Attributes:
        settings: the site's settings file.
        folder: where to build, empty or not there.
        address: where the site is shown.
        opened: the addresses of pages that somebody looks at, which are made before the others.
        sources: the folders and files that the site is made of.
        snapshot: how those are.
    """

    settings: Path
    folder: Path
    address: str
    opened: tuple[str, ...] = ()
    sources: tuple[Path, ...] = ()
    snapshot: Snapshot = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlyPage:
    """A page as it is in a site of which the rest is still being made.

    Attributes:
        address: where it is, as a browser asks for it from the root of the host.
        html: the page.
        files: what else is already in the site's folder, by path from there.
    """

    address: str
    html: str
    files: frozenset[str]


# Is told of an early page.
Tell: TypeAlias = Callable[[EarlyPage], None]


@dataclass(frozen=True, slots=True)
class LiveBuild:
    """A build that somebody waits for in front of a page.

    Attributes:
        opened: as `BuildRequest` has it.
        watch: sees when the sources are no longer as they are being built.
    """

    opened: tuple[str, ...]
    watch: Watch
    _tell: Tell
    _told: set[str] = field(default_factory=set)

    def tell(self, page: EarlyPage) -> None:
        """Tell of one of those pages as soon as it is made."""
        self._tell(page)
        self._told.add(page.address)

    def is_outdated(self) -> bool:
        """Whether the sources have changed since, and all pages that are open have been shown.

        So these follow however often somebody saves, and what else is open has its whole build.
        """
        return bool(self.opened) and self._told.issuperset(self.opened) and self.watch.is_changed()


# The one that is going on; none where nobody waits.
LIVE_BUILD: ContextVar[LiveBuild | None] = ContextVar("LIVE_BUILD", default=None)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a build.

    Attributes:
        is_whole: whether there is a site.
        problems: what is wrong with the sources, also when there is a site.
        log_lines: what else was said, by the engine in its own words.
        is_broken_off: whether there is none because the sources have changed again.
    """

    is_whole: bool
    problems: tuple[Problem, ...] = ()
    log_lines: tuple[str, ...] = ()
    is_broken_off: bool = False


class Builder:
    """The process that builds; started at the first build, and anew after it has failed or been stopped."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def build(self, request: BuildRequest, tell: Tell) -> BuildResult | None:
        """Build once; nothing if the process ended without an answer.

        Args:
            request: what to build.
            tell: is told of each page that is made before the rest.
        """
        if self._process and self._process.poll() is not None:
            # The system ends what takes much memory, also when it does nothing.
            self.stop()
        if self._process is None:
            with block_interrupt():
                self._process = subprocess.Popen(
                    [sys.executable, str(LIVE_BUILDER)],
                    cwd=request.settings.parent,
                    env=os.environ | BANNERS_OFF,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
        assert self._process.stdin and self._process.stdout
        try:
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()
            while isinstance(result := pickle.load(self._process.stdout), EarlyPage):
                tell(result)
        except (EOFError, OSError, pickle.UnpicklingError):
            # The last is for what ends in the middle of an answer.
            self.stop()
            return None
        assert isinstance(result, BuildResult)
        return result

    def stop(self) -> None:
        """End the process."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.terminate()
        for stream in (process.stdin, process.stdout):
            # What was not yet sent has nobody to go to.
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        process.wait()
