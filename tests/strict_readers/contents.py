"""A package's contents: the offline copy, its records in one file each, its sources and what they are made with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.archive.layout import (
    INDEX,
    PARTS,
    SBOM,
    SITE,
    SOURCES,
    TO_DOCUMENTATION,
    WEB_ARCHIVE,
    WHEELS,
    name_one_file,
)
from pledgebook.archive.provenance.lock import Locked, LockError, parse_lock
from pledgebook.archive.provenance.wheels import check_wheels
from pledgebook.archive.verify.finding import Finding, place_findings
from pledgebook.archive.verify.published import check_addresses
from pledgebook.archive.verify.records import check_records
from pledgebook.config import RECORDS, SETTINGS
from pledgebook.files.engine_lock import LOCK
from pledgebook.files.tree import Files, take
from pledgebook.files.version import NAME
from pledgebook.model.paths import RecordFile
from pledgebook.model.register import REGISTER
from pledgebook.site.routes import ONE_FILE_KINDS
from strict_readers.cross_check import check_copies
from strict_readers.links import ParsedPages
from strict_readers.wacz import parse_json, read_wacz

_NEEDED = (
    INDEX,
    f"{SITE}/{INDEX}",
    SBOM,
    *(f"{SOURCES}/{name}" for name in (SETTINGS, LOCK, f"{RECORDS}/{REGISTER}")),
)
# What packages of the lock go by there (purl).
_PACKAGES = "pkg:pypi/"


def check_contents(files: Files) -> Iterator[Finding]:
    """Check the contents of a package: that all is there, is as it was, and agrees with the rest."""
    for path in _NEEDED:
        if path not in files:
            yield Finding(path, "missing")
    for path in files:
        if path != INDEX and path.partition("/")[0] not in PARTS:
            yield Finding(path, "stray")
    pages = ParsedPages(files)
    for finding in pages.check(but=SOURCES):
        # The documentation lies beside the contents.
        if finding.path != INDEX or not finding.found.startswith(TO_DOCUMENTATION):
            yield finding
    yield from _check_one_files(files)
    lock, findings = _read_lock(files)
    yield from findings
    if not findings and f"{SOURCES}/{LOCK}" in files:
        yield from _check_materials(files, lock)
    # The wheels, if there are any, are those that the lock names.
    wheels = take(WHEELS, files)
    for code, found in check_wheels(wheels, lock) if wheels else ():
        yield Finding(WHEELS, f"wheel_{code}", found=found)
    yield from check_records(files)
    yield from check_addresses(files)
    yield from _check_web_archives(pages)


def _check_one_files(files: Files) -> Iterator[Finding]:
    """Each record is there in one file, in each language that it is written in."""
    for path in take(f"{SOURCES}/{RECORDS}", files):
        file = RecordFile.parse(path)
        if file and file.path == path and not file.followup:
            names = (name_one_file(file.folder, file.language, kind) for kind in ONE_FILE_KINDS)
            yield from (Finding(name, "missing") for name in names if name not in files)


def _read_lock(files: Files) -> tuple[tuple[Locked, ...], tuple[Finding, ...]]:
    path = f"{SOURCES}/{LOCK}"
    try:
        return parse_lock(files.get(path, b"").decode()), ()
    except (LockError, UnicodeDecodeError) as error:
        return (), (Finding(path, "unreadable", found=str(error)),)


def _check_materials(files: Files, lock: Sequence[Locked]) -> Iterator[Finding]:
    """The list of what the site is made with (CycloneDX) names the packages of the lock, in the same versions."""
    if SBOM not in files:
        return
    listed = parse_json(files[SBOM])
    components = listed.get("components") if isinstance(listed, dict) else None
    if not isinstance(components, list) or listed.get("bomFormat") != "CycloneDX":
        yield Finding(SBOM, "unreadable", found="CycloneDX")
        return
    packages = [item for item in components if isinstance(item, dict) and str(item.get("purl")).startswith(_PACKAGES)]
    found = {str(item.get("name")): str(item.get("version")) for item in packages}
    wanted = {item.name: item.version for item in lock if item.name != NAME}
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            yield Finding(SBOM, "value", f"{name} {wanted.get(name, '–')}", f"{name} {found.get(name, '–')}")


def _check_web_archives(pages: ParsedPages) -> Iterator[Finding]:
    """The packed web archive is sound, and holds what the rest of the contents are copies of."""
    packed = {path: data for path, data in pages.files.items() if path.startswith(f"{WEB_ARCHIVE}/")}
    if not packed:
        yield Finding(WEB_ARCHIVE, "missing")
    for path, data in packed.items():
        web = read_wacz(data)
        yield from place_findings(path, web.findings)
        if web.payloads:
            yield from check_copies(pages, path, web.payloads)
