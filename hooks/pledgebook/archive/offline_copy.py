"""Offline copy: the site as it stood on a day, to be read from a folder, where every link names the file it leads to.

A web server answers for a folder with its `index.html`; a browser that opens a folder on disk lists its files instead.
Nothing else of a page is touched: what is rewritten is the values of single attributes, at their places in the text.
Addresses that say where a page was published (`canonical`, `alternate`, what stands in the text) are left as they are.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeAlias
from urllib.parse import quote, unquote, urlsplit

from ..files.tree import Files, order
from ..html.search_index import FOLDER as SEARCH
from ..html.search_index import parse_index, render_index
from ..names import ANY_LANGUAGE, Language
from ..site.server_files import FOR_MACHINES, LOST
from .layout import INDEX

# The notice that a page is a copy, in a language, given the way from the page to the `index.html` beside the site.
Notice: TypeAlias = Callable[[Language, str], str]

_SERVERS = "servers/"

# Any other HTML is a document that stands by itself, also outside the site, and is kept as it is.
_PAGES = (INDEX, LOST)
LINKS = {"href", "src", "action", "poster", "xlink:href"}
# Links in the head that say where the page is published, and load nothing.
_PUBLISHED = {"canonical", "alternate"}
# Not every tag has to be looked into.
_LINKED = re.compile("|".join(["http-equiv", *sorted(LINKS)]), re.IGNORECASE)
# A comment, or a start tag with its attributes, and what a script or a style has in it, where nothing is a tag. What is
# never closed is looked through once: an open comment ends with the page, and no tag stands in another.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(?:(script|style)(?=[\s/>])|([a-z][^\s/>]*))((?:[^"'<>]++|"[^"]*"|'[^']*')*+)>(?(1).*?(?:</\1|\Z))""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?""")
_REFRESH = re.compile(r"(\s*\d+\s*[;,]\s*url\s*=\s*)(.*)", re.IGNORECASE | re.DOTALL)


def make_offline_copy(site: Files, site_url: str, notice: Notice | None = None) -> dict[str, bytes]:
    """The files of a built site as an offline copy, by path.

    Args:
        site: the site as it is published, with `index.html` in its root.
        site_url: the address it is published at, ending in `/`; links to it lead to the copy. Nothing if it has none.
        notice: what each page says above its head of being a copy; a page without a `header` says nothing.
    """
    kept = {path: data for path, data in site.items() if not is_left_out(path)}
    copy = dict(kept)
    for path, data in kept.items():
        if path.startswith(f"{SEARCH}/"):
            copy[path] = _convert_index(data)
        elif is_rewritten(path, data):
            link = partial(make_offline_link, page=path, site=kept, site_url=site_url)
            copy[path] = _convert_page(data.decode(), link, notice, "../" * (path.count("/") + 1) + INDEX).encode()
    return order(copy)


def is_left_out(path: str) -> bool:
    """Whether a file of the site has no place in a copy for the disk."""
    return path in FOR_MACHINES or path.startswith(_SERVERS)


def is_rewritten(path: str, data: bytes) -> bool:
    """Whether a file of the site has links that are written anew in a copy; all other files are copied as they are."""
    return is_page(path) or _is_sign(path, data) or path.startswith(f"{SEARCH}/")


def is_page(path: str) -> bool:
    """Whether a file is a page of the site, rather than a document on it."""
    return posixpath.basename(path) in _PAGES


def _is_sign(path: str, data: bytes) -> bool:
    """Whether a file is a page that only leads on to another, whatever it is called."""
    return path.endswith((".html", ".htm")) and b'http-equiv="refresh"' in data


def make_offline_link(target: str, page: str, site: Files, site_url: str) -> str:
    """A link as it has to be written to lead to a file, or as it stands when it leads elsewhere or nowhere.

    Args:
        target: the link as written.
        page: the path of the page it stands on.
        site: the files it can lead to.
        site_url: as `make_offline_copy`.
    """
    root = urlsplit(site_url).path or "/"
    is_own = site_url and f"{target}/".startswith(site_url)
    parts = urlsplit(root + target[len(site_url) :] if is_own else target)
    if parts.scheme or parts.netloc or not parts.path:
        return target
    path = unquote(parts.path)
    if path.startswith("/"):
        if not f"{path}/".startswith(root):
            return target
        path = posixpath.normpath(path[len(root) :] or ".")
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    found = next((name for name in (path, posixpath.normpath(f"{path}/{INDEX}")) if name in site), None)
    if found is None:
        return target
    way = quote(posixpath.relpath(found, posixpath.dirname(page) or "."), safe="/~!$&'()*+,;=@")
    return parts._replace(scheme="", netloc="", path=way).geturl()


def _convert_index(script: bytes) -> bytes:
    """The search index with the files that words are in, instead of addresses; any other file as it is."""
    index = parse_index(script.decode("utf-8"))
    if index is None:
        return script
    return render_index(replace(index, entries=tuple(entry.name_file(INDEX) for entry in index.entries))).encode()


def _convert_page(text: str, link: Callable[[str], str], notice: Notice | None, home: str) -> str:
    """A page whose links are written as `link` gives them, with a notice above its head that leads home."""
    parts, at, language = [], 0, ANY_LANGUAGE
    for tag in _TAG.finditer(text):
        name = (tag[1] or tag[2] or "").lower()
        if name == "html":
            values = {name: value for *_, name, value in _list_attributes(text, tag)}
            language = Language(values.get("lang", ""))
        elif name == "header" and notice:
            parts += [text[at : tag.start()], notice(language, home)]
            at, notice = tag.start(), None
        for start, end, words in _list_edits(text, tag, name, link):
            parts += [text[at:start], words]
            at = end
    return "".join([*parts, text[at:]])


def _list_edits(text: str, tag: re.Match[str], name: str, link: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    """What is written anew in a start tag: from where to where, and what stands there then."""
    if not _LINKED.search(tag[3] or ""):
        return
    attributes = list(_list_attributes(text, tag))
    values = {name: value for *_, name, value in attributes}
    if name == "link" and _PUBLISHED & set(values.get("rel", "").casefold().split()):
        return
    is_refresh = name == "meta" and values.get("http-equiv", "").casefold() == "refresh"
    for start, end, attribute, value in attributes:
        written = value
        if attribute in LINKS:
            written = link(value)
        elif attribute == "content" and is_refresh and (found := _REFRESH.fullmatch(value)):
            written = found[1] + link(found[2])
        if written != value:
            yield start, end, f'"{html.escape(written)}"'


def _list_attributes(text: str, tag: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    """The attributes of a start tag that have a value: where the value stands, with its quotes, the name, the value."""
    for found in _ATTRIBUTE.finditer(text, *tag.span(3)):
        if found[3]:
            bare = found[3][1:-1] if found[3][0] in "\"'" else found[3]
            yield found.start(3), found.end(3), found[1].lower(), html.unescape(bare)
