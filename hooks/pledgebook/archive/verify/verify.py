"""Finds out what is to be verified, and verifies it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ...files.tree import Files
from ..layout import SUMS
from . import bag, contents, sip
from .archive import SIP_SUFFIX, WEB_SUFFIX, check_archive, list_bags
from .finding import Fault, order_faults
from .folder import read_folder
from .links import Pages
from .wacz import check_wacz


class Kind(StrEnum):
    """What can be verified."""

    ARCHIVE = "archive"
    BAG = "bag"
    WACZ = "wacz"
    SIP = "sip"
    CONTENTS = "contents"
    SITE = "site"


class UnknownKindError(ValueError):
    """It is nothing that can be verified."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it.

    Attributes:
        kind: what it was taken for.
        size: how many files it holds, or 1 for a single one.
        faults: by path; none when all is well.
        web_archive: the packed web archive that it holds, or nothing.
    """

    kind: Kind
    size: int
    faults: tuple[Fault, ...]
    web_archive: bytes = field(default=b"", repr=False, compare=False)


def verify(path: Path) -> Verdict:
    """Verify a package, or a folder.

    Raises:
        UnknownKindError: it is none.
        OSError: it cannot be read.
    """
    if path.is_dir():
        files, faults = read_folder(path)
        return verify_folder(files, faults)
    if not path.is_file() or not path.name.endswith((WEB_SUFFIX, SIP_SUFFIX)):
        # Nothing else is opened: it may be a device, or very large.
        raise UnknownKindError(path.name)
    return verify_file(path.name, path.read_bytes())


def verify_folder(files: Files, faults: Iterable[Fault] = ()) -> Verdict:
    """Verify an unpacked package, of which some `faults` are known already.

    Raises:
        UnknownKindError: it is none.
    """
    kind = find_kind(files)
    web_archive = next((data for path, data in files.items() if path.endswith(WEB_SUFFIX)), b"")
    return Verdict(kind, len(files), order_faults([*faults, *_check_folder(kind, files)]), web_archive)


def verify_file(name: str, data: bytes) -> Verdict:
    """Verify a package that is one file.

    Raises:
        UnknownKindError: it is none.
    """
    if name.endswith(WEB_SUFFIX):
        return Verdict(Kind.WACZ, 1, order_faults(check_wacz(data)), data)
    if name.endswith(SIP_SUFFIX):
        held = sip.open_tar(data)
        web_archive = next((content for path, content in held.items() if path.endswith(WEB_SUFFIX)), b"")
        return Verdict(Kind.SIP, 1, order_faults(sip.check_tar(data)), web_archive)
    raise UnknownKindError(name)


def find_kind(files: Iterable[str]) -> Kind:
    """What a folder is, by what is in it; also when some of it is gone.

    Raises:
        UnknownKindError: it is nothing known.
    """
    paths = list(files)
    tops = {path.partition("/")[0] + "/" if "/" in path else path for path in paths}
    if tops & set(bag.MARKS):
        return Kind.BAG
    if tops & set(sip.MARKS):
        return Kind.SIP
    if list_bags(paths):
        return Kind.ARCHIVE
    if len(tops & {*contents.MARKS, SUMS}) > 1:
        return Kind.CONTENTS
    if any(path.endswith((WEB_SUFFIX, SIP_SUFFIX)) for path in tops):
        return Kind.ARCHIVE
    if {"index.html", "404.html"} <= tops:
        return Kind.SITE
    raise UnknownKindError


def _check_folder(kind: Kind, files: Files) -> Iterator[Fault]:
    if kind is Kind.ARCHIVE:
        yield from check_archive(files)
    elif kind is Kind.BAG:
        yield from bag.check_bag(files)
    elif kind is Kind.SIP:
        yield from sip.check_sip(files)
    elif kind is Kind.CONTENTS:
        yield from contents.check_contents(files)
    else:
        yield from Pages(files, has_folders=True).check()
