"""Bag: a folder with checksums of all that is in it (BagIt 1.0, RFC 8493)."""

from __future__ import annotations

from ...files.tree import Files, list_sums, order, place_in
from ...model.deliveries import Delivery
from ..layout import DECLARATION, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST
from ..metadata import PackageMetadata

_ALGORITHM = "sha512"


def make_bag(contents: Files, package: PackageMetadata) -> dict[str, bytes]:
    """The files of a bag, from its own folder, with some files as its payload.

    The names of the contents are plain (`tree.is_plain`), so nothing in the manifests needs escaping.
    """
    payload = place_in(PAYLOAD, contents)
    tags = {
        DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        INFO: _render_info(contents, package).encode(),
        MANIFEST: list_sums(payload, _ALGORITHM).encode(),
    }
    return order({**payload, **tags, TAG_MANIFEST: list_sums(tags, _ALGORITHM).encode()})


def _render_info(contents: Files, package: PackageMetadata) -> str:
    """What the bag says of itself, in the words of RFC 8493, 2.2.2, and a few others; what is not known is left out."""
    fields = {
        "Source-Organization": package.sender,
        "Contact-Name": package.contact,
        "Contact-Email": package.email,
        "External-Description": f"{package.title}. {package.description}" if package.description else package.title,
        "External-Identifier": package.name,
        "Bagging-Date": str(package.day),
        "Payload-Oxum": f"{sum(len(data) for data in contents.values())}.{len(contents)}",
        "Internal-Sender-Identifier": package.urn,
        "Internal-Sender-Description": package.shown,
        "Bag-Software-Agent": package.software,
        "Packed": package.instant,
        "Delivery-Status": package.status,
        "Earlier-Delivery": _name_earlier(package.related),
    }
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in fields.items() if value)


def _name_earlier(delivery: Delivery | None) -> str:
    """The delivery before this one, or the one it takes the place of, with what proves which it was."""
    return f"{delivery.name} (urn:uuid:{delivery.identity}, SHA256SUMS: sha256 {delivery.sha256})" if delivery else ""
