"""PREMIS 3.0: what every file of a package is, and what has been done with it, for those who keep it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.builder import ElementMaker

from ...files.formats import identify_format
from ...files.tree import Files, digest
from ...model.deliveries import Delivery
from ..metadata import SOFTWARE, PackageMetadata
from .xml_document import XSI, Element, locate, render_xml

PREMIS = "http://www.loc.gov/premis/v3"
SCHEMA = "premis.xsd"
_VERSION = "3.0"
# Of the vocabulary of events at the Library of Congress, http://id.loc.gov/vocabulary/preservation/eventType: the files
# were made, and their checksums taken.
_EVENTS = ("creation", "message digest calculation")
_REGISTRY = "PRONOM"
_HERE = "local"
_UUID = "UUID"
# Of its vocabularies of relationships, relationshipType and relationshipSubType: what this is to the earlier delivery.
_RELATIONS = {"REPLACEMENT": ("replacement", "supersedes")}
_SIBLING = ("logical", "has sibling")
_E = ElementMaker(namespace=PREMIS, nsmap={None: PREMIS, "xsi": XSI})
_TYPE = f"{{{XSI}}}type"


def render_premis(files: Files, package: PackageMetadata, schemas: str, representation: str) -> bytes:
    """The PREMIS document of a package, as XML.

    Args:
        files: those that it tells of, by their path in the package.
        package: its metadata.
        schemas: the way to the schemas, from the document.
        representation: the folder of the package's contents.
    """
    events = {kind: str(package.identify("event", kind)) for kind in _EVENTS}
    contents = [path for path in files if path.startswith(f"{representation}/")]
    root = _E.premis(
        _make_representation(representation, contents, package),
        *(_make_file(path, data, events.values()) for path, data in files.items()),
        *(_make_event(kind, event, package) for kind, event in events.items()),
        # Nobody has said who authorized it, so that only the program is named.
        _E.agent(
            _identify("agent", _HERE, SOFTWARE),
            _E.agentName(package.software),
            _E.agentType("software"),
            *([_E.agentVersion(package.version)] if package.version else []),
        ),
        version=_VERSION,
    )
    locate(root, {PREMIS: schemas + SCHEMA})
    return render_xml(root)


def _make_representation(folder: str, paths: Iterable[str], package: PackageMetadata) -> Element:
    """The contents as one thing, the files that they consist of, and the delivery that they come after."""
    return _E.object(
        {_TYPE: "representation"},
        _identify("object", _HERE, folder),
        _identify("object", _UUID, str(package.identity)),
        _E.relationship(
            _E.relationshipType("structural"),
            _E.relationshipSubType("includes"),
            *(_identify("relatedObject", _HERE, path) for path in paths),
        ),
        *([_relate(package.related, package.status)] if package.related else []),
    )


def _relate(delivery: Delivery, status: str) -> Element:
    kind, relation = _RELATIONS.get(status, _SIBLING)
    return _E.relationship(
        _E.relationshipType(kind),
        _E.relationshipSubType(relation),
        _identify("relatedObject", _UUID, delivery.identity),
    )


def _make_file(path: str, data: bytes, events: Iterable[str]) -> Element:
    found = identify_format(path, data)
    version = [_E.formatVersion(found.version)] if found.version else []
    registry = [_E.formatRegistry(_E.formatRegistryName(_REGISTRY), _E.formatRegistryKey(found.pronom))]
    return _E.object(
        {_TYPE: "file"},
        _identify("object", _HERE, path),
        _E.objectCharacteristics(
            _E.fixity(_E.messageDigestAlgorithm("SHA-256"), _E.messageDigest(digest(data))),
            _E.size(str(len(data))),
            _E.format(
                _E.formatDesignation(_E.formatName(found.media_type), *version),
                *(registry if found.pronom else []),
            ),
        ),
        *(_identify("linkingEvent", _UUID, event) for event in events),
    )


def _make_event(kind: str, event: str, package: PackageMetadata) -> Element:
    return _E.event(
        _identify("event", _UUID, event),
        _E.eventType(kind),
        _E.eventDateTime(package.instant),
        *([_E.eventDetailInformation(_E.eventDetail(package.shown))] if package.shown else []),
        _E.eventOutcomeInformation(_E.eventOutcome("success")),
        _identify("linkingAgent", _HERE, SOFTWARE, _E.linkingAgentRole("implementer")),
    )


def _identify(kind: str, scheme: str, value: str, *more: Element) -> Element:
    return _E(f"{kind}Identifier", _E(f"{kind}IdentifierType", scheme), _E(f"{kind}IdentifierValue", value), *more)
