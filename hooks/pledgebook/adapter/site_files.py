"""Site files: what a site has besides its pages, such as redirects, data, feeds, pieces and what servers are told.

Each comes with its name from the root and held by nobody, so that one after the other can be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from ..html.gone_pieces import render_gone_pieces
from ..html.kept_exports import render_kept_exports
from ..html.pieces import PieceRenderer
from ..html.redirect_pages import Outside, list_rules, render_redirect_pages
from ..html.search_index import FOLDER
from ..site.exports.context import ExportContext
from ..site.server_config import allow_framing, render_server_file
from ..site.server_files import SERVER_FILES
from .build import Build
from .files import ICON


def make_site_files(build: Build, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """What is made of the book alone: redirects, data, feeds and what servers are told.

    It needs no page to be ready, only that the files beside pages are known (`on_env`).
    """
    site_url, first_url = build.project.settings.site_url, build.project.settings.first_url
    rules = list(list_rules(build.redirect_map, site_url))
    style, base, hsts = build.one_files.style, urlsplit(site_url).path or "/", build.project.settings.hsts
    site, named = build.renderer.site, build.book.register.embedding
    framed = [site.root(code) + site.fixed["embed"] for code in build.book.languages]
    folders = allow_framing(framed, named.hosts) if named else None
    served = {name: render_server_file(name, style, rules, base, hsts, folders) for name in SERVER_FILES}
    store = build.page_store
    exported = ExportContext(site, build.project.catalogues, site_url, first_url, build.renderer.render_file)
    texts = chain(
        ((name, text) for name, text in served.items() if text),
        render_gone_pieces(build.redirect_map, build.renderer, site_url),
        render_redirect_pages(build.redirect_map, store.hasher, _make_outside(build, config), store.cache),
    )
    yield from ((name, text.encode()) for name, text in texts)
    yield from render_kept_exports(exported, store.hasher, store.cache)


def make_page_files(build: Build, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """What belongs to pages, once all are ready: social cards, search indexes and pieces."""
    pieces = PieceRenderer(build.redirect_map, build.one_files.shared, _make_outside(build, config), build.pool)
    pieces.begin()
    # First, since most of them have been made and are in memory.
    yield from ((url, build.output.cards.pop(url).result()) for url in [*build.output.cards])
    yield from ((f"{FOLDER}/{language}.js", data) for language, data in build.output.indexes.items())
    yield from pieces.render()


def _make_outside(build: Build, config: MkDocsConfig) -> Outside:
    settings = build.project.settings
    return Outside(settings.site_url, (build.output.stylesheet, *config.extra_css), settings.look.favicon or ICON)
