"""A packed web archive (WACZ 1.1.1): its list of contents, its index and its pages, against the records in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pledgebook.archive.layout import WACZ_LIST, WACZ_SEAL
from pledgebook.archive.packages.wacz import INDEX, PAGES, VERSION, render_json
from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import Files, digest
from strict_readers.checksums import check_bytes, check_listed
from strict_readers.containers import read_zip
from strict_readers.warc import WebRecord, read_warc

_ARCHIVE = re.compile(r"archive/[^/]+\.warc")
_INDEX_LINE = re.compile(r"(?P<key>\S+) (?P<time>[0-9]{14}) (?P<rest>\{.*\})")


@dataclass(frozen=True, slots=True)
class WebArchive:
    """A packed web archive as read.

    Attributes:
        payloads: what it holds for each address from the site's own on (`2027/`, `a.css`), as far as it can be read.
        findings: what is wrong with it.
    """

    payloads: Files
    findings: tuple[Finding, ...]


# One and the same file lies beside the packages of an archive and in each of them.
@lru_cache(maxsize=1)
def read_wacz(data: bytes) -> WebArchive:
    """Read a file and check it."""
    opened = read_zip(data)
    findings = list(opened.findings)
    records: dict[str, WebRecord] = {}
    for path in filter(_ARCHIVE.fullmatch, opened.files):
        found, wrong = read_warc(path, opened.files[path])
        findings += wrong
        records |= {f"{path.removeprefix('archive/')}#{record.offset}": record for record in found}
    if opened.files:
        findings += _check_members(opened.files, records)
    blocks = {record.url: record.block for record in records.values() if record.url}
    site = min(blocks, key=len, default="")
    return WebArchive({url.removeprefix(site): block for url, block in blocks.items()}, tuple(findings))


def _check_members(files: Files, records: Mapping[str, WebRecord]) -> Iterator[Finding]:
    for name in (WACZ_LIST, WACZ_SEAL, INDEX, PAGES):
        if name not in files:
            yield Finding(name, "missing")
    if not any(map(_ARCHIVE.fullmatch, files)):
        yield Finding("archive", "missing")
    described = parse_json(files.get(WACZ_LIST, b""))
    if WACZ_LIST in files:
        yield from _check_list(described, files)
        yield from _check_seal(files)
    if INDEX in files:
        yield from _check_index(files[INDEX], records)
    if PAGES in files:
        yield from _check_pages(files[PAGES], records.values(), described)


def _check_list(described: Any, files: Files) -> Iterator[Finding]:
    """Every file but the list and its seal stands in the list, once, with its size and checksum."""
    resources = described.get("resources") if isinstance(described, dict) else None
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        yield Finding(WACZ_LIST, "unreadable", found="JSON")
        return
    yield from check_bytes(WACZ_LIST, files[WACZ_LIST], render_json(described))
    for name, expected in (("profile", "data-package"), ("wacz_version", VERSION)):
        if described.get(name) != expected:
            yield Finding(WACZ_LIST, "value", f"{name}: {expected}", str(described.get(name)))
    # A size is a number and no text.
    listed = [
        (str(item.get("path")), str(item.get("hash")).partition("sha256:")[2], repr(item.get("bytes")))
        for item in resources
    ]
    yield from check_listed(WACZ_LIST, listed, files, {WACZ_LIST, WACZ_SEAL})


def _check_seal(files: Files) -> Iterator[Finding]:
    """The list's own checksum."""
    if WACZ_SEAL in files:
        expected = {"path": WACZ_LIST, "hash": f"sha256:{digest(files[WACZ_LIST])}"}
        stated = parse_json(files[WACZ_SEAL])
        if stated != expected:
            found = stated.get("hash") if isinstance(stated, dict) else None
            yield Finding(WACZ_LIST, "changed", str(found), expected["hash"])
        else:
            yield from check_bytes(WACZ_SEAL, files[WACZ_SEAL], render_json(expected))


def _check_index(data: bytes, records: Mapping[str, WebRecord]) -> Iterator[Finding]:
    """Each line leads to a record of that address and checksum, and each address has a line."""
    lines = _split(data)
    if lines != sorted(lines):
        yield Finding(INDEX, "order")
    reached: set[str] = set()
    for line in lines:
        match = _INDEX_LINE.fullmatch(line)
        stated = parse_json(match["rest"].encode()) if match else None
        if match is None or not isinstance(stated, dict):
            yield Finding(INDEX, "list_line", found=line)
            continue
        place = f"{stated.get('filename')}#{stated.get('offset')}"
        record = records.get(place)
        if record is None:
            yield Finding(INDEX, "index", found=f"{stated.get('url')} ({place})")
            continue
        reached.add(place)
        moment = re.sub(r"\D", "", record.fields.get("WARC-Date", ""))
        for name, expected, found in (
            ("url", record.url, stated.get("url")),
            ("length", str(record.length), str(stated.get("length"))),
            ("digest", f"sha256:{digest(record.block)}", stated.get("digest")),
            ("time", moment, match["time"]),
            ("mime", record.fields.get("Content-Type", "").split(";")[0], stated.get("mime")),
        ):
            if expected != found:
                yield Finding(INDEX, "value", f"{name}: {expected}", str(found))
    for place, record in records.items():
        if record.url and place not in reached:
            yield Finding(INDEX, "unindexed", found=record.url)


def _check_pages(data: bytes, records: Iterable[WebRecord], described: Any) -> Iterator[Finding]:
    """Each page has address, moment and title and is in the archive; each page of the archive is here."""
    types = {record.url: record.fields.get("Content-Type", "").split(";")[0] for record in records if record.url}
    head, *lines = _split(data) or [""]
    header = parse_json(head.encode())
    if not isinstance(header, dict) or header.get("format") != "json-pages-1.0":
        yield Finding(PAGES, "value", "json-pages-1.0", head)
    listed: set[str] = set()
    for line in lines:
        page = parse_json(line.encode())
        if not isinstance(page, dict) or not all(
            isinstance(page.get(name), str) and page[name] for name in ("url", "ts", "title")
        ):
            yield Finding(PAGES, "value", "url, ts, title", line)
            continue
        if page["url"] in listed:
            yield Finding(PAGES, "double", found=page["url"])
        listed.add(page["url"])
        if page["url"] not in types:
            yield Finding(PAGES, "index", found=page["url"])
    for url, kind in types.items():
        if kind == "text/html" and url not in listed:
            yield Finding(PAGES, "unindexed", found=url)
    main = described.get("mainPageUrl") if isinstance(described, dict) else None
    if main not in listed:
        yield Finding(WACZ_LIST, "index", found=f"mainPageUrl: {main}")


def parse_json(data: bytes) -> Any:
    """The value of JSON that others may have written, or nothing where there is none that can be read."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _split(data: bytes) -> list[str]:
    text = data.decode(errors="backslashreplace")
    return text.removesuffix("\n").split("\n") if text else []
