"""A site that has been built anew from the sources of a package, against the site that was published."""

from __future__ import annotations

from collections.abc import Iterator

from ...files.tree import Files, digest
from ..packages.warc import address_of
from .finding import Finding
from .wacz import read_wacz


def check_rebuilt(site: Files, web_archive: bytes) -> Iterator[Finding]:
    """Every file is, byte by byte, what was published at its address, and none is lacking.

    Args:
        site: the files of the site built anew.
        web_archive: the packed web archive of the site as it was published.
    """
    published = dict(read_wacz(web_archive).payloads)
    for path, data in site.items():
        before = published.pop(address_of(path, ""), None)
        if before is None:
            yield Finding(path, "stray")
        elif before != data:
            yield Finding(path, "changed", digest(before), digest(data))
    for address in published:
        yield Finding(address, "missing")
