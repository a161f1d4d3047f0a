"""Shows the site on this machine while its files are written."""

from __future__ import annotations

import argparse

from ..i18n.catalogue import Catalogue
from .context import Context
from .engine import PORT
from .preview import run_preview


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("--port", type=int, default=PORT, help=words.gettext("cli.serve.port"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Serve the site until it is stopped by hand."""
    return run_preview(options.port, context)
