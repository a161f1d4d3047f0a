"""What a package is about, in the fifteen words of Dublin Core (ISO 15836-1), as OAI-PMH puts them in XML."""

from __future__ import annotations

from lxml import etree

from ..metadata import PackageMetadata
from .xml_document import render_xml

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
# Of the DCMI Type Vocabulary.
_TYPE = "InteractiveResource"


def render_dublin_core(delivery: PackageMetadata) -> bytes:
    """The description of a delivery; what is not known is left out."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    coverage = sorted({str(year) for year in delivery.years}) if delivery.years else []
    for name, values in {
        "title": [delivery.title],
        "creator": delivery.parties,
        "publisher": [delivery.sender],
        "description": [delivery.description],
        "date": [delivery.day],
        "type": [_TYPE],
        "format": ["text/html"],
        "identifier": [delivery.name, delivery.archiving.reference_code or ""],
        "source": [delivery.address],
        "language": delivery.languages,
        "coverage": [delivery.place, "/".join(coverage)],
        "rights": [delivery.rights],
    }.items():
        for value in values:
            if value:
                etree.SubElement(root, f"{{{DC}}}{name}").text = " ".join(value.split())
    return render_xml(root)
