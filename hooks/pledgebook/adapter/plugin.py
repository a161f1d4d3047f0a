"""Plugin `pledgebook`: MkDocs' events as they build the site, with a line that tells how far it has come.

A site names it under `plugins` in its settings; where the engine is developed, `hooks/mkdocs_hooks.py` takes its place.
"""

from __future__ import annotations

import logging

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from ..authoring.site_build import SITE_BUILD
from ..onefile.build import has_one_file
from ..reporting.progress import SILENT
from .early_pages import EarlyPages, begin_early_pages, stop_outdated
from .events import SiteEvents
from .files import path_of


class PledgebookPlugin(SiteEvents):
    """MkDocs' events, for one process that somebody may be looking at."""

    def __init__(self) -> None:
        """Begin with the progress line that the command has opened; without one, silently."""
        super().__init__()
        self._named = ""
        self._total = self._read = self._written = self._with_pdf = 0
        self._early: EarlyPages | None = None
        build = SITE_BUILD.get()
        if build:
            self.progress = build.progress
            for handler in logging.getLogger("mkdocs").handlers:
                handler.addFilter(self._make_room)

    on_config = CombinedEvent(SiteEvents.on_config, SiteEvents.find_templates)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Before the pages of a language: begin to count them."""
        words = self.progress.words
        self._named = words.name_of(self.language) if words else ""
        self._total = len(files.documentation_pages())
        self._read = self._written = self._with_pdf = 0

    def _count_read(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """After a page's content has been made, for menus and links."""
        self._read += 1
        self.progress.show("prepare", self._read, self._total, language=self._named)

    on_page_content = CombinedEvent(SiteEvents.on_page_content, _count_read)

    def _begin_early(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Before the pages of a language are put together: those that somebody looks at come first."""
        self._early = begin_early_pages(files, config)

    on_env = CombinedEvent(SiteEvents.on_env, _begin_early)

    def _tell_early(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """After the whole page has been made, it is shown, unless something may stop the build later."""
        if self._early and not self.build.output.problems:
            self._early.tell(page, output)
        stop_outdated()

    def _count_written(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """After the whole page has been made; that of a record has its PDF by then."""
        if self.progress is SILENT:
            return
        shown = self.build.alternates.pages.get(path_of(page.file))
        self._written += 1
        self._with_pdf += shown is not None and has_one_file(shown, self.language)
        self.progress.show("pages", self._written, self._total, language=self._named, files=str(self._with_pdf))

    on_post_page = CombinedEvent(SiteEvents.on_post_page, _tell_early, _count_written)

    def on_shutdown(self) -> None:
        """The line is taken away before what went wrong is told."""
        self.progress.clear()
        super().on_shutdown()

    def _make_room(self, record: logging.LogRecord) -> bool:
        """What is logged gets a line of its own."""
        self.progress.clear()
        return True
