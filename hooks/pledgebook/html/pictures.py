"""Pictures in a page: the file that each one shows, its size and its copies (`srcset`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin

from ..images.publish import PictureCopies
from ..urls import relative_href

# As wide as a text is at most, and as the screen below that.
_SIZES = "(min-width: 800px) 768px, 100vw"
_IMAGE_TAG = re.compile(r'<img((?:\s+[^\s"=>/]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([^\s"=>/]+)(?:="([^"]*)")?')


def locate(href: str, page_url: str) -> str:
    """The URL of the file that an href leads to, as it is named on disk: nothing in it is quoted."""
    return unquote(urljoin(f"/{page_url}", href).partition("#")[0].partition("?")[0]).lstrip("/")


def dress_pictures(html: str, page_url: str, pictures: Mapping[str, PictureCopies]) -> str:
    """Give each picture in a page its size and its copies, and let it wait until it is near.

    Args:
        html: the page, as Markdown or nh3 writes it.
        page_url: the page.
        pictures: how each picture is shown, by the URL of its file.
    """

    def dress(match: re.Match[str]) -> str:
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        url = locate(given.get("src", ""), page_url)
        shown = pictures.get(url)
        if shown is None:
            return match[0]
        attributes = given | {"loading": "lazy", "decoding": "async"}
        # Width and height keep the page from jumping; a size that the author chose holds.
        if shown.size and not {"width", "height"} & given.keys():
            attributes |= {"width": str(shown.size[0]), "height": str(shown.size[1])}
        if shown.copies:
            folder = url.rpartition("/")[0]
            hrefs = [relative_href(quote(f"{folder}/{name}".lstrip("/")), page_url) for name, _ in shown.copies]
            attributes["src"] = hrefs[-1]
            if len(hrefs) > 1:
                widths = (width for _, width in shown.copies)
                attributes["srcset"] = ", ".join(f"{href} {width}w" for href, width in zip(hrefs, widths, strict=True))
                attributes["sizes"] = given.get("sizes") or _SIZES
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"

    return _IMAGE_TAG.sub(dress, html)
