"""Pieces for other sites as HTML: each as a fragment to paste, as a page to frame, and on a page that shows how.

A fragment means the same wherever it stands: it has no class, id, style or script, its links are whole addresses, and
its first heading is of level 2, which skips no level under whatever heading it is put. The page to frame says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.html import HtmlElement

from ..files.cache import NO_CACHE, ContentCache
from ..files.tree import Files
from ..files.value_hash import ValueHasher
from ..names import Language
from ..records.grouping import group_pairs
from ..site.exports.pieces import Piece, find_piece_path, list_pieces
from ..site.redirects import RedirectMap
from ..site.routes import Page
from ..site.views.record import PledgeView
from ..site.views.start import StartView
from .framed_piece import render_framed
from .page_hash import PageHasher
from .redirect_pages import Outside, frame_outside
from .renderer import Renderer

_ATTRIBUTES = {"lang", "dir", "href", "hreflang", "datetime", "start", "colspan", "rowspan", "scope"}
# Drawings and pictures, which would have to be fetched from here.
_DROPPED = {"svg", "img", "picture", "script", "style"}
# The classes of what looks say that it is a sign, such as a status.
_SIGNS = ("pb-status", "pb-tag")
_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class PieceRenderer:
    """Renders the pieces of a build, those of a page in a language together, unless they are kept from before.

    Attributes:
        redirect_map: the site, with what has moved.
        hasher: tells what pieces are made of, and has what renders them.
        outside: what the pages that show how to use pieces have in common.
        cache: where they are kept.
    """

    redirect_map: RedirectMap
    hasher: PageHasher
    outside: Outside
    cache: ContentCache = NO_CACHE

    def render(self) -> Iterator[tuple[str, bytes]]:
        """The files of all pieces, each with its URL; none on a site that does not know its own address."""
        site = self._renderer.site
        for page, pieces in list_pieces(site) if self.outside.site_url else ():
            for language in page.languages:
                mark, files = self._find(page, pieces, language)
                day = self._renderer.catalogues[language].date(site.day.today).encode()
                yield from ((url, data.replace(mark, day)) for url, data in files.items())

    @property
    def _renderer(self) -> Renderer:
        return self.hasher.renderer

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        """Where pieces stand besides: what has moved stands where it was too, since nobody tells those who show it."""
        site = self._renderer.site
        named = (item for item in self.redirect_map.needed if item.to and site.is_identifier(item.address))
        pairs = ((item.to, site.subject_of(item.address)) for item in named)
        return group_pairs((find_piece_path(to), find_piece_path(at)) for to, at in pairs)

    @cached_property
    def _names(self) -> dict[Language, str]:
        """What the site is called."""
        start = self._renderer.site.page_at[""]
        return {language: self._renderer.title(start, language) for language in self._renderer.site.book.languages}

    def _find(self, page: Page, pieces: tuple[Piece, ...], language: Language) -> tuple[bytes, Files]:
        """The files of a page's pieces, and what stands in them for the day, which would make them all anew."""
        site, view = self._renderer.site, page.view
        cards = view.cards if isinstance(view, StartView) else ()
        records = [site.page_at[site.path(line.pledge)].view for line in cards]
        # The page that shows how names all others.
        others = [(other.subject, other.languages) for other, _ in list_pieces(site)] if page.record is None else ()
        paths = [self._paths.get(piece.path, (piece.path,)) for piece in pieces]
        content = self.hasher.hash_content(page, language, (view, records, others))
        key = ValueHasher().hash((content, self.outside, self._names[language], paths))
        # What they are made of has no such word in it.
        mark = key.hex()

        def make() -> Files:
            values = {"view": view, "records": records, "day": mark, "site_name": self._names[language]}
            shown = list(self._render_fragments(page, pieces, language, values))
            return {url: text.encode() for url, text in self._list_files(page, shown, paths, language)}

        return mark.encode(), self.cache.get_or_make({"pieces": key}, make)

    def _list_files(
        self, page: Page, shown: Sequence[tuple[Piece, str]], paths: Sequence[Sequence[str]], language: Language
    ) -> Iterator[tuple[str, str]]:
        site = self._renderer.site
        for (piece, html), places in zip(shown, paths, strict=True):
            for path in places:
                url = site.root(language) + site.fixed["embed"] + path
                yield url + Piece.fragment, html
                if site.book.register.embedding:
                    canonical = self.outside.site_url + site.url(piece.page, language)
                    yield f"{url}index.html", render_framed(html, url, canonical, language, self._renderer)
        values = {"page": page, "shown": shown, "site_url": self.outside.site_url}
        values |= frame_outside(url := site.share_url(page, language), language, self._renderer, self.outside)
        path = url.removeprefix(site.root(language))
        yield f"{url}index.html", self._renderer.render_part("share", language, path, **values)

    def _render_fragments(
        self, page: Page, pieces: tuple[Piece, ...], language: Language, values: Mapping[str, object]
    ) -> Iterator[tuple[Piece, str]]:
        site, view, site_url = self._renderer.site, page.view, self.outside.site_url
        groups = view.groups if isinstance(view, PledgeView) else ()
        promises = {item.promise.id: item for group in groups for item in group.promises}
        for piece in pieces:
            identifier = site.identifier(page.record, piece.promise) if page.record else site.root(language)
            told = {
                "item": promises[piece.promise.id] if piece.promise else None,
                "identifier": site_url + identifier,
                "home": site_url + site.root(language),
            }
            html = self._renderer.render_part("piece", language, page.path, **values, **told)
            yield piece, strip_markup(html, site_url + site.url(page, language))


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
