"""Prints every problem in the records and catalogues."""

from __future__ import annotations

import argparse

from ..problems import Level
from ..project import read_project
from ..report import render_problem, render_summary
from ..words import Words
from . import DONE, TO_MEND, Workplace


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Say what the verb takes."""
    parser.add_argument("--strict", action="store_true", help=words.say("cli.strict"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Check the records; anything to mend if there is an error, or with `--strict` a warning."""
    problems = read_project(place.settings, place.today).problems
    for problem in problems:
        print(render_problem(problem, place.words))
    print(render_summary(problems, place.words))
    grave = {Level.ERROR, Level.WARNING} if options.strict else {Level.ERROR}
    return TO_MEND if any(problem.level in grave for problem in problems) else DONE
