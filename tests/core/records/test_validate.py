"""Fields and their values: what the model refuses is told once, with its place and a suggestion."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, fields, followup, pledge, promise


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SV, pledge("area: {places: [Sagogatan]}"), "2:17 id_format Sagogatan → sagogatan"),
        (SV, pledge("sources: [p1, {id: x, url: 'https://example.org/'}]"), "2:15 field_missing publisher"),
        (SV, promise("continues: synas"), "3:55 reference_format synas → 2026/synas"),
        (SV, pledge("period: 2027-06-31"), "2:9 date_impossible 2027-06-31 → 2027-06-30"),
        (SV, pledge("period: {start: 2027, end: 2027-02-29}"), "2:28 date_impossible 2027-02-29 → 2027-02-28"),
        (SV, pledge("period: nästa år"), "2:9 period_format nästa år"),
        (SV, pledge("period: {start: 2027, end: öppen}"), "2:28 date_format öppen → open"),
        (FU, followup("date: 2028-13"), "2:7 date_impossible 2028-13"),
        (SV, pledge("promises:\n  - {id: Synas, by: polisen, text: A}"), "3:10 id_format Synas → synas"),
        (SV, pledge("promises:\n  - {id: gå, by: polisen, text: A}"), "3:10 id_format gå → ga"),
        # a field with the name of what it stands in
        (SV, pledge("dates: {dates: 2027-02-01}"), "2:9 field_unknown dates"),
        (SV, pledge("area: {area: x}"), "2:8 field_unknown area"),
        (SV, pledge("area: {scope: {scope: x}}"), "2:15 value_text …"),
        (SV, pledge("promises:\n  - {id: a, text: A}"), "3:6 field_missing by"),
        (SV, pledge("promises:\n  - {id: a, text: A, by: []}"), "3:26 list_empty"),
        (SV, pledge("promises: synas"), "2:11 value_mapping synas → {id: synas, by: polisen, text: synas}"),
        (SV, pledge("sumary: Kort.").replace("summary: Ett kort löfte.\n", ""), "2:1 field_unknown sumary → summary"),
        (SV, pledge("lede: Kort."), "2:1 field_unknown lede"),
        (SV, pledge("documents: [{title: A, kind: other, url: 'https://example.org/', sha256: abc}]"), "2:74 value_invalid abc"),
        (SV, pledge("contact: {function: Receptionen, url: example.org}"), "2:39 address_format example.org → https://example.org"),
        (SV, pledge("basis: [{type: other, url: example.org}]"), "2:28 address_format example.org → https://example.org"),
        (SV, pledge("sources: [{publisher: P, archived: example.org}]"), "2:36 address_format example.org → https://example.org"),
        (SV, promise("mål: 200"), "3:44 field_unknown mål → target"),
        (SV, promise("target: {cuont: 200, unit: pass, kind: event}"), "3:53 field_unknown cuont → count"),
        (SV, pledge("title:"), "2:1 field_empty title"),
        (SV, pledge('title: ""'), "2:8 field_empty title"),
        (SV, pledge('title: "  "'), "2:8 field_empty title"),
        (SV, pledge("state: inforce"), "2:8 value_not_allowed inforce → in_force"),
        (SV, pledge("focus_areas: [{id: a, title: A, flexible: kanske}]"), "2:43 truth_format kanske"),
        (SV, pledge("basis: [{type: survey}]"), "2:16 value_not_allowed survey → other_survey"),
        (SV, pledge("basis: [{type: other, respondents: -4}]"), "2:36 number_negative -4"),
        (SV, pledge("sources: [{publisher: P, url: polisen.se}]"), "2:31 address_format polisen.se → https://polisen.se"),
        (SV, pledge("sources: [{publisher: P, url: 'javascript:alert(1)'}]"), "2:31 address_format javascript:alert(1)"),
        (SV, pledge("sources: [{publisher: P, url: “https://example.org/”}]"), "2:31 quotes_curly “https://example.org/”"),
        (SV, pledge("dates: 2027"), "2:8 value_mapping 2027"),
        # only what can be measured is taken for a number of something
        (SV, pledge("contact: 3 personer"), "2:10 value_mapping 3 personer"),
        (SV, promise("target: 3 personer"), "3:52 value_mapping 3 personer → {count: 3, unit: personer}"),
        # several ids in one text, where each is an id
        (SV, pledge("parties: polisen & kommunen"), "2:10 id_list polisen & kommunen → [polisen, kommunen]"),
        (SV, pledge("parties: polisen + ?"), "2:10 id_format polisen + ? → polisen"),
        (SV, pledge("translations: {en: {status: draft}}"), "2:1 field_unknown translations"),
        (SV, pledge("body: Text."), "2:1 field_unknown body"),
        (FU, followup("pledge: '2027'"), "2:1 field_unknown pledge"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


@pytest.mark.parametrize("name", ["title", "summary", "parties", "sources"])
def test_a_field_that_must_be_there_is_told_at_the_top(given: Given, name: str) -> None:
    base = "title: A\nsummary: B\nparties: [polisen]\nsources: [p1]\nperiod: 2027\nunknown: [promises]\n"
    text = "".join(line for line in base.splitlines(keepends=True) if not line.startswith(name))
    assert [f"2027/pledge.sv.md:2:1 field_missing {name}"] == given({SV: fields("", text)}).problems


def test_an_empty_front_matter_tells_all_that_must_be_there(given: Given) -> None:
    told = given({SV: "---\n---\n"})
    assert ["title", "summary", "parties", "sources"] == [line.split()[-1] for line in told.errors]
