"""What a package is, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pledgebook.archive.verify.finding import Finding, order_findings
from pledgebook.archive.verify.packages import PackageKind, UnknownPackageError
from pledgebook.files.tree import Files
from strict_readers import bag, sip
from strict_readers.archive import SIP_SUFFIX, WEB_SUFFIX, check_archive, list_bags
from strict_readers.containers import read_zip
from strict_readers.wacz import read_wacz


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What came of it.

    Attributes:
        kind: what it was taken for.
        size: how many files it holds, or 1 for a single one.
        findings: by path; none when all is well.
    """

    kind: PackageKind
    size: int
    findings: tuple[Finding, ...]


def verify_folder(files: Files) -> VerifyResult:
    """Verify an unpacked package.

    Raises:
        UnknownPackageError: it is none.
    """
    kind = find_package_kind(files)
    return VerifyResult(kind, len(files), order_findings(_CHECKS[kind](files)))


def verify_file(name: str, data: bytes) -> VerifyResult:
    """Verify a package that is one file.

    Raises:
        UnknownPackageError: it is none.
    """
    if name.endswith(WEB_SUFFIX):
        return VerifyResult(PackageKind.WACZ, 1, order_findings(read_wacz(data).findings))
    if name.endswith(SIP_SUFFIX):
        return VerifyResult(PackageKind.SIP, 1, order_findings(sip.check_zip(read_zip(data))))
    raise UnknownPackageError("file")


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
    raise UnknownPackageError("folder")


_CHECKS: Mapping[PackageKind, Callable[[Files], Iterator[Finding]]] = {
    PackageKind.ARCHIVE: check_archive,
    PackageKind.BAG: bag.check_bag,
    PackageKind.SIP: sip.check_sip,
}
