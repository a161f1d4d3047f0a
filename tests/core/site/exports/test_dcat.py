"""The catalogue of the data, read as RDF and held to the profiles of the EU and of Sweden, offline."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, XSD, BNode, Graph, Literal, Namespace, Node, URIRef

from core.conftest import AG, SV, Given, Show, Workspace, agreement, pledge, register
from pledgebook.site.exports.dcat import CATALOGUE
from pledgebook.site.outputs import list_outputs

URL = "https://loften.example.org/"
PROFILES = Path(__file__).parent / "dcat-ap"
SWEDISH: dict[str, dict[str, dict[str, Any]]] = json.loads((PROFILES / "dcat-ap-se.json").read_text("utf-8"))
NUMBER = "212000-9994"
PUBLISHER = f"""\
publisher: {{sv: Exempelstads kommun, en: Exempelstad Municipality}}
publisher_type: local_authority
organisation_number: {NUMBER}
"""
CONTACT = """\
contact:
  function: {sv: Trygghetssamordnaren, en: The safety coordinator}
  email: trygghet@example.org
"""
PLACES = """\
places:
  - {id: fiktiva-torget, name: {sv: Fiktiva torget, en: Fictional Square}, type: square}
  - {id: hela, name: Exempelstad, type: municipality, code: "0000"}
"""
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
NAMED = (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, FOAF.Agent, VCARD.Organization)

# What checks the shapes uses old names of what reads RDF.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


@pytest.fixture
def graph(given: Given, show: Show) -> Graph:
    return read(show(given({"register.yml": register(PUBLISHER + CONTACT + PLACES)}).book).exports(URL)[CATALOGUE])


def read(text: str) -> Graph:
    return Graph().parse(data=text.encode(), format="xml")


def one(graph: Graph, kind: URIRef) -> Node:
    (found,) = graph.subjects(RDF.type, kind)
    return found


def find_faults(graph: Graph, shapes: str) -> set[Node]:
    """The properties that shapes of the EU's profile find something wrong with."""
    path = str(PROFILES / f"{shapes}.ttl")
    _, report, _ = pyshacl.validate(graph, shacl_graph=path, shacl_graph_format="turtle")
    assert isinstance(report, Graph)
    return {*report.objects(None, SH.resultPath)}


def test_it_has_all_that_the_eu_asks_for(graph: Graph) -> None:
    assert set() == find_faults(graph, "shapes")


def test_it_has_what_the_eu_recommends_as_far_as_it_is_known(graph: Graph) -> None:
    # Nobody knows when the list itself changed or where the borders are, and what goes on has no end.
    unknown = {DCTERMS.issued, DCTERMS.modified, DCAT.bbox, DCAT.centroid, DCAT.endDate}
    assert unknown == find_faults(graph, "shapes_recommended")


def test_the_shapes_notice_what_is_missing(graph: Graph) -> None:
    graph.remove((one(graph, DCAT.Dataset), DCTERMS.title, None))
    graph.remove((None, DCAT.accessURL, None))
    assert {DCTERMS.title, DCAT.accessURL} == find_faults(graph, "shapes")


def find_breaches(graph: Graph) -> list[tuple[str, str]]:
    """Each class and property of the Swedish profile that is broken."""
    found = []
    for kind, rules in SWEDISH.items():
        for subject in graph.subjects(RDF.type, URIRef(kind)):
            names = {str(name) for name in graph.predicates(subject)} - {str(RDF.type)}
            found += [(kind, name) for name in sorted(names - rules.keys())]
            for name, rule in rules.items():
                values = [*graph.objects(subject, URIRef(name))]
                is_right = rule["min"] <= len(values) <= rule.get("max", len(values))
                if not is_right or not all(any(fits(value, one) for one in rule["kinds"]) for value in values):
                    found.append((kind, name))
    return found


def fits(value: Node, kind: dict[str, Any]) -> bool:
    is_choice = str(value) in kind.get("choices", (str(value),)) and re.fullmatch(kind.get("pattern", ".+"), str(value))
    match kind["node"]:
        case "LANGUAGE_LITERAL":
            return isinstance(value, Literal) and value.language is not None
        case "DATATYPE_LITERAL":
            return isinstance(value, Literal) and str(value.datatype) in kind["datatypes"]
        case "LITERAL" | "ONLY_LITERAL":
            return isinstance(value, Literal)
        case "URI":
            return isinstance(value, URIRef) and bool(is_choice)
    return isinstance(value, URIRef | BNode) and (isinstance(value, BNode) or bool(is_choice))


def test_it_has_all_that_sweden_asks_for(graph: Graph) -> None:
    # The profile's list still has forms as words; since 3.0.0 the EU's way is harvested too (docs/changes.md there).
    as_the_eu_does = {(str(DCAT.Distribution), str(name)) for name in (DCTERMS["format"], DCAT.mediaType)}
    assert as_the_eu_does == {*find_breaches(graph)}


def test_it_is_as_the_harvester_takes_it(graph: Graph) -> None:
    for kind in NAMED:
        found = [*graph.subjects(RDF.type, kind)]
        assert found and not any(isinstance(subject, BNode) for subject in found)
    iris = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    assert all(re.match(r"(https?://|mailto:)[^\s<>\"]+$", iri) for iri in iris)
    assert URIRef("http://dataportal.se/organisation/SE2120009994") == one(graph, FOAF.Agent)
    assert {one(graph, FOAF.Agent)} == {*graph.objects(None, DCTERMS.publisher)}
    licences = {*graph.objects(None, DCTERMS.license)}
    assert all(re.fullmatch(r"http://creativecommons\.org/\S+/", str(licence)) for licence in licences)


