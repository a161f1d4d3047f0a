"""The JSON Schema of the data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.conftest import FU, SV, Given, Show, followup, pledge
from core.site.exports.lossless import SITE, list_faults
from pledgebook.site.exports.context import ExportContext
from pledgebook.site.exports.data_schema import render_schema
from pledgebook.site.exports.dataset import SCHEMA, render_dataset

Data = dict[str, Any]


@pytest.fixture
def context(given: Given, show: Show) -> ExportContext:
    facts = "basis: [{type: safety_survey, respondents: 412}]\nperiod: 2027-03"
    shown = show(given({SV: pledge(facts), FU: followup("results: [{promise: synas, status: ongoing}]")}).book)
    return ExportContext(shown.site, shown.words, SITE)


def test_it_is_of_the_draft_of_2020_and_says_where_it_is(context: ExportContext) -> None:
    schema = json.loads(render_schema(context))
    assert ("https://json-schema.org/draft/2020-12/schema", f"{SITE}{SCHEMA}") == (schema["$schema"], schema["$id"])


def test_where_nobody_knows_where_it_is_it_does_not_say_so(context: ExportContext) -> None:
    assert "$id" not in json.loads(render_schema(replace(context, site_url="")))


def test_fields_and_words_are_named_in_each_language(context: ExportContext) -> None:
    parts = json.loads(render_schema(context))["$defs"]
    assert "Okänt / Unknown" == parts["Pledge"]["properties"]["unknown"]["title"]
    assert {"const": "ongoing", "title": "Pågår / Ongoing"} in parts["Status"]["oneOf"]


def test_what_is_nothing_is_left_out_and_never_null(context: ExportContext) -> None:
    assert '"null"' not in render_schema(context)


def _set(*path: str | int, value: object) -> Callable[[Data], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_set("pledges", 0, "period", "start", value="mars 2027"), "$.pledges[0].period.start"),
        (_set("pledges", 0, "basis", 0, "respondents", "value", value=-1), "$.pledges[0].basis[0].respondents.value"),
        (_set("pledges", 0, "title", value="Medborgarlöfte"), "$.pledges[0].title"),
        (_set("pledges", 0, "aim", value=None), "$.pledges[0].aim"),
        (_set("pledges", 0, "score", value=4), "$.pledges[0]"),
        (_set("followups", 0, "results", 0, "status", value="kept"), "$.followups[0].results[0].status"),
        (_set("derived", "2027", "state", value="old"), "$.derived['2027'].state"),
        (_set("holds_on", value="2027-06"), "$.holds_on"),
        (lambda data: data.pop("licence"), "$"),
    ],
)
def test_what_the_model_does_not_allow_is_found(
    context: ExportContext, change: Callable[[Data], None], expected: str
) -> None:
    data = json.loads(render_dataset(context))
    change(data)
    assert [expected] == [fault.partition(": ")[0] for fault in list_faults(json.dumps(data), context)]
