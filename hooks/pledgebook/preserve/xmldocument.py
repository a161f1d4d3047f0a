"""XML of the standards that archives describe packages in: written from values, and held against its schema."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ATTRIBUTE = f"{{{XSI}}}schemaLocation"


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new child in its parent's namespace. Attributes in another namespace are set by its full name, with `set`."""
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
    child.text = text or None
    return child


def locate(root: Element, places: dict[str, str]) -> None:
    """Say where the schema of each namespace is, from the document."""
    root.set(_ATTRIBUTE, " ".join(f"{namespace} {place}" for namespace, place in places.items()))


def write_xml(root: Element) -> bytes:
    """A document as bytes, in UTF-8, indented."""
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def list_schemas() -> dict[str, bytes]:
    """The schemas that packages are described by, as their publishers give them out."""
    folder = files(__package__) / "schemas"
    found = {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".xsd")}
    return dict(sorted(found.items()))


@cache
def read_schema(name: str) -> etree.XMLSchema:
    """A schema by the name of its file; those that it asks for are taken from beside it, never fetched."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.parse(BytesIO(list_schemas()[name]), parser))


class _Beside(etree.Resolver):
    """Finds a schema by the last part of its address among those that are here."""

    def resolve(
        self, system_url: str | None, public_id: str | None, context: etree._ResolverContext
    ) -> etree._InputDocument | None:
        name = (system_url or "").rpartition("/")[2]
        schema = list_schemas().get(name)
        return self.resolve_string(schema, context) if schema else None
