"""Tells what is wrong with the sources, through MkDocs' own ways of warning and of stopping."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from ..problem import Level, Problem
from ..project import Project
from ..reporting.report import find_output_style, render_problem, render_report, render_summary
from ..reporting.source_lines import SourceLines

log = get_plugin_logger("pledgebook")


class Stopped(Abort):
    """The sources have errors; the message lists them."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        """Keep the problems for whoever shows them in another way."""
        super().__init__(message)
        self.problems = problems


def report(problems: Iterable[Problem], project: Project) -> None:
    """Errors stop the build with one list of them all; warnings count under `--strict`; notes are told.

    Raises:
        Stopped: there are errors.
    """
    words = project.words
    errors = []
    for problem in problems:
        if problem.level is Level.ERROR:
            errors.append(problem)
        else:
            level = logging.WARNING if problem.level is Level.WARNING else logging.INFO
            log.log(level, render_problem(problem, words), extra={"problem": problem})
    if errors:
        told = render_report(
            errors, words, SourceLines(project.settings.root), find_output_style(sys.stderr, os.environ)
        )
        raise Stopped(f"{told}\n\n{render_summary(errors, words)}", tuple(errors))