def test_it_says_what_the_record_says(graph: Graph) -> None:
    dataset = one(graph, DCAT.Dataset)
    assert f"{URL}{CATALOGUE}#dataset" == str(dataset)
    titles = {(str(title), getattr(title, "language", "")) for title in graph.objects(dataset, DCTERMS.title)}
    assert {("Medborgarlöften i Exempelstad", "sv"), ("Citizen pledges in Exempelstad", "en")} == titles
    languages = {str(language).rpartition("/")[2] for language in graph.objects(dataset, DCTERMS.language)}
    assert {"SWE", "ENG"} == languages
    assert [Literal("0000")] == [*graph.objects(graph.value(dataset, DCTERMS.spatial), DCTERMS.identifier)]
    period = graph.value(dataset, DCTERMS.temporal)
    assert [(DCAT.startDate, Literal("2027", datatype=XSD.gYear))] == [
        (name, value) for name, value in graph.predicate_objects(period) if name != RDF.type
    ]
    contact = graph.value(dataset, DCAT.contactPoint)
    assert URIRef("mailto:trygghet@example.org") == graph.value(contact, VCARD.hasEmail)


def test_every_file_that_it_names_is_there(given: Given, show: Show) -> None:
    exports = show(given({"register.yml": register(PUBLISHER)}).book).exports(URL)
    graph = read(exports[CATALOGUE])
    named = {*graph.objects(None, DCAT.downloadURL), *graph.objects(None, DCTERMS.conformsTo)}
    assert named
    assert {str(url).removeprefix(URL) for url in named} <= exports.keys()


def test_it_leads_to_the_page_about_the_data_in_every_language(graph: Graph) -> None:
    pages = graph.objects(one(graph, DCAT.Dataset), DCAT.landingPage)
    assert [f"{URL}data/", f"{URL}en/data/"] == sorted(map(str, pages))


def test_what_is_unknown_is_left_out(given: Given, show: Show) -> None:
    told = given(
        {
            "register.yml": register(PUBLISHER),
            AG: agreement("period: {end: 2027}\nunknown: [period.start]"),
            SV: pledge(),
        }
    )
    graph = read(show(told.book).exports(URL)[CATALOGUE])
    dataset = one(graph, DCAT.Dataset)
    unknown = (DCTERMS.temporal, DCTERMS.spatial, DCTERMS.issued, DCTERMS.modified, DCAT.contactPoint)
    assert [] == [name for name in unknown if (dataset, name, None) in graph]
    assert set() == find_faults(graph, "shapes")


def test_of_days_only_the_last_that_a_record_was_published_is_told(workspace: Workspace, show: Show) -> None:
    workspace.write("register.yml", register(PUBLISHER))
    workspace.does("publish", "2027", day=5)
    workspace.edit(SV, "summary: Ett kort löfte.", "summary: Ett mycket kort löfte.")
    workspace.does("change", "2027", "--kind", "correction", "--note", "Ett ord föll bort.", day=8)
    book = workspace.loaded.book
    assert book
    graph = read(show(book).exports(URL)[CATALOGUE])
    assert Literal("2027-01-08", datatype=XSD.date) == graph.value(one(graph, DCAT.Dataset), DCTERMS.modified)
    assert (None, DCTERMS.issued, None) not in graph


def test_nothing_is_told_in_a_language_that_has_no_name_of_the_register(given: Given, show: Show) -> None:
    own = register(PUBLISHER).replace("name: Exempelstad\n", "name: {sv: Exempelstads kommun}\n", 1)
    graph = read(show(given({"register.yml": own}).book).exports(URL)[CATALOGUE])
    titles = {(str(title), getattr(title, "language", "")) for title in graph.objects(None, DCTERMS.title)}
    assert {"sv"} == {language for _, language in titles}
    keywords = graph.objects(one(graph, DCAT.Dataset), DCAT.keyword)
    assert {"sv", "en"} == {getattr(word, "language", "") for word in keywords}
    assert set() == find_faults(graph, "shapes")


@pytest.mark.parametrize("field", ["publisher", "publisher_type", "organisation_number"])
def test_without_what_the_profile_asks_for_there_is_none(given: Given, show: Show, field: str) -> None:
    lines = [line for line in PUBLISHER.splitlines() if not line.startswith(f"{field}:")]
    shown = show(given({"register.yml": register("\n".join(lines))}).book)
    assert CATALOGUE not in shown.exports(URL)
    assert CATALOGUE not in [*list_outputs(shown.site)]


def test_without_a_full_url_there_is_none(given: Given, show: Show) -> None:
    assert CATALOGUE not in show(given({"register.yml": register(PUBLISHER)}).book).exports("")


def test_the_same_book_gives_the_same_bytes_and_any_text_is_escaped(given: Given, show: Show) -> None:
    name = '<Exempel> & \\"Stad\\"'
    told = given({"register.yml": register(PUBLISHER.replace("Exempelstads kommun", f'"{name}"'))})
    first, second = (show(told.book, date(2027, 6, day)).exports(URL)[CATALOGUE] for day in (15, 16))
    assert first == second
    assert '<Exempel> & "Stad"' in {str(value) for value in read(first).objects(None, FOAF.name)}
