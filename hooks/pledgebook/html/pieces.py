"""Pieces for other sites as HTML: each as a fragment to paste, as a page to frame, and on a page that shows how.

A fragment means the same wherever it stands: it has no class, id, style or script, its links are whole addresses, and
its first heading is of level 2, which skips no level under whatever heading it is put. The page to frame says the same.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import islice
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from ..files.cache import pack_files, unpack_files
from ..files.process_pool import Job, ProcessPool, Shared
from ..files.value_hash import ValueHasher
from ..names import Language
from ..records.grouping import group_pairs
from ..site.exports.pieces import Piece, find_piece_path, list_pieces, list_pieces_of
from ..site.redirects import RedirectMap
from ..site.routes import Page, Site
from ..site.views.record import PledgeView
from ..site.views.start import StartView
from .framed_piece import render_framed
from .page_content import FEWEST_PAGES
from .redirect_pages import Outside, frame_outside
from .renderer import Renderer
from .site_tools import SiteTools

_ATTRIBUTES = {"lang", "dir", "hreflang", "datetime", "start", "colspan", "rowspan", "scope"}
# Drawings and pictures, which would have to be fetched from here.
_DROPPED = ("svg", "img", "picture", "script", "style")
# The classes of what looks say that it is a sign, such as a status.
_SIGNS = ("pb-status", "pb-tag")
# The pieces of so many pages are begun with ahead: other processes have something to do while this one makes exports.
_AHEAD = 1000
_EMPTY_LINES = re.compile(r"\n\s*\n")
# Reads bytes, which takes half the time that words do.
_PARSER = lxml_html.HTMLParser(encoding="utf-8")
# Pieces lead to the same few places; so many stay known.
_join_urls = lru_cache(maxsize=2**14)(urljoin)


@dataclass(frozen=True)
class BegunPieces:
    """The pieces of a page in a language that have been asked for.

    Attributes:
        files: their files, packed by URL.
        mark: what stands in them for the day, which would make them all anew.
        day: the day, in words.
    """

    files: Job[bytes]
    mark: bytes
    day: bytes


@dataclass(frozen=True)
class PieceRenderer:
    """Renders the pieces of a build, those of a page in a language together, unless they are kept from before.

    Attributes:
        redirect_map: the site, with what has moved.
        shared: what they are rendered with.
        outside: what the pages that show how to use pieces have in common.
        pool: the processes that render them.
    """

    redirect_map: RedirectMap
    shared: Shared[SiteTools]
    outside: Outside
    pool: ProcessPool
    _begun: deque[BegunPieces] = field(default_factory=deque, init=False)

    def begin(self) -> None:
        """Ask for the first pieces, which other processes then begin with."""
        self._begun.extend(islice(self._coming, _AHEAD - len(self._begun)))

    def render(self) -> Iterator[tuple[str, bytes]]:
        """The URL and the bytes of each file of all pieces; of none on a site that does not know its address."""
        self.begin()
        while self._begun:
            pieces = self._begun.popleft()
            self.begin()
            files = unpack_files(pieces.files.result())
            yield from ((url, data.replace(pieces.mark, pieces.day)) for url, data in files.items())

    @cached_property
    def _coming(self) -> Iterator[BegunPieces]:
        pages = list_pieces(self._renderer.site) if self.outside.site_url else ()
        return (self._begin(page, pieces, language) for page, pieces in pages for language in page.languages)

    @property
    def _renderer(self) -> Renderer:
        return self.shared.value.renderer

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

    def _begin(self, page: Page, pieces: tuple[Piece, ...], language: Language) -> BegunPieces:
        tools, site = self.shared.value, self._renderer.site
        # The page that shows how names all others.
        others = [(other.subject, other.languages) for other, _ in list_pieces(site)] if page.record is None else ()
        paths = [self._paths.get(piece.path, (piece.path,)) for piece in pieces]
        content = tools.hasher.hash_content(page, language, (page.view, _list_records(page, site), others))
        key = ValueHasher().hash((content, self.outside, self._names[language], paths))
        # What they are made of has no such word in it.
        mark, parts = key.hex(), {"pieces": key}
        make = partial(make_pieces, self.shared, page.path, language, paths, mark, self.outside)
        day = self._renderer.catalogues[language].date(site.day.today)
        return BegunPieces(self.pool.submit(parts, make, FEWEST_PAGES), mark.encode(), day.encode())


def make_pieces(
    shared: Shared[SiteTools],
    path: str,
    language: Language,
    paths: Sequence[Sequence[str]],
    day: str,
    outside: Outside,
) -> bytes:
    """The files of the pieces of a page in a language, packed by URL.

    Args:
        shared: what they are rendered with.
        path: the path of the page.
        language: the language.
        paths: where each piece stands.
        day: what stands in them for the day.
        outside: what the pages that show how to use pieces have in common.
    """
    renderer = shared.value.renderer
    page = renderer.site.page_at[path]
    shown = list(_render_fragments(renderer, page, language, day, outside.site_url))
    listed = _list_files(renderer, page, shown, paths, language, outside)
    return pack_files({url: text.encode() for url, text in listed})


def _list_records(page: Page, site: Site) -> list[object]:
    """The views of the records that hold, of the first page."""
    cards = page.view.cards if isinstance(page.view, StartView) else ()
    return [site.page_at[site.path(line.pledge)].view for line in cards]


def _list_files(
    renderer: Renderer,
    page: Page,
    shown: Sequence[tuple[Piece, str]],
    paths: Sequence[Sequence[str]],
    language: Language,
    outside: Outside,
) -> Iterator[tuple[str, str]]:
    site = renderer.site
    for (piece, html), places in zip(shown, paths, strict=True):
        for path in places:
            url = site.root(language) + site.fixed["embed"] + path
            yield url + Piece.fragment, html
            if site.book.register.embedding:
                canonical = outside.site_url + site.url(piece.page, language)
                yield f"{url}index.html", render_framed(html, url, canonical, language, renderer)
    values = {"page": page, "shown": shown, "site_url": outside.site_url}
    values |= frame_outside(url := site.share_url(page, language), language, renderer, outside)
    path = url.removeprefix(site.root(language))
    yield f"{url}index.html", renderer.render_part("share", language, path, **values)


def _render_fragments(
    renderer: Renderer, page: Page, language: Language, day: str, site_url: str
) -> Iterator[tuple[Piece, str]]:
    site, view, pieces = renderer.site, page.view, list_pieces_of(page)
    home = site_url + site.root(language)
    groups = view.groups if isinstance(view, PledgeView) else ()
    items = {item.promise.id: item for group in groups for item in group.promises}
    told = []
    for piece in pieces:
        address = site_url + site.identifier(page.record, piece.promise) if page.record else home
        told.append((items[piece.promise.id] if piece.promise else None, address))
    values = {
        "page": page,
        "view": view,
        "pieces": told,
        "records": _list_records(page, site),
        "day": day,
        "home": home,
        "site_name": renderer.title(site.page_at[""], language),
    }
    html = renderer.render_part("pieces", language, page.path, **values)
    return zip(pieces, strip_markup(html, site_url + site.url(page, language)), strict=True)


def strip_markup(html: str, page_url: str) -> Iterator[str]:
    """Elements of a page, each as it can stand on any other: with words, meaning and whole addresses, and no looks.

    Args:
        html: the elements.
        page_url: the full URL that their links are seen from.
    """
    body = etree.fromstring(html.encode(), _PARSER)[0]
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    for element in list(body.iterdescendants("*")):
        look = element.get("class", "")
        if look.startswith(_SIGNS):
            element.tag, element.tail = "strong", f".{element.tail or ''}"
        elif look == "pb-aside":
            _end_sentence_before(element)
        for name, value in element.items():
            if name == "href":
                element.set(name, _join_urls(page_url, value))
            elif name not in _ATTRIBUTES:
                del element.attrib[name]
        if element.tag in ("div", "span") and not element.attrib:
            element.drop_tag()
    for root in body:
        text = lxml_html.tostring(root, encoding="unicode", with_tail=False)
        yield _EMPTY_LINES.sub("\n", text).strip() + "\n"


def _end_sentence_before(aside: HtmlElement) -> None:
    """A sentence that only its look sets apart from the words before it comes after their end."""
    previous, parent = aside.getprevious(), aside.getparent()
    before = (parent.text if previous is None and parent is not None else getattr(previous, "tail", "")) or ""
    if aside.tag == "span" and before.rstrip()[-1:].isalnum() and aside.text_content().strip()[:1].isupper():
        if previous is not None:
            previous.tail = f"{before.rstrip()}. "
        elif parent is not None:
            parent.text = f"{before.rstrip()}. "
