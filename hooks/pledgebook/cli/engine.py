"""MkDocs as a program that other verbs start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence

from ..config import BANNERS_OFF, QUIET, Settings
from .exit_codes import EXIT_INTERRUPTED

PORT = 8000
ADDRESS = f"http://127.0.0.1:{PORT}/"


def run_mkdocs(arguments: Sequence[str], settings: Settings, environment: Mapping[str, str] | None = None) -> int:
    """Run MkDocs in the project's folder, so that it prints only what matters to an author; its exit code.

    Args:
        arguments: what to run it with.
        settings: the project's settings.
        environment: variables to set besides the process's own.
    """
    environment = os.environ | BANNERS_OFF | {QUIET: "1"} | dict(environment or {})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments], cwd=settings.root, env=environment, check=False
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return done.returncode


def is_taken(port: int) -> bool:
    """Whether something already listens at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
