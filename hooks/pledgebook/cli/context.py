"""What the verbs of the command share: what they print, and what the module of a verb offers.

A verb's module has `ARGUMENTS`, which say what it takes, and `run(options, context)`, which does it and returns the
exit code. What a verb is for stands in the catalogue under `cli.<verb>`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ..authoring.context import Context
from ..authoring.outcome import Outcome
from ..config import RECORDS
from ..problem import Problem
from ..reporting.report import find_output_style, render_json, render_report, render_summary
from ..reporting.source_lines import SourceLines
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument


class Verb(Protocol):
    """What a verb's module offers."""

    ARGUMENTS: tuple[Argument, ...]

    def run(self, options: argparse.Namespace, context: Context) -> int:
        """Do it; the exit code.

        Raises:
            Refusal: it cannot be done.
        """


def print_error(text: str) -> None:
    """Say why nothing was done."""
    print(text, file=sys.stderr)


def print_outcome(outcome: Outcome) -> int:
    """Say what was done and what was not; the exit code."""
    for part in outcome.said:
        print(part)
    for part in outcome.refused:
        print_error(part)
    return EXIT_PROBLEMS if outcome.refused else EXIT_OK


def print_problems(problems: Sequence[Problem], as_json: bool, context: Context, sources: SourceLines) -> None:
    """Say what is wrong, for people or for machines."""
    if as_json:
        print(render_json(problems, context.words))
        return
    if problems:
        print(render_report(problems, context.words, sources, find_output_style(sys.stdout, os.environ)), end="\n\n")
    print(render_summary(problems, context.words))


def find_path(argument: Path, root: Path) -> Path:
    """The file or folder of that path, or the folder of the record that goes by such a name."""
    record = root / RECORDS / argument
    return record if not argument.exists() and record.exists() else argument
