"""Exports of a build, of which the rows of each pledge, the feeds and the schema are kept from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..files.cache import ContentCache
from ..files.part_cache import PartCache
from ..site.exports.context import ExportContext
from ..site.exports.listing import render_exports
from .page_hash import PageHasher


def render_kept_exports(context: ExportContext, hasher: PageHasher, cache: ContentCache) -> Iterator[tuple[str, bytes]]:
    """The URL and the bytes of each export of a site that says anything.

    Args:
        context: the site.
        hasher: tells what parts are made of.
        cache: where they are kept.
    """
    kept = PartCache("exports", cache)

    def keep(name: str, told: object, make: Callable[[], str]) -> str:
        return kept.get_or_make(hasher.hash_export(name, told), lambda: make().encode()).decode()

    yield from render_exports(replace(context, keep=keep))
    kept.keep()
