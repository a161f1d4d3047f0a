"""Findings: what is wrong with a package, as values that the checks make, collect and print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        path: where, from what is verified; a package within it counts as a folder (`a.zip/METS.xml`).
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
    """The findings by path; what several lists tell of one file once, as the first of them does."""
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        by_file = finding.code in ("missing", "unlisted", "changed", "line_ends", "emptied")
        kept.setdefault((finding.path, finding.code, "" if by_file else finding.found), finding)
    return tuple(sorted(kept.values()))
