"""METS 1.12: what is in a package and where, as an archive's system reads it (E-ARK SIP 2.1.0).

The Swedish FGS Paketstruktur 2.0 of the National Archives is E-ARK CSIP 2.1.0 and SIP 2.1.0. The numbers in the
comments are those of its requirements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from lxml import etree

from ...files.formats import identify_format
from ...files.tree import Files, digest
from ..metadata import SOFTWARE, PackageMetadata
from .xml_document import XSI, Element, add, locate, render_xml

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
# The divisions that the vocabulary of CSIP93, 97 and 101 knows.
_DIVISIONS = ("Documentation", "Schemas", "Representations")


class MetsDocument:
    """The METS document of a package.

    Attributes:
        name: of the package, which is that of its folder, CSIP1.
        files: every file of the package but this one, by its path in it.
        package: its metadata.
    """

    def __init__(self, name: str, files: Files, package: PackageMetadata) -> None:
        """Begin with what it is about."""
        self.name, self.files, self.package = name, files, package
        names = {None: METS, "csip": CSIP, "sip": SIP, "xlink": XLINK, "xsi": XSI}
        profile = _PROFILE if package.is_submission else _COMMON_PROFILE
        given = {"OBJID": name, "LABEL": package.title, "TYPE": _CATEGORY, "PROFILE": profile}
        self.root = etree.Element(f"{{{METS}}}mets", given, nsmap=names)
        locate(self.root, {namespace: f"schemas/{file}" for namespace, file in SCHEMAS.items()})
        _set(self.root, CSIP, _CONTENT)

    def render(self, groups: Mapping[str, Sequence[str]], descriptive: str, preservation: str) -> bytes:
        """The document as XML.

        Args:
            groups: paths of the files, by the part of the package that they are in (`Representations/…`).
            descriptive: path of the Dublin Core document.
            preservation: path of the PREMIS document.
        """
        self._add_header()
        self._add_metadata("dmdSec", descriptive, "DC")
        self._add_metadata("digiprovMD", preservation, "PREMIS", "3.0")
        section = add(self.root, "fileSec", ID=self._id("fileSec"))
        for use, paths in groups.items():
            self._add_group(section, use, paths)
        self._add_map(groups)
        return render_xml(self.root)

    def _id(self, *parts: str) -> str:
        """An identifier that a document may hold, which may not start with a digit."""
        return f"uuid-{self.package.identify(self.name, *parts)}"

    def _add_header(self) -> None:
        moment = self.package.instant
        header = add(self.root, "metsHdr", CREATEDATE=moment, LASTMODDATE=moment, RECORDSTATUS=self.package.status)
        _set(header, CSIP, {"OAISPACKAGETYPE": "SIP"})
        # CSIP10-16: the software that made the package.
        given = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        _add_agent(header, given, SOFTWARE, "SOFTWARE VERSION", self.package.version)
        archiving = self.package.archiving
        if self.package.sender:
            # SIP9-14: who made what is handed over, and SIP15-20: who hands it over.
            for role in ("ARCHIVIST", "CREATOR"):
                _add_organisation(header, role, self.package.sender, archiving.organisation_number)
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

    def _add_metadata(self, name: str, path: str, kind: str, version: str = "") -> None:
        """CSIP17-44."""
        parent = self.root if name == "dmdSec" else add(self.root, "amdSec", ID=self._id("amdSec"))
        section = add(parent, name, ID=self._id(name), CREATED=self.package.instant, STATUS="CURRENT")
        reference = add(section, "mdRef", LOCTYPE="URL", MDTYPE=kind, **({"MDTYPEVERSION": version} if version else {}))
        self._point(reference, path)
        self._measure(reference, path)

    def _add_group(self, section: Element, use: str, paths: Sequence[str]) -> None:
        """CSIP60-79."""
        group = add(section, "fileGrp", ID=self._id("group", use), USE=use)
        _set(group, CSIP, _CONTENT)
        for path in paths:
            found = identify_format(path, self.files[path])
            file = add(group, "file", ID=self._id("file", path))
            self._measure(file, path)
            # SIP32-35.
            _set(file, SIP, {"FILEFORMATNAME": found.name, "FILEFORMATVERSION": found.version})
            if found.pronom:
                _set(file, SIP, {"FILEFORMATREGISTRY": "PRONOM", "FILEFORMATKEY": found.pronom})
            self._point(add(file, "FLocat", LOCTYPE="URL"), path)

    def _measure(self, element: Element, path: str) -> None:
        data = self.files[path]
        element.set("MIMETYPE", identify_format(path, data).media_type)
        element.set("SIZE", str(len(data)))
        element.set("CREATED", self.package.instant)
        element.set("CHECKSUM", digest(data))
        element.set("CHECKSUMTYPE", "SHA-256")

    def _point(self, element: Element, path: str) -> None:
        _set(element, XLINK, {"type": "simple", "href": quote(path)})

    def _add_map(self, groups: Iterable[str]) -> None:
        """CSIP80-119."""
        tree = add(self.root, "structMap", ID=self._id("structMap"), TYPE="PHYSICAL", LABEL="CSIP")
        top = add(tree, "div", ID=self._id("div"), LABEL=self.name)
        known = {"ADMID": self._id("digiprovMD"), "DMDID": self._id("dmdSec")}
        add(top, "div", ID=self._id("div", "Metadata"), LABEL="Metadata", **known)
        for label in _DIVISIONS:
            division = add(top, "div", ID=self._id("div", label), LABEL=label)
            for use in groups:
                if use.partition("/")[0] == label:
                    add(division, "fptr", FILEID=self._id("group", use))


def _set(element: Element, namespace: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            element.set(f"{{{namespace}}}{name}", value)


def _add_organisation(header: Element, role: str, name: str, number: str | None) -> None:
    given = {"ROLE": role, "TYPE": "ORGANIZATION"}
    _add_agent(header, given, name, "IDENTIFICATIONCODE", f"ORG:{number}" if number else "")


def _add_agent(header: Element, given: Mapping[str, str], name: str, kind: str, note: str) -> None:
    agent = add(header, "agent", **given)
    add(agent, "name", name)
    if note:
        _set(add(agent, "note", note), CSIP, {"NOTETYPE": kind})
