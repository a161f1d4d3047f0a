"""Findings: what is wrong with a package, as values that the checks make, collect and print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        path: where, from what is verified; a package within it counts as a folder (`a.wacz/indexes/index.cdx`).
        code: which rule it breaks; the words are found in the catalogue under `verify.fault.<code>`.
        expected: what should be there, when that can be said.
        found: what is there.
    """

    path: str
    code: str
    expected: str = ""
    found: str = ""


def place_findings(folder: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, of a package that lies in a folder or is one."""
    for finding in findings:
        yield replace(finding, path=f"{folder}/{finding.path}" if finding.path else folder)


def order_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats, by path."""
    return tuple(sorted(set(findings)))
