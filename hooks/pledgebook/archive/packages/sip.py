"""SIP (submission information package), as an archive's system takes it in: E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0).

One METS document describes all of it, and one PREMIS document tells what every file is. Neither can state a checksum of
METS itself, nor does the standard; the list of checksums beside it does (`sha256sum -c SHA256SUMS`).
"""

from __future__ import annotations

from ...files.tree import Files, list_sums, order, place_in
from ..layout import DATA, DESCRIPTIVE, DOCUMENTATION, METS, PRESERVATION, REPRESENTATION, SCHEMAS, SUMS
from ..metadata import PackageMetadata
from .dublin_core import render_dublin_core
from .mets import MetsDocument
from .premis import render_premis
from .xml_document import list_schemas


def make_sip(contents: Files, documentation: Files, package: PackageMetadata) -> dict[str, bytes]:
    """The files of the SIP by path, from its own folder, which is called as the package is (CSIPSTR2).

    Args:
        contents: what is handed over, from the folder that it is in.
        documentation: what explains it and how to check it, likewise.
        package: its metadata.
    """
    described = order(
        {**place_in(DATA, contents), **place_in(DOCUMENTATION, documentation), **place_in(SCHEMAS, list_schemas())}
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
    files[METS] = MetsDocument(package.name, files, package).render(groups, DESCRIPTIVE, PRESERVATION)
    return order({**files, SUMS: list_sums(files).encode()})
