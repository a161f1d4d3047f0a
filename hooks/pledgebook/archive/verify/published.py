"""Published addresses: whether each that has ever been one still leads to something in the offline copy."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from ...config import RECORDS
from ...files.tree import Files
from ...history.published_urls import ADDRESSES, parse_addresses
from ...model.redirects import REDIRECTS, list_above, parse_address, render_address
from ...site.server_files import FOR_MACHINES
from ...yaml.reader import decode, parse_yaml
from ..layout import INDEX, SITE, SOURCES
from .finding import Finding


def check_addresses(files: Files) -> Iterator[Finding]:
    """Every address that the sources say has been published is there.

    Only a server or a script can answer for a file or an anchor that has moved or is gone; in a copy, it is enough that
    the sources say where to. A page leaves a page behind.

    Args:
        files: a package's contents.
    """
    path = f"{SOURCES}/{ADDRESSES}"
    listed, problems = parse_addresses(files.get(path, b"").decode(errors="backslashreplace"))
    for problem in problems:
        yield Finding(f"{path}:{problem.mark.line}", "list_line", found=problem.found)
    known = set(_list_known(files))
    for item in listed:
        page, _, anchor = item.address.partition("#")
        is_told = known.intersection((item.address, *list_above(item.address)))
        if page in FOR_MACHINES or (is_told and not item.address.endswith("/")):
            continue
        names = (f"{SITE}/{page}", f"{SITE}/{page}{INDEX}", f"{SITE}/{page}/{INDEX}")
        file = next((name for name in names if name in files), None)
        if file is None or (anchor and anchor not in _list_anchors(files[file])):
            yield Finding(f"{path}:{item.mark.line}", "address", found=render_address(item.address))


def _list_known(files: Files) -> Iterator[str]:
    """What the sources say has moved or is gone."""
    name = f"{RECORDS}/{REDIRECTS}"
    text, _ = decode(files.get(f"{SOURCES}/{name}", b""), name)
    node = parse_yaml(text, name).node
    for kind, key in (("moved", "from"), ("gone", "address")):
        listed = node.get([kind]) if node else None
        for item in listed.items if listed else ():
            yield parse_address(item.text_of(key))


def _list_anchors(page: bytes) -> set[str]:
    """The anchors of a page; none where it cannot be read."""
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return set()
    return {str(anchor) for anchor in (*root.xpath("//@id"), *root.xpath("//a/@name"))}
