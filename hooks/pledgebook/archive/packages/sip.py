"""SIP (submission information package), as an archive's system takes it in: E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0).

A METS document describes all of it but the contents, which another one describes beside them; a PREMIS document tells
where they come from. None can state a checksum of the first METS document, nor does the standard; the list of checksums
beside it does (`sha256sum -c SHA256SUMS`).
"""

from __future__ import annotations

from ...files.tree import Files, list_sums, order, place_in
from ..layout import DATA, DESCRIPTIVE, DOCUMENTATION, METS, PRESERVATION, REPRESENTATION, SCHEMAS, SUMS
from ..metadata import PackageMetadata
from .dublin_core import render_dublin_core
from .mets import render_package_mets, render_representation_mets
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
    files = {
        **described,
        DESCRIPTIVE: render_dublin_core(package),
        PRESERVATION: render_premis(contents, package),
    }
    files[f"{REPRESENTATION}/{METS}"] = render_representation_mets(files, package)
    files[METS] = render_package_mets(files, package)
    return order({**files, SUMS: list_sums(files).encode()})
