"""Builds the site again and again in one process, for the preview."""

from __future__ import annotations

import logging
import traceback

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import MkDocsException

from ..authoring.preview.builds import LIVE_BUILD, BuildRequest, BuildResult, LiveBuild, Tell
from ..authoring.preview.changes import Watch
from ..problem import Problem
from .early_pages import Outdated
from .reporting import Stopped


def rebuild(request: BuildRequest, tell: Tell) -> BuildResult:
    """Build the site once more in this process; what is wrong is told and never raised.

    Args:
        request: what to build.
        tell: is told of each page that is made before the rest.
    """
    listener = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.propagate = False
    logger.handlers = [listener]
    LIVE_BUILD.set(LiveBuild(request.opened, Watch(request.sources, request.snapshot), tell))
    try:
        config = load_config(str(request.settings), site_dir=str(request.folder), site_url=request.address)
        build(config, serve_url=request.address)
    except Outdated:
        return BuildResult(False, is_broken_off=True)
    except Stopped as error:
        return BuildResult(False, (*error.problems, *listener.problems))
    except (Exception, SystemExit) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = str(error) if isinstance(error, MkDocsException) else f"{error!r} ({last.filename}:{last.lineno})"
        return BuildResult(False, tuple(listener.problems), (*listener.log_lines, reason))
    return BuildResult(True, tuple(listener.problems), tuple(listener.log_lines))


class _Listener(logging.Handler):
    """Hears the warnings of a build: our own as problems, the engine's as they are."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []
        self.log_lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = getattr(record, "problem", None)
        if problem:
            self.problems.append(problem)
        else:
            self.log_lines.append(record.getMessage())
