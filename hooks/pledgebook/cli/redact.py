"""Takes personal data out of what is kept of earlier editions, and says so in the record, with date and reason."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.redaction import RedactionRequest, redact_field
from .context import print_outcome
from .parser import RECORD, WORDS, Argument, read_words_argument

ARGUMENTS = (
    RECORD,
    Argument("--field", "cli.field", required=True, metavar="signatories/1"),
    Argument("--reason", "cli.reason", required=True),
    WORDS,
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Redact a field."""
    folder = context.find_folder(options.record)
    request = RedactionRequest(options.field, options.reason, read_words_argument(options))
    return print_outcome(redact_field(context, folder, request))
