"""Builds the site again and again in one process, for the preview."""

from __future__ import annotations

import logging
import traceback

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import MkDocsException

from ..authoring.preview.builds import BuildRequest, BuildResult
from ..problem import Problem
from .reporting import Stopped


def rebuild(order: BuildRequest) -> BuildResult:
    """Build the site once more in this process; what is wrong is told and never raised."""
    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.propagate = False
    logger.handlers = [heard]
    try:
        config = load_config(str(order.settings), site_dir=str(order.folder), site_url=order.address)
        build(config, serve_url=order.address)
    except Stopped as error:
        return BuildResult(False, (*error.problems, *heard.problems))
    except (Exception, SystemExit) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = str(error) if isinstance(error, MkDocsException) else f"{error!r} ({last.filename}:{last.lineno})"
        return BuildResult(False, tuple(heard.problems), (*heard.remarks, reason))
    return BuildResult(True, tuple(heard.problems), tuple(heard.remarks))


class _Listener(logging.Handler):
    """Hears the warnings of a build: our own as problems, the engine's as they are."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = getattr(record, "problem", None)
        if problem:
            self.problems.append(problem)
        else:
            self.remarks.append(record.getMessage())
