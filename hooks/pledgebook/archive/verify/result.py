"""Verification: finds out what kind of package it is, checks it, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ...files.tree import Files
from . import bag, sip
from .archive import SIP_SUFFIX, WEB_SUFFIX, check_archive, list_bags
from .containers import read_zip
from .finding import Finding, order_findings
from .folder import read_folder
from .links import ParsedPages
from .wacz import read_wacz


class PackageKind(StrEnum):
    """What can be verified."""

    ARCHIVE = "archive"
    BAG = "bag"
    WACZ = "wacz"
    SIP = "sip"
    SITE = "site"


class UnknownPackageError(ValueError):
    """It is nothing that can be verified."""


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What came of it.

    Attributes:
        kind: what it was taken for.
        size: how many files it holds, or 1 for a single one.
        findings: by path; none when all is well.
        web_archive: the packed web archive that it holds, or nothing.
    """

    kind: PackageKind
    size: int
    findings: tuple[Finding, ...]
    web_archive: bytes = field(default=b"", repr=False, compare=False)


def verify(path: Path) -> VerifyResult:
    """Verify a package, or a folder.

    Raises:
        UnknownPackageError: it is none.
        OSError: it cannot be read.
    """
    if path.is_dir():
        files, findings = read_folder(path)
        return verify_folder(files, findings)
    if not path.is_file() or not path.name.endswith((WEB_SUFFIX, SIP_SUFFIX)):
        # Nothing else is opened: it may be a device, or very large.
        raise UnknownPackageError(path.name)
    return verify_file(path.name, path.read_bytes())


def verify_folder(files: Files, findings: Iterable[Finding] = ()) -> VerifyResult:
    """Verify an unpacked package, of which some `findings` are known already.

    Raises:
        UnknownPackageError: it is none.
    """
    kind = find_package_kind(files)
    found = order_findings([*findings, *_CHECKS[kind](files)])
    return VerifyResult(kind, len(files), found, _find_web_archive(files))


def verify_file(name: str, data: bytes) -> VerifyResult:
    """Verify a package that is one file.

    Raises:
        UnknownPackageError: it is none.
    """
    if name.endswith(WEB_SUFFIX):
        return VerifyResult(PackageKind.WACZ, 1, order_findings(read_wacz(data).findings), data)
    if name.endswith(SIP_SUFFIX):
        opened = read_zip(data)
        return VerifyResult(PackageKind.SIP, 1, order_findings(sip.check_zip(opened)), _find_web_archive(opened.files))
    raise UnknownPackageError(name)


def find_package_kind(files: Iterable[str]) -> PackageKind:
    """What a folder is, by what is in it; also when some of it is gone.

    Raises:
        UnknownPackageError: it is nothing known.
    """
    paths = list(files)
    tops = {path.partition("/")[0] + "/" if "/" in path else path for path in paths}
    if tops & set(bag.MARKS):
        return PackageKind.BAG
    if tops & set(sip.MARKS):
        return PackageKind.SIP
    if list_bags(paths):
        return PackageKind.ARCHIVE
    if any(path.endswith((WEB_SUFFIX, SIP_SUFFIX)) for path in tops):
        return PackageKind.ARCHIVE
    if {"index.html", "404.html"} <= tops:
        return PackageKind.SITE
    raise UnknownPackageError


def _find_web_archive(files: Files) -> bytes:
    """The first packed web archive among some files, or nothing."""
    return next((data for path, data in files.items() if path.endswith(WEB_SUFFIX)), b"")


_CHECKS: Mapping[PackageKind, Callable[[Files], Iterator[Finding]]] = {
    PackageKind.ARCHIVE: check_archive,
    PackageKind.BAG: bag.check_bag,
    PackageKind.SIP: sip.check_sip,
    PackageKind.SITE: lambda files: ParsedPages(files, has_folders=True).check(),
}
