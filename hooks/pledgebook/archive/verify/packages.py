"""What is verified, as the lists of checksums in it: those of a bag, of a SIP, of a web archive, of any folder.

A package may lie in another: an archive's folder holds a bag, and the bag a SIP. A list is looked for where these have
theirs and nowhere else, so that a file of that name among what is kept stays what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum

from ..layout import (
    DECLARATION,
    INFO,
    MANIFEST,
    METS,
    PAYLOAD,
    SITE,
    SOURCES,
    SUMS,
    TAG_MANIFEST,
    WACZ_LIST,
    WACZ_SEAL,
    WEB_SUFFIX,
    ZIP_SUFFIX,
)
from ..signature import SUFFIX
from .checksums import ChecksumList, parse_sums
from .finding import Finding
from .opened import READ_ERRORS, OpenedTree, tell_unreadable

_PAYLOAD = f"{PAYLOAD}/"
_MANIFEST = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>md5|sha1|sha224|sha256|sha384|sha512)\.txt")
_DECLARED = re.compile(rb"BagIt-Version: [0-9]+\.[0-9]+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
_OXUM = re.compile(rb"^Payload-Oxum: ([0-9]{1,18})\.([0-9]{1,18})\r?$", re.MULTILINE)
_CONTENTS = re.compile(rf"(?P<folder>(?:[^/]+/)*?)(?P<part>{SITE}|{SOURCES})/")


class PackageKind(StrEnum):
    """What can be verified."""

    ARCHIVE = "archive"
    BAG = "bag"
    SIP = "sip"
    WACZ = "wacz"
    FOLDER = "folder"
    ZIP = "zip"


# What lies in a folder and has its own lists.
_PACKED = (PackageKind.BAG, PackageKind.SIP)


class UnknownPackageError(ValueError):
    """It has no list of checksums where one is looked for; the message is what it is instead (`file`, `folder`)."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The lists of checksums in a package.

    Attributes:
        kind: what it is.
        lists: of checksums, the outermost first.
        signed: those that may be signed, and whether no other list vouches for them.
        findings: what is wrong with what they stand in.
    """

    kind: PackageKind
    lists: list[ChecksumList] = field(default_factory=list)
    signed: dict[str, bool] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def take_inventory(tree: OpenedTree) -> Inventory:
    """Find the lists of checksums in what is verified; also when some of it is gone.

    Raises:
        UnknownPackageError: there is none.
    """
    kind, top = _find_kind(tree)
    inventory = Inventory(kind)
    if kind is PackageKind.WACZ:
        _add_web_archive(inventory, tree)
    else:
        _add_lists(inventory, tree, top, is_inner=False)
    if kind is PackageKind.ARCHIVE and not any(listed.path == SUMS for listed in inventory.lists):
        kept = tuple(name for name in tree.names[""] if name.endswith("/") and _find_own(tree.names[name]) in _PACKED)
        strays = (path for path in tree if not path.startswith(kept) and not ("/" not in path and is_zip(path)))
        inventory.findings.extend(Finding(path, "stray") for path in strays)
        if not kept:
            inventory.findings.append(Finding("", "no_bag"))
    return inventory


def is_zip(name: str) -> bool:
    """Whether a file is a package in a zip, by its name."""
    return name.lower().endswith((ZIP_SUFFIX, WEB_SUFFIX))


def list_zips(tree: OpenedTree, inventory: Inventory) -> list[str]:
    """The packages in zips beside a bag, which no list of the folder names."""
    listed = {path for one in inventory.lists for path in one.sums}
    return sorted(path for path in tree if "/" not in path and is_zip(path) and path not in listed)


def find_contents(tree: OpenedTree) -> list[str]:
    """The folders, each with its final slash, that have a site and its sources in them."""
    parts: dict[str, set[str]] = {}
    for match in filter(None, map(_CONTENTS.match, tree)):
        parts.setdefault(match["folder"], set()).add(match["part"])
    return sorted(folder for folder, found in parts.items() if found == {SITE, SOURCES})


def _find_kind(tree: OpenedTree) -> tuple[PackageKind, str]:
    """What a folder or a zip is by what is in it, and the folder in it that has everything, if there is one."""
    names = tree.names[""]
    if own := _find_own(names):
        return own, ""
    has_packages = any(_find_own(tree.names[name]) in _PACKED for name in names if name.endswith("/"))
    if SUMS in names:
        return PackageKind.ARCHIVE if has_packages else PackageKind.FOLDER, ""
    if has_packages:
        only = next(iter(names))
        own = _find_own(tree.names[only]) if tree.is_zip and len(names) == 1 else None
        return (own, only) if own else (PackageKind.ARCHIVE, "")
    if any(map(is_zip, names)):
        return PackageKind.ARCHIVE, ""
    only = next(iter(names), "")
    if tree.is_zip and len(names) == 1 and SUMS in tree.names.get(only, set()):
        return PackageKind.FOLDER, only
    raise UnknownPackageError("folder")


def _find_own(names: Set[str]) -> PackageKind | None:
    if names & {DECLARATION, INFO} or any(map(_MANIFEST.fullmatch, names)):
        return PackageKind.BAG
    if names & {METS} and names & {SUMS, "representations/", "metadata/"}:
        return PackageKind.SIP
    return PackageKind.WACZ if names & {WACZ_LIST, WACZ_SEAL} else None


def _add_lists(inventory: Inventory, tree: OpenedTree, folder: str, is_inner: bool) -> None:
    """The lists of a package in a folder, and of those in it."""
    names = tree.names.get(folder, set())
    own = _find_own(names)
    if own is PackageKind.BAG:
        _add_bag(inventory, tree, folder, names, is_inner)
        _add_lists(inventory, tree, f"{folder}{_PAYLOAD}", is_inner=True)
        return
    if SUMS in names:
        path = f"{folder}{SUMS}"
        covered = (name for name in tree if name.startswith(folder) and name not in (path, path + SUFFIX))
        _add_list(inventory, tree, path, folder, "sha256", covered)
        inventory.signed[path] = not is_inner
    elif own is PackageKind.SIP and not is_inner:
        inventory.findings.append(Finding(f"{folder}{SUMS}", "missing"))
    if own is None:
        for name in sorted(names):
            if name.endswith("/") and _find_own(tree.names[folder + name]) in _PACKED:
                _add_lists(inventory, tree, folder + name, is_inner or SUMS in names)


def _add_bag(inventory: Inventory, tree: OpenedTree, folder: str, names: Set[str], is_inner: bool) -> None:
    """The manifests of a bag (RFC 8493, 2.1.3 and 2.2.1), and what it says of itself."""
    payload = {path for path in tree if path.startswith(f"{folder}{_PAYLOAD}")}
    tags = {path for path in tree if path.startswith(folder)} - payload
    found = sorted((match for match in map(_MANIFEST.fullmatch, names) if match), key=lambda match: not match["tag"])
    for needed in (TAG_MANIFEST, MANIFEST):
        if not any(match[0].startswith(needed.partition("-")[0]) for match in found):
            inventory.findings.append(Finding(f"{folder}{needed}", "missing"))
    # What vouches for other lists stands in none of them.
    own = {folder + match[0] + end for match in found if match["tag"] for end in ("", SUFFIX)}
    for match in found:
        path = folder + match[0]
        covered = tags - own if match["tag"] else payload
        _add_list(inventory, tree, path, folder, match["algorithm"], covered)
        if match["tag"]:
            inventory.signed[path] = not is_inner
    _check_tags(inventory, tree, folder, payload)


def _check_tags(inventory: Inventory, tree: OpenedTree, folder: str, payload: Iterable[str]) -> None:
    declared, info = (_read(inventory, tree, folder + name) for name in (DECLARATION, INFO))
    if declared is None:
        inventory.findings.append(Finding(folder + DECLARATION, "missing"))
    elif not _DECLARED.fullmatch(declared):
        shown = declared.decode(errors="backslashreplace")
        inventory.findings.append(Finding(folder + DECLARATION, "value", "BagIt-Version: 1.0", shown))
    sizes = [tree.files[path].size for path in payload]
    for match in _OXUM.finditer(info or b""):
        if (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
            stated = f"{int(match[1])}.{int(match[2])}"
            inventory.findings.append(Finding(folder + INFO, "oxum", stated, f"{sum(sizes)}.{len(sizes)}"))


def _add_list(
    inventory: Inventory, tree: OpenedTree, path: str, folder: str, algorithm: str, covered: Iterable[str]
) -> None:
    data = _read(inventory, tree, path)
    if data is not None:
        inventory.lists.append(parse_sums(path, data, folder, algorithm, covered))


def _add_web_archive(inventory: Inventory, tree: OpenedTree) -> None:
    listed, seal = (_read(inventory, tree, name) for name in (WACZ_LIST, WACZ_SEAL))
    for name, data in ((WACZ_LIST, listed), (WACZ_SEAL, seal)):
        if data is None:
            inventory.findings.append(Finding(name, "missing"))
    sums = dict(_read_hashes("resources", listed))
    if listed is not None and not sums:
        inventory.findings.append(Finding(WACZ_LIST, "unreadable", found="JSON"))
    stated = dict(_read_hashes("", seal))
    if seal is not None and WACZ_LIST not in stated:
        inventory.findings.append(Finding(WACZ_SEAL, "unreadable", found="JSON"))
    covered = frozenset(tree) - {WACZ_LIST, WACZ_SEAL}
    inventory.lists.append(ChecksumList(WACZ_SEAL, "sha256", stated, frozenset(stated) & frozenset(tree)))
    inventory.lists.append(ChecksumList(WACZ_LIST, "sha256", sums, covered))


def _read_hashes(key: str, data: bytes | None) -> Iterator[tuple[str, str]]:
    """Path and checksum of each file that a document in JSON names."""
    try:
        value = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return
    items = value.get(key) if key and isinstance(value, dict) else [value]
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("path"), str) and isinstance(item.get("hash"), str):
            yield item["path"], item["hash"].removeprefix("sha256:")


def _read(inventory: Inventory, tree: OpenedTree, path: str) -> bytes | None:
    if path not in tree:
        return None
    try:
        return tree[path]
    except READ_ERRORS as error:
        inventory.findings.append(tell_unreadable(path, error))
        return None
