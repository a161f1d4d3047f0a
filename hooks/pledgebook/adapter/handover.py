"""Handover: what a build tells the command that started it, so that the next one can be spared."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..authoring.site_build import SITE_BUILD
from ..config import HOOKS, Settings
from ..files.atomic import Staging
from ..files.interrupt import defer_interrupt
from ..files.up_to_date import UNSEEN, BuiltSite, look_at_site
from ..project import Project
from .conversion import has_own_extensions
from .pages import is_foreseeable

# Other settings, and variables of the environment.
_ELSEWHERE = ("INHERIT", "!ENV")


class Handover(logging.Handler):
    """Hears what a build warns of, and notes how its site looks when nobody else has come at it."""

    def __init__(self) -> None:
        """Begin to listen, if the command has started the build."""
        super().__init__(logging.WARNING)
        self._build = SITE_BUILD.get()
        self._warnings: list[str] = []
        self._is_foreseeable = False
        if self._build:
            log = logging.getLogger("mkdocs")
            # What is heard is kept as it is printed.
            self.setFormatter(next((handler.formatter for handler in log.handlers), None))
            log.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self._warnings.append(f"{self.format(record)}\n")

    def begin(self, config: MkDocsConfig, project: Project) -> None:
        """Hand back what has been read, and note whether the sources say all that the site depends on."""
        if self._build:
            self._build.project = project
        self._is_foreseeable = is_foreseeable(config) and _is_made_of_sources(config, project.settings)

    def publish(self, staging: Staging) -> None:
        """Put a site in its place, and tell of it.

        Raises:
            OSError: as `Staging.publish`.
        """
        before = look_at_site(staging.folder) if self._build and self._is_foreseeable else UNSEEN
        # Until what is said of it is as it is.
        with defer_interrupt():
            staging.publish()
            if self._build:
                self._build.is_published = True
        # A mount point may have what cannot be looked at.
        with contextlib.suppress(OSError):
            after = look_at_site(staging.site) if before != UNSEEN else UNSEEN
            if self._build and after != UNSEEN and after.files == {**staging.kept, **before.files}:
                self._build.site = BuiltSite(str(staging.site), after.seen, "".join(self._warnings))


def _is_made_of_sources(config: MkDocsConfig, settings: Settings) -> bool:
    file = settings.root / config.config_file_path
    text = file.read_text(encoding="utf-8")
    hooks = [Path(settings.root, name) for name in config.hooks]
    return (
        not any(word in text for word in _ELSEWHERE)
        and file in settings.sources
        and all(path.is_relative_to(settings.root / HOOKS) for path in hooks)
        and has_own_extensions(config)
    )
