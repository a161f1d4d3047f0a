"""Layout of a package's contents: where its parts are, the same in every kind of package."""

from __future__ import annotations

from ..names import Language

SITE = "site"
ONE_FILE = "one-file"
WEB_ARCHIVE = "web-archive"
DOCUMENTATION = "documentation"
SOURCES = "sources"
WHEELS = "wheels"
SBOM = "sbom.cdx.json"
SUMS = "SHA256SUMS"

# In the order that the cover lists them.
PARTS = (SITE, ONE_FILE, WEB_ARCHIVE, DOCUMENTATION, SOURCES, WHEELS, SBOM)


def name_one_file(folder: str, language: Language, kind: str) -> str:
    """Where a record is that is kept as one file.

    Args:
        folder: the record's own, in the sources (`agreements/2024`).
        language: the one it is in.
        kind: one of `ONE_FILE_KINDS`.
    """
    return f"{ONE_FILE}/{folder.replace('/', '-')}.{language}.{kind}"
