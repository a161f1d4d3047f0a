"""What has been done with every file of a package, and what it is, for those who keep it (PREMIS 3.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from ...files.tree import Files, digest
from ..metadata import SOFTWARE, PackageMetadata
from .formats import find_format
from .xml_document import XSI, Element, add, locate, render_xml

PREMIS = "http://www.loc.gov/premis/v3"
SCHEMA = "premis.xsd"
_VERSION = "3.0"
# Of the vocabulary of events at the Library of Congress, http://id.loc.gov/vocabulary/preservation/eventType: the files
# were made, and their checksums taken.
_EVENTS = ("creation", "message digest calculation")
_REGISTRY = "PRONOM"
_HERE = "local"
_EVENT_SCHEME = "UUID"


def render_premis(files: Files, package: PackageMetadata, schemas: str, representation: str) -> bytes:
    """The PREMIS document of a package.

    Args:
        files: those that it tells of, by their path in the package.
        package: what is handed on.
        schemas: the way to the schemas, from the document.
        representation: the folder of the files that make up what is handed on.
    """
    root = etree.Element(f"{{{PREMIS}}}premis", {"version": _VERSION}, nsmap={None: PREMIS, "xsi": XSI})
    locate(root, {PREMIS: schemas + SCHEMA})
    events = {kind: str(package.identify("event", kind)) for kind in _EVENTS}
    _add_representation(root, representation, [path for path in files if path.startswith(f"{representation}/")])
    for path, data in files.items():
        _add_file(root, path, data, events.values())
    agents = {SOFTWARE: "implementer"}
    if package.sender:
        agents[package.sender] = "authorizer"
    for kind, event in events.items():
        _add_event(root, kind, event, package, agents)
    _add_agent(root, SOFTWARE, package.software, "software", package.version)
    if package.sender:
        _add_agent(root, package.sender, package.sender, "organization")
    return render_xml(root)


def _add_representation(root: Element, folder: str, paths: Iterable[str]) -> None:
    """All that is handed on as one thing, and the files that it consists of."""
    item = add(root, "object")
    item.set(f"{{{XSI}}}type", "representation")
    _identify(item, "object", _HERE, folder)
    whole = add(item, "relationship")
    add(whole, "relationshipType", "structural")
    add(whole, "relationshipSubType", "includes")
    for path in paths:
        _identify(whole, "relatedObject", _HERE, path)


def _add_file(root: Element, path: str, data: bytes, events: Iterable[str]) -> None:
    found = find_format(path)
    item = add(root, "object")
    item.set(f"{{{XSI}}}type", "file")
    _identify(item, "object", _HERE, path)
    traits = add(item, "objectCharacteristics")
    fixity = add(traits, "fixity")
    add(fixity, "messageDigestAlgorithm", "SHA-256")
    add(fixity, "messageDigest", digest(data))
    add(traits, "size", str(len(data)))
    form = add(traits, "format")
    designation = add(form, "formatDesignation")
    add(designation, "formatName", found.media_type)
    if found.version:
        add(designation, "formatVersion", found.version)
    if found.pronom:
        registry = add(form, "formatRegistry")
        add(registry, "formatRegistryName", _REGISTRY)
        add(registry, "formatRegistryKey", found.pronom)
    for event in events:
        _identify(item, "linkingEvent", _EVENT_SCHEME, event)


def _add_event(root: Element, kind: str, event: str, package: PackageMetadata, agents: Mapping[str, str]) -> None:
    item = add(root, "event")
    _identify(item, "event", _EVENT_SCHEME, event)
    add(item, "eventType", kind)
    add(item, "eventDateTime", package.instant)
    add(add(item, "eventOutcomeInformation"), "eventOutcome", "success")
    for agent, role in agents.items():
        _identify(item, "linkingAgent", _HERE, agent)
        add(item[-1], "linkingAgentRole", role)


def _add_agent(root: Element, identifier: str, name: str, kind: str, version: str = "") -> None:
    item = add(root, "agent")
    _identify(item, "agent", _HERE, identifier)
    add(item, "agentName", name)
    add(item, "agentType", kind)
    if version:
        add(item, "agentVersion", version)


def _identify(item: Element, kind: str, scheme: str, value: str) -> None:
    identifier = add(item, f"{kind}Identifier")
    add(identifier, f"{kind}IdentifierType", scheme)
    add(identifier, f"{kind}IdentifierValue", value)
