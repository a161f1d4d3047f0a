"""A web archive file (WARC 1.1, ISO 28500), uncompressed, read record by record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import digest

_VERSION = b"WARC/1.1\r\n"
# Ends the head of a record, and the record.
_GAP = b"\r\n\r\n"
_FIELD = re.compile(r"(?P<name>[A-Za-z-]+): (?P<value>[^\r\n]*)")
_NEEDED = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length")
_DIGESTS = ("WARC-Block-Digest", "WARC-Payload-Digest")


@dataclass(frozen=True, slots=True)
class WebRecord:
    """One record.

    Attributes:
        offset: where it begins.
        length: of all of it, with the two line breaks that end it.
        fields: what its head says.
        block: what it holds.
    """

    offset: int
    length: int
    fields: dict[str, str]
    block: bytes

    @property
    def url(self) -> str:
        """The address that it is about."""
        return self.fields.get("WARC-Target-URI", "")


class WarcError(ValueError):
    """Not a web archive file from the byte that the message names on."""


def parse_warc(data: bytes) -> Iterator[WebRecord]:
    """The records of a file, in order.

    Raises:
        WarcError: what comes next is not a record.
    """
    place = 0
    while place < len(data):
        start = data.find(_GAP, place) + len(_GAP)
        if not data.startswith(_VERSION, place) or start < place + len(_GAP):
            raise WarcError(str(place))
        head = data[place + len(_VERSION) : start - len(_GAP)]
        matches = [_FIELD.fullmatch(line) for line in head.decode("utf-8", "replace").split("\r\n")]
        fields = {match["name"]: match["value"] for match in matches if match}
        size = fields.get("Content-Length", "")
        if None in matches or len(fields) != len(matches) or not re.fullmatch(r"[0-9]{1,15}", size):
            raise WarcError(str(place))
        end = start + int(size)
        if not data.startswith(_GAP, end):
            raise WarcError(str(place))
        yield WebRecord(place, end + len(_GAP) - place, fields, data[start:end])
        place = end + len(_GAP)


def read_warc(path: str, data: bytes) -> tuple[tuple[WebRecord, ...], tuple[Finding, ...]]:
    """The records of a file, and what is wrong with them."""
    records: list[WebRecord] = []
    findings: list[Finding] = []
    try:
        for record in parse_warc(data):
            records.append(record)
            findings += _check_record(path, record)
    except WarcError as error:
        findings.append(Finding(path, "unreadable", found=str(error)))
    names = [record.fields.get("WARC-Record-ID", "") for record in records]
    findings += [Finding(path, "double", found=name) for name, count in Counter(names).items() if count > 1]
    return tuple(records), tuple(findings)


def _check_record(path: str, record: WebRecord) -> Iterator[Finding]:
    """What ISO 28500 wants of each record, and a checksum of what it holds."""
    place = f"{path}#{record.url or record.offset}"
    for name in _NEEDED:
        if name not in record.fields:
            yield Finding(place, "field", name)
    digests = [record.fields[name] for name in _DIGESTS if name in record.fields]
    if not digests:
        yield Finding(place, "field", _DIGESTS[0])
    expected = f"sha256:{digest(record.block)}"
    for found in digests:
        if found != expected:
            yield Finding(place, "changed", found, expected)
