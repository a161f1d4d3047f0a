"""Moves records over from an earlier version of the model, and keeps the engine that runs as the site's."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.upgrade import upgrade
from .context import print_outcome

ARGUMENTS = ()


def run(options: argparse.Namespace, context: Context) -> int:
    """Upgrade the project."""
    return print_outcome(upgrade(context))
