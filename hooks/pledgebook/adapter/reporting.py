"""Tells what is wrong with the sources, through MkDocs' own ways of warning and of stopping."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from ..authoring.site_build import SITE_BUILD
from ..files.atomic import Staging
from ..files.exchange import FileChangedError
from ..files.tree import DISK_FULL
from ..i18n.catalogue import Catalogue
from ..problem import Level, Problem
from ..project import Project
from ..reporting.report import find_output_style, render_problem, render_report, render_summary
from ..reporting.source_lines import SourceLines

log = get_plugin_logger("pledgebook")
# Under this a record of the log has the words that an author is told.
TOLD = "told"


class Stopped(Abort):
    """The sources have errors; the message lists them."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        """Keep the problems for whoever shows them in another way."""
        super().__init__(message)
        self.problems = problems


class AuthorFormatter(logging.Formatter):
    """Prints what is told of a file as it is, since it says itself how much it matters, and all else as MkDocs does."""

    def __init__(self, usual: logging.Formatter | None) -> None:
        """Keep the formatter of all else."""
        super().__init__()
        self._usual = usual or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """A record as it is printed."""
        return str(getattr(record, TOLD, "")) or self._usual.format(record)


def find_words(project: Project) -> Catalogue:
    """The words that the author is told in: those of the command, or of the site's first language."""
    build = SITE_BUILD.get()
    return build.words if build else project.words


def report(problems: Iterable[Problem], project: Project) -> None:
    """Errors stop the build with one list of them all; warnings count under `--strict`; notes are told.

    Raises:
        Stopped: there are errors.
    """
    words = find_words(project)
    errors = []
    for problem in problems:
        if problem.level is Level.ERROR:
            errors.append(problem)
        else:
            level = logging.WARNING if problem.level is Level.WARNING else logging.INFO
            told = render_problem(problem, words)
            log.log(level, told, extra={"problem": problem, TOLD: told})
    if errors:
        told = render_report(
            errors, words, SourceLines(project.settings.root), find_output_style(sys.stderr, os.environ)
        )
        raise Stopped(f"{told}\n\n{render_summary(errors, words)}", tuple(errors))


def explain_disk(error: OSError, staging: Staging, words: Catalogue) -> str:
    """Which file could not be read or written, and why; a disk that is full is no fault of what anybody wrote."""
    place = Path(os.fsdecode(error.filename2 or error.filename or staging.folder))
    is_site = place.is_relative_to(staging.folder)
    name = Path(staging.site.name, place.relative_to(staging.folder)) if is_site else Path(place.name)
    key = "build.full" if error.errno in DISK_FULL else "cli.file"
    return words.gettext(key, file=name.as_posix(), reason=error.strerror or str(error))


def explain_exchange(error: OSError, staging: Staging, words: Catalogue) -> str:
    """Why a site that is built cannot take the place of the last one."""
    if error.errno in DISK_FULL:
        return explain_disk(error, staging, words)
    key = "build.changed" if isinstance(error, FileChangedError) else "cli.held"
    return words.gettext(key, folder=staging.site.name, reason=str(error))
