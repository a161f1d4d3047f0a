"""METS 1.12: what is in a package and where, as an archive's system reads it (E-ARK SIP 2.1.0).

The Swedish FGS Paketstruktur 2.0 of the National Archives is E-ARK CSIP 2.1.0 and SIP 2.1.0. The numbers in the
comments are those of its requirements. A package has a document at its root, and one in its representation, which
describes the files there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import quote

from lxml import etree

from ...files.formats import Format, identify_format
from ...files.tree import Files, digest
from ...files.version import NAME
from ..layout import DATA, DESCRIPTIVE, DOCUMENTATION, PRESERVATION, REPRESENTATION
from ..layout import METS as FILE
from ..layout import SCHEMAS as SCHEMA_FOLDER
from ..metadata import PackageMetadata
from .xml_document import LANGUAGE, XSI, Element, add, locate, render_xml

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
SCHEMAS = {
    METS: "mets.xsd",
    XLINK: "xlink.xsd",
    CSIP: "DILCISExtensionMETS.xsd",
    SIP: "DILCISExtensionSIPMETS.xsd",
}
_PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
# Of a package that nobody hands over, CSIP6.
_COMMON_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
# Of the vocabulary of content categories, CSIP2; there is no specification of websites to name, CSIP4.
_CATEGORY = "Websites"
_CONTENT = {"CONTENTINFORMATIONTYPE": "OTHER", "OTHERCONTENTINFORMATIONTYPE": "Website"}
# Groups of files are called by where the files are (CSIP64), and so are the divisions, CSIP93, 97 and 107.
_DOCUMENTATION, _SCHEMA_FILES = DOCUMENTATION.capitalize(), SCHEMA_FOLDER.capitalize()
_REPRESENTATION, _DATA = REPRESENTATION.capitalize(), PurePosixPath(DATA).name.capitalize()


def render_package_mets(files: Files, package: PackageMetadata) -> bytes:
    """The document at the root of a package: who hands it over, its metadata, and where the rest is, as XML.

    Args:
        files: every file of the package but this one, by its path in it.
        package: its metadata.
    """
    document = _Document(package.name, files, package)
    header = document.add_header()
    _add_organisations(header, package)
    descriptive = document.add_metadata(document.root, "dmdSec", DESCRIPTIVE, "DC")
    section = add(document.root, "amdSec", ID=document.identify("amdSec"))
    # PREMIS tells the rights too, CSIP45.
    rights = document.add_metadata(section, "rightsMD", PRESERVATION, "PREMIS:RIGHTS", "3.0")
    provenance = document.add_metadata(section, "digiprovMD", PRESERVATION, "PREMIS", "3.0")
    described = f"{REPRESENTATION}/{FILE}"
    documentation = document.add_group(_DOCUMENTATION, _list_in(DOCUMENTATION, files))
    schemas = document.add_group(_SCHEMA_FILES, _list_in(SCHEMA_FOLDER, files))
    # CSIP114: the document that describes the representation stands for what is in it.
    representation = document.add_group(_REPRESENTATION, [described])
    document.add_division("Metadata", DMDID=descriptive, ADMID=f"{rights} {provenance}")
    document.add_division(_DOCUMENTATION, documentation)
    document.add_division(_SCHEMA_FILES, schemas)
    document.point(add(document.add_division(_REPRESENTATION), "mptr", LOCTYPE="URL"), described, title=representation)
    return render_xml(document.root)


def render_representation_mets(files: Files, package: PackageMetadata) -> bytes:
    """The document of the representation, CSIPSTR12: every file of the contents, as XML; as `render_package_mets`."""
    name = PurePosixPath(REPRESENTATION).name
    document = _Document(name, files, package, f"{REPRESENTATION}/")
    document.add_header()
    document.add_division(_DATA, document.add_group(_DATA, _list_in(DATA, files)))
    return render_xml(document.root)


class _Document:
    """A METS document that is being written.

    Attributes:
        name: of what it describes, which is that of the folder it stands in, CSIP1.
        files: those that it may name, by path in the package.
        package: the package's metadata.
        folder: where the document is in the package: nothing for the root, else ending in `/`.
    """

    def __init__(self, name: str, files: Files, package: PackageMetadata, folder: str = "") -> None:
        self.name, self.files, self.package, self.folder = name, files, package, folder
        names = {None: METS, "csip": CSIP, "sip": SIP, "xlink": XLINK, "xsi": XSI}
        profile = _PROFILE if package.is_submission else _COMMON_PROFILE
        given = {"OBJID": name, "LABEL": package.title, "TYPE": _CATEGORY, "PROFILE": profile}
        self.root = etree.Element(f"{{{METS}}}mets", given, nsmap=names)
        self.root.set(LANGUAGE, package.languages[0])
        up = "../" * folder.count("/")
        locate(self.root, {namespace: f"{up}{SCHEMA_FOLDER}/{file}" for namespace, file in SCHEMAS.items()})
        _set(self.root, CSIP, _CONTENT)

    @cached_property
    def section(self) -> Element:
        """CSIP58: the files."""
        return add(self.root, "fileSec", ID=self.identify("fileSec"))

    @cached_property
    def division(self) -> Element:
        """CSIP80-87: the structure, which comes last."""
        tree = add(self.root, "structMap", ID=self.identify("structMap"), TYPE="PHYSICAL", LABEL="CSIP")
        return add(tree, "div", ID=self.identify("div"), LABEL=self.name)

    def identify(self, *parts: str) -> str:
        """An identifier that a document may hold, which may not start with a digit, and that no other has."""
        return f"uuid-{self.package.identify(f'{self.folder}{FILE}', *parts)}"

    def add_header(self) -> Element:
        """CSIP117 and CSIP7-16: when it was made, and by which program."""
        moment = self.package.instant
        header = add(self.root, "metsHdr", CREATEDATE=moment, LASTMODDATE=moment, RECORDSTATUS=self.package.status)
        _set(header, CSIP, {"OAISPACKAGETYPE": "SIP"})
        given = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        _add_agent(header, given, NAME, "SOFTWARE VERSION", self.package.version)
        return header

    def add_metadata(self, section: Element, name: str, path: str, kind: str, version: str = "") -> str:
        """CSIP17-57: a document of metadata, by its path in the package. The answer is its identifier here."""
        identifier = self.identify(name)
        holder = add(section, name, ID=identifier, CREATED=self.package.instant, STATUS="CURRENT")
        reference = add(holder, "mdRef", LOCTYPE="URL", MDTYPE=kind, **({"MDTYPEVERSION": version} if version else {}))
        self.point(reference, path)
        self._measure(reference, path)
        return identifier

    def add_group(self, use: str, paths: Sequence[str]) -> str:
        """CSIP60-79: some files, by their paths in the package. The answer is the group's identifier."""
        identifier = self.identify("group", use)
        group = add(self.section, "fileGrp", ID=identifier, USE=use)
        _set(group, CSIP, _CONTENT)
        for path in paths:
            file = add(group, "file", ID=self.identify("file", path))
            found = self._measure(file, path)
            # SIP32-35.
            _set(file, SIP, {"FILEFORMATNAME": found.name, "FILEFORMATVERSION": found.version})
            if found.pronom:
                _set(file, SIP, {"FILEFORMATREGISTRY": "PRONOM", "FILEFORMATKEY": found.pronom})
            self.point(add(file, "FLocat", LOCTYPE="URL"), path)
        return identifier

    def add_division(self, label: str, group: str = "", **attributes: str) -> Element:
        """CSIP88-119: a part of what it describes, and the group of files that is in it."""
        division = add(self.division, "div", ID=self.identify("div", label), LABEL=label, **attributes)
        if group:
            add(division, "fptr", FILEID=group)
        return division

    def point(self, element: Element, path: str, title: str = "") -> None:
        """A link to a file, from where the document is."""
        link = {"type": "simple", "href": quote(path.removeprefix(self.folder)), "title": title}
        _set(element, XLINK, link)

    def _measure(self, element: Element, path: str) -> Format:
        data = self.files[path]
        found = identify_format(path, data)
        element.set("MIMETYPE", found.media_type)
        element.set("SIZE", str(len(data)))
        element.set("CREATED", self.package.instant)
        element.set("CHECKSUM", digest(data))
        element.set("CHECKSUMTYPE", "SHA-256")
        return found


