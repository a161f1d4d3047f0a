"""What a package holds, against what it says has been published; it takes the libraries that the site is built with."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding, place_findings
from .opened import OpenedTree
from .packages import find_contents
from .published import check_addresses
from .records import check_records


def check_contents(tree: OpenedTree) -> Iterator[Finding]:
    """Every record is as it was published, and every address that has been one leads to something."""
    for folder in find_contents(tree):
        files = tree.take(folder)
        found = [*check_records(files), *check_addresses(files)]
        yield from place_findings(folder.removesuffix("/"), found) if folder else found
