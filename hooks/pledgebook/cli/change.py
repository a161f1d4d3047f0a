"""Notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

import argparse

from ..authoring.change import ChangeRequest, change
from ..authoring.context import Context
from ..i18n.catalogue import Catalogue
from .context import print_outcome
from .parser import add_words_argument, read_words_argument


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))
    parser.add_argument("--kind", required=True, help=words.gettext("cli.kind"))
    parser.add_argument("--note", required=True, help=words.gettext("cli.note"))
    parser.add_argument("--promise", metavar="ID", default="", help=words.gettext("cli.promise"))
    parser.add_argument("--date", metavar="2027-02-01", default="", help=words.gettext("cli.date"))
    add_words_argument(parser, words)


def run(options: argparse.Namespace, context: Context) -> int:
    """Note a change."""
    folder = context.find_folder(options.record)
    request = ChangeRequest(options.kind, options.note, options.promise, options.date, read_words_argument(options))
    return print_outcome(change(context, folder, request))
