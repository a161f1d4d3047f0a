"""Where the parts of a package's contents are; the same in every kind of package."""

from __future__ import annotations

SITE = "site"
ONE_FILES = "one-file"
WEB_ARCHIVE = "web-archive"
DOCUMENTATION = "documentation"
SOURCES = "sources"
WHEELS = "wheels"
SBOM = "sbom.cdx.json"
SUMS = "SHA256SUMS"

# In the order that a reader is told of them.
PARTS = (SITE, ONE_FILES, WEB_ARCHIVE, DOCUMENTATION, SOURCES, WHEELS, SBOM)

# The kinds of files that each record is kept as, which is also how their names end.
KINDS = ("html", "pdf")


def name_one_file(folder: str, language: str, kind: str) -> str:
    """Where a record is that is kept as one file.

    Args:
        folder: the record's own, in the sources (`agreements/2024`).
        language: the one it is in.
        kind: one of `KINDS`.
    """
    return f"{ONE_FILES}/{folder.replace('/', '-')}.{language}.{kind}"
