"""What stands where something was: pages that lead on or say what was there, places kept on pages, rules for servers.

The pages do without script and without a server's help, and lead right from a folder on disk too. A server that is
told the same (`server_config`) answers before they are read: with 301 for what has moved, with 410 for what is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from ..model import Pledge
from ..model.redirects import render_address
from ..model.text import LocalizedText
from ..site.csp import PAGE_POLICY
from ..site.redirects import Redirect, RedirectMap
from ..site.routes import Site
from ..site.server_config import RedirectRule
from ..urls import relative_href
from .renderer import Renderer

# How a page's own file ends; anything else is a folder, or a file that a page cannot be put in the place of.
_NAMED = (".html", ".htm")
_KEPT = Markup('<span id="{}"></span>')


@dataclass(frozen=True, slots=True)
class Link:
    """A redirect as it is shown in a language.

    Attributes:
        sign: the redirect.
        href: where it leads.
        title: what the page is called that it points to.
        promise: the promise's words, when it points to one.
        is_permanent: whether it is a permanent identifier, which nothing has stood at.
    """

    sign: Redirect
    href: str
    title: str
    promise: LocalizedText | None
    is_permanent: bool


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """The page of a redirect, at a URL in one language; those of files stand in the first language."""

    url: str
    language: str
    sign: Redirect

    @property
    def folder(self) -> str:
        """The folder that its page is in: its own, unless it is a page by its name."""
        if self.url.endswith(_NAMED):
            return self.url[: self.url.rfind("/") + 1]
        return self.url.rstrip("/") + "/"

    @property
    def file(self) -> str:
        """Its page."""
        return self.url if self.url.endswith(_NAMED) else f"{self.folder}index.html"


def list_redirect_pages(places: RedirectMap) -> Iterator[RedirectPage]:
    """Every page that is needed. What holds for a page of no certain language stands in each of them."""
    book = places.site.book
    for sign in places.signs:
        if sign.anchor:
            continue
        language = next((code for code in book.languages[1:] if sign.address.startswith(f"{code}/")), "")
        is_page = sign.address.endswith("/") and not sign.address.startswith(places.site.fixed["identifiers"])
        for code in book.languages if is_page and not language else (language or book.original,):
            root = "" if language else places.site.root(code)
            yield RedirectPage(root + sign.address, code, sign)


def find_url(to: str, language: str, site: Site) -> str:
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


def render_redirect_pages(places: RedirectMap, renderer: Renderer, outside: Outside) -> dict[str, str]:
    """The HTML of each page, by the URL of its file."""
    return {post.file: _render_post(post, renderer, outside) for post in list_redirect_pages(places)}


def _render_post(post: RedirectPage, renderer: Renderer, outside: Outside) -> str:
    site, sign = renderer.site, post.sign
    parts: list[Markup] = []
    for code in sorted(site.book.languages, key=lambda code: code != post.language):
        link, level = _link(sign, code, post.folder, renderer), 1 + bool(parts)
        hrefs = {name: relative_href(site.url(name, code), post.folder) for name in ("start", "archive")}
        parts.append(Markup(renderer.render_part("sign", code, "", link=link, level=level, hrefs=hrefs)))
    to = find_url(sign.to, post.language, site)
    return renderer.render_part(
        "signpost",
        post.language,
        "",
        link=_link(sign, post.language, post.folder, renderer),
        parts=parts,
        canonical=outside.site_url + to.partition("#")[0] if outside.site_url and not sign.removal else "",
        home=relative_href(site.root(post.language), post.folder),
        site_name=renderer.title(site.page_at[""], post.language),
        styles=[relative_href(url, post.folder) for url in outside.styles if url],
        icon=relative_href(outside.icon, post.folder) if outside.icon else "",
        policy=PAGE_POLICY,
    )


def _link(sign: Redirect, language: str, page_url: str, renderer: Renderer) -> Link:
    site = renderer.site
    href = relative_href(find_url(sign.to, language, site), page_url)
    path, _, anchor = sign.to.partition("#")
    page = site.page_at.get(path)
    record = page.record if page else None
    found = site.book.promise.get(f"{record.id}/{anchor}") if isinstance(record, Pledge) else None
    title = renderer.title(page, language) if page else render_address(sign.to)
    return Link(sign, href, title, found[1].text if found else None, site.is_identifier(sign.address))


def list_rules(places: RedirectMap, site_url: str) -> Iterator[RedirectRule]:
    """What a server is to answer for each sign that has a page.

    Identifiers of what is where it always was are left to their pages: there is one for each promise, and some servers
    try every rule at every request.
    """
    base = urlsplit(site_url).path or "/"
    for post in list_redirect_pages(places):
        if post.sign.removal:
            yield RedirectRule(base + post.url, page=base + post.file)
        elif post.sign.address not in places.present:
            yield RedirectRule(base + post.url, base + find_url(post.sign.to, post.language, places.site))


def keep_fragments(html: str, path: str, language: str, places: RedirectMap, renderer: Renderer) -> str:
    """A page on which old anchors still lead right.

    An anchor that has become another on the same page stands inside what has it now. For any other there is a line
    last on the page that says where it is, or why it is gone.

    Args:
        html: the page.
        path: its path.
        language: the language that it is shown in.
        places: the site.
        renderer: writes the lines.
    """
    page_url = renderer.site.root(language) + path
    rest = []
    for sign in places.signs_on(path):
        page, _, anchor = sign.to.partition("#")
        begins = re.search(rf'<[a-z][^<>]* id="{re.escape(anchor)}"[^<>]*>', html) if page == path else None
        if begins:
            html = html[: begins.end()] + str(_KEPT.format(sign.anchor)) + html[begins.end() :]
        else:
            rest.append(_link(sign, language, page_url, renderer))
    return html + (renderer.render_part("signs", language, path, links=rest) if rest else "")
