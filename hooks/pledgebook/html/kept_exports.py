"""Exports of a build, of which the rows of each pledge, the feeds and the schema are kept from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..files.cache import ContentCache
from ..files.part_cache import PartCache
from ..site.exports.context import ExportContext
from ..site.exports.listing import render_exports
from .page_hash import PageHasher


def render_kept_exports(context: ExportContext, hasher: PageHasher, cache: ContentCache) -> dict[str, str]:
    """The exports of a site that say anything: URL → text.

    Args:
        context: the site.
        hasher: tells what parts are made of.
        cache: where they are kept.
    """
    kept = PartCache("exports", cache)

    def keep(name: str, told: object, make: Callable[[], str]) -> str:
        return kept.get_or_make(hasher.hash_export(name, told), lambda: make().encode()).decode()

    texts = render_exports(replace(context, keep=keep))
    kept.keep()
    return texts
