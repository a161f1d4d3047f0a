"""Entry point: what starts the command, unless it would build what is there already.

To find that out takes a moment, and to load what the command is made of takes longer.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path

from ..clock import ClockError, read_days
from ..config import STAMP, find_settings
from ..files.up_to_date import BuildStamp, is_up_to_date, read_stamp
from .exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_PROBLEMS
from .streams import drop_output, prepare_streams


def main() -> int:
    """Run the command in the folder that it is run in; its exit code."""
    prepare_streams()
    try:
        stamp = _find_stamp(sys.argv[1:])
        if stamp is None:
            return int(importlib.import_module(".main", __package__).main())
        sys.stderr.write(stamp.site.warnings)
        sys.stdout.write(stamp.done)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return EXIT_OK


def _find_stamp(arguments: list[str]) -> BuildStamp | None:
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
