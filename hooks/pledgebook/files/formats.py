"""File formats (IANA media types, PRONOM): by the ending of a name, or identified by what a file holds.

What is served goes by the ending, as servers do; what is archived is identified. PRONOM is the registry of formats at
The National Archives: a format has a key where PRONOM has one, and the file shows it or PRONOM goes by the ending too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """A format that files are in.

    Attributes:
        media_type: as IANA registers it, where it does.
        name: in words, PRONOM's own where it has a key.
        version: of the format, as PRONOM writes it.
        pronom: its key in PRONOM.
        is_text: whether it is text, which here is always UTF-8.
    """

    media_type: str
    name: str
    version: str = ""
    pronom: str = ""
    is_text: bool = False

    @property
    def content_type(self) -> str:
        """The media type as a web server sends it; without the charset, replayed text comes out garbled."""
        return f"{self.media_type}; charset=utf-8" if self.is_text else self.media_type


UNKNOWN = Format("application/octet-stream", "Unknown")
TEMPLATE = Format("text/plain", "Jinja template")
_WACZ = Format("application/zip", "WACZ", pronom="fmt/1840")
_SCHEMA = Format("application/xml", "XML Schema Definition", pronom="x-fmt/280")
# Text, although the name has no ending that says so.
_TEXTS = ("SHA256SUMS", "LICENSE", "Makefile", "_headers", "_redirects", ".htaccess", ".gitattributes")
_TEXT = "txt"
_ZIP, _XML = "application/zip", "application/xml"
_PDF, _PNG = "application/pdf", "image/png"
_OFFICE = "application/vnd."
_MARKUP = ("text/html", _XML, "application/rdf+xml", "application/atom+xml", "image/svg+xml")
# How far in a signature is found, and how near the end the mark is that a document or a schema ends with.
_HEAD, _TAIL = 2048, 1024
_PDF_END, _SCHEMA_END = re.compile(rb"%%EOF"), re.compile(rb"</(?:\w+:)?schema>\s*\Z")
# Control characters that text does not have.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Begins soon in a template, and not at all in a page that was made of one, unless it is about templates.
_JINJA = re.compile(rb"\A\s*\{#|\{%|\{\{")
_JINJA_WITHIN = 300
# Levels of PDF/A, by what its metadata say (ISO 19005: `pdfaid:part` and `pdfaid:conformance` in XMP).
_LEVEL = re.compile(rb"pdfaid:(part|conformance)(?:>|\s*=\s*[\"'])(\w)")
_PDF_A = {
    "1a": "fmt/95",
    "1b": "fmt/354",
    "2a": "fmt/476",
    "2b": "fmt/477",
    "2u": "fmt/478",
    "3a": "fmt/479",
    "3b": "fmt/480",
    "3u": "fmt/481",
    "4": "fmt/1910",
    "4e": "fmt/1911",
    "4f": "fmt/1912",
}
# The kinds of chunk that came with a later version of PNG.
_PNG_VERSIONS = (("1.2", "fmt/13", {b"iTXt"}), ("1.1", "fmt/12", {b"iCCP", b"sPLT", b"sRGB"}))


def find_format(path: str) -> Format:
    """The format of a file, by its name."""
    name = path.rpartition("/")[2]
    return _read_endings().get(_TEXT if name in _TEXTS else name.rpartition(".")[2].lower(), UNKNOWN)


def identify_format(path: str, data: bytes) -> Format:
    """The format of a file by its signature, and by its name only where it is text that says no more.

    A file that is not what its name says is what it is. What names and signatures leave open has no key.
    """
    named, is_text = find_format(path), not _BINARY.search(data)
    if named.pronom and is_text:
        return named
    if named.media_type in _MARKUP and _JINJA.search(data, 0, _JINJA_WITHIN):
        return TEMPLATE
    found = next((item for pattern, item in _read_signatures() if pattern.match(data, 0, _HEAD)), None)
    if found:
        return _refine(found, named, data)
    if named.media_type in _MARKUP and is_text:
        return named
    text = _read_endings()[_TEXT]
    # PRONOM takes text for text where the name does not say that it is something else.
    return (text if named is UNKNOWN else replace(text, pronom="")) if is_text else UNKNOWN


def is_misnamed(path: str, found: Format) -> bool:
    """Whether a file, whose format has been identified, is of another kind than its name says."""
    named = find_format(path)
    return found.media_type != named.media_type and found is not TEMPLATE and named is not UNKNOWN


def _refine(found: Format, named: Format, data: bytes) -> Format:
    """A format that a signature has told, with what only the rest of the file or its name tells."""
    end = data[-_TAIL:]
    if found.media_type == _PDF:
        level = _find_pdf_a(data)
        if not _PDF_END.search(end):
            return named if named.media_type == _PDF else UNKNOWN
        return Format(_PDF, "Acrobat PDF/A - Portable Document Format", level, _PDF_A[level]) if level else found
    if found.media_type == _PNG:
        kinds = set(_list_chunks(data))
        return next((replace(found, version=it, pronom=key) for it, key, new in _PNG_VERSIONS if kinds & new), found)
    if found.media_type == _ZIP:
        # The document of an office program is a zip file.
        return _WACZ if named.name == _WACZ.name else named if named.media_type.startswith(_OFFICE) else found
    if found.media_type == _XML and _SCHEMA_END.search(end):
        return _SCHEMA
    # A feed is XML, and its name tells which.
    is_dialect = found.media_type == _XML and named.media_type in _MARKUP
    return replace(found, media_type=named.media_type) if is_dialect else found


def _find_pdf_a(data: bytes) -> str:
    """The level of PDF/A that a document says it is, such as `2a`, or nothing."""
    said = {key: value.decode().lower() for key, value in _LEVEL.findall(data)}
    level = said.get(b"part", "") + said.get(b"conformance", "")
    return level if level in _PDF_A else ""


def _list_chunks(data: bytes) -> Iterator[bytes]:
    """The kinds of chunk in a PNG file (ISO 15948, 5.3)."""
    place = 8
    while place + 8 <= len(data):
        yield data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], "big")


@cache
def _read_endings() -> dict[str, Format]:
    """The formats by the ends of names, from the table beside this module."""
    rows = _read_table("formats")
    return {row["ending"]: replace(_make_format(row), is_text=bool(row["is_text"])) for row in rows}


@cache
def _read_signatures() -> list[tuple[re.Pattern[bytes], Format]]:
    """What files begin with, from the table beside this module; the first that matches is right."""
    return [(re.compile(row["pattern"].encode(), re.DOTALL), _make_format(row)) for row in _read_table("signatures")]


def _make_format(row: Mapping[str, str]) -> Format:
    return Format(row["media_type"], row["name"], row.get("version", ""), row["pronom"])


def _read_table(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
