"""What a package is about, in Dublin Core."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from core.archives import PACKAGE
from pledgebook.archive.metadata import PackageMetadata
from pledgebook.archive.packages.dublin_core import render_dublin_core
from pledgebook.archive.packages.xml_document import LANGUAGE
from pledgebook.model import Archiving


def describe(package: PackageMetadata) -> list[tuple[str, str, str | None]]:
    root = etree.fromstring(render_dublin_core(package))
    return [(etree.QName(word).localname, word.text or "", word.get(LANGUAGE)) for word in root]


def test_what_is_handed_on_is_described_with_its_place_parties_and_terms() -> None:
    package = replace(
        PACKAGE,
        description="Vad som har lovats,\n och vad det blev av.",
        place="Exempelstad",
        parties=("Polisen", "Kommunen"),
        rights="CC0.",
        licences=(("https://e.example/cc0", "Allt"),),
        publisher="Föreningen Minnet",
        archiving=Archiving(reference_code="SE/EX/1"),
    )
    told = describe(package)
    for word in (
        ("title", "Medborgarlöften i Exempelstad", "sv"),
        ("subject", "Polisen", "sv"),
        ("subject", "Kommunen", "sv"),
        ("publisher", "Föreningen Minnet", "sv"),
        ("description", "Vad som har lovats, och vad det blev av.", "sv"),
        ("identifier", "SE/EX/1", None),
        ("coverage", "Exempelstad", "sv"),
        ("coverage", "2027", None),
        ("rights", "CC0.", "sv"),
        ("rights", "https://e.example/cc0", None),
        ("language", "en", None),
    ):
        assert word in told


def test_nobody_is_said_to_have_made_or_published_what_they_have_not() -> None:
    words = {word for word, _, _ in describe(replace(PACKAGE, parties=("Polisen",)))}
    assert {"creator", "contributor", "publisher"}.isdisjoint(words)
    assert "subject" in words
