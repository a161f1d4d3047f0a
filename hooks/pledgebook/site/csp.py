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
# What fetches by itself, and an address on another host. Pictures are checked where they are written.
_LOADING = ("script", "iframe", "source", "video", "audio", "embed", "object")
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_FOREIGN = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)

# Every breach has one of these in it, written small; of what the site's own pages have, nothing is among them. They
# begin with what stands there to the letter, since that is what a pattern is looked for by.
_PATH = r"(?:\.\./)*\w[\w.-]*(?:/[\w.-]+)*"
_SUSPECTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"<(?:style|iframe|source|video|audio|embed|object)",
        rf'<script(?! src="{_PATH}"(?: defer)?></script>)(?! type="application/ld\+json">)',
        r'<link(?! rel="(?:canonical|cite-as|alternate)"(?: hreflang="[\w-]+"| type="application/atom\+xml")?'
        r' href="[^"<>]*"(?: title="[^"<>]*")?>)'
        rf'(?! rel="(?:icon|stylesheet)" href="{_PATH}"(?: type="[\w/+-]+")?>)',
        r"""on(?<=[\s/"']on)[^\s/>=]*\s*=""",
        r"""style(?<=[\s/"']style)\s*=""",
        r"javascript:",
        # A reference that an address could be hidden with.
        r"&(?!(?:amp|lt|gt|quot|#34|#39|nbsp);)",
    )
)


def hash_style(style: str) -> str:
    """How a policy names a style sheet that stands in a page (Content Security Policy level 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def find_breaches(html: str) -> Iterator[str]:
    """What in a page the policy forbids: each inline script or style, and each file of another host, as it begins.

    Args:
        html: a whole page.
    """
    # Browsers make only the letters of ASCII small in names, which takes a third of the time that all letters would.
    small = html.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")
    if any(pattern.search(small) for pattern in _SUSPECTS):
        yield from parse_breaches(html)


def parse_breaches(html: str) -> list[str]:
    """The same, by reading the whole page; it takes much longer."""
    reader = _Breaches()
    reader.feed(html)
    reader.close()
    return reader.found


def _list_loads(tag: str, values: dict[str, str | None]) -> tuple[str, ...]:
    """The attributes of an element that make a browser fetch something by itself."""
    if tag == "link":
        return ("href",) if _FETCHED & set((values.get("rel") or "").lower().split()) else ()
    return ("src", "data") if tag in _LOADING else ()


class _Breaches(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_inline = tag == "script" and not values.get("src") and values.get("type") not in _DATA
        is_script = any(
            value is not None and (name.startswith("on") or name == "style") for name, value in values.items()
        )
        leads_to_script = any(
            (values.get(name) or "").strip().lower().startswith("javascript:") for name in ("href", "src", "action")
        )
        is_foreign = any(_FOREIGN.match(values.get(name) or "") for name in _list_loads(tag, values))
        if tag == "style" or is_inline or is_script or leads_to_script or is_foreign:
            self.found.append(self.get_starttag_text() or f"<{tag}>")
