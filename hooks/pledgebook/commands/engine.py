"""MkDocs as a program that other verbs start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence

from ..settings import CALM, Settings

PORT = 8000
ADDRESS = f"http://127.0.0.1:{PORT}/"
# What a shell gives for a command that was stopped by hand.
INTERRUPTED = 130
_BANNERS_OFF = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def run_mkdocs(arguments: Sequence[str], settings: Settings, calm: bool) -> int:
    """Run MkDocs in the project's folder; its exit code.

    Args:
        arguments: what to run it with.
        settings: the project's settings.
        calm: whether it prints only what matters to an author.
    """
    environment = os.environ | _BANNERS_OFF | ({CALM: "1"} if calm else {})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments], cwd=settings.root, env=environment, check=False
        )
    except KeyboardInterrupt:
        return INTERRUPTED
    return done.returncode


def is_taken() -> bool:
    """Whether something already listens where the site is shown."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", PORT)) == 0
