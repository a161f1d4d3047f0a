"""Link check: whether what a page leads to is there, for pages opened from disk or from a web server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import Files

# Attributes that hold an address (HTML, 2.5 and 4.x); `srcset` holds several.
_ADDRESSES = ("href", "src", "poster", "action", "data")
# What leads out of the pages, or holds its contents itself.
_ELSEWHERE = ("http", "https", "mailto", "tel", "data")
_IN_STYLES = re.compile(
    r"""url\(\s*(?P<mark>["']?)(?P<url>[^"')]*)(?P=mark)\s*\)|@import\s+["'](?P<other>[^"']*)["']"""
)
_PARSER = html.HTMLParser(encoding="utf-8", no_network=True)


class ParsedPages:
    """The pages among some files, each parsed once, for every check that asks what is in them.

    `has_folders` says that an address may name a folder and mean its `index.html`, as a web server lets it.
    """

    def __init__(self, files: Files, has_folders: bool = False) -> None:
        """Nothing is read until it is asked for."""
        self.files = files
        self.has_folders = has_folders
        self._elements: dict[str, list[html.HtmlElement]] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    def check(self, but: str | None = None) -> Iterator[Finding]:
        """Every link of every page and style, but for those in a folder, leads to a file and to an anchor in it."""
        for path, data in self.files.items():
            if path.endswith((".html", ".css")) and path.partition("/")[0] != but:
                is_style = path.endswith(".css")
                links = _list_in_styles(data.decode(errors="replace")) if is_style else _list_links(self.elements(path))
                for link in sorted(set(links)):
                    finding = self._check_link(path, link)
                    if finding:
                        yield finding

    def find(self, path: str) -> str | None:
        """The file that an address without anchor leads to."""
        if self.has_folders and (path in ("", ".") or path.endswith("/")):
            path = f"{path}index.html".removeprefix("./")
        return path if path in self.files else None

    def elements(self, path: str) -> list[html.HtmlElement]:
        """The elements of a page; see `read_elements`."""
        if path not in self._elements:
            self._elements[path] = read_elements(self.files[path])
        return self._elements[path]

    def anchors(self, path: str) -> frozenset[str]:
        """The anchors of a page; any other file has none."""
        if path not in self._anchors:
            self._anchors[path] = frozenset(_list_anchors(self.elements(path)) if path.endswith(".html") else ())
        return self._anchors[path]

    def _check_link(self, page: str, link: str) -> Finding | None:
        try:
            parts = urlsplit(link)
        except ValueError:
            return Finding(page, "link_broken", found=link)
        if parts.scheme in _ELSEWHERE:
            return None
        if parts.scheme or parts.netloc or (parts.path.startswith("/") and not self.has_folders):
            return Finding(page, "link_foreign", found=link)
        target = self.find(self._resolve(page, unquote(parts.path)))
        if target is None:
            return Finding(page, "link_broken", found=link)
        anchor = unquote(parts.fragment)
        # A query after `#` belongs to the page's own script; an empty anchor and `top` lead to its beginning.
        if anchor in ("", "top") or not target.endswith(".html") or anchor in self.anchors(target):
            return None
        return Finding(page, "link_anchor", found=link)

    @staticmethod
    def _resolve(page: str, path: str) -> str:
        if not path:
            return page
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path)).lstrip("/")
        outside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).startswith("..")
        ending = "/" if path.endswith(("/", "..", "/.")) and whole else ""
        return ".." if outside and not path.startswith("/") else f"{whole}{ending}"


def _list_links(elements: Iterable[html.HtmlElement]) -> Iterator[str]:
    for element in elements:
        for name, value in element.attrib.items():
            text = str(value).strip()
            if name in _ADDRESSES or name.endswith("}href"):
                yield text
            elif name in ("srcset", "imagesrcset"):
                yield from (part.split()[0] for part in text.split(", ") if part.split())
            elif name == "style":
                yield from _list_in_styles(text)
        if element.tag == "style":
            yield from _list_in_styles(element.text or "")


def _list_in_styles(text: str) -> Iterator[str]:
    for match in _IN_STYLES.finditer(text):
        yield (match["url"] if match["other"] is None else match["other"]).strip()


def _list_anchors(elements: Iterable[html.HtmlElement]) -> Iterator[str]:
    for element in elements:
        yield str(element.get("id", ""))
        if element.tag == "a":
            yield str(element.get("name", ""))


def read_elements(data: bytes) -> list[html.HtmlElement]:
    """The elements of a page; none where it cannot be read."""
    try:
        root = html.document_fromstring(data, parser=_PARSER)
    except (etree.LxmlError, ValueError):
        return []
    return [element for element in root.iter() if isinstance(element.tag, str)]
