"""Page frame: what stands around a page's content: breadcrumbs, the other languages, its own full URL, its foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import ClassVar
from urllib.parse import quote, urljoin

from ..model.redirects import list_above
from ..names import Language
from ..site.alternates import Alternate, Alternates, LanguageLink
from ..site.exports.context import ExportContext
from ..site.exports.dcat import CATALOGUE
from ..site.exports.feeds import ATOM, FEED_PAGES
from ..site.exports.json_ld import render_json_ld
from ..site.exports.pieces import Piece
from ..site.routes import Page, PageKind
from ..urls import relative_href
from .renderer import Renderer

# What the reader's own doing needs, on every page and by kind of page; everything can be read without. Files of the
# docs folder.
LINK_SCRIPT = "assets/links.js"
SCRIPTS = {
    PageKind.SEARCH: ("assets/minisearch.js", "assets/search-engine.js", "assets/search.js"),
    PageKind.ARCHIVE: ("assets/archive.js",),
}

# Kinds of pages that show what was.
_PAST = (PageKind.EDITIONS, PageKind.EDITION)
# Kinds of pages that are an index of their own parts.
_INDEXES = (
    *(PageKind.START, PageKind.ARCHIVE, PageKind.TIMELINE, PageKind.SEARCH, PageKind.THREAD),
    *(PageKind.PLACES, PageKind.PLACE),
)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A breadcrumb: a page above this one, and the language that its title is in."""

    title: str
    href: str
    language: Language


@dataclass(frozen=True)
class PageFrame:
    """What the page around the content says.

    Its foot and what stands last are rendered when somebody shows them: a page that is kept has them already.

    Attributes:
        title: what the page is called; plain words.
        is_start: whether it is the first page.
        has_contents: whether it says what is on the page; not where the page itself is an index of its parts.
        crumbs: the pages above it, the first page first; empty on the first page.
        trail: their URLs, as the menu has them.
        untranslated: the URLs of static pages that have no words in this language.
        written_in: the language of what a static page says.
        languages: every language of the site.
        alternates: what it says of its translations (`hreflang`).
        url: its own full URL, from the root of the site when that has none.
        canonical: that of what it shows, or nothing when the site has none.
        identifier: the permanent one of the record that it shows, likewise, which stays when the site moves.
        feed: the full URL of the feed of what it is about, likewise.
        catalogue: that of the catalogue of the data (`dcat`), likewise; only on the page that explains them.
        is_listed: whether search engines may list it; how a record once was is not to be found instead of how it is.
        json_ld: what it says of itself to search engines, likewise; nothing where they are sent to another page.
        scripts: the URLs of what it loads.
        site_updated: when any of the site's words were last published with a change in them, as the foot says.
        last: what stands last when the page is printed; it follows from the page and what all pages share.
        render: renders a fragment for the page, by its name, with what it shows.
    """

    title: str
    is_start: bool
    has_contents: bool
    crumbs: tuple[Crumb, ...]
    trail: frozenset[str]
    untranslated: frozenset[str]
    written_in: Language
    languages: tuple[LanguageLink, ...]
    alternates: tuple[Alternate, ...]
    url: str
    canonical: str
    identifier: str
    feed: str
    feed_type: ClassVar[str] = ATOM
    catalogue: str
    is_listed: bool
    json_ld: str
    scripts: tuple[str, ...]
    site_updated: date | None
    last: Mapping[str, object] = field(compare=False)
    render: Callable[..., str] = field(repr=False, compare=False)

    @cached_property
    def footer(self) -> str:
        """The HTML of its foot."""
        return self.render("footer", title=self.title, url=self.url, updated=self.site_updated)

    @cached_property
    def printed(self) -> str:
        """The HTML that stands last when the page is printed."""
        return self.render("printed", **self.last)


def make_page_frame(
    path: str,
    language: Language,
    title: str,
    renderer: Renderer,
    alternates: Alternates,
    static_titles: Mapping[str, str],
) -> PageFrame:
    """The frame of a page, generated or static.

    Args:
        path: the page's path.
        language: the language it is shown in.
        title: what a static page is called there; a generated one has its own.
        renderer: for titles and the foot.
        alternates: the pages by language.
        static_titles: what static pages are called there, by path.
    """
    site, page = renderer.site, alternates.pages.get(path)
    page_url = site.root(language) + path
    name = renderer.title(page, language) if page else title
    above = _list_above(page, alternates.pages)
    canonical = alternates.find_canonical(path, language)
    record, site_url = page.record if page else None, alternates.settings.site_url
    exported = ExportContext(site, renderer.catalogues, site_url, alternates.settings.first_url)
    identifier = site.identifier(record) if record and site_url else ""
    feed = site.feed_url(page if page.subject else "start", language) if page and page.kind in FEED_PAGES else ""
    has_catalogue = page and page.kind is PageKind.DATA and site_url and not site.book.register.catalogue_gaps
    own, is_listed = alternates.full_url(path, language), not (page and page.kind in _PAST)
    crumbs = tuple(_make_crumb(parent, language, renderer, page_url) for parent in above) + tuple(
        Crumb(
            static_titles[parent],
            relative_href(quote(site.root(language) + parent), quote(page_url)),
            alternates.find_written(parent, language),
        )
        for parent in reversed([*list_above(path)])
        if parent in static_titles
    )
    trail = [*((crumb.title, urljoin(own, crumb.href)) for crumb in crumbs), (name, own)]
    return PageFrame(
        title=name,
        is_start=not path,
        has_contents=not (page and page.kind in _INDEXES),
        crumbs=crumbs,
        trail=frozenset(site.url(parent, language) for parent in above),
        untranslated=frozenset(site.root(language) + other for other in alternates.untranslated.get(language, ())),
        written_in=alternates.find_written(path, language),
        languages=alternates.list_menu(path, language),
        alternates=alternates.list_alternates(path, language),
        url=own,
        canonical=canonical,
        identifier=exported.name(identifier) if identifier else "",
        feed=site_url + quote(feed) if feed and site_url else "",
        catalogue=exported.address(CATALOGUE) if has_catalogue else "",
        is_listed=is_listed,
        json_ld=render_json_ld(exported, page, language, trail) if canonical == own and is_listed else "",
        scripts=(LINK_SCRIPT, *(SCRIPTS.get(page.kind, ()) if page else ())),
        last={
            "own": canonical,
            "identifier": identifier,
            "site_url": site_url,
            "piece": Piece(page) if identifier and page and not page.original and language in page.languages else None,
            "updated": page.updated if page else None,
            "is_edited": bool(page and page.edited == page.updated),
        },
        site_updated=site.updated,
        render=partial(renderer.render_part, language=language, path=path),
    )


def _make_crumb(page: Page, language: Language, renderer: Renderer, page_url: str) -> Crumb:
    title, subject = renderer.crumb(page, language), page.subject.get(language) if page.subject else None
    written_in = subject.language if subject and subject.words == title else language
    return Crumb(title, relative_href(renderer.site.url(page, language), page_url), written_in)


def render_footer(
    path: str, language: Language, title: str, renderer: Renderer, alternates: Alternates, **values: object
) -> str:
    """The HTML of a page's foot, where faults are reported; `values` are what it shows besides."""
    url, updated = alternates.full_url(path, language), renderer.site.updated
    return renderer.render_part("footer", language, path, title=title, url=url, updated=updated, **values)


def _list_above(page: Page | None, pages: Mapping[str, Page]) -> list[Page]:
    """The first page, and those between it and this one; above the first there is none."""
    if page and not page.path:
        return []
    parent = pages[(page.parent if page else None) or ""]
    return [*_list_above(parent, pages), parent]
