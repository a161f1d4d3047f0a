"""SIP (submission information package), as an archive's system takes it in: E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0).

A tar file. One METS document describes all of it, and one PREMIS document tells what every file is.
"""

from __future__ import annotations

import re

from ...files.tree import Files, order, place_in
from ..metadata import PackageMetadata
from .containers import pack_tar
from .dublin_core import render_dublin_core
from .mets import MetsDocument
from .premis import render_premis
from .xml_document import list_schemas

METS = "METS.xml"
DESCRIPTIVE = "metadata/descriptive/dc.xml"
PRESERVATION = "metadata/preservation/premis.xml"
DOCUMENTATION = "documentation"
SCHEMAS = "schemas"
# The one representation of the package, and where its files are.
REPRESENTATION = "representations/contents"
DATA = f"{REPRESENTATION}/data"


def name_sip(package: PackageMetadata) -> str:
    """The name of the package, which is its folder's (CSIPSTR2)."""
    return f"{package.name}-sip"


def make_sip(contents: Files, documentation: Files, package: PackageMetadata) -> bytes:
    """The SIP as a tar file, with everything in one folder (CSIPSTR1 and 3).

    Args:
        contents: of every package, by path.
        documentation: what explains them and how to check them.
        package: its metadata.
    """
    return pack_tar(place_in(name_sip(package), list_sip(contents, documentation, package)), package.moment)


def list_sip(contents: Files, documentation: Files, package: PackageMetadata) -> dict[str, bytes]:
    """The files of the SIP by path, from its own folder; see `make_sip`."""
    explained = {path: _lead_to_contents(data) for path, data in documentation.items()}
    described = order(
        {**place_in(DATA, contents), **place_in(DOCUMENTATION, explained), **place_in(SCHEMAS, list_schemas())}
    )
    up = "../" * DESCRIPTIVE.count("/")
    files = {
        **described,
        DESCRIPTIVE: render_dublin_core(package),
        PRESERVATION: render_premis(described, package, f"{up}{SCHEMAS}/", REPRESENTATION),
    }
    groups = {
        use: [path for path in described if path.startswith(f"{folder}/")]
        for use, folder in (
            ("Documentation", DOCUMENTATION),
            ("Schemas", SCHEMAS),
            (REPRESENTATION.capitalize(), REPRESENTATION),
        )
    }
    mets = MetsDocument(name_sip(package), files, package).render(groups, DESCRIPTIVE, PRESERVATION)
    return order({**files, METS: mets})


def _lead_to_contents(page: bytes) -> bytes:
    """A page that stood beside the contents, with its links leading to where they are in the package."""
    return re.sub(rb'((?:href|src)=")\.\./', rb"\g<1>../" + DATA.encode() + b"/", page)
