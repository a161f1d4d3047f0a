"""Runs the command where it is not installed: `python hooks build`."""

import sys

# What is verified may be the archive that this lies in, and Python would leave its own files there.
sys.dont_write_bytecode = sys.dont_write_bytecode or "verify" in sys.argv

from pledgebook.cli.entry_point import main  # noqa: E402  # only then

sys.exit(main())
