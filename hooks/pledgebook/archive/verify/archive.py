"""The archive's folder: its packages, and the list of checksums over them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from ...files.tree import Files, digest, take
from ..layout import SUMS
from ..packages.bag import PAYLOAD
from ..signature import SUFFIX
from . import bag, sip
from .checksums import check_sums
from .containers import read_tar
from .finding import Finding, place_findings
from .wacz import read_wacz

SIGNATURE = f"{SUMS}{SUFFIX}"
WEB_SUFFIX, SIP_SUFFIX = ".wacz", ".tar"


def check_archive(files: Files) -> Iterator[Finding]:
    """Check the folder and every package in it; what they all hold is the same, so that is checked once, in the bag."""
    covered = {path: data for path, data in files.items() if path not in (SUMS, SIGNATURE)}
    yield from check_sums(SUMS, files.get(SUMS), covered)
    bags = {name: take(name, covered) for name in list_bags(covered)}
    webs = [path for path in covered if "/" not in path and path.endswith(WEB_SUFFIX)]
    tars = [path for path in covered if "/" not in path and path.endswith(SIP_SUFFIX)]
    for kind, found in (("bag", bags), ("wacz", webs), ("sip", tars)):
        if not found:
            yield Finding("", f"no_{kind}")
    for path in covered:
        if path not in (*webs, *tars) and path.partition("/")[0] not in bags:
            yield Finding(path, "stray")
    held = [(name, _list_digests(take(PAYLOAD, files))) for name, files in bags.items()]
    for path in tars:
        opened = read_tar(covered[path])
        yield from place_findings(path, sip.check_tar(opened, is_deep=not bags))
        held.append((path, _list_digests(sip.take_contents(opened))))
        # As large as all the rest; only the digests are kept for comparing.
        del opened
    for name, files in bags.items():
        yield from place_findings(name, bag.check_bag(files))
    for path in webs:
        yield from place_findings(path, read_wacz(covered[path]).findings)
    yield from _compare(held)
    for name, digests in held[:1]:
        yield from _compare_webs(name, digests, {path: covered[path] for path in webs})


def list_bags(files: Iterable[str]) -> list[str]:
    """The folders that are bags."""
    return sorted({path.partition("/")[0] for path in files if path.partition("/")[2] in bag.MARKS})


def _list_digests(files: Files) -> dict[str, str]:
    return {path: digest(data) for path, data in files.items()}


def _compare(held: list[tuple[str, dict[str, str]]]) -> Iterator[Finding]:
    """All packages hold the same files, which each has by path and digest."""
    for (first, one), (second, other) in pairwise(held):
        for path in sorted(one.keys() | other.keys()):
            if one.get(path) != other.get(path):
                expected, found = (f"{path} {digests.get(path, '–')[:16]}" for digests in (one, other))
                yield Finding(second, "differs", f"{first}: {expected}", found)


def _compare_webs(name: str, held: Mapping[str, str], webs: Files) -> Iterator[Finding]:
    """The packed web archive beside the packages is the one in them."""
    inner = {found for path, found in held.items() if path.endswith(WEB_SUFFIX)}
    for path, data in webs.items():
        found = digest(data)
        if found not in inner:
            yield Finding(path, "differs", name, found)
