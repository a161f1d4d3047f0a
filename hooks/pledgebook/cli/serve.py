"""Shows the site on this machine while its files are written."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..i18n.catalogue import Catalogue
from .preview import add_port_argument, run_preview


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    add_port_argument(parser, words)


def run(options: argparse.Namespace, context: Context) -> int:
    """Serve the site until it is stopped by hand."""
    return run_preview(options.port, context)
