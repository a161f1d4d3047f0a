"""Verification: opens what is verified, holds it against the lists of checksums in it, and says what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from ..layout import METS, SUMS, WEB_SUFFIX
from ..signature import SUFFIX
from .checksums import ChecksumList, check_lists
from .finding import Finding, order_findings, place_findings
from .opened import READ_ERRORS, OpenedTree, open_tree, open_zip, tell_unreadable
from .packages import Inventory, PackageKind, UnknownPackageError, is_zip, list_zips, take_inventory

# METS says in its first lines when it was made (`metsHdr/@CREATEDATE`).
_HEAD = 1 << 13
_MADE = re.compile(rb'<(?:\w+:)?metsHdr\b[^>]*\bCREATEDATE="([0-9T:.Z+-]+)"')
# Finds more in what is whole by its checksums.
CheckMore = Callable[[OpenedTree], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list of checksums that may be signed.

    Attributes:
        path: where it stands.
        data: what it says.
        signature: the signature, or nothing where it is not signed.
        is_outer: whether no other list vouches for it.
        moment: when what it vouches for says that it was made, or nothing.
    """

    path: str
    data: bytes = field(repr=False)
    signature: bytes | None = field(repr=False)
    is_outer: bool = True
    moment: datetime | None = None

    @property
    def place(self) -> str:
        """Where the signature stands, or would."""
        return f"{self.path}{SUFFIX}"

    @property
    def digest(self) -> str:
        """Its own checksum (SHA-256), by which all that it names can be known again."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What came of it.

    Attributes:
        kind: what it was taken for.
        files: how many files it holds.
        size: how many bytes they are.
        findings: by path; none when all is well.
        present: the files that there are.
        signed: the lists that may be signed, and vouch for all the rest.
        moment: when the package says that it was made, or nothing; nobody but who packed it has vouched for that.
    """

    kind: PackageKind
    files: int
    size: int
    findings: tuple[Finding, ...]
    present: frozenset[str] = field(default=frozenset(), repr=False)
    signed: tuple[SignedList, ...] = ()
    moment: datetime | None = None


def verify(path: Path, check_more: CheckMore = lambda tree: ()) -> VerifyResult:
    """Verify a folder or a zip.

    Args:
        path: where it is.
        check_more: asked where no file has changed: damage is told once, and not again by all that it leads to.

    Raises:
        UnknownPackageError: there is nothing in it to hold it against.
        OSError: it cannot be read.
    """
    if path.is_dir() or (path.is_file() and is_zip(path.name)):
        with open_tree(path) as tree:
            if tree or not tree.findings:
                return verify_tree(tree, check_more)
        kind = PackageKind.WACZ if path.name.lower().endswith(WEB_SUFFIX) else PackageKind.ZIP
        return VerifyResult(kind, 0, 0, order_findings(tree.findings))
    # Nothing else is opened: it may be a device, or very large.
    raise UnknownPackageError("file")


def verify_tree(tree: OpenedTree, check_more: CheckMore = lambda tree: ()) -> VerifyResult:
    """Verify what has been opened; as `verify`."""
    inventory = take_inventory(tree)
    findings, present = list(_check(tree, inventory)), set(tree)
    signed, unread = _read_signed(tree, inventory)
    findings += unread
    for path in list_zips(tree, inventory) if inventory.kind is PackageKind.ARCHIVE else ():
        inside, also_signed, found = _check_zip(tree, path, inventory)
        findings += place_findings(path, found)
        present |= {f"{path}/{name}" for name in inside}
        signed += [replace(listed, path=f"{path}/{listed.path}", is_outer=False) for listed in also_signed]
    if not findings:
        findings += check_more(tree)
    size = sum(file.size for file in tree.files.values())
    return VerifyResult(
        inventory.kind, len(tree), size, order_findings(findings), frozenset(present), tuple(signed), _read_moment(tree)
    )


def _check(tree: OpenedTree, inventory: Inventory) -> Iterator[Finding]:
    yield from tree.findings
    yield from inventory.findings
    yield from check_lists(tree, inventory.lists)
    yield from (Finding(path, "empty") for path in tree.list_empty())


def _check_zip(
    tree: OpenedTree, path: str, outside: Inventory
) -> tuple[frozenset[str], list[SignedList], list[Finding]]:
    """A zip beside a bag: its files, its signed lists and its faults; it has to hold the same package as the bag."""
    try:
        with tree.files[path].open() as file, open_zip(file) as inside:
            if not inside:
                return frozenset(), [], inside.findings
            inventory = take_inventory(inside)
            signed, unread = _read_signed(inside, inventory)
            findings = [*_check(inside, inventory), *unread]
            outer, inner = (list(map(_list_sums, one.lists)) for one in (outside, inventory))
            if not findings and not any(sums and sums in outer for sums in inner):
                findings.append(Finding("", "differs"))
            return frozenset(inside), signed, findings
    except UnknownPackageError:
        return frozenset(), [], [Finding("", "stray")]
    except READ_ERRORS as error:
        return frozenset(), [], [tell_unreadable("", error)]


def _list_sums(listed: ChecksumList) -> dict[str, str]:
    """The checksums of a SIP, from its own folder on; nothing of another list."""
    if listed.path.rpartition("/")[2] != SUMS:
        return {}
    folder = listed.path.removesuffix(SUMS)
    return {path.removeprefix(folder): checksum for path, checksum in listed.sums.items()}


def _read_signed(tree: OpenedTree, inventory: Inventory) -> tuple[list[SignedList], list[Finding]]:
    """The lists that may be signed, and the signatures that cannot be read; a list that cannot has been told."""
    signed, findings = [], []
    for listed, is_outer in inventory.signed.items():
        place = listed + SUFFIX
        try:
            moment = _read_moment(tree, listed[: listed.rfind("/") + 1])
            signed.append(SignedList(listed, tree[listed], tree.get(place), is_outer, moment))
        except READ_ERRORS as error:
            findings.append(tell_unreadable(place, error))
    return signed, findings


def _read_moment(tree: OpenedTree, folder: str = "") -> datetime | None:
    """When the outermost METS of a package says that it was made."""
    found = (path for path in tree if path.rpartition("/")[2] == METS and path.startswith(folder))
    for path in sorted(found, key=lambda path: (path.count("/"), path))[:1]:
        try:
            with tree.files[path].open() as file:
                stated = _MADE.search(file.read(_HEAD))
            moment = datetime.fromisoformat(stated[1].decode()) if stated else None
            # One without a zone is read alike on every machine.
            return moment and (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (*READ_ERRORS, OverflowError):
            return None
    return None
