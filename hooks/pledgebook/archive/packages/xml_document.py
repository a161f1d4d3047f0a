"""XML of the standards that archives describe packages in, and the schemas that it is held against."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
# The attribute that says which language a text is in.
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ATTRIBUTE = f"{{{XSI}}}schemaLocation"
_SCHEMAS = Path(__file__).parent / "schemas"


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new child in its parent's namespace. Attributes in another namespace are set by its full name, with `set`."""
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
    child.text = text or None
    return child


def locate(root: Element, places: dict[str, str]) -> None:
    """Say where the schema of each namespace is, from the document."""
    root.set(_ATTRIBUTE, " ".join(f"{namespace} {place}" for namespace, place in places.items()))


def render_xml(root: Element) -> bytes:
    """A document as bytes, in UTF-8, indented."""
    etree.indent(root)
    rendered: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return rendered + b"\n"


def list_schemas() -> dict[str, bytes]:
    """The schemas that packages are described by, by name; what one imports is beside it, and not on the web."""
    return {path.name: path.read_bytes() for path in sorted(_SCHEMAS.glob("*.xsd"))}


@cache
def read_schema(name: str) -> etree.XMLSchema:
    """A schema by the name of its file; those that it asks for lie beside it."""
    return etree.XMLSchema(etree.parse(_SCHEMAS / name, etree.XMLParser(no_network=True)))
