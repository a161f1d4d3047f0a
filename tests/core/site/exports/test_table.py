"""The promises as a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW, Table

from core.conftest import EN, FU, SV, Given, Show, Shown, followup, pledge, words
from core.model.test_every_field import FULL
from core.site.exports.lossless import SITE
from pledgebook.site.exports.table import METADATA, TABLE


def read(shown: Shown) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(shown.exports(SITE)[TABLE], newline="")))


def test_it_is_written_as_rfc_4180_has_it_and_begins_with_its_header(given: Given, show: Show) -> None:
    text = show(
        given({SV: pledge('promises: [{id: a, by: polisen, text: "Säg \\"hej\\", och\\nvinka."}]')}).book
    ).exports(SITE)[TABLE]
    assert text.startswith("identifier,state,pledge_id,pledge_title_sv,pledge_title_en,")
    assert ',"Säg ""hej"", och\nvinka.",' in text
    assert text.endswith("\r\n")


def test_each_promise_has_a_row_also_when_nobody_has_reported_on_it(given: Given, show: Show) -> None:
    (row,) = read(show(given().book))
    assert (f"{SITE}id/2027/synas", "in_force", "synas") == (row["identifier"], row["state"], row["promise_id"])
    assert ("not_reported", "", "") == (row["result_status"], row["result_status_source"], row["followup_id"])


def test_words_have_a_column_for_each_language_and_none_stands_for_another(given: Given, show: Show) -> None:
    (row,) = read(show(given({SV: pledge(), EN: words("title: Citizen pledge 2027")}).book))
    assert ("Synas på Fiktiva torget.", "") == (row["promise_text_sv"], row["promise_text_en"])
    assert "Citizen pledge 2027" == row["pledge_title_en"]


SAID = {
    SV: pledge(
        """
        parties: [polisen, kommunen]
        promises:
          - {id: synas, by: [polisen, kommunen], text: Synas., target: {at_least: 4, unit: pass, per: month}}
          - {id: lysa, by: kommunen, text: Lysa., activities: [{id: laga, text: Laga.}],
             target: [{count: 2, unit: lampor}, {event: ett forum}]}
        """
    ),
    FU: followup(
        """
        results:
          - {promise: synas, status: fulfilled, status_source: stated, figures: [{value: 4.5, unit: pass}]}
          - {promise: lysa, activity: laga, status: ongoing, figures: [{value: 1, unit: lampa}, {value: 2, unit: stolpar}]}
        """
    ),
    "2027/followup-2.sv.md": followup(
        "by: kommunen\nresults: [{promise: synas, status: ongoing, status_source: editor}]"
    ),
    "2027/followup-3.sv.md": followup("unknown: [results]"),
}


def test_each_result_has_a_row_with_who_says_it(given: Given, show: Show) -> None:
    told = [
        tuple(
            row[name]
            for name in ("promise_id", "result_activity", "followup_by", "result_status", "result_status_source")
        )
        for row in read(show(given(SAID).book))
    ]
    assert [
        ("synas", "", "kommunen", "ongoing", "editor"),
        ("synas", "", "polisen", "fulfilled", "stated"),
        ("lysa", "laga", "polisen", "ongoing", ""),
        # What is said of a step is not said of its promise.
        ("lysa", "", "", "not_reported", ""),
        ("", "", "polisen", "", ""),
    ] == told


def test_of_several_targets_or_figures_none_is_told_as_the_only_one(given: Given, show: Show) -> None:
    names = ("targets", "target_compare", "target_value", "target_per", "figures", "figure_value")
    rows = [tuple(row[name] for name in names) for row in read(show(given(SAID).book))]
    assert ("1", "at_least", "4", "month", "1", "4.5") == rows[1]
    assert ("2", "", "", "", "2", "") == rows[2]
    assert ("", "", "", "", "", "") == rows[-1]


def test_a_follow_up_that_nobody_has_read_and_a_pledge_without_promises_are_there(given: Given, show: Show) -> None:
    shown = show(
        given({SV: pledge("unknown: [promises]", without="promises"), FU: followup("unknown: [results]")}).book
    )
    promised, reported = read(shown)
    assert ("promises", "", "") == tuple(promised[name] for name in ("pledge_unknown", "promise_id", "result_status"))
    assert ("1", "results") == (reported["followup_id"], reported["followup_unknown"])


@pytest.mark.parametrize(
    ("period", "is_open"),
    [
        ("period: 2027", "false"),
        ("period: {start: 2027, end: open}", "true"),
        ("period: {start: 2027}\nunknown: [period.end]", ""),
    ],
)
def test_of_a_period_whose_end_is_unknown_it_is_not_said_that_it_has_one(
    given: Given, show: Show, period: str, is_open: str
) -> None:
    assert [is_open] == [row["pledge_period_open"] for row in read(show(given({SV: pledge(period)}).book))]


def test_a_promise_that_an_extension_has_as_it_was_says_which(given: Given, show: Show) -> None:
    own = "title: B\nperiod: 2028\nextends: 2027\npromises: [{id: lysa, by: polisen, text: Lysa.}]"
    for extension, expected in (
        (pledge("title: B\nperiod: 2028\nextends: 2027", without="promises"), ["", f"{SITE}id/2027/synas"]),
        (pledge(own), ["", ""]),
    ):
        rows = read(show(given({"2028/pledge.sv.md": extension}).book))
        assert expected == [row["promise_extends"] for row in rows]


def test_each_row_says_where_it_can_be_read(given: Given, show: Show) -> None:
    first, second = read(
        show(
            given(
                {
                    SV: pledge("sources: [k1, {publisher: B}]"),
                    FU: followup("results: [{promise: synas, status: fulfilled}]"),
                    "2026/pledge.sv.md": pledge("title: A\nperiod: 2026"),
                }
            ).book
        )
    )
    assert ("https://example.org/lofte", "") == (first["pledge_sources"], first["followup_sources"])
    assert ("https://example.org/nytt", "https://example.org/lofte") == (
        second["pledge_sources"],
        second["followup_sources"],
    )


@pytest.mark.parametrize("text", ["=1+1", "+46 16 12 34 56", "-2", "@kommun", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula(given: Given, show: Show, text: str) -> None:
    shown = show(given({SV: pledge(f"promises: [{{id: a, by: polisen, text: {json.dumps(text)}}}]")}).book)
    assert f"'{text}" == read(shown)[0]["promise_text_sv"]


def test_a_number_stays_a_number(given: Given, show: Show) -> None:
    figure = "results: [{promise: synas, status: ongoing, figures: [{value: -2, unit: grader}]}]"
    assert "-2" == read(show(given({FU: followup(figure)}).book))[0]["figure_value"]


@pytest.mark.parametrize("files", [SAID, FULL], ids=["said", "full"])
def test_a_reader_of_csvw_finds_the_table_as_its_metadata_say(
    given: Given, show: Show, tmp_path: Path, files: dict[str, Any]
) -> None:
    shown = show(given(files).book)
    for url in (TABLE, METADATA):
        (tmp_path / url.rpartition("/")[2]).write_text(shown.exports(SITE)[url], encoding="utf-8", newline="")
    metadata = tmp_path / METADATA.rpartition("/")[2]
    found = CSVW(str(metadata), validate=True)
    assert (True, []) == (found.is_valid, found.warnings)
    rows = list(Table.from_file(metadata).iterdicts(strict=True))
    assert [row["promise_id"] or None for row in read(shown)] == [row["promise_id"] for row in rows]
    assert any(["polisen", "kommunen"] == row["pledge_parties"] for row in rows)
    assert {False} == {row["pledge_period_open"] for row in rows}


def test_each_column_is_described_in_each_language(given: Given, show: Show) -> None:
    columns = json.loads(show(given().book).exports(SITE)[METADATA])["tableSchema"]["columns"]
    assert all(["sv", "en"] == [said["@language"] for said in column["dc:description"]] for column in columns)
    assert [column["name"] for column in columns] == [*read(show(given().book))[0]]
