"""The contents of a package: the frozen site, its records in one file each, its sources and what they are made with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ...load import REGISTER
from ...pages import ONE_FILE_KINDS
from ...settings import RECORDS, SETTINGS
from ..folders import ONE_FILE, SBOM, SITE, SOURCES, SUMS, WEB_ARCHIVE, WHEELS, name_one_file
from ..frozen import INDEX
from ..lock import LOCK, Locked, LockError, parse_lock
from ..tree import Files, take
from ..warc import address_of
from ..wheels import check_wheels
from .fault import Fault, place_faults
from .jsons import parse_json
from .links import Pages
from .published import check_addresses
from .records import check_records
from .sums import check_sums
from .wacz import check_wacz, list_payloads

_NEEDED = (
    INDEX,
    f"{SITE}/{INDEX}",
    SBOM,
    *(f"{SOURCES}/{name}" for name in (SETTINGS, LOCK, f"{RECORDS}/{REGISTER}")),
)
# What contents have at the top, and nothing else does.
MARKS = tuple(f"{folder}/" for folder in (SITE, ONE_FILE, WEB_ARCHIVE, SOURCES))
_RECORD = re.compile(rf"{SOURCES}/{RECORDS}/(?P<record>.+)/(?:pledge|agreement)\.(?P<language>[A-Za-z-]+)\.md")


def check_contents(files: Files) -> Iterator[Fault]:
    """Check the contents of a package: that all is there, is as it was, and agrees with the rest."""
    covered = {path: data for path, data in files.items() if path != SUMS}
    yield from check_sums(SUMS, files.get(SUMS), covered)
    for path in _NEEDED:
        if path not in files:
            yield Fault(path, "missing")
    yield from Pages(files).check(but=SOURCES)
    yield from _check_one_files(files)
    lock, faults = _read_lock(files)
    yield from faults
    yield from _check_materials(files, lock)
    yield from _check_wheels(files, lock)
    yield from check_records(files)
    yield from check_addresses(files)
    yield from _check_web_archives(files)


def _check_one_files(files: Files) -> Iterator[Fault]:
    """Each record is there in one file, in each language that it is written in."""
    for match in filter(None, map(_RECORD.fullmatch, files)):
        for kind in ONE_FILE_KINDS:
            path = name_one_file(match["record"], match["language"], kind)
            if path not in files:
                yield Fault(path, "missing")


def _read_lock(files: Files) -> tuple[tuple[Locked, ...], tuple[Fault, ...]]:
    path = f"{SOURCES}/{LOCK}"
    try:
        return parse_lock(files.get(path, b"").decode()), ()
    except (LockError, UnicodeDecodeError) as error:
        return (), (Fault(path, "unreadable", found=str(error)),)


def _check_materials(files: Files, lock: Sequence[Locked]) -> Iterator[Fault]:
    """The list of what the site is made with (CycloneDX) names all that the lock does, in the same versions."""
    if SBOM not in files:
        return
    listed = parse_json(files[SBOM])
    components = listed.get("components") if isinstance(listed, dict) else None
    if not isinstance(components, list) or listed.get("bomFormat") != "CycloneDX":
        yield Fault(SBOM, "unreadable")
        return
    found = {str(item.get("name")): str(item.get("version")) for item in components if isinstance(item, dict)}
    for item in lock:
        if found.get(item.name) != item.version:
            yield Fault(SBOM, "value", f"{item.name} {item.version}", found.get(item.name, ""))


def _check_wheels(files: Files, lock: Sequence[Locked]) -> Iterator[Fault]:
    """The wheels, if there are any, are those that the lock names."""
    wheels = take(WHEELS, files)
    for code, found in check_wheels(wheels, lock) if wheels else ():
        yield Fault(WHEELS, f"wheel_{code}", found=found)


def _check_web_archives(files: Files) -> Iterator[Fault]:
    """The packed web archive is sound, and has each page of the frozen site."""
    packed = {f"{WEB_ARCHIVE}/{name}": data for name, data in take(WEB_ARCHIVE, files).items()}
    if not packed:
        yield Fault(WEB_ARCHIVE, "missing")
    for path, data in packed.items():
        yield from place_faults(path, check_wacz(data))
        yield from _compare_pages(files, path, list_payloads(data))


def _compare_pages(files: Files, path: str, captured: Collection[str]) -> Iterator[Fault]:
    """Each page of the frozen site has an address in the web archive."""
    for page in take(SITE, files):
        if page.endswith(".html") and captured and address_of(page, "") not in captured:
            yield Fault(path, "page", page)
