"""Hands MkDocs' events to the adapter."""

from pledgebook.adapter.events import SiteEvents

_events = SiteEvents()

on_startup = _events.on_startup
on_config = _events.on_config
on_files = _events.on_files
on_page_content = _events.on_page_content
on_env = _events.on_env
on_template_context = _events.on_template_context
on_page_context = _events.on_page_context
on_post_page = _events.on_post_page
on_post_build = _events.on_post_build
on_build_error = _events.on_build_error
on_shutdown = _events.on_shutdown
