"""Notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

import argparse

from ..authoring.change import ChangeRequest, change
from ..authoring.context import Context
from .context import print_outcome
from .parser import RECORD, WORDS, Argument, read_words_argument

ARGUMENTS = (
    RECORD,
    Argument("--kind", "cli.kind", required=True),
    Argument("--note", "cli.note", required=True),
    Argument("--promise", "cli.promise", metavar="ID", default=""),
    Argument("--date", "cli.date", metavar="2027-02-01", default=""),
    WORDS,
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Note a change."""
    folder = context.find_folder(options.record)
    request = ChangeRequest(options.kind, options.note, options.promise, options.date, read_words_argument(options))
    return print_outcome(change(context, folder, request))
