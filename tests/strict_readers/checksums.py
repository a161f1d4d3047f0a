"""Lists of checksums, as `sha256sum -c` reads them and as a bag has them: all that is listed is there, and no more."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set

from pledgebook.archive.verify.finding import Finding
from pledgebook.files.tree import Files, digest, list_sums

# A line also as others write it, so that it is the line that is told of, and not each file that it would name.
_LINE = re.compile(r"\s*(?P<sum>[0-9A-Fa-f]+)[ *]+(?P<path>[^\r\n]+?)\r?")


def check_sums(name: str, data: bytes | None, covered: Files, algorithm: str = "sha256") -> Iterator[Finding]:
    """Hold a list of checksums against the files that it is to cover.

    Args:
        name: the list's own path, for its findings.
        data: the list, or nothing when it is not there.
        covered: all files that are to stand in it, and no others.
        algorithm: of the checksums, as hashlib names it.
    """
    if data is None:
        yield Finding(name, "missing")
        return
    text = data.decode(errors="backslashreplace")
    listed: dict[str, str] = {}
    is_sound = True
    for line in text.removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or match["path"] in listed or line != f"{match['sum'].lower()}  {match['path']}":
            is_sound = False
            yield Finding(name, "list_line", found=line)
        if match:
            listed.setdefault(match["path"], match["sum"].lower())
    files = {escape(path): content for path, content in covered.items()}
    for path in sorted(listed.keys() | files.keys()):
        if path not in files:
            yield Finding(path, "missing")
        elif path not in listed:
            yield Finding(path, "unlisted", expected=name)
        else:
            found = digest(files[path], algorithm)
            if found == listed[path]:
                continue
            yield Finding(path, "changed", listed[path], found)
        is_sound = False
    if is_sound:
        yield from check_bytes(name, data, list_sums(files, algorithm).encode())


def check_listed(document: str, listed: Iterable[tuple[str, ...]], files: Files, others: Set[str]) -> Iterator[Finding]:
    """Hold files against a document that tells of each once, with its checksum (SHA-256) and its size.

    Args:
        document: the document's own path, for its findings.
        listed: path, checksum and size of each file, as they are written there.
        files: all files that there are.
        others: those that need not stand in it.
    """
    seen: set[str] = set()
    for path, checksum, size in listed:
        if path in seen or path == document:
            yield Finding(document, "double", found=path)
        seen.add(path)
        if path not in files:
            yield Finding(path or document, "missing")
            continue
        found = digest(files[path])
        if found != checksum:
            yield Finding(path, "changed", checksum, found)
        if size != str(len(files[path])):
            yield Finding(path, "size", size, str(len(files[path])))
    for path in files.keys() - seen - others:
        yield Finding(path, "unlisted", document)


def escape(path: str) -> str:
    """A path as the lists of a bag write it (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def check_bytes(name: str, data: bytes, expected: bytes) -> Iterator[Finding]:
    """A file that follows from other files is what it would be if it were made from them anew."""
    if data == expected:
        return
    ends = range(min(len(data), len(expected)))
    place = bisect_left(ends, True, key=lambda end: data[: end + 1] != expected[: end + 1])
    yield Finding(name, "form", _excerpt(expected, place), _excerpt(data, place))


def _excerpt(data: bytes, place: int) -> str:
    """Where something begins to differ: which byte it is, and a few from there on."""
    shown = data[place : place + 16].decode("ascii", "backslashreplace")
    return f"{place}: {shown!r}"
