"""Takes personal data out of what is kept of earlier editions, and says so in the record, with date and reason."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.redaction import RedactionRequest, redact_field
from ..i18n.catalogue import Catalogue
from .context import print_outcome
from .parser import add_words_argument, read_words_argument


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))
    parser.add_argument("--field", required=True, metavar="signatories/1", help=words.gettext("cli.field"))
    parser.add_argument("--reason", required=True, help=words.gettext("cli.reason"))
    add_words_argument(parser, words)


def run(options: argparse.Namespace, context: Context) -> int:
    """Redact a field."""
    folder = context.find_folder(options.record)
    request = RedactionRequest(options.field, options.reason, read_words_argument(options))
    return print_outcome(redact_field(context, folder, request))
