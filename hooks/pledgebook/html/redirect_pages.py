"""Redirect pages: they lead on from where something was, or say why it is gone; and rules that tell servers the same.

The pages do without script and without a server's help, and lead right from a folder on disk too. A server that is
told the same (`server_config`) answers before they are read: with 301 for what has moved, with 410 for what is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from ..files.cache import NO_CACHE, ContentCache
from ..files.part_cache import PartCache
from ..files.value_hash import ValueHasher
from ..model import Pledge
from ..model.redirects import render_address
from ..model.text import LocalizedText
from ..names import ANY_LANGUAGE, Language
from ..site.csp import PAGE_POLICY
from ..site.redirects import Redirect, RedirectMap
from ..site.routes import Page, Site
from ..site.server_config import RedirectRule
from ..urls import relative_href
from .page_hash import PageHasher
from .renderer import Renderer

# How a page's own file ends; anything else is a folder, or a file that a page cannot be put in the place of.
_NAMED = (".html", ".htm")
_KEPT = Markup('<span id="{}"></span>')


@dataclass(frozen=True, slots=True)
class Link:
    """A redirect as it is shown in a language.

    Attributes:
        redirect: the redirect.
        href: where it leads.
        title: what the page is called that it points to.
        promise: the promise's words, when it points to one.
        is_permanent: whether it is a permanent identifier, which nothing has stood at.
    """

    redirect: Redirect
    href: str
    title: str
    promise: LocalizedText | None
    is_permanent: bool


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """The page of a redirect, at a URL in one language; those of files stand in the first language."""

    url: str
    language: Language
    redirect: Redirect

    @property
    def folder(self) -> str:
        """The folder that its page is in: its own, unless it is a page by its name."""
        if self.url.endswith(_NAMED):
            return self.url[: self.url.rfind("/") + 1]
        return self.url.rstrip("/") + "/"

    @property
    def file(self) -> str:
        """Its page."""
        return unquote(self.url if self.url.endswith(_NAMED) else f"{self.folder}index.html")


def list_redirect_pages(redirect_map: RedirectMap) -> Iterator[RedirectPage]:
    """Every page that is needed. What holds for a page of no certain language stands in each of them."""
    book = redirect_map.site.book
    for redirect in redirect_map.needed:
        if redirect.anchor:
            continue
        language = next((code for code in book.languages[1:] if redirect.address.startswith(f"{code}/")), ANY_LANGUAGE)
        is_page = redirect.address.endswith("/") and not redirect.address.startswith(
            redirect_map.site.fixed["identifiers"]
        )
        for code in book.languages if is_page and not language else (language or book.original,):
            root = "" if language else redirect_map.site.root(code)
            yield RedirectPage(root + redirect.address, code, redirect)


def find_url(to: str, language: Language, site: Site) -> str:
    """The URL that a redirect leads to in a language; files and identifiers are the same in all."""
    path = to.partition("#")[0]
    has_language = path.startswith(tuple(f"{code}/" for code in site.book.languages[1:]))
    is_page = not path or path.endswith("/")
    return site.root(language) + to if is_page and not has_language else to


@dataclass(frozen=True, slots=True)
class Outside:
    """What pages have in common that is not in them.

    Attributes:
        site_url: the full URL of the site, ending in `/`, or nothing.
        styles: the URLs of its style sheets.
        icon: the URL of its icon.
    """

    site_url: str
    styles: Sequence[str] = ()
    icon: str = ""


def render_redirect_pages(
    redirect_map: RedirectMap, hasher: PageHasher, outside: Outside, cache: ContentCache = NO_CACHE
) -> Iterator[tuple[str, str]]:
    """The URL of each page's file, and its HTML.

    Args:
        redirect_map: the redirects.
        hasher: tells what pages are made of, and has what renders them.
        outside: what the pages have in common.
        cache: where they are kept; there is one for each promise, and few change.
    """
    kept, renderer, values = PartCache("redirects", cache), hasher.renderer, ValueHasher()
    site = renderer.site
    name = lru_cache(maxsize=None)(partial(_list_titles, renderer))
    # Where a page leads follows from its URL, the redirect and where all pages are.
    shared = hasher.hash_shared((outside, name("")))
    for page in list_redirect_pages(redirect_map):
        redirect = page.redirect
        target, promise = _find_target(redirect, site)
        told = (redirect.address, redirect.to, redirect.removal, name(target.path) if target else (), promise)
        key = values.hash((shared, page.url, page.language, told))
        yield page.file, kept.get_or_make(key, partial(_render_page, page, renderer, outside)).decode()
    kept.keep()


def _list_titles(renderer: Renderer, path: str) -> list[str]:
    page = renderer.site.page_at[path]
    return [renderer.title(page, language) for language in renderer.site.book.languages]


def _render_page(page: RedirectPage, renderer: Renderer, outside: Outside) -> bytes:
    site, redirect = renderer.site, page.redirect
    links = {code: _link(redirect, code, page.folder, renderer) for code in site.book.languages}
    parts: list[Markup] = []
    for code in sorted(site.book.languages, key=lambda code: code != page.language):
        link, level = links[code], 1 + bool(parts)
        hrefs = {name: relative_href(site.url(name, code), page.folder) for name in ("start", "archive")}
        parts.append(Markup(renderer.render_part("redirect", code, "", link=link, level=level, hrefs=hrefs)))
    to = find_url(redirect.to, page.language, site)
    return renderer.render_part(
        "redirect_page",
        page.language,
        "",
        link=links[page.language],
        parts=parts,
        canonical=outside.site_url + to.partition("#")[0] if outside.site_url and not redirect.removal else "",
        **frame_outside(page.folder, page.language, renderer, outside),
    ).encode()


def frame_outside(url: str, language: Language, renderer: Renderer, outside: Outside) -> dict[str, object]:
    """What the frame of a page at a URL shows that stands beside the site (`bare.html`)."""
    site = renderer.site
    return {
        "home": relative_href(site.root(language), url),
        "site_name": renderer.title(site.page_at[""], language),
        "styles": [relative_href(style, url) for style in outside.styles if style],
        "icon": relative_href(outside.icon, url) if outside.icon else "",
        "policy": PAGE_POLICY,
    }


def _link(redirect: Redirect, language: Language, page_url: str, renderer: Renderer) -> Link:
    site = renderer.site
    href = relative_href(find_url(redirect.to, language, site), page_url)
    page, promise = _find_target(redirect, site)
    title = renderer.title(page, language) if page else render_address(redirect.to)
    return Link(redirect, href, title, promise, site.is_identifier(redirect.address))


def _find_target(redirect: Redirect, site: Site) -> tuple[Page | None, LocalizedText | None]:
    """The page that a redirect points to, and the words of the promise on it."""
    path, _, anchor = redirect.to.partition("#")
    page = site.page_at.get(path)
    record = page.record if page else None
    found = site.book.promise.get(f"{record.id}/{anchor}") if isinstance(record, Pledge) else None
    return page, found[1].text if found else None


def list_rules(redirect_map: RedirectMap, site_url: str) -> Iterator[RedirectRule]:
    """What a server is to answer for each redirect that has a page.

    Identifiers of what is where it always was are left to their pages: there is one for each promise, and some servers
    try every rule at every request.
    """
    base = urlsplit(site_url).path or "/"
    for page in list_redirect_pages(redirect_map):
        if page.redirect.removal:
            yield RedirectRule(base + page.url, page=base + page.file)
        elif page.redirect.address not in redirect_map.present:
            yield RedirectRule(base + page.url, base + find_url(page.redirect.to, page.language, redirect_map.site))


def keep_fragments(html: str, path: str, language: Language, redirect_map: RedirectMap, renderer: Renderer) -> str:
    """A page on which old anchors still lead right.

    An anchor that has become another on the same page stands inside what has it now. For any other there is a line
    last on the page that says where it is, or why it is gone.

    Args:
        html: the page.
        path: its path.
        language: the language that it is shown in.
        redirect_map: what has stood at old anchors.
        renderer: writes the lines.
    """
    page_url = renderer.site.root(language) + path
    rest = []
    for redirect in redirect_map.redirects_on(path):
        page, _, anchor = redirect.to.partition("#")
        begins = re.search(rf'<[a-z][^<>]* id="{re.escape(anchor)}"[^<>]*>', html) if page == path else None
        if begins:
            html = html[: begins.end()] + str(_KEPT.format(redirect.anchor)) + html[begins.end() :]
        else:
            rest.append(_link(redirect, language, page_url, renderer))
    return html + (renderer.render_part("old_fragments", language, path, links=rest) if rest else "")
