"""Takes back what was last published of a record, as long as it has not been online."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.undo import undo
from ..i18n.catalogue import Catalogue
from .context import print_outcome


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Take back the newest edition."""
    return print_outcome(undo(context, context.find_folder(options.record)))
