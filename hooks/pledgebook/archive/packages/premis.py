"""PREMIS 3.0: where a package comes from, what has been done with it and by what, and on what terms it may be used.

Names, sizes, checksums and formats of the files stand in METS, once. Here are only the files of which there is more to
say: what they were made from, or that they are not what their names say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.builder import ElementMaker

from ...files.formats import Format, find_format, identify_format, is_misnamed
from ...files.tree import Files
from ...files.version import NAME
from ...model.deliveries import Delivery
from ..layout import DATA, ONE_FILE, PRESERVATION, REPRESENTATION, SCHEMAS
from ..metadata import PackageMetadata
from .xml_document import XSI, Element, locate, render_xml

PREMIS = "http://www.loc.gov/premis/v3"
SCHEMA = "premis.xsd"
_VERSION = "3.0"
# What has been done, by names of our own: the kind, of the vocabulary of events at the Library of Congress
# (http://id.loc.gov/vocabulary/preservation/eventType), and what it was, in English as those words are. All have gone
# well, since nothing is packed otherwise.
_BUILT, _TYPESET = "built", "typeset"
_EVENTS = {
    _BUILT: ("creation", "The website was built from its sources."),
    _TYPESET: ("creation", "Each record as a PDF file was set from the HTML file of the same name."),
    "checked": ("validation", "The records were held against the rules of pledgebook, and have no error."),
    "identified": ("format identification", "By signature, and by the ending of the name for text; see METS."),
    "summed": ("message digest calculation", "SHA-256; see METS."),
    "packed": ("information package creation", ""),
}
# Which programs did it, besides ours alone; all that have a part in it stand in the list of programs.
_MAKERS = {
    _BUILT: (NAME, "Python", "mkdocs", "mkdocs-material"),
    _TYPESET: (NAME, "Python", "typst"),
}
_PDF, _HTML = ".pdf", ".html"
_REGISTRY = "PRONOM"
_HERE, _UUID, _ADDRESS = "local", "UUID", "URI"
# Of its vocabularies of relationships, relationshipType and relationshipSubType: what this is to the earlier delivery.
_RELATIONS = {"REPLACEMENT": ("replacement", "supersedes")}
_SIBLING = ("logical", "has sibling")
_SOURCE = ("derivation", "has source")
# Of its vocabulary of roles, eventRelatedAgentRole.
_ROLE = "executing program"
_E = ElementMaker(namespace=PREMIS, nsmap={None: PREMIS, "xsi": XSI})
_TYPE = f"{{{XSI}}}type"


def render_premis(contents: Files, package: PackageMetadata) -> bytes:
    """The PREMIS document of a package, as XML.

    Args:
        contents: of the package, from the folder that they are in.
        package: its metadata.
    """
    known = {**dict(package.programs), NAME: package.version}
    makers = {**dict.fromkeys(_EVENTS, (NAME,)), **_MAKERS}
    if not any(_find_source(path, contents) for path in contents):
        del makers[_TYPESET]
    events = {event: [name for name in names if name in known] for event, names in makers.items()}
    agents = dict.fromkeys(name for names in events.values() for name in names)
    root = _E.premis(
        _make_representation(package),
        *_list_files(contents, package),
        *(_make_event(event, names, package) for event, names in events.items()),
        # Nobody has said who authorized it, so that only programs are named.
        *(_make_agent(name, known[name]) for name in agents),
        *([_E.rights(*(_make_rights(*licence, package) for licence in package.licences))] if package.licences else []),
        version=_VERSION,
    )
    locate(root, {PREMIS: f"{'../' * PRESERVATION.count('/')}{SCHEMAS}/{SCHEMA}"})
    return render_xml(root)


def _find_source(path: str, contents: Files) -> str:
    """The file that a file was made from, or nothing where it was not made from one of the package."""
    source = f"{path.removesuffix(_PDF)}{_HTML}"
    return source if path.startswith(f"{ONE_FILE}/") and path.endswith(_PDF) and source in contents else ""


def _make_representation(package: PackageMetadata) -> Element:
    """The contents as one thing, and the delivery that they come after."""
    return _E.object(
        {_TYPE: "representation"},
        _identify("object", _HERE, REPRESENTATION),
        _identify("object", _UUID, str(package.identity)),
        *([_relate_delivery(package.related, package.status)] if package.related else []),
        *(_identify("linkingEvent", _UUID, _name_event(event, package)) for event in _EVENTS if event != _TYPESET),
        *(
            _identify("linkingRightsStatement", _UUID, str(package.identify("rights", address)))
            for address, _ in package.licences
        ),
    )


def _relate_delivery(delivery: Delivery, status: str) -> Element:
    return _relate(*_RELATIONS.get(status, _SIBLING), _identify("relatedObject", _UUID, delivery.identity))


def _relate(kind: str, relation: str, *related: Element) -> Element:
    return _E.relationship(_E.relationshipType(kind), _E.relationshipSubType(relation), *related)


def _list_files(contents: Files, package: PackageMetadata) -> Iterator[Element]:
    """The files of which METS does not say all."""
    for path, data in contents.items():
        found, source = identify_format(path, data), _find_source(path, contents)
        note = f"The name says {find_format(path).name}." if is_misnamed(path, found) else ""
        if not source and not note:
            continue
        made = _identify("relatedEvent", _UUID, _name_event(_TYPESET, package))
        yield _E.object(
            {_TYPE: "file"},
            _identify("object", _HERE, f"{DATA}/{path}"),
            _E.objectCharacteristics(_make_format(found, note)),
            *([_relate(*_SOURCE, _identify("relatedObject", _HERE, f"{DATA}/{source}"), made)] if source else []),
        )


def _make_format(found: Format, note: str) -> Element:
    version = [_E.formatVersion(found.version)] if found.version else []
    registry = [_E.formatRegistry(_E.formatRegistryName(_REGISTRY), _E.formatRegistryKey(found.pronom))]
    return _E.format(
        _E.formatDesignation(_E.formatName(found.name), *version),
        *(registry if found.pronom else []),
        *([_E.formatNote(note)] if note else []),
    )


def _name_event(event: str, package: PackageMetadata) -> str:
    return str(package.identify("event", event))


def _make_event(event: str, programs: Iterable[str], package: PackageMetadata) -> Element:
    kind, detail = _EVENTS[event]
    details = [detail, package.shown if event == _BUILT else ""]
    return _E.event(
        _identify("event", _UUID, _name_event(event, package)),
        _E.eventType(kind),
        _E.eventDateTime(package.instant),
        *(_E.eventDetailInformation(_E.eventDetail(text)) for text in details if text),
        _E.eventOutcomeInformation(_E.eventOutcome("success")),
        *(_identify("linkingAgent", _HERE, name, _E.linkingAgentRole(_ROLE)) for name in programs),
    )


def _make_agent(name: str, version: str) -> Element:
    return _E.agent(
        _identify("agent", _HERE, name),
        _E.agentName(f"{name} {version}".strip()),
        _E.agentType("software"),
        *([_E.agentVersion(version)] if version else []),
    )


def _make_rights(address: str, covered: str, package: PackageMetadata) -> Element:
    """A licence, and what of the contents it is for."""
    return _E.rightsStatement(
        _identify("rightsStatement", _UUID, str(package.identify("rights", address))),
        _E.rightsBasis("license"),
        _E.licenseInformation(_identify("licenseDocumentation", _ADDRESS, address), _E.licenseNote(covered)),
        _identify("linkingObject", _HERE, REPRESENTATION),
    )


def _identify(kind: str, scheme: str, value: str, *more: Element) -> Element:
    return _E(f"{kind}Identifier", _E(f"{kind}IdentifierType", scheme), _E(f"{kind}IdentifierValue", value), *more)
