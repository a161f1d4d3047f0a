"""Layout of an archive's package: where its parts are.

An archive's folder holds a bag, the bag's one payload is a SIP, and its one representation holds the contents.
"""

from __future__ import annotations

import posixpath

from ..names import Language

# The folder that `archive` makes, and `verify` looks for.
ARCHIVE = "archive"
# What the names of a SIP and of a web archive end with where each is one file.
ZIP_SUFFIX, WEB_SUFFIX = ".zip", ".wacz"

# Of a bag, from its own folder.
PAYLOAD = "data"
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha512.txt"

# Of a web archive (WACZ 1.1.1, 4): what is in it, with checksums, and the checksum of that.
WACZ_LIST, WACZ_SEAL = "datapackage.json", "datapackage-digest.json"

# In the SIP, from its own folder.
METS = "METS.xml"
SUMS = "SHA256SUMS"
DESCRIPTIVE = "metadata/descriptive/dc.xml"
PRESERVATION = "metadata/preservation/premis.xml"
SCHEMAS = "schemas"
DOCUMENTATION = "documentation"
REPRESENTATION = "representations/website"
DATA = f"{REPRESENTATION}/data"
# The ways from the contents to their documentation, and back.
TO_DOCUMENTATION = f"{posixpath.relpath(DOCUMENTATION, DATA)}/"
TO_CONTENTS = f"{posixpath.relpath(DATA, DOCUMENTATION)}/"

# In the contents, from the folder that they are in.
INDEX = "index.html"
SITE = "site"
ONE_FILE = "one-file"
WEB_ARCHIVE = "web-archive"
SOURCES = "sources"
WHEELS = "wheels"
SBOM = "sbom.cdx.json"

# In the order that the cover lists them.
PARTS = (SITE, ONE_FILE, WEB_ARCHIVE, SOURCES, WHEELS, SBOM)


def name_one_file(folder: str, language: Language, kind: str) -> str:
    """Where a record is that is kept as one file.

    Args:
        folder: the record's own, in the sources (`agreements/2024`).
        language: the one it is in.
        kind: one of `ONE_FILE_KINDS`.
    """
    return f"{ONE_FILE}/{folder.replace('/', '-')}.{language}.{kind}"