def _list_in(folder: str, files: Files) -> list[str]:
    return [path for path in files if path.startswith(f"{folder}/")]


def _set(element: Element, namespace: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            element.set(f"{{{namespace}}}{name}", value)


def _add_organisations(header: Element, package: PackageMetadata) -> None:
    archiving = package.archiving
    if package.publisher:
        # SIP9-14: who made what is handed over, which nobody says of whoever hands it over.
        number = archiving.organisation_number if package.publisher == package.sender else None
        _add_organisation(header, "ARCHIVIST", package.publisher, number)
    if package.sender:
        # SIP15-20: who hands it over.
        _add_organisation(header, "CREATOR", package.sender, archiving.organisation_number)
    if archiving.receiver:
        # SIP26-31: who takes it over.
        _add_organisation(header, "PRESERVATION", archiving.receiver, archiving.receiver_number)
    # SIP5 and SIP7.
    for kind, value in (
        ("SUBMISSIONAGREEMENT", archiving.submission_agreement),
        ("REFERENCECODE", archiving.reference_code),
    ):
        if value:
            add(header, "altRecordID", value, TYPE=kind)


def _add_organisation(header: Element, role: str, name: str, number: str | None) -> None:
    given = {"ROLE": role, "TYPE": "ORGANIZATION"}
    _add_agent(header, given, name, "IDENTIFICATIONCODE", f"ORG:{number}" if number else "")


def _add_agent(header: Element, given: Mapping[str, str], name: str, kind: str, note: str) -> None:
    agent = add(header, "agent", **given)
    add(agent, "name", name)
    if note:
        _set(add(agent, "note", note), CSIP, {"NOTETYPE": kind})
