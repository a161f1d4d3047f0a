"""The verbs of the command `pledgebook`, one module each.

A verb's module has `add_arguments(parser, words)`, which says what it takes, and `run(options, place)`, which does it
and returns the exit code. What a verb is for stands in the catalogue under `cli.<verb>`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..config import Settings
from ..i18n.catalogue import Catalogue, Catalogues

# Exit codes, the same for every verb.
EXIT_OK = 0
EXIT_PROBLEMS = 1
EXIT_USAGE = 2
# What a shell gives for a command that was stopped by hand.
EXIT_INTERRUPTED = 130


@dataclass(frozen=True)
class Workplace:
    """Where a verb works, and how it speaks.

    Attributes:
        settings: the project's settings.
        catalogues: the words of the site's languages.
        words: those that the command itself speaks with.
        today: the day.
    """

    settings: Settings
    catalogues: Catalogues
    words: Catalogue
    today: date


class Verb(Protocol):
    """What a verb's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Catalogue) -> None:
        """Say what the verb takes."""

    def run(self, options: argparse.Namespace, place: Workplace) -> int:
        """Do it; the exit code."""
