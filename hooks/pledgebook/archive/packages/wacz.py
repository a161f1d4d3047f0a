"""WACZ: a WARC file with its index and its pages, in one file that a browser can replay (WACZ 1.1.1).

See https://specs.webrecorder.net/wacz/1.1.1/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree, html

from ...files.tree import Files, digest
from ..layout import WACZ_LIST, WACZ_SEAL
from ..metadata import PackageMetadata
from .containers import pack_zip
from .warc import NAME, Capture, make_warc

WARC = f"archive/{NAME}"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
VERSION = "1.1.1"

_WWW = re.compile(r"^www\d*\.")
# What is written as it is in the path of an address (RFC 3986, 3.3), and percent signs that stand there already.
_KEPT = "/%:@!$&'()*+,;=~-._"


def make_wacz(site: Files, package: PackageMetadata) -> bytes:
    """A WACZ file of the site as it is on the web, with every page listed by its title."""
    return pack_zip(list_wacz(site, package), package.moment)


def list_wacz(site: Files, package: PackageMetadata) -> dict[str, bytes]:
    """The files of a WACZ, in the order that they are stored in."""
    warc, captures = make_warc(site, package)
    resources = {
        WARC: warc,
        INDEX: _render_index(captures, package).encode(),
        PAGES: _render_pages(captures, site, package).encode(),
    }
    described = render_json(_make_package(resources, package))
    return {
        **resources,
        WACZ_LIST: described,
        WACZ_SEAL: render_json({"path": WACZ_LIST, "hash": f"sha256:{digest(described)}"}),
    }


def _render_index(captures: Iterable[Capture], package: PackageMetadata) -> str:
    """Where in the WARC each address is, in the order of the addresses (CDXJ)."""
    moment = f"{package.moment.astimezone(UTC):%Y%m%d%H%M%S}"
    lines = []
    for capture in captures:
        found = {
            "url": capture.url,
            "mime": capture.media_type,
            "status": "200",
            "digest": capture.digest,
            "length": str(capture.length),
            "offset": str(capture.offset),
            "filename": NAME,
        }
        lines.append(f"{sort_key(capture.url)} {moment} {json.dumps(found)}\n")
    return "".join(sorted(lines))


def sort_key(url: str) -> str:
    """An address in the form that indexes of web archives are ordered by and looked up in: `se,exempel)/2025`.

    It is the SURT of the Internet Archive, as pywb and cdxj-indexer write it: without `www`, a usual port, capitals and
    the last slash, for addresses that have no query, as those of a static site.
    """
    parts = urlsplit(url)
    host = _WWW.sub("", parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = re.sub("/+", "/", quote(parts.path, safe=_KEPT).lower())
    return f"{','.join(reversed(host.split('.')))}{port}){path.rstrip('/') or '/'}"


def _render_pages(captures: Iterable[Capture], site: Files, package: PackageMetadata) -> str:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    for capture in captures:
        if capture.media_type == "text/html":
            title = _find_title(site[capture.path]) or capture.url
            page = {"id": package.identify("page", capture.url).hex, "url": capture.url, "ts": package.instant}
            lines.append({**page, "title": title})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _find_title(page: bytes) -> str:
    """The title of a page, which may also be a document that somebody else has written in any way."""
    try:
        title = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8")).findtext(".//title")
    except etree.ParserError:
        return ""
    return " ".join((title or "").split())


def _make_package(resources: Files, package: PackageMetadata) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": package.title,
        "description": package.description,
        "software": package.software,
        "created": package.instant,
        "mainPageUrl": package.address,
        "mainPageDate": package.instant,
        "resources": [
            {
                "name": path.rpartition("/")[2],
                "path": path,
                "hash": f"sha256:{digest(data)}",
                "bytes": len(data),
            }
            for path, data in resources.items()
        ],
    }


def render_json(value: Any) -> bytes:
    """JSON as the lists of a package are written; what is no letter at all is written out."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode(errors="backslashreplace")
