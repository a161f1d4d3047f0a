"""Pieces for other sites as HTML: each as a fragment to paste, as a page to frame, and on a page that shows how.

A fragment means the same wherever it stands: it has no class, id, style or script, its links are whole addresses, and
its first heading is of level 2, which skips no level under whatever heading it is put. The page to frame says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.html import HtmlElement
from markupsafe import Markup

from ..names import Language
from ..records.grouping import group_pairs
from ..site.csp import PAGE_POLICY
from ..site.exports.pieces import Piece, list_pieces
from ..site.redirects import RedirectMap
from ..site.routes import Page
from ..site.views.record import PledgeView
from ..site.views.start import StartView
from ..urls import relative_href
from .frame_limit import fit_frame
from .redirect_pages import Outside, frame_outside
from .renderer import Renderer

# The look of a piece in a frame, in the docs folder.
EMBED_STYLE = "assets/embed.css"
_ATTRIBUTES = {"lang", "dir", "href", "hreflang", "datetime", "start", "colspan", "rowspan", "scope"}
# Drawings and pictures, which would have to be fetched from here.
_DROPPED = {"svg", "img", "picture", "script", "style"}
# The classes of what looks say that it is a sign, such as a status.
_SIGNS = ("pb-status", "pb-tag")
_EMPTY_LINES = re.compile(r"\n\s*\n")
_JOINT = re.compile("[/#]+")
_HEADING = re.compile(r"(?<=<h)[23]|(?<=</h)[23]")


def render_pieces(redirect_map: RedirectMap, renderer: Renderer, outside: Outside) -> Iterator[tuple[str, str]]:
    """The files of all pieces, each with its URL; none on a site that does not know its own address.

    What has moved stands where it was too, since nobody tells those who show it.
    """
    site = redirect_map.site
    named = (item for item in redirect_map.needed if item.to and site.is_identifier(item.address))
    pairs = ((f"{item.to}/", f"{site.subject_of(item.address)}/") for item in named)
    paths = group_pairs((_JOINT.sub("/", to), _JOINT.sub("/", at)) for to, at in pairs)
    for page, pieces in list_pieces(site) if outside.site_url else ():
        for language in page.languages:
            shown = list(_render_fragments(page, pieces, language, renderer, outside))
            for piece, html in shown:
                for path in paths.get(piece.path, (piece.path,)):
                    url = site.root(language) + site.fixed["embed"] + path
                    yield url + Piece.fragment, html
                    if site.book.register.embedding:
                        yield f"{url}index.html", _render_framed(piece, html, url, language, renderer, outside)
            values = {"page": page, "shown": shown, "site_url": outside.site_url}
            values |= frame_outside(url := site.share_url(page, language), language, renderer, outside)
            path = url.removeprefix(site.root(language))
            yield f"{url}index.html", renderer.render_part("share", language, path, **values)


def _render_fragments(
    page: Page, pieces: tuple[Piece, ...], language: Language, renderer: Renderer, outside: Outside
) -> Iterator[tuple[Piece, str]]:
    site, view = renderer.site, page.view
    groups = view.groups if isinstance(view, PledgeView) else ()
    promises = {item.promise.id: item for group in groups for item in group.promises}
    cards = view.cards if isinstance(view, StartView) else ()
    values = {
        "view": view,
        "records": [site.page_at[site.path(line.pledge)].view for line in cards],
        "today": site.day.today,
        "home": outside.site_url + site.root(language),
        "site_name": renderer.title(site.page_at[""], language),
    }
    for piece in pieces:
        identifier = site.identifier(page.record, piece.promise) if page.record else site.root(language)
        item = promises[piece.promise.id] if piece.promise else None
        values |= {"item": item, "identifier": outside.site_url + identifier}
        html = renderer.render_part("piece", language, page.path, **values)
        yield piece, strip_markup(html, outside.site_url + site.url(page, language))


def strip_markup(html: str, page_url: str) -> str:
    """A fragment of a page as it can stand on any other: with words, meaning and whole addresses, and no looks.

    Args:
        html: one element.
        page_url: the full URL that its links are seen from.
    """
    root = lxml_html.fragment_fromstring(html.strip())
    for element in list(root.iter()):
        if element.tag in _DROPPED:
            element.drop_tree()
            continue
        if str(element.get("class")).startswith(_SIGNS):
            element.tag, element.tail = "strong", f".{element.tail or ''}"
        if element.get("class") == "pb-aside":
            _end_sentence_before(element)
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
        if "href" in element.attrib:
            element.set("href", urljoin(page_url, element.get("href")))
        if element.tag in ("div", "span") and not element.attrib:
            element.drop_tag()
    return _EMPTY_LINES.sub("\n", lxml_html.tostring(root, encoding="unicode")).strip() + "\n"


def _end_sentence_before(aside: HtmlElement) -> None:
    """A sentence that only its look sets apart from the words before it comes after their end."""
    previous, parent = aside.getprevious(), aside.getparent()
    before = (parent.text if previous is None and parent is not None else getattr(previous, "tail", "")) or ""
    if aside.tag == "span" and before.rstrip()[-1:].isalnum() and aside.text_content().strip()[:1].isupper():
        if previous is not None:
            previous.tail = f"{before.rstrip()}. "
        elif parent is not None:
            parent.text = f"{before.rstrip()}. "


def _render_framed(piece: Piece, html: str, url: str, language: Language, renderer: Renderer, outside: Outside) -> str:
    values = {
        "piece": piece,
        "canonical": outside.site_url + renderer.site.url(piece.page, language),
        "style": relative_href(EMBED_STYLE, url),
        "policy": PAGE_POLICY,
    }

    def render(html: str) -> str:
        # In a frame the piece is a page of its own, which begins with a heading of level 1.
        content = Markup(_HEADING.sub(lambda found: str(int(found[0]) - 1), html))
        return renderer.render_part("embed", language, piece.path, content=content, **values)

    return fit_frame(html, render, renderer.catalogues[language].gettext("piece.rest"))
