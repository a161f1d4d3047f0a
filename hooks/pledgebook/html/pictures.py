"""Pictures in a page: the file that each one shows, its size and its copies (`srcset`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin

from ..images.publish import PictureCopies
from ..urls import relate

# As wide as a text is at most, and as the screen below that.
_SIZES = "(min-width: 800px) 768px, 100vw"
_IMAGE_TAG = re.compile(r'<img((?:\s+[^\s"=>/]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([^\s"=>/]+)(?:="([^"]*)")?')


def locate(address: str, page: str) -> str:
    """The file that an address in a page leads to, from the root of the site."""
    return unquote(urljoin(f"/{page}", address)).partition("#")[0].partition("?")[0].lstrip("/")


def dress_pictures(html: str, page: str, pictures: Mapping[str, PictureCopies]) -> str:
    """Give each picture in a page its size and its copies, and let it wait until it is near.

    Args:
        html: the page, as Markdown or nh3 writes it.
        page: the page's address from the root of the site.
        pictures: how each picture is shown, by the address of its file.
    """

    def dress(match: re.Match[str]) -> str:
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        address = locate(given.get("src", ""), page)
        shown = pictures.get(address)
        if shown is None:
            return match[0]
        attributes = given | {"loading": "lazy", "decoding": "async"} | _measures(given, shown)
        if shown.copies:
            folder = address.rpartition("/")[0]
            ways = [(relate(quote(f"{folder}/{name}".lstrip("/")), page), width) for name, width in shown.copies]
            attributes["src"] = ways[-1][0]
            if len(ways) > 1:
                attributes["srcset"] = ", ".join(f"{way} {width}w" for way, width in ways)
                attributes["sizes"] = given.get("sizes") or _SIZES
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"

    return _IMAGE_TAG.sub(dress, html)


def _measures(given: Iterable[str], shown: PictureCopies) -> dict[str, str]:
    """Width and height, which keep the page from jumping; a size that the author chose holds."""
    if shown.size is None or {"width", "height"} & set(given):
        return {}
    return {"width": str(shown.size[0]), "height": str(shown.size[1])}
