"""Standing build: where the site is what it would build, the command says so without loading what it builds with.

To find that out takes a moment, and to load what the command is made of takes longer.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ..clock import ClockError, read_days
from ..config import STAMP, find_settings
from ..files.up_to_date import BuildStamp, is_up_to_date, read_stamp


def tell_of_build(arguments: Sequence[str]) -> bool:
    """Whether what the arguments ask for has been built already; what the build said is then said again."""
    stamp = _find_stamp(arguments)
    if stamp:
        sys.stderr.write(stamp.site.warnings)
        sys.stdout.write(stamp.done)
        sys.stdout.flush()
    return stamp is not None


def _find_stamp(arguments: Sequence[str]) -> BuildStamp | None:
    """What was built last, when that is what would be built."""
    # What cannot be read the build tells of.
    with contextlib.suppress(ClockError, OSError):
        settings = find_settings(Path.cwd()) if "build" in arguments else None
        stamp = read_stamp(settings.parent / STAMP) if settings else None
        # The copy of a project has the stamp of the one that it was copied from.
        is_own = stamp and str(settings) in stamp.places
        if stamp and is_own and is_up_to_date(stamp, arguments, os.environ, read_days(os.environ)):
            return stamp
    return None
