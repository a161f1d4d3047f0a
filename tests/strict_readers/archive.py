"""The archive's folder: the bag, and the SIP as one file where it is there too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pledgebook.archive.layout import PAYLOAD
from pledgebook.archive.verify.finding import Finding, place_findings
from pledgebook.files.tree import Files, digest, take
from strict_readers import bag, sip
from strict_readers.containers import read_zip

WEB_SUFFIX, SIP_SUFFIX = ".wacz", ".zip"


def check_archive(files: Files) -> Iterator[Finding]:
    """Check the folder and the bags in it; a SIP beside them holds what a bag does."""
    bags = {name: take(name, files) for name in list_bags(files)}
    zips = [path for path in files if "/" not in path and path.endswith(SIP_SUFFIX)]
    for path in files:
        if path not in zips and path.partition("/")[0] not in bags:
            yield Finding(path, "stray")
    if not bags:
        yield Finding("", "no_bag")
    for name, held in bags.items():
        yield from place_findings(name, bag.check_bag(held))
    payloads = {path: data for held in bags.values() for path, data in take(PAYLOAD, held).items()}
    for path in zips:
        opened = read_zip(files[path])
        yield from place_findings(path, sip.check_zip(opened, is_deep=not bags))
        for name in sorted(payloads.keys() | opened.files.keys()) if bags else ():
            expected, found = payloads.get(name), opened.files.get(name)
            if expected != found:
                sums = [f"{name} {'–' if data is None else digest(data)[:16]}" for data in (expected, found)]
                yield Finding(path, "differs", *sums)


def list_bags(files: Iterable[str]) -> list[str]:
    """The folders that are bags."""
    return sorted({path.partition("/")[0] for path in files if path.partition("/")[2] in bag.MARKS})
