"""Causes: what has happened to a package, of which its faults are the signs.

One program that ends lines in its own way changes thousands of files, and whoever reads of each sees none of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from .finding import Finding

# Faults of one kind are told one by one up to so many.
FEW = 5
# And folders, after which their files are only counted.
_FOLDERS = 20


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that has happened.

    Attributes:
        code: what it is; the words are found in the catalogue under `verify.cause.<code>`.
        number: how many files it is about; of a copy that was cut off, how many bytes it lacks.
        path: which folder, or one of the files.
        findings: its signs.
    """

    code: str
    number: int
    path: str
    findings: tuple[Finding, ...]


def find_causes(findings: Sequence[Finding], present: Set[str]) -> tuple[tuple[Cause, ...], tuple[Finding, ...]]:
    """The causes of some faults, and the faults that are told one by one.

    Args:
        findings: all of them.
        present: the files that there are.
    """
    left, causes = list(findings), list[Cause]()

    def settle(code: str, found: Iterable[Finding], path: str = "", least: int = 1) -> None:
        told = tuple(found)
        # Of the signs of one file, such as two names, the first counts.
        number = sum(finding.code == told[0].code for finding in told)
        if number >= least:
            causes.append(Cause(code, number, path or told[0].path, told))
            taken = set(told)
            left[:] = [finding for finding in left if finding not in taken]

    for code in ("line_ends", "emptied"):
        settle(code, _take(left, code))
    for code, alike in (("unicode", _compose), ("case", _fold)):
        settle(code, _pair(left, alike))
    missing = {finding.path for finding in _take(left, "missing")}
    added = {finding.path for finding in (*_take(left, "unlisted"), *_take(left, "stray"))}
    expected = (present - added) | missing
    for folder in _find_folders(missing, present)[:_FOLDERS]:
        empty = [finding for finding in _take(left, "empty") if f"{finding.path}/".startswith(folder)]
        settle("folder_missing", [*_take(left, "missing", folder), *empty], folder, least=2)
    for folder in _find_folders(added, expected)[:_FOLDERS]:
        settle("folder_added", [*_take(left, "unlisted", folder), *_take(left, "stray", folder)], folder, least=2)
    _tell_of_size(left, causes)
    for code in ("changed", "missing", "unlisted", "stray", "empty", "name"):
        settle(f"many_{code}", _take(left, code), least=FEW + 1)
    return tuple(causes), tuple(left)


def _tell_of_size(left: list[Finding], causes: list[Cause]) -> None:
    """A bag's own count of its bytes says no more than what is known of each file, but where a copy has ended early."""
    sizes = _take(left, "oxum")
    (expected, found) = (sizes[0].expected, sizes[0].found) if sizes else ("0.0", "0.0")
    lacking = int(expected.partition(".")[0]) - int(found.partition(".")[0])
    changed, missing = (len(_take(left, code)) for code in ("changed", "missing"))
    if lacking > 0 and (changed == 1 or missing > FEW):
        causes.append(Cause("cut", lacking, sizes[0].path, tuple(sizes)))
    elif len(left) == len(sizes) and not causes:
        return
    left[:] = [finding for finding in left if finding not in sizes]


def _take(findings: Iterable[Finding], code: str, folder: str = "") -> list[Finding]:
    return [finding for finding in findings if finding.code == code and finding.path.startswith(folder)]


def _pair(findings: Sequence[Finding], alike: Callable[[str], str]) -> list[Finding]:
    """Files that are missing, each with one beside it that nobody has listed, of the same name in another form."""
    added = {alike(finding.path): finding for finding in _take(findings, "unlisted")}
    pairs = [(finding, added.get(alike(finding.path))) for finding in _take(findings, "missing")]
    return [finding for pair in pairs if pair[1] for finding in pair if finding]


def _compose(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _fold(path: str) -> str:
    return _compose(path).casefold()


def _find_folders(paths: Iterable[str], others: Iterable[str]) -> list[str]:
    """The outermost folders of some files that none of the others is in, each with its final slash."""
    taken = {path[: place + 1] for path in others for place in _slashes(path)}
    found = {
        next((path[: place + 1] for place in _slashes(path) if path[: place + 1] not in taken), "") for path in paths
    }
    return sorted(found - {""})


def _slashes(path: str) -> list[int]:
    return [place for place, letter in enumerate(path) if letter == "/"]
