"""A bag (BagIt 1.0, RFC 8493) held against its own lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pledgebook.archive.layout import DECLARATION, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST
from pledgebook.archive.signature import SUFFIX
from pledgebook.archive.verify.finding import Finding, place_findings
from pledgebook.files.tree import Files, place_in, take
from strict_readers.checksums import check_sums
from strict_readers.sip import check_sip

# What a bag has at the top, and nothing else does.
MARKS = (DECLARATION, INFO, MANIFEST, TAG_MANIFEST)
SIGNATURE = f"{TAG_MANIFEST}{SUFFIX}"
# RFC 8493, 2.1.1: these two lines, in this order, in UTF-8 without a mark before them.
_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_FIELD = re.compile(r"(?P<name>[^\s:][^:\r\n]*): (?P<value>[^\r\n]*)")


def check_bag(files: Files) -> Iterator[Finding]:
    """Check a bag, and what it holds."""
    declared = files.get(DECLARATION)
    if declared is not None and declared != _DECLARED:
        yield Finding(DECLARATION, "value", _show(_DECLARED), _show(declared))
    held = take(PAYLOAD, files)
    payload = place_in(PAYLOAD, held)
    tags = {path: data for path, data in files.items() if path not in (*payload, TAG_MANIFEST, SIGNATURE)}
    for name in MARKS:
        if name not in files:
            yield Finding(name, "missing")
    for name in tags.keys() - set(MARKS):
        yield Finding(name, "stray")
    if MANIFEST in files:
        yield from check_sums(MANIFEST, files[MANIFEST], payload, "sha512")
    if TAG_MANIFEST in files:
        yield from check_sums(TAG_MANIFEST, files[TAG_MANIFEST], tags, "sha512")
    if INFO in files:
        yield from _check_info(files[INFO], payload)
    for name in sorted({path.partition("/")[0] for path in held}):
        yield from place_findings(f"{PAYLOAD}/{name}", check_sip(take(name, held), name))


def _check_info(data: bytes, payload: Files) -> Iterator[Finding]:
    """RFC 8493, 2.2.2: each field on a line; Payload-Oxum once, its bytes and files counted."""
    sizes: list[str] = []
    for line in data.decode(errors="backslashreplace").removesuffix("\n").split("\n"):
        match = _FIELD.fullmatch(line)
        if match is None:
            yield Finding(INFO, "list_line", found=line)
        elif match["name"] == "Payload-Oxum":
            sizes.append(match["value"])
    expected = f"{sum(map(len, payload.values()))}.{len(payload)}"
    if sizes != [expected]:
        yield Finding(INFO, "value", f"Payload-Oxum: {expected}", ", ".join(sizes))


def _show(data: bytes) -> str:
    return " | ".join(data.decode(errors="backslashreplace").splitlines())
