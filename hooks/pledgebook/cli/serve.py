"""Shows the site on this machine while its files are written."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from .preview import PORT_ARGUMENT, run_preview

ARGUMENTS = (PORT_ARGUMENT,)


def run(options: argparse.Namespace, context: Context) -> int:
    """Serve the site until it is stopped by hand."""
    return run_preview(options.port, context)
