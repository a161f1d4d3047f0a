"""WARC: the site as a web archive holds it, one record for each address (ISO 28500:2017, WARC 1.1).

Nothing is fetched: the records are of the kind `resource`, which a file is kept as when no server answered for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote

from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # it ships no types

from ...files.formats import find_format
from ...files.tree import Files, digest, order
from ..metadata import PackageMetadata

NAME = "data.warc"
_INDEX = "index.html"
_FORMAT = "WARC File Format 1.1"
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True)
class Capture:
    """One address in a WARC file.

    Attributes:
        path: the file it was made of, from the root of the site.
        url: the address that it answers to.
        media_type: without the charset.
        digest: the checksum of its bytes, as `sha256:…`.
        offset: where its record starts.
        length: how long the record is, headers included.
    """

    path: str
    url: str
    media_type: str
    digest: str
    offset: int
    length: int


def make_warc(site: Files, package: PackageMetadata) -> tuple[bytes, tuple[Capture, ...]]:
    """A WARC file of a site, not compressed so that no version of zlib shows in it, and where each address is in it."""
    target = BytesIO()
    writer = WARCWriter(target, gzip=False, warc_version="1.1")
    _add_record(writer, package, "warcinfo", "", _render_info(package).encode(), "application/warc-fields")
    captures = []
    for path, data in order(site).items():
        form, url, offset = find_format(path), address_of(path, package.address), target.tell()
        _add_record(writer, package, "resource", url, data, form.content_type)
        captures.append(Capture(path, url, form.media_type, _name_digest(data), offset, target.tell() - offset))
    return target.getvalue(), tuple(captures)


def address_of(path: str, site: str) -> str:
    """The address that a file of the site answers to: a page's is its folder, as `https://…/2025/`."""
    folder = path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path
    return site + quote(folder)


def _render_info(package: PackageMetadata) -> str:
    fields = {
        "software": package.software,
        "format": _FORMAT,
        "conformsTo": _CONFORMS,
        "isPartOf": package.name,
        "description": package.title,
        "operator": package.sender,
    }
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items() if value)


def _add_record(
    writer: WARCWriter, package: PackageMetadata, kind: str, url: str, data: bytes, content_type: str
) -> None:
    """Add one record. Whatever warcio would fill in from its clock, its chance or the machine is given to it."""
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{package.identify('record', url, digest(data))}>",
        "WARC-Date": package.instant,
        "WARC-Block-Digest": _name_digest(data),
    }
    if kind == "resource":
        headers["WARC-Payload-Digest"] = _name_digest(data)
    else:
        headers["WARC-Filename"] = NAME
    record = writer.create_warc_record(
        url, kind, payload=BytesIO(data), length=len(data), warc_content_type=content_type, warc_headers_dict=headers
    )
    writer.write_record(record)


def _name_digest(data: bytes) -> str:
    return f"sha256:{digest(data)}"
