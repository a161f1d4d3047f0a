"""The data: all records as JSON, and each by itself."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest

from conftest import EXEMPELSTAD
from core.conftest import AG, FU, LANGUAGES, SV, Given, Show, Shown, agreement, followup, pledge, register
from core.model.test_every_field import FULL
from core.site.exports.lossless import SITE, check_lossless, list_faults, read_book
from pledgebook.names import Folder
from pledgebook.project import load_book
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.dataset import DATASET, SCHEMA, dataset_url
from pledgebook.site.exports.listing import render_exports
from pledgebook.site.exports.table import TABLE


def read(shown: Shown, url: str = DATASET) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(shown.exports(SITE)[url])
    return data


@pytest.fixture
def town(show: Show) -> Shown:
    book = load_book(EXEMPELSTAD, LANGUAGES).book
    assert book is not None
    return show(book, date(2026, 1, 1))


def test_exempelstad_comes_back_whole(town: Shown) -> None:
    check_lossless(town.site, town.words)


def test_every_field_of_the_model_comes_back(given: Given, show: Show) -> None:
    shown = show(given(FULL).book)
    check_lossless(shown.site, shown.words)


def test_follow_ups_stand_in_the_order_of_time_whatever_they_are_of(given: Given, show: Show) -> None:
    earlier = pledge("period: 2025")
    files = {
        "2025/pledge.sv.md": earlier,
        "2025/followup-1.sv.md": followup("date: 2029\ncovers: 2025"),
        FU: followup(),
    }
    shown = show(given(files).book)
    assert ["2027", "2025"] == [item["pledge"] for item in read(shown)["followups"]]
    check_lossless(shown.site, shown.words)


def test_what_a_record_says_of_a_shared_source_is_told_from_what_it_does_not_say(given: Given, show: Show) -> None:
    sources = "sources: [{id: p1, publisher: Polisen, partly_read: true}]"
    own = "sources: [p1, {id: k1, publisher: Kommunen, partly_read: false}]"
    shown = show(given({"register.yml": register(sources), SV: pledge(own)}).book)
    check_lossless(shown.site, shown.words)
    assert [{"id": "p1"}, {"id": "k1", "publisher": "Kommunen", "partly_read": False}] == read(shown)["pledges"][0][
        "sources"
    ]


def test_who_publishes_when_and_on_what_terms_is_told(given: Given, show: Show) -> None:
    data = read(show(given().book))
    assert f"{SITE}{SCHEMA}" == data["$schema"]
    assert ("1.0", "2027-06-15", SITE, ["sv", "en"]) == tuple(
        data[name] for name in ("version", "holds_on", "site", "languages")
    )
    assert "https://creativecommons.org/publicdomain/zero/1.0/" == data["licence"]["facts"]


def test_both_languages_stand_in_one_document(given: Given, show: Show) -> None:
    data = read(show(given().book))
    assert {"sv": "Ett kort löfte.", "en": "A short pledge."} == data["pledges"][0]["summary"]


@pytest.mark.parametrize("period", ["2019", "2019-10", "2019-10-05"])
def test_a_date_is_told_as_exactly_as_it_is_known(given: Given, show: Show, period: str) -> None:
    data = read(show(given({SV: pledge(f"period: {{start: {period}, end: 2020}}")}).book))
    assert {"start": period, "end": "2020"} == data["pledges"][0]["period"]


def test_what_nobody_has_written_is_not_there_and_what_is_unknown_is_named(given: Given, show: Show) -> None:
    (found,) = read(show(given({SV: pledge("unknown: [dates.signed]")}).book))["pledges"]
    assert ["dates.signed"] == found["unknown"]
    assert "dates" not in found
    assert None not in found.values()


REPORTED = {
    FU: followup("results: [{promise: synas, status: fulfilled, status_source: stated}]"),
    "2027/followup-2.sv.md": followup(
        "by: kommunen\ndate: 2028-02\nresults: [{promise: synas, status: ongoing, status_source: editor}]"
    ),
}


def test_a_status_is_told_by_each_who_gave_it_and_with_who_judged(given: Given, show: Show) -> None:
    data = read(show(given({SV: pledge("parties: [polisen, kommunen]"), **REPORTED}).book, date(2028, 6, 1)))
    told = data["derived"]["2027"]["promises"]["synas"]
    assert f"{SITE}id/2027/synas" == told["identifier"]
    assert [
        {"status": "ongoing", "status_source": "editor", "by": ["kommunen"], "followup": "2", "date": "2028-02"},
        {"status": "fulfilled", "status_source": "stated", "by": ["polisen"], "followup": "1", "date": "2028-01"},
    ] == told["reports"]


def test_a_status_that_nobody_gave_is_told_as_that(given: Given, show: Show) -> None:
    data = read(show(given({FU: followup("results: [{promise: synas, text: Vi var där.}]")}).book))
    assert "not_reported" == data["followups"][0]["results"][0]["status"]
    assert [] == data["derived"]["2027"]["promises"]["synas"]["reports"]


def test_where_a_record_stands_and_what_is_missing_holds_on_the_day_of_the_document(given: Given, show: Show) -> None:
    book = given().book
    now, later = read(show(book))["derived"]["2027"], read(show(book, date(2028, 2, 1)))["derived"]["2027"]
    assert ("in_force", None) == (now["state"], now.get("due"))
    assert ("ended", {"reason": "end", "since": "2028-01-01", "end": "2027"}) == (later["state"], later["due"])


def test_addresses_identifiers_editions_and_files_are_told(town: Shown) -> None:
    told = read(town)["derived"]["2019"]
    assert f"{SITE}id/2019" == told["identifier"]
    assert {"sv": f"{SITE}2019/", "en": f"{SITE}en/2019/"} == told["pages"]
    ledger = town.site.book.ledgers
    editions = next(item for folder, item in ledger.items() if folder == "2019").editions
    assert [(str(edition.date), edition.fingerprint) for edition in editions] == [
        (edition["date"], edition["fingerprint"]) for edition in told["editions"]
    ]
    assert {"torget.jpg", "lofte-2019.txt.pdf"} <= {file["name"] for file in told["files"]}
    assert all(file["url"] == f"{SITE}2019/{file['name']}" for file in told["files"])


def test_identifiers_stay_when_the_site_moves_and_addresses_lead_to_where_it_is(given: Given, show: Show) -> None:
    shown = show(given({"2028/pledge.sv.md": pledge("period: 2028\nextends: 2027", without="promises")}).book)
    now = "https://nya.example/"
    moved = dict(render_exports(ExportContext(shown.site, shown.words, now, SITE)))
    told = json.loads(moved[DATASET])["derived"]["2027"]
    assert (f"{SITE}id/2027", f"{SITE}id/2027/synas") == (told["identifier"], told["promises"]["synas"]["identifier"])
    assert {"sv": f"{now}2027/", "en": f"{now}en/2027/"} == told["pages"]
    rows = list(csv.DictReader(io.StringIO(moved[TABLE].decode(), newline="")))
    assert [f"{SITE}id/2027/synas", f"{SITE}id/2028/synas"] == [row["identifier"] for row in rows]
    assert f"{SITE}id/2027/synas" in {row["promise_extends"] for row in rows}


def test_a_record_by_itself_has_the_same_shape_and_its_own_follow_ups(given: Given, show: Show) -> None:
    shown = show(given({AG: agreement(), FU: followup(), "2026/pledge.sv.md": pledge("period: 2026")}).book)
    whole, context = read(shown), ExportContext(shown.site, shown.words, SITE)
    for folder, told in whole["derived"].items():
        text = shown.exports(SITE)[told["dataset"].removeprefix(SITE)]
        alone = json.loads(text)
        assert [] == list_faults(text, context)
        assert whole["register"] == alone["register"]
        assert {folder: told} == alone["derived"]
        book = read_book(text)
        assert [folder] == [*book.record_in]
        assert ["1"] * (folder == "2027") == [item.id for item in book.followups]


def test_a_record_by_itself_tells_only_of_its_own_sources_that_they_did_not_answer(given: Given, show: Show) -> None:
    lost = "links:\n  - {url: 'https://example.org/lofte', state: missing, checked: 2027-02}\n"
    own = "period: 2026\nsources: [{id: a, publisher: A, url: 'https://example.org/a'}]"
    book = given({"links.yml": lost, "2026/pledge.sv.md": pledge(own, without="sources")}).book
    urls = (DATASET, *(dataset_url(book.record_in[Folder(folder)]) for folder in ("2026", "2027")))
    assert [1, 0, 1] == [len(read(show(book), url).get("lost_links", ())) for url in urls]


@pytest.mark.parametrize("value", ["0,00001", "0.00012", "1 203", "12345678901234567890", "12,5"])
def test_it_is_written_as_json_is_written_by_python(given: Given, show: Show, value: str) -> None:
    text = f'results: [{{promise: synas, text: "1e3 \\u2028 \\" å", figures: [{{value: "{value}", unit: pass}}]}}]'
    shown = show(given({AG: agreement(), FU: followup(text)}).book)
    for url in (DATASET, *(dataset_url(record) for record in shown.site.book.record_in.values())):
        written = shown.exports(SITE)[url]
        assert f"{json.dumps(json.loads(written), ensure_ascii=False, indent=2)}\n" == written


def test_the_same_book_on_the_same_day_gives_the_same_bytes(given: Given, show: Show) -> None:
    book = given({AG: agreement(), FU: followup()}).book
    assert show(book).exports(SITE) == show(book).exports(SITE)


def test_without_an_address_of_the_site_all_is_told_from_its_root(given: Given, show: Show) -> None:
    data = json.loads(show(given().book).exports("")[DATASET])
    assert ("", "id/2027") == (data["site"], data["derived"]["2027"]["identifier"])


def test_without_an_address_of_the_site_each_file_leads_from_itself_to_the_schema(given: Given, show: Show) -> None:
    book = given({AG: agreement()}).book
    exports = show(book).exports("")
    for url in (DATASET, *map(dataset_url, book.record_in.values())):
        assert f"/{SCHEMA}" == urljoin(f"/{url}", json.loads(exports[url])["$schema"])
