"""Plugin `pledgebook`: hands MkDocs' events on to what builds the site and to what tells how far it has come.

A site names it under `plugins` in its settings; where the engine is developed, `hooks/mkdocs_hooks.py` takes its place.
"""

from __future__ import annotations

from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from .events import SiteEvents
from .progress import ProgressEvents


class PledgebookPlugin(BasePlugin[LegacyConfig]):
    """MkDocs' events, for one process."""

    def __init__(self) -> None:
        """Start with nothing built."""
        super().__init__()
        self._site = site = SiteEvents()
        progress = ProgressEvents(site)
        combined = {
            "on_config": CombinedEvent(progress.start, site.on_config, self._find_templates),
            "on_nav": progress.begin_language,
            "on_page_content": CombinedEvent(site.on_page_content, progress.count_read),
            "on_post_page": CombinedEvent(site.on_post_page, progress.count_written),
        }
        for name in dir(site):
            if name.startswith("on_") and name not in vars(type(self)):
                combined.setdefault(name, getattr(site, name))
        for name, event in combined.items():
            setattr(self, name, event)
        self._ends = (progress.end, site.on_shutdown)

    @event_priority(-101)
    def _find_templates(self, config: MkDocsConfig) -> None:
        """After static-i18n has put its own first: the site's templates come before all, and then the engine's."""
        themes = list(map(str, self._site.build.project.settings.themes))
        config.theme.dirs = [*themes, *(folder for folder in config.theme.dirs if folder not in themes)]

    def on_shutdown(self) -> None:
        """The line is taken away before what went wrong is told."""
        for end in self._ends:
            end()
