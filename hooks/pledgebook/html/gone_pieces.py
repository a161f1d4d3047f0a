"""Gone pieces: what other sites get that still show something which has been taken away here: that it is so, and why.

Nobody tells those who show it, and what answers nothing would stand on their pages for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..site.exports.pieces import Piece, find_piece_path
from ..site.redirects import RedirectMap
from .framed_piece import render_framed
from .renderer import Renderer


def render_gone_pieces(redirect_map: RedirectMap, renderer: Renderer, site_url: str) -> Iterator[tuple[str, str]]:
    """The files in the place of pieces that have been removed, by their URLs; none on a site without a full URL."""
    site = renderer.site
    gone = [item for item in redirect_map.needed if item.removal and site.is_identifier(item.address)]
    for redirect in gone if site_url else ():
        for language in site.book.languages:
            url = site.root(language) + site.fixed["embed"] + find_piece_path(site.subject_of(redirect.address))
            identifier = site_url + redirect.address
            values = {
                "removal": redirect.removal,
                "home": site_url + site.root(language),
                "site_name": renderer.title(site.page_at[""], language),
                "identifier": identifier,
            }
            html = renderer.render_part("gone", language, "", **values)
            yield url + Piece.fragment, html
            if site.book.register.embedding:
                yield f"{url}index.html", render_framed(html, url, identifier, language, renderer)
