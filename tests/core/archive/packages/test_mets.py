"""What METS says of a package: who hands it over, what is in it and where."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import replace
from itertools import chain
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.archives import PACKAGE
from pledgebook.archive.layout import DATA, METS, REPRESENTATION
from pledgebook.archive.metadata import PackageMetadata
from pledgebook.archive.packages.sip import make_sip
from pledgebook.archive.packages.xml_document import LANGUAGE, Element, read_schema
from pledgebook.files.tree import Files
from pledgebook.model import Archiving

LINK = "{http://www.w3.org/1999/xlink}"
SIP = "{https://DILCIS.eu/XML/METS/SIPExtensionMETS}"
M = {"m": "http://www.loc.gov/METS/"}
INNER = f"{REPRESENTATION}/{METS}"
ARCHIVING = Archiving(
    organisation_number="000000-0000",
    submission_agreement="EX 2025/1",
    reference_code="SE/EX/1",
    receiver="Exempelstads kommunarkiv",
)
KNOWN = replace(PACKAGE, publisher=PACKAGE.sender, archiving=ARCHIVING, licences=(("https://e.example/l", "Allt"),))
BARE = replace(PACKAGE, description="", years="", sender="", contact="", email="", version="")
CONTENTS = {"index.html": b"<!doctype html><p>", "a b.pdf": b"Text", "one-file/a.sv.pdf": b"%PDF-1.4\n%%EOF"}


def pack(package: PackageMetadata = KNOWN, contents: Files = CONTENTS) -> dict[str, bytes]:
    return make_sip(contents, {"sv.html": b"<!doctype html><p>"}, package)


def read(files: Files, path: str = METS) -> Element:
    return etree.fromstring(files[path])


@pytest.mark.parametrize("package", [KNOWN, BARE], ids=["all known", "nothing known"])
@pytest.mark.parametrize("path", [METS, INNER])
def test_it_follows_its_schema(package: PackageMetadata, path: str) -> None:
    files = pack(package)
    read_schema("mets.xsd").assertValid(read(files, path))
    root = read(files, path)
    places = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "").split()[1::2]
    assert {posixpath.normpath(posixpath.join(posixpath.dirname(path), place)) for place in places} <= files.keys()
    assert "sv" == root.get(LANGUAGE)


def agents(package: PackageMetadata) -> list[list[str | None]]:
    found = read(pack(package)).iterfind(".//m:agent", M)
    return [
        [agent.get("ROLE"), *(agent.findtext(f"m:{name}", None, M) for name in ("name", "note"))] for agent in found
    ]


def test_it_names_who_hands_over_to_whom_and_by_what_agreement() -> None:
    assert [
        ["CREATOR", "pledgebook", "1.0"],
        ["ARCHIVIST", "Exempelstads kommun", "ORG:000000-0000"],
        ["CREATOR", "Exempelstads kommun", "ORG:000000-0000"],
        ["PRESERVATION", "Exempelstads kommunarkiv", None],
    ] == agents(KNOWN)
    assert {"SUBMISSIONAGREEMENT": "EX 2025/1", "REFERENCECODE": "SE/EX/1"} == {
        item.get("TYPE"): item.text for item in read(pack()).iterfind(".//m:altRecordID", M)
    }


def test_it_says_nothing_of_what_nobody_has_said() -> None:
    assert [["CREATOR", "pledgebook", None]] == agents(BARE)
    assert [] == list(read(pack(BARE)).iterfind(".//m:altRecordID", M))
    # Whoever hands it over need not have made it, and its number is not that of another.
    handed_over = [
        ["CREATOR", "Arkivföreningen", "ORG:000000-0000"],
        ["PRESERVATION", "Exempelstads kommunarkiv", None],
    ]
    assert handed_over == agents(replace(KNOWN, publisher="", sender="Arkivföreningen"))[1:]
    made = agents(replace(KNOWN, sender="Arkivföreningen"))
    assert ["ARCHIVIST", "Exempelstads kommun", None] == made[1]


def list_described(files: Files, path: str) -> list[tuple[str, str | None, str | None]]:
    """What a document says of files: path in the package, size and checksum."""
    found = []
    for element in chain(read(files, path).iterfind(".//m:file", M), read(files, path).iterfind(".//m:mdRef", M)):
        link = element.find("m:FLocat", M)
        place = (element if link is None else link).get(f"{LINK}href", "")
        described = posixpath.join(posixpath.dirname(path), unquote(place))
        found.append((described, element.get("SIZE"), element.get("CHECKSUM")))
    return found


name = st.text("abcåö %&#?'<\"", min_size=1, max_size=8).filter(str.strip)


@given(
    contents=st.dictionaries(st.lists(name, min_size=1, max_size=3).map("/".join), st.binary(max_size=9), min_size=1)
)
def test_every_file_of_a_package_is_described_by_one_of_its_documents(contents: dict[str, bytes]) -> None:
    files = pack(contents=contents)
    listed = set(list_described(files, METS)) | set(list_described(files, INNER))
    expected = {
        (path, str(len(data)), hashlib.sha256(data).hexdigest())
        for path, data in files.items()
        if path not in (METS, "SHA256SUMS")
    }
    assert expected == listed
    assert {f"{DATA}/{path}" for path in contents} == {path for path, _, _ in list_described(files, INNER)}


def test_the_document_of_the_contents_is_found_from_that_of_the_package() -> None:
    files = pack()
    root, inner = read(files), read(files, INNER)
    (division,) = [item for item in root.iterfind(".//m:div", M) if item.get("LABEL") == "Representations/website"]
    (pointer,) = division.iterfind("m:mptr", M)
    assert INNER == pointer.get(f"{LINK}href")
    (group,) = [item for item in root.iterfind(".//m:fileGrp", M) if item.get("ID") == pointer.get(f"{LINK}title")]
    assert "Representations/website" == group.get("USE")
    assert (PACKAGE.name, "website") == (root.get("OBJID"), inner.get("OBJID"))


def test_no_two_elements_of_a_package_have_the_same_identifier() -> None:
    files = pack()
    found = [value for path in (METS, INNER) for value in read(files, path).xpath("//@ID")]
    assert len(found) == len(set(found)) > len(files)
    for path in (METS, INNER):
        root = read(files, path)
        wanted = " ".join(root.xpath("//@FILEID | //@DMDID | //@ADMID")).split()
        assert set(wanted) <= set(root.xpath("//@ID"))
    assert ["PREMIS:RIGHTS"] == [item.get("MDTYPE") for item in read(files).iterfind(".//m:rightsMD/m:mdRef", M)]


def test_formats_are_told_with_their_keys() -> None:
    files = pack(contents={**CONTENTS, "theme.html": b"{% if a %}", "bytes": b"\0"})
    told = {}
    for file in read(files, INNER).iterfind(".//m:file", M):
        path = next(link.get(f"{LINK}href", "") for link in file.iterfind("m:FLocat", M)).removeprefix("data/")
        told[path] = [file.get(f"{SIP}FILEFORMAT{part}") for part in ("NAME", "REGISTRY", "KEY")] + [
            file.get("MIMETYPE")
        ]
    assert {
        "index.html": ["Hypertext Markup Language", "PRONOM", "fmt/471", "text/html"],
        "a%20b.pdf": ["Plain Text File", None, None, "text/plain"],
        "one-file/a.sv.pdf": ["Acrobat PDF 1.4 - Portable Document Format", "PRONOM", "fmt/18", "application/pdf"],
        "theme.html": ["Jinja template", None, None, "text/plain"],
        "bytes": ["Unknown", None, None, "application/octet-stream"],
    } == told
