"""Standard streams: what is printed gets to whoever reads it, and brings nothing down where nobody does."""

from __future__ import annotations

import io
import os
import sys


def prepare_streams() -> None:
    """Make the streams ready for any words."""
    # Python has no stream where whoever started it closed one; what is said there goes nowhere.
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a question mark rather than nothing at all.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop_output() -> None:
    """Whoever reads has heard enough. Python would complain of it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
