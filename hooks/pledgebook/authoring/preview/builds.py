"""Builds for the preview: by a process of their own, which has read its programs once and is told where to build."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ...config import BANNERS_OFF
from ...files.resources import LIVE_BUILDER
from ...problem import Problem


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the process that builds is told.

    Attributes:
        settings: the site's settings file.
        folder: where to build, empty or not there.
        address: where the site is shown.
    """

    settings: Path
    folder: Path
    address: str


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a build.

    Attributes:
        is_whole: whether there is a site.
        problems: what is wrong with the sources, also when there is a site.
        log_lines: what else was said, by the engine in its own words.
    """

    is_whole: bool
    problems: tuple[Problem, ...] = ()
    log_lines: tuple[str, ...] = ()


class Builder:
    """The process that builds; started at the first build, and anew after it has failed or been stopped."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def build(self, request: BuildRequest) -> BuildResult | None:
        """Build once; nothing if the process ended without an answer."""
        if self._process is None:
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
            result = pickle.load(self._process.stdout)
        except (EOFError, OSError):
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
