"""The contents of a package: the frozen site, its one-file editions, its sources and what they are made with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..tree import Files
from .fault import Fault, place_faults
from .jsons import parse_json
from .links import Pages
from .records import SOURCES, check_records
from .sums import SUMS, check_sums
from .wacz import check_wacz, list_payloads

SITE, EDITIONS, WEB = "site/", "editions/", "web-archive/"
SBOM, LOCK = "sbom.cdx.json", f"{SOURCES}/requirements.txt"
_NEEDED = ("index.html", SBOM, f"{SITE}index.html", LOCK, f"{SOURCES}/mkdocs.yml", f"{SOURCES}/pledges/register.yml")
# What contents have at the top, and nothing else does.
MARKS = (SITE, EDITIONS, WEB, f"{SOURCES}/")
_RECORD = re.compile(rf"{SOURCES}/pledges/(?P<record>.+)/(?:pledge|agreement)\.(?P<language>[A-Za-z-]+)\.md")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)\s*(?P<marker>;)?", re.MULTILINE)


def check_contents(files: Files) -> Iterator[Fault]:
    """Check the contents of a package: that all is there, is as it was, and agrees with the rest."""
    covered = {path: data for path, data in files.items() if path != SUMS}
    yield from check_sums(SUMS, files.get(SUMS), covered)
    for path in _NEEDED:
        if path not in files:
            yield Fault(path, "missing")
    yield from Pages(files).check(but=SOURCES)
    yield from _check_editions(files)
    yield from _check_materials(files)
    yield from check_records(files)
    yield from _check_web_archives(files)


def _check_editions(files: Files) -> Iterator[Fault]:
    """Each record is there in one file, in each language that it is written in."""
    for match in filter(None, map(_RECORD.fullmatch, files)):
        name = match["record"].replace("/", "-")
        for ending in ("html", "pdf"):
            path = f"{EDITIONS}{name}.{match['language']}.{ending}"
            if path not in files:
                yield Fault(path, "missing")


def _check_materials(files: Files) -> Iterator[Fault]:
    """The list of what the site is made with (CycloneDX) names all that the lock does, in the same versions."""
    if SBOM not in files:
        return
    listed = parse_json(files[SBOM])
    components = listed.get("components") if isinstance(listed, dict) else None
    if not isinstance(components, list) or listed.get("bomFormat") != "CycloneDX":
        yield Fault(SBOM, "unreadable")
        return
    found = {
        _normalise(str(item.get("name"))): str(item.get("version")) for item in components if isinstance(item, dict)
    }
    for match in _PIN.finditer(files.get(LOCK, b"").decode(errors="replace")):
        version = found.get(_normalise(match["name"]))
        if version != match["version"]:
            yield Fault(SBOM, "value", f"{match['name']} {match['version']}", version or "")


def _normalise(name: str) -> str:
    """A package's name as all its spellings come out (PyPA, Names and normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _check_web_archives(files: Files) -> Iterator[Fault]:
    """The packed web archive is sound, and has each page of the frozen site."""
    packed = {path: data for path, data in files.items() if path.startswith(WEB) and path.endswith(".wacz")}
    if not packed:
        yield Fault(WEB.rstrip("/"), "missing")
    for path, data in packed.items():
        yield from place_faults(path, check_wacz(data))
        yield from _compare_pages(files, path, list_payloads(data))


def _compare_pages(files: Files, path: str, captured: Iterable[str]) -> Iterator[Fault]:
    """Each page of the frozen site has an address in the web archive that ends as its path does."""
    urls = sorted(captured, key=len)
    if not urls:
        return
    root = urls[0]
    there = {url.removeprefix(root) for url in urls}
    for name in files:
        if name.startswith(SITE) and name.endswith(".html"):
            page = name.removeprefix(SITE)
            if not there & {page, page.removesuffix("index.html")}:
                yield Fault(path, "page", page)
