"""Progress of a build: counts what MkDocs' events go through, beside those that build the site."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from ..config import PROGRESS, SETTINGS, SettingsError, read_settings
from ..names import ANY_LANGUAGE, Language
from ..onefile.build import has_one_file
from ..project import read_words
from ..reporting.progress import SILENT, Progress, open_progress
from .events import SiteEvents
from .files import path_of


class ProgressEvents:
    """MkDocs' events, for one process that somebody may be looking at."""

    def __init__(self, site: SiteEvents) -> None:
        """Begin silently.

        Args:
            site: what builds the site; it is given the progress line, which counts what it reads.
        """
        self._site = site
        self._language = ANY_LANGUAGE
        self._named = ""
        self._total = self._read = self._written = self._with_pdf = 0

    def start(self, config: MkDocsConfig) -> None:
        """Before anything is read: open a progress line, if whoever started the build asks for one."""
        if self._site.progress is SILENT and os.environ.get(PROGRESS):
            self._site.progress = _open(Path(config.config_file_path or SETTINGS))
            for handler in logging.getLogger("mkdocs").handlers:
                handler.addFilter(self._make_room)

    def begin_language(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Before the pages of a language."""
        words = self._site.progress.words
        self._language = Language(str(getattr(config.plugins["i18n"], "current_language", "")))
        self._named = words.name_of(self._language) if words else ""
        self._total = len(files.documentation_pages())
        self._read = self._written = self._with_pdf = 0

    def count_read(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """After a page's content has been made, for menus and links."""
        self._read += 1
        self._site.progress.show("prepare", self._read, self._total, language=self._named)

    def count_written(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """After the whole page has been made; that of a record has its PDF by then."""
        progress = self._site.progress
        if progress is SILENT:
            return
        shown = self._site.build.alternates.pages.get(path_of(page.file))
        self._written += 1
        self._with_pdf += shown is not None and has_one_file(shown, self._language)
        progress.show("pages", self._written, self._total, language=self._named, files=str(self._with_pdf))

    def end(self) -> None:
        """After everything, also when it failed and the reason is about to be told."""
        self._site.progress.clear()

    def _make_room(self, record: logging.LogRecord) -> bool:
        """What is logged gets a line of its own."""
        self._site.progress.clear()
        return True


def _open(settings: Path) -> Progress:
    """A line in the language asked for; what stands in its way, the build itself tells."""
    try:
        catalogues = read_words(read_settings(settings))
    except SettingsError:
        return SILENT
    words = catalogues.words.get(Language(os.environ[PROGRESS]))
    return SILENT if words is None or catalogues.problems else open_progress(words, sys.stderr, os.environ)
