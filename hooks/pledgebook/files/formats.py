"""File formats (IANA media types, PRONOM), told by the ending alone and never by what the machine believes of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """A format that files are in.

    Attributes:
        media_type: as IANA registers it.
        name: in words.
        version: where the ending alone tells it.
        pronom: its key in PRONOM, the registry of formats at The National Archives, where the ending alone tells it.
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
# Text, although the name has no ending that says so.
_TEXTS = ("SHA256SUMS", "LICENSE", "Makefile", "_headers", "_redirects", ".htaccess", ".gitattributes")


@cache
def _read_table() -> dict[str, Format]:
    """The formats by the ends of names, as they stand in the table beside this module."""
    found = {}
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ending, is_text = row.pop("ending"), row.pop("is_text")
            found[ending] = Format(**row, is_text=bool(is_text))
    return found


def find_format(path: str) -> Format:
    """The format of a file, by its name."""
    name = path.rpartition("/")[2]
    return _read_table().get("txt" if name in _TEXTS else name.rpartition(".")[2].lower(), UNKNOWN)
