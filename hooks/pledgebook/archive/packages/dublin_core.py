"""Dublin Core (ISO 15836-1): what a package is about, in its fifteen words, as OAI-PMH puts them in XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from ..metadata import PackageMetadata
from .xml_document import LANGUAGE, Element, render_xml

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
# Of the DCMI Type Vocabulary.
_TYPE = "InteractiveResource"


def render_dublin_core(package: PackageMetadata) -> bytes:
    """The description of a package as XML; what is not known is left out, as is who made what in it, which varies."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    texts = {
        "title": [package.title],
        # Whose pledges it is about.
        "subject": package.parties,
        "publisher": [package.publisher],
        "description": [package.description],
        "coverage": [package.place],
        "rights": [package.rights],
    }
    values = {
        "date": [str(package.day)],
        "type": [_TYPE],
        "format": ["text/html"],
        "identifier": [package.urn, package.name, package.archiving.reference_code or ""],
        "source": [package.address],
        "language": package.languages,
        "relation": [f"urn:uuid:{package.related.identity}" if package.related else ""],
        "coverage": [package.years],
        "rights": [address for address, _ in package.licences],
    }
    _add_words(root, texts, {LANGUAGE: package.languages[0]})
    _add_words(root, values, {})
    return render_xml(root)


def _add_words(root: Element, described: Mapping[str, Sequence[str]], attributes: dict[str, str]) -> None:
    for name, values in described.items():
        for value in values:
            if value:
                etree.SubElement(root, f"{{{DC}}}{name}", attributes).text = " ".join(value.split())
