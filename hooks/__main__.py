"""Runs the command where it is not installed: `python hooks build`."""

import sys

from pledgebook.cli.entry_point import main

sys.exit(main())
