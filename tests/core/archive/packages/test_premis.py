"""What PREMIS says of a package: where it comes from, what was done with it, and on what terms it may be used."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from lxml import etree

from core.archives import PACKAGE
from pledgebook.archive.layout import DATA, PRESERVATION, REPRESENTATION
from pledgebook.archive.metadata import PackageMetadata
from pledgebook.archive.packages.sip import make_sip
from pledgebook.archive.packages.xml_document import Element, read_schema
from pledgebook.files.tree import Files
from pledgebook.model.deliveries import Delivery, DeliveryStatus

P = {"p": "http://www.loc.gov/premis/v3"}
LICENCES = (("https://e.example/cc0", "Uppgifterna"), ("https://e.example/by", "Texterna"))
PROGRAMS = {"Python": "3.11", "mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "typst": "0.15.2", "nh3": "1.0"}
KNOWN = replace(
    PACKAGE,
    programs=tuple(PROGRAMS.items()),
    shown="Sidorna visar den 15 juni.",
    licences=LICENCES,
    identity=UUID(int=7),
)
PDF = b"%PDF-1.4\n%%EOF"
CONTENTS = {
    "index.html": b"<!doctype html><p>",
    "one-file/2027.sv.html": b"<!doctype html><p>",
    "one-file/2027.sv.pdf": PDF,
    "site/2027/plan.pdf": b"Text",
    "site/2027/kept.pdf": PDF,
    "site/2027/kept.html": b"<!doctype html><p>",
    "sources/theme/a.html": b"{% if a %}",
}


def read(package: PackageMetadata = KNOWN, contents: Files = CONTENTS) -> Element:
    return etree.fromstring(make_sip(contents, {}, package)[PRESERVATION])


def texts(element: Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind("/".join(f"p:{step}" for step in path.split("/")), P)]


def objects(root: Element) -> dict[str, Element]:
    return {texts(item, "objectIdentifier/objectIdentifierValue")[0]: item for item in root.iterfind("p:object", P)}


@pytest.mark.parametrize("package", [KNOWN, PACKAGE, replace(PACKAGE, version="", sender="")])
@pytest.mark.parametrize("contents", [CONTENTS, {}], ids=["all", "nothing"])
def test_it_follows_its_schema(package: PackageMetadata, contents: Files) -> None:
    read_schema("premis.xsd").assertValid(read(package, contents))


def test_it_tells_only_of_the_files_that_there_is_more_to_say_of() -> None:
    told = objects(read())
    made, misnamed = f"{DATA}/one-file/2027.sv.pdf", f"{DATA}/site/2027/plan.pdf"
    assert [REPRESENTATION, made, misnamed] == list(told)
    assert ["The name says Portable Document Format."] == texts(
        told[misnamed], "objectCharacteristics/format/formatNote"
    )
    assert [] == texts(told[made], "objectCharacteristics/format/formatNote")


def test_a_pdf_is_told_to_be_made_from_its_html_by_what_set_it() -> None:
    root = read()
    (relation,) = objects(root)[f"{DATA}/one-file/2027.sv.pdf"].iterfind("p:relationship", P)
    assert ["derivation", "has source", f"{DATA}/one-file/2027.sv.html"] == [
        *texts(relation, "relationshipType"),
        *texts(relation, "relationshipSubType"),
        *texts(relation, "relatedObjectIdentifier/relatedObjectIdentifierValue"),
    ]
    (event,) = texts(relation, "relatedEventIdentifier/relatedEventIdentifierValue")
    assert ("creation", ["pledgebook", "Python", "typst"]) == list_events(root)[event]


def list_events(root: Element) -> dict[str, tuple[str, list[str]]]:
    """What was done and by which programs, by identifier."""
    return {
        texts(event, "eventIdentifier/eventIdentifierValue")[0]: (
            texts(event, "eventType")[0],
            texts(event, "linkingAgentIdentifier/linkingAgentIdentifierValue"),
        )
        for event in root.iterfind("p:event", P)
    }


def test_what_was_done_and_by_which_programs_is_told() -> None:
    root = read()
    events = list_events(root)
    assert [
        ("creation", ["pledgebook", "Python", "mkdocs", "mkdocs-material"]),
        ("creation", ["pledgebook", "Python", "typst"]),
        ("validation", ["pledgebook"]),
        ("format identification", ["pledgebook"]),
        ("message digest calculation", ["pledgebook"]),
        ("information package creation", ["pledgebook"]),
    ] == list(events.values())
    assert {"success"} == set(texts(root, "event/eventOutcomeInformation/eventOutcome"))
    assert "Sidorna visar den 15 juni." in texts(root, "event/eventDetailInformation/eventDetail")
    versions = dict(
        zip(texts(root, "agent/agentIdentifier/agentIdentifierValue"), texts(root, "agent/agentVersion"), strict=True)
    )
    assert {"pledgebook": "1.0", **PROGRAMS} == {**versions, "nh3": "1.0"}
    assert {"software"} == set(texts(root, "agent/agentType")), "nobody has said who authorized it"
    linked = texts(objects(root)[REPRESENTATION], "linkingEventIdentifier/linkingEventIdentifierValue")
    assert set(linked) < events.keys()


def test_nothing_is_told_of_what_was_not_done_or_is_not_known() -> None:
    root = read(PACKAGE, {"index.html": b"<!doctype html><p>"})
    assert ["pledgebook"] == texts(root, "agent/agentIdentifier/agentIdentifierValue")
    assert 1 == texts(root, "event/eventType").count("creation"), "no PDF was made"
    assert [] == list(root.iterfind("p:rights", P))
    assert [] == list(root.iterfind(".//p:relationship", P))


def test_the_licences_are_told_with_what_each_is_for() -> None:
    root = read()
    statements = list(root.iterfind("p:rights/p:rightsStatement", P))
    where = "licenseInformation/licenseDocumentationIdentifier/licenseDocumentationIdentifierValue"
    assert [
        (*texts(item, "rightsBasis"), *texts(item, where), *texts(item, "licenseInformation/licenseNote"))
        for item in statements
    ] == [
        ("license", "https://e.example/cc0", "Uppgifterna"),
        ("license", "https://e.example/by", "Texterna"),
    ]
    linked = "linkingRightsStatementIdentifier/linkingRightsStatementIdentifierValue"
    assert texts(root, "rights/rightsStatement/rightsStatementIdentifier/rightsStatementIdentifierValue") == texts(
        objects(root)[REPRESENTATION], linked
    )


@pytest.mark.parametrize(
    ("status", "relation"),
    [("SUPPLEMENT", ["logical", "has sibling"]), ("REPLACEMENT", ["replacement", "supersedes"])],
)
def test_the_delivery_before_it_is_named(status: str, relation: list[str]) -> None:
    before = Delivery(
        identity="00000000-0000-0000-0000-000000000005",
        name="exempelstad-2026",
        moment="2026-06-15T00:00:00Z",
        sha256="0" * 64,
        status=DeliveryStatus.NEW,
    )
    whole = objects(read(replace(KNOWN, status=status, related=before)))[REPRESENTATION]
    assert [*relation, before.identity] == [
        *texts(whole, "relationship/relationshipType"),
        *texts(whole, "relationship/relationshipSubType"),
        *texts(whole, "relationship/relatedObjectIdentifier/relatedObjectIdentifierValue"),
    ]
    assert str(UUID(int=7)) in texts(whole, "objectIdentifier/objectIdentifierValue")
