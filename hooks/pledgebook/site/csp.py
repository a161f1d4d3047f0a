"""Content Security Policy (CSP): browsers load and run the site's own files on its pages, and nothing else.

The policy travels in every page, so that it holds from disk too, and as a header (`server_config`). Inline script and
style have no place in it, so pages may not have any.

Source: W3C, Content Security Policy Level 3.
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
PAGE_POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())

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
