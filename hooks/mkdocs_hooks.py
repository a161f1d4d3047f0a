"""Hands MkDocs' events to the adapter."""

from mkdocs.plugins import CombinedEvent

from pledgebook.adapter.events import SiteEvents
from pledgebook.adapter.progress import ProgressEvents

_events = SiteEvents()
_progress = ProgressEvents(_events)

on_startup = _events.on_startup
on_config = CombinedEvent(_progress.start, _events.on_config)
on_files = _events.on_files
on_nav = _progress.begin_language
on_page_content = CombinedEvent(_events.on_page_content, _progress.count_read)
on_env = _events.on_env
on_template_context = _events.on_template_context
on_page_context = _events.on_page_context
on_post_page = CombinedEvent(_events.on_post_page, _progress.count_written)
on_post_build = _events.on_post_build
on_build_error = _events.on_build_error


def on_shutdown() -> None:
    """The line is taken away before what went wrong is told."""
    _progress.end()
    _events.on_shutdown()
