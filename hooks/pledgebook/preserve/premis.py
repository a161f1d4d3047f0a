"""What has been done with every file of a package, and what it is, for those who keep it (PREMIS 3.0)."""

from __future__ import annotations

from lxml import etree

from .delivery import SOFTWARE, Delivery
from .formats import find_format
from .tree import Files, digest
from .xmldocument import XSI, Element, add, locate, write_xml

PREMIS = "http://www.loc.gov/premis/v3"
SCHEMA = "premis.xsd"
_VERSION = "3.0"
# The vocabulary of events at the Library of Congress, http://id.loc.gov/vocabulary/preservation/eventType.
_EVENT = "creation"
_REGISTRY = "PRONOM"
_HERE = "local"


def write_premis(files: Files, delivery: Delivery, schemas: str) -> bytes:
    """The PREMIS document of a package.

    Args:
        files: those that it tells of, by their path in the package.
        delivery: what is handed on.
        schemas: the way to the schemas, from the document.
    """
    root = etree.Element(f"{{{PREMIS}}}premis", {"version": _VERSION}, nsmap={None: PREMIS, "xsi": XSI})
    locate(root, {PREMIS: schemas + SCHEMA})
    event = str(delivery.identify("event", _EVENT))
    for path, data in files.items():
        _add_object(root, path, data, event)
    _add_event(root, event, delivery)
    _add_agent(root, SOFTWARE, delivery.software, "software", delivery.version)
    return write_xml(root)


def _add_object(root: Element, path: str, data: bytes, event: str) -> None:
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
    link = add(item, "linkingEventIdentifier")
    add(link, "linkingEventIdentifierType", "UUID")
    add(link, "linkingEventIdentifierValue", event)


def _add_event(root: Element, event: str, delivery: Delivery) -> None:
    item = add(root, "event")
    _identify(item, "event", "UUID", event)
    add(item, "eventType", _EVENT)
    add(item, "eventDateTime", delivery.instant)
    link = add(item, "linkingAgentIdentifier")
    add(link, "linkingAgentIdentifierType", _HERE)
    add(link, "linkingAgentIdentifierValue", SOFTWARE)


def _add_agent(root: Element, identifier: str, name: str, kind: str, version: str) -> None:
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
