"""Takes back what was last published of a record, as long as it has not been online."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.undo import undo
from .context import print_outcome
from .parser import RECORD

ARGUMENTS = (RECORD,)


def run(options: argparse.Namespace, context: Context) -> int:
    """Take back the newest edition."""
    return print_outcome(undo(context, context.find_folder(options.record)))
