"""Moves records over from an earlier version of the model, and keeps the engine that runs as the site's."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.upgrade import upgrade
from ..i18n.catalogue import Catalogue
from .context import print_outcome


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: nothing."""


def run(options: argparse.Namespace, context: Context) -> int:
    """Upgrade the project."""
    return print_outcome(upgrade(context))
