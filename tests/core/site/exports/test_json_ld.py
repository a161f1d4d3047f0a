"""What a page says of itself to search engines: read as JSON-LD, offline, and held to the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pyld import jsonld
from rdflib import DCAT, DCTERMS, FOAF, RDF, SDO, Graph, Literal, URIRef

from core.conftest import EN, ENGLISH, SV, Given, Show, Shown, pledge, register, words
from core.site.exports.test_dcat import PUBLISHER
from pledgebook.model.dates import PartialDate
from pledgebook.model.shared import Period
from pledgebook.model.text import LocalizedText
from pledgebook.names import Language
from pledgebook.site.csp import find_breaches
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.dcat import CATALOGUE
from pledgebook.site.exports.json_ld import CONTEXT, render_interval, render_json_ld

URL = "https://loften.example.org/"
HOSTILE = "</script><!--<script>alert(1)//-->&amp;\u2028\u2029]]>\"'\\"
# What is an address and not words, of what https://schema.org/docs/jsonldcontext.json says of all its terms.
LINKS = ("url", "item", "contentUrl", "license")


def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
    assert url == CONTEXT
    context = {"@vocab": str(SDO), **{name: {"@id": str(SDO) + name, "@type": "@id"} for name in LINKS}}
    return {"document": {"@context": context}, "documentUrl": url, "contextUrl": None}


def render(shown: Shown, path: str = "2027/", language: str = "sv", **changed: Any) -> str:
    page = replace(shown.page(path), **changed)
    trail = [("Start", URL), (path, URL + shown.site.url(page, Language(language)))]
    return render_json_ld(ExportContext(shown.site, shown.words, URL), page, Language(language), trail)


def expand(text: str) -> list[dict[str, Any]]:
    document = json.loads(text)
    expanded: list[dict[str, Any]] = jsonld.expand(document, {"documentLoader": load})
    return expanded


def list_names(value: object) -> Iterator[str]:
    """Every property and type, by its full name."""
    if isinstance(value, dict):
        yield from (key for key in value if not key.startswith("@"))
        yield from value.get("@type", ())
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from list_names(part)


def count(value: object) -> int:
    """How many values there are that are not made of others."""
    if isinstance(value, dict | list):
        return sum(map(count, value.values() if isinstance(value, dict) else value))
    return 1


def test_a_pledge_is_a_report_by_its_parties(given: Given, show: Show) -> None:
    told = given({SV: pledge("dates: {signed: 2027-01-09, published: 2027-02}\nparties: [polisen, bolaget]")})
    page = json.loads(render(show(told.book), edited=date(2027, 3, 1)))["@graph"][1]
    assert page == {
        "@type": "Report",
        "@id": f"{URL}id/2027",
        "url": f"{URL}2027/",
        "name": "Medborgarlöfte 2027",
        "description": "Ett kort löfte.",
        "inLanguage": "sv",
        "author": [
            {"@type": "GovernmentOrganization", "name": "Polisen"},
            {"@type": "Organization", "name": "Påhittade Bostäder"},
        ],
        "datePublished": "2027-02",
        "dateModified": "2027-03-01",
        "temporalCoverage": "2027",
    }


def test_the_page_about_the_data_says_what_the_catalogue_of_them_says(given: Given, show: Show) -> None:
    shown = show(given({"register.yml": register(PUBLISHER), EN: words(ENGLISH)}).book)
    for language, name, publisher in (
        ("sv", "Medborgarlöften i Exempelstad", "Exempelstads kommun"),
        ("en", "Citizen pledges in Exempelstad", "Exempelstad Municipality"),
    ):
        (_, told) = json.loads(render(shown, "data/", language))["@graph"]
        graph = Graph().parse(data=shown.exports(URL)[CATALOGUE].encode(), format="xml")
        dataset = URIRef(told["@id"])
        assert (dataset, RDF.type, DCAT.Dataset) in graph
        assert (dataset, DCAT.landingPage, URIRef(told["url"])) in graph
        assert (dataset, DCTERMS.title, Literal(told["name"], lang=language)) in graph
        assert (dataset, DCTERMS.description, Literal(told["description"], lang=language)) in graph
        assert ("Dataset", name, ["sv", "en"]) == (told["@type"], told["name"], told["inLanguage"])
        assert {"@type": "Organization", "name": publisher} == told["publisher"]
        assert (None, FOAF.name, Literal(publisher, lang=language)) in graph
        files = {item["contentUrl"]: item for item in told["distribution"]}
        assert {*files} == {str(url) for url in graph.objects(None, DCAT.downloadURL)}
        assert {url.removeprefix(URL) for url in files} <= shown.exports(URL).keys()
        licences = {str(url).replace("http:", "https:") for url in graph.objects(None, DCTERMS.license)}
        assert {told["license"], *(item["license"] for item in files.values())} == licences


def test_who_publishes_the_data_is_left_out_until_somebody_has_said_it(given: Given, show: Show) -> None:
    shown = show(given().book)
    told = json.loads(render(shown, "data/"))["@graph"][1]
    assert not {"publisher", "@id"} & told.keys()


def test_what_is_unknown_is_left_out(given: Given, show: Show) -> None:
    parties = register(
        "parties:\n  - {id: polisen, name: Polisen, type: programme}\n  - {id: kommunen, name: Ö, type: other}"
    )
    told = given({SV: pledge("period: {start: 2027}\nunknown: [period.end]"), "register.yml": parties})
    report = json.loads(render(show(told.book)))["@graph"][1]
    assert [{"name": "Polisen"}] == report["author"]
    assert not {"datePublished", "dateModified", "temporalCoverage"} & report.keys()


@pytest.mark.parametrize(
    ("start", "end", "is_open", "said"),
    [
        ("2027", "2027", False, "2027"),
        ("2018-07", "2020", False, "2018-07/2020"),
        ("2018-07-01", None, True, "2018-07-01/.."),
        ("2018", None, False, ""),
        (None, "2018", False, ""),
        (None, None, True, ""),
    ],
)
def test_a_period_is_told_as_exactly_as_it_is_known(
    start: str | None, end: str | None, is_open: bool, said: str
) -> None:
    first, last = (PartialDate.parse(text) if text else None for text in (start, end))
    assert said == render_interval(Period(start=first, end=last, open=is_open))


def test_schema_org_has_every_word_and_none_is_lost(given: Given, show: Show) -> None:
    told = given({SV: pledge("dates: {published: 2027-02}"), EN: words(ENGLISH)})
    shown = show(told.book)
    for text, some in (
        (render(shown, edited=date(2027, 3, 1)), {"Report", "GovernmentOrganization", "datePublished"}),
        (render(shown, "data/"), {"Dataset", "DataDownload", "contentUrl", "license"}),
    ):
        expanded = expand(text)
        terms = {name.removeprefix(str(SDO)) for name in list_names(expanded)}
        assert terms <= {*SDO.__annotations__, "@id"}
        assert {"BreadcrumbList", "ListItem", "item", *some} <= terms
        assert count(json.loads(text)["@graph"]) == count(expanded)


def test_every_language_says_the_same_of_one_thing(given: Given, show: Show) -> None:
    told = given({SV: pledge("dates: {published: 2027-02}"), EN: words(ENGLISH)})
    shown = show(told.book)
    texts = [render(shown, language=language) for language in ("sv", "en")]
    reports = [json.loads(text)["@graph"][1] for text in texts]
    assert ["Medborgarlöfte 2027", "Citizen pledge 2027"] == [report["name"] for report in reports]
    assert [f"{URL}2027/", f"{URL}en/2027/"] == [report["url"] for report in reports]
    facts = [
        {name: report[name] for name in ("@type", "@id", "datePublished", "temporalCoverage")} for report in reports
    ]
    assert facts[0] == facts[1]
    assert reports[0].keys() == reports[1].keys()


def test_what_a_pledge_goes_by_stays_when_the_site_moves(given: Given, show: Show) -> None:
    shown = show(given().book)
    moved = ExportContext(shown.site, shown.words, "https://nya.example/", URL)
    trail = [("Start", "https://nya.example/"), ("2027", "https://nya.example/2027/")]
    block = render_json_ld(moved, shown.page("2027/"), Language("sv"), trail)
    (report,) = (thing for thing in json.loads(block)["@graph"] if thing["@type"] == "Report")
    assert (f"{URL}id/2027", "https://nya.example/2027/") == (report["@id"], report["url"])


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "</SCRIPT >", "a\u2028b"])
def test_nothing_in_a_text_ends_the_block(given: Given, show: Show, text: str) -> None:
    hostile = LocalizedText({"sv": text, "en": text})
    shown = show(given().book)
    record = shown.page("2027/").record
    assert record is not None
    record = record.model_copy(update={"title": hostile, "summary": hostile})
    trail = [(text, URL), (text, URL + "2027/")]
    page = replace(shown.page("2027/"), record=record)
    block = render_json_ld(ExportContext(shown.site, shown.words, URL), page, Language("sv"), trail)
    assert not re.search("[<>&\u2028\u2029]", block)
    crumbs, report = json.loads(block)["@graph"]
    assert (
        [text, text] == [report["name"], report["description"]] == [item["name"] for item in crumbs["itemListElement"]]
    )
    assert [] == list(find_breaches(f'<script type="application/ld+json">{block}</script>'))


def test_other_pages_say_only_where_they_are_and_the_first_nothing(given: Given, show: Show) -> None:
    shown = show(given().book)
    assert ["BreadcrumbList"] == [thing["@type"] for thing in json.loads(render(shown, "arkiv/"))["@graph"]]
    context = ExportContext(shown.site, shown.words, URL)
    assert "" == render_json_ld(context, shown.page(""), Language("sv"), [("Start", URL)])
