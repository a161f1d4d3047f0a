"""What a browser may load and run on the site's pages: the site's own files and nothing else.

The policy travels in every page (so that it holds from disk too) and in the files that tell a web server which headers
to send. Inline script and style have no place in it, so pages may not have any.

Sources: W3C, Content Security Policy Level 3; https://developer.mozilla.org/docs/Web/HTTP/Headers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
SERVER_FILES = ("_headers", "_redirects", ".htaccess", "servers/nginx.conf")

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


@dataclass(frozen=True, slots=True)
class GoneRule:
    """What a server answers at an address where nothing is any longer.

    Attributes:
        address: the path, from the root of the host, with or without a `/` last.
        to: the path that it sends on to (301); without one, what was there is gone (410).
        page: the path of the page that says why it is gone.
    """

    address: str
    to: str = ""
    page: str = ""


def render_server_file(file: str, style: str, rules: Sequence[GoneRule] = ()) -> str:
    """The text of one of `SERVER_FILES`, which tells a web server what to send with pages and instead of them.

    Args:
        file: `_headers` and `_redirects` (Netlify, Cloudflare Pages and others), `.htaccess` (Apache, with mod_headers
            and mod_alias) or `servers/nginx.conf` (to be included in a `server` block).
        style: the style sheet that stands inside records in one file, which the pages' own policy would stop.
        rules: for addresses where nothing is any longer. `_redirects` knows no 410, so what is gone is not in it.
    """
    allowed = f"style-src 'self' {hash_style(style)}"
    headers = {name: value.replace("style-src 'self'", allowed) for name, value in HEADERS.items()}
    writers = {"_headers": _write_headers, "_redirects": _write_redirects, ".htaccess": _write_apache}
    return "".join(f"{line}\n" for line in writers.get(file, _write_nginx)(headers, rules))


def _write_headers(headers: Mapping[str, str], rules: Sequence[GoneRule]) -> list[str]:
    return ["/*", *(f"  {name}: {value}" for name, value in headers.items())]


def _write_redirects(headers: Mapping[str, str], rules: Sequence[GoneRule]) -> list[str]:
    return [f"{rule.address} {rule.to} 301" for rule in rules if rule.to]


def _write_apache(headers: Mapping[str, str], rules: Sequence[GoneRule]) -> list[str]:
    lines = [f'  Header always set {name} "{value}"' for name, value in headers.items()]
    lines = ["AddDefaultCharset utf-8", "<IfModule mod_headers.c>", *lines, "</IfModule>"]
    for rule in rules:
        pattern = f"^{_match_either(rule.address)}$"
        if rule.to:
            lines.append(f'RedirectMatch 301 "{pattern}" "{rule.to}"')
        else:
            lines += [f'<If "%{{REQUEST_URI}} =~ m|{pattern}|">', f'  ErrorDocument 410 "{rule.page}"', "</If>"]
            lines.append(f'RedirectMatch 410 "{pattern}"')
    return lines


def _write_nginx(headers: Mapping[str, str], rules: Sequence[GoneRule]) -> list[str]:
    lines = ["charset utf-8;", *(f'add_header {name} "{value}" always;' for name, value in headers.items())]
    for rule in rules:
        answer = f'return 301 "{rule.to}";' if rule.to else f'error_page 410 "{rule.page}"; return 410;'
        lines += [f'location = "{address}" {{ {answer} }}' for address in _list_either(rule.address)]
    return lines


def _list_either(address: str) -> tuple[str, ...]:
    """An address with and without a `/` last; one that ends as a page's file does has none."""
    return (address,) if address.endswith((".html", ".htm")) else (address.rstrip("/"), address.rstrip("/") + "/")


def _match_either(address: str) -> str:
    shortest = _list_either(address)[0]
    return re.escape(shortest) + ("/?" if len(_list_either(address)) > 1 else "")


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
