"""Dublin Core (ISO 15836-1): what a package is about, in its fifteen words, as OAI-PMH puts them in XML."""

from __future__ import annotations

from lxml import etree

from ..metadata import PackageMetadata
from .xml_document import render_xml

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
# Of the DCMI Type Vocabulary.
_TYPE = "InteractiveResource"


def render_dublin_core(package: PackageMetadata) -> bytes:
    """The description of a package as XML; what is not known is left out."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    for name, values in {
        "title": [package.title],
        "creator": package.parties,
        "publisher": [package.publisher],
        "description": [package.description],
        "date": [package.day],
        "type": [_TYPE],
        "format": ["text/html"],
        "identifier": [package.urn, package.name, package.archiving.reference_code or ""],
        "source": [package.address],
        "language": package.languages,
        "relation": [f"urn:uuid:{package.related.identity}" if package.related else ""],
        "coverage": [package.place, package.years],
        "rights": [package.rights],
    }.items():
        for value in values:
            if value:
                etree.SubElement(root, f"{{{DC}}}{name}").text = " ".join(value.split())
    return render_xml(root)
