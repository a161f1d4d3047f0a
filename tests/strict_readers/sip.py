"""A SIP (E-ARK SIP 2.1.0): what METS and PREMIS say of its files, against the files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pledgebook.archive.layout import DATA, DESCRIPTIVE, PRESERVATION, REPRESENTATION, SUMS
from pledgebook.archive.layout import METS as DOCUMENT
from pledgebook.archive.packages.mets import METS, XLINK
from pledgebook.archive.packages.premis import PREMIS
from pledgebook.archive.packages.xml_document import Element, read_schema
from pledgebook.archive.signature import SUFFIX
from pledgebook.archive.verify.finding import Finding, place_findings
from pledgebook.files.tree import Files, take
from strict_readers.checksums import check_listed, check_sums
from strict_readers.containers import OpenedContainer
from strict_readers.contents import check_contents

SIGNATURE = f"{SUMS}{SUFFIX}"
# What a package has at the top, and nothing else does.
MARKS = (DOCUMENT, f"{DATA.partition('/')[0]}/")
_INNER = f"{REPRESENTATION}/{DOCUMENT}"
_NAMES = {"m": METS, "p": PREMIS}


def check_zip(opened: OpenedContainer, is_deep: bool = True) -> Iterator[Finding]:
    """Check a package in its zip file, in which everything is in one folder of the package's own name (CSIPSTR1)."""
    yield from opened.findings
    for folder in sorted({path.partition("/")[0] for path in opened.files}):
        files = take(folder, opened.files)
        if DOCUMENT not in files:
            yield Finding(f"{folder}/{DOCUMENT}", "missing")
            continue
        yield from place_findings(folder, check_sip(files, folder, is_deep))
    if not opened.files:
        yield Finding(DOCUMENT, "missing")


def check_sip(files: Files, name: str = "", is_deep: bool = True) -> Iterator[Finding]:
    """Check an unpacked package, which has to be called `name`; also what it holds, unless that is done elsewhere."""
    covered = {path: data for path, data in files.items() if path not in (SUMS, SIGNATURE)}
    yield from check_sums(SUMS, files.get(SUMS), covered)
    yield from _check_mets(files, name)
    yield from _check_premis(files)
    if DESCRIPTIVE not in files:
        yield Finding(DESCRIPTIVE, "missing")
    if is_deep:
        yield from place_findings(DATA, check_contents(take(DATA, files)))


def _check_mets(files: Files, name: str) -> Iterator[Finding]:
    """METS is whole and valid, and its two documents name every file with its size and checksum, and no other."""
    listed = []
    for path, called in ((DOCUMENT, name), (_INNER, posixpath.basename(REPRESENTATION))):
        root, findings = _open(path, files, "mets.xsd")
        yield from findings
        if root is None:
            return
        if called and root.get("OBJID") != called:
            yield Finding(path, "value", f"OBJID: {called}", root.get("OBJID") or "")
        listed += _list_described(root, posixpath.dirname(path))
    yield from check_listed(DOCUMENT, listed, files, {DOCUMENT, SUMS, SIGNATURE})


def _list_described(root: Element, folder: str) -> list[tuple[str, str, str]]:
    """What a document says of files: path in the package, checksum and size. PREMIS is named for two reasons."""
    found: dict[tuple[str, str, str], None] = {}
    for element in _find(root, "//m:file | //m:mdRef"):
        places = [element, *element.iterfind(f"{{{METS}}}FLocat")]
        path = unquote(next((href for place in places if (href := place.get(f"{{{XLINK}}}href"))), ""))
        checksum = element.get("CHECKSUM", "") if element.get("CHECKSUMTYPE") == "SHA-256" else ""
        found[posixpath.join(folder, path), checksum, element.get("SIZE", "")] = None
    return list(found)


def _check_premis(files: Files) -> Iterator[Finding]:
    """PREMIS is valid, and what it tells of is there."""
    root, findings = _open(PRESERVATION, files, "premis.xsd")
    yield from findings
    if root is None:
        return
    for element in _find(root, "/p:premis/p:object[p:objectCharacteristics]/p:objectIdentifier"):
        path = element.findtext("p:objectIdentifierValue", "", _NAMES)
        if path not in files:
            yield Finding(path, "missing")


def _open(path: str, files: Files, schema: str) -> tuple[Element | None, list[Finding]]:
    """A document, and what is wrong with it by the schema that comes with this command and not with the package."""
    root = _parse(files[path]) if path in files else None
    if root is None:
        return None, [Finding(path, "unreadable", found="XML") if path in files else Finding(path, "missing")]
    rules = read_schema(schema)
    errors = [] if rules.validate(root) else list(rules.error_log)[:10]
    return root, [Finding(f"{path}:{error.line}", "schema", schema, error.message) for error in errors]


def _find(root: Element, path: str) -> list[Element]:
    found = root.xpath(path, namespaces=_NAMES)
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def _parse(data: bytes) -> Element | None:
    """A document, or nothing. What it refers to elsewhere is neither fetched nor put in (XXE), nor does it grow."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root
