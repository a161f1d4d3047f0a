"""What a browser may load and run on the site's pages: the site's own files and nothing else.

The policy travels in every page (so that it holds from disk too) and in the files that tell a web server which headers
to send. Inline script and style have no place in it, so pages may not have any.

Sources: W3C, Content Security Policy Level 3; https://developer.mozilla.org/docs/Web/HTTP/Headers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Pictures as data: are signs of the theme's style sheet.
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    # No page fetches anything; tools that look at a page fetch robots.txt in its name.
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# Means nothing in a page, only as a header.
_HEADER_DIRECTIVES = {"frame-ancestors": "'none'"}

PAGE_POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())
HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{name} {value}" for name, value in (_DIRECTIVES | _HEADER_DIRECTIVES).items()
    ),
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Where each file goes, from the root of the site.
HEADER_FILES = ("_headers", ".htaccess", "servers/nginx.conf")

# Data that a script element holds and nothing runs.
_DATA = ("application/json", "application/ld+json")
_SUSPECT = re.compile(
    r"<script|<style|[\s/\"']style\s*=|[\s/\"']on\w+\s*=|javascript:"
    r"|<(?:iframe|source|video|audio|embed|object)\b[^>]*//|<link\b[^>]*(?:sheet|icon|load|manifest)[^>]*//",
    re.IGNORECASE,
)


# What fetches by itself, and an address on another host. Pictures are checked where they are written.
_LOADING = ("script", "iframe", "source", "video", "audio", "embed", "object")
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_FOREIGN = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


def render_headers(file: str, style: str) -> str:
    """The text of one of `HEADER_FILES`, which tells a web server what to send with every page.

    Args:
        file: `_headers` (Netlify, Cloudflare Pages and others), `.htaccess` (Apache, with mod_headers) or
            `servers/nginx.conf` (to be included in a `server` block).
        style: the style sheet that stands inside the one-file editions, which the pages' own policy would stop.
    """
    headers = {
        name: value.replace("style-src 'self'", f"style-src 'self' {hash_style(style)}")
        for name, value in HEADERS.items()
    }
    if file == "_headers":
        return "\n".join(["/*", *(f"  {name}: {value}" for name, value in headers.items()), ""])
    if file == ".htaccess":
        lines = [f'  Header always set {name} "{value}"' for name, value in headers.items()]
        return "\n".join(["AddDefaultCharset utf-8", "<IfModule mod_headers.c>", *lines, "</IfModule>", ""])
    lines = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    return "\n".join(["charset utf-8;", *lines, ""])


def hash_style(style: str) -> str:
    """How a policy names a style sheet that stands in a page (Content Security Policy level 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def find_breaches(html: str) -> Iterator[str]:
    """What in a page the policy forbids: each inline script or style, and each file of another host, as it begins.

    Args:
        html: a whole page.
    """
    if _SUSPECT.search(html):
        reader = _Breaches()
        reader.feed(html)
        reader.close()
        yield from reader.found


def _list_loads(tag: str, values: dict[str, str | None]) -> tuple[str, ...]:
    """The attributes of an element that make a browser fetch something by itself."""
    if tag == "link":
        return ("href",) if _FETCHED & set((values.get("rel") or "").casefold().split()) else ()
    return ("src", "data") if tag in _LOADING else ()


class _Breaches(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_inline = tag == "script" and not values.get("src") and values.get("type") not in _DATA
        is_script = any(name.startswith("on") or name == "style" for name in values)
        leads_to_script = any(
            (values.get(name) or "").strip().casefold().startswith("javascript:") for name in ("href", "src", "action")
        )
        is_foreign = any(_FOREIGN.match(values.get(name) or "") for name in _list_loads(tag, values))
        if tag == "style" or is_inline or is_script or leads_to_script or is_foreign:
            self.found.append(self.get_starttag_text() or f"<{tag}>")
