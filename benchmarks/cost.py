"""Cost of a run: what a command took, in time and in memory, all that it started included."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DAY = datetime(2026, 11, 1, tzinfo=UTC)
_ENVIRONMENT = {"SOURCE_DATE_EPOCH": str(int(DAY.timestamp())), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
_TOLD = 20


@dataclass(frozen=True)
class Cost:
    """What some commands took, one after the other.

    Attributes:
        seconds: wall clock.
        computing: seconds of processor time, which other work on the machine disturbs less.
        peak: the most memory that the largest process held, in MiB.
    """

    seconds: float = 0.0
    computing: float = 0.0
    peak: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        """This, and then the other."""
        return Cost(self.seconds + other.seconds, self.computing + other.computing, max(self.peak, other.peak))


class CommandFailedError(Exception):
    """A command did not succeed; the message is the end of what it said."""


def run_all(folder: Path, commands: Sequence[Sequence[str]], environment: Mapping[str, str]) -> Cost:
    """Run commands in a folder, one after the other.

    Raises:
        CommandFailedError: one of them fails.
    """
    return sum((_run(folder, command, environment) for command in commands), Cost())


def _run(folder: Path, command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandFailedError("".join(said.readlines()[-_TOLD:]).replace(str(folder), "."))
    # The system counts in bytes there, in KiB elsewhere.
    unit = 1 if sys.platform == "darwin" else 2**10
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)
