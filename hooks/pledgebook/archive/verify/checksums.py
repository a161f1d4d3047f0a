"""Lists of checksums held against files: all that is listed is there as it was, and no more.

Each file is read once, piece by piece, for all the lists that name it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .finding import Finding
from .opened import READ_ERRORS, OpenedTree, show_name, tell_unreadable

# As `sha256sum` and BagIt write it, also in other programs' letters and marks (RFC 8493, 2.1.3).
_LINE = re.compile(r"(?P<sum>[0-9a-f]+|[0-9A-F]+)(?P<mark>  | \*)(?:\./)?(?P<path>[^\r\n]+)(?P<end>\r?)")
_PIECE = 1 << 20
# A larger file has no lines that somebody ends.
_LARGEST_TEXT = 1 << 25


@dataclass(frozen=True, slots=True)
class ChecksumList:
    """A list of checksums.

    Attributes:
        path: where it stands.
        algorithm: of the checksums, as hashlib names it.
        sums: the checksum of each file that it names.
        covered: the files that it is to name, and no others.
        findings: its lines that cannot be read.
    """

    path: str
    algorithm: str
    sums: Mapping[str, str]
    covered: frozenset[str]
    findings: tuple[Finding, ...] = ()


def parse_sums(path: str, data: bytes, folder: str, algorithm: str, covered: Iterable[str]) -> ChecksumList:
    """A list of checksums as it is written, which names files from a folder on (given with its final slash).

    One program has written it, so its lines are all alike: one that is not has been written by something else.
    """
    covered = frozenset(covered)
    lines = data.decode(errors="surrogateescape").removesuffix("\n").split("\n")
    matches = [_LINE.fullmatch(line) for line in lines]
    usual = _find_usual((match["mark"], match["end"]) for match in matches if match)
    usual_case = _find_usual(case for match in matches if match and (case := _find_case(match)))
    sums: dict[str, str] = {}
    findings = []
    for line, match in zip(lines, matches, strict=True):
        is_usual = match and (match["mark"], match["end"]) == usual and _find_case(match) in ("", usual_case)
        name = folder + match["path"] if match else ""
        if name not in covered:
            name = _unescape(name)
        if not match or not is_usual or name == path or name in sums:
            findings.append(Finding(show_name(path), "list_line", found=show_name(line)))
        if match and name != path:
            sums.setdefault(name, match["sum"].lower())
    return ChecksumList(path, algorithm, sums, covered, tuple(findings))


def _find_usual(forms: Iterable[Hashable]) -> Hashable:
    return next((form for form, _ in Counter(forms).most_common(1)), None)


def _find_case(match: re.Match[str]) -> str:
    return "A" if match["sum"].isupper() else "a" if match["sum"].islower() else ""


def check_lists(tree: OpenedTree, lists: Iterable[ChecksumList]) -> Iterator[Finding]:
    """Hold some lists against the files."""
    lists = tuple(lists)
    wanted: dict[str, set[str]] = {}
    for listed in lists:
        for path in listed.sums.keys() & listed.covered:
            wanted.setdefault(path, set()).add(listed.algorithm)
    digests: dict[str, Mapping[str, str]] = {}
    for path, algorithms in sorted(wanted.items()):
        try:
            digests[path] = hash_file(tree, path, algorithms)
        except READ_ERRORS as error:
            yield tell_unreadable(path, error)
    for listed in lists:
        yield from listed.findings
        for path in sorted(listed.sums.keys() | listed.covered):
            place = show_name(path)
            if path not in listed.covered:
                yield Finding(place, "missing")
            elif path not in listed.sums:
                yield Finding(place, "unlisted", show_name(listed.path))
            elif path in digests and digests[path][listed.algorithm] != listed.sums[path]:
                yield _find_change(tree, path, listed, digests[path][listed.algorithm])


def hash_file(tree: OpenedTree, path: str, algorithms: Iterable[str]) -> dict[str, str]:
    """The checksums of a file, by each of some algorithms; raises `READ_ERRORS`."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with tree.files[path].open() as file:
        while piece := file.read(_PIECE):
            for one in hashes.values():
                one.update(piece)
    return {name: one.hexdigest() for name, one in hashes.items()}


def _find_change(tree: OpenedTree, path: str, listed: ChecksumList, found: str) -> Finding:
    """What has become of a file whose checksum is another: emptied, its lines ended otherwise, or anything else."""
    expected, place = listed.sums[path], show_name(path)
    size = tree.files[path].size
    if not size:
        return Finding(place, "emptied", expected)
    if size <= _LARGEST_TEXT:
        lines = tree[path].replace(b"\r\n", b"\n")
        for code, data in (("LF", lines), ("CRLF", lines.replace(b"\n", b"\r\n"))):
            if hashlib.new(listed.algorithm, data, usedforsecurity=False).hexdigest() == expected:
                return Finding(place, "line_ends", code)
    return Finding(place, "changed", expected, found)


def _unescape(path: str) -> str:
    """A path as a list of a bag writes it (RFC 8493, 2.1.3); a list of another program has other escapes or none."""
    return re.sub("%(25|0D|0A)", lambda match: chr(int(match[1], 16)), path, flags=re.IGNORECASE)
