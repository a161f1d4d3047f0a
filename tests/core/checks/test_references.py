"""Every id that a record names exists: each kind of reference broken once, with its place."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, followup, pledge, promise


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        # parties
        (SV, pledge("parties: [polisn]"), "2:11 party_unknown polisn → polisen"),
        (SV, pledge("parties: [polisen, grannen]"), "2:20 party_unknown grannen"),
        (SV, promise("with: bolagt"), "3:50 party_unknown bolagt → bolaget"),
        (SV, pledge("promises:\n  - {id: a, text: A, by: [polisen, kommun]}"), "3:36 party_unknown kommun → kommunen"),
        (SV, promise("activities: [{id: a, text: A, by: polis}]"), "3:78 party_unknown polis → polisen"),
        (SV, pledge("signatories: [{name: Ada, party: kommun}]"), "2:34 party_unknown kommun → kommunen"),
        (SV, pledge("parties: [unknown]"), "2:11 party_unknown unknown"),
        (FU, followup("by: polis"), "2:5 party_unknown polis → polisen"),
        (AG, agreement("parties: [kommunen, polis]"), "2:21 party_unknown polis → polisen"),
        # places
        (SV, pledge("area: hamnen"), "2:7 place_unknown hamnen"),
        (SV, pledge("area: [sagogatan, sagogata]"), "2:19 place_unknown sagogata → sagogatan"),
        (SV, promise("places: sagogata"), "3:52 place_unknown sagogata → sagogatan"),
        (SV, promise("activities: [{id: a, text: A, places: [torg]}]"), "3:83 place_unknown torg"),
        (SV, pledge("focus_areas: [{id: a, title: A, places: [torg]}]"), "2:42 place_unknown torg"),
        # themes
        (SV, promise("themes: [trafk]"), "3:53 theme_unknown trafk → trafik"),
        (SV, pledge("focus_areas: [{id: a, title: A, themes: trafk}]"), "2:41 theme_unknown trafk → trafik"),
        # sources
        (SV, pledge("sources: [p2]"), "2:11 source_unknown p2"),
        (SV, pledge("sources: [k1b]"), "2:11 source_unknown k1b → k1"),
        (SV, pledge("sources: [p1, {id: p2, note: X}]"), "2:15 source_unknown p2"),
        # One that says more than a name of a shared source could be is meant to be named in full.
        (SV, pledge("sources: [p1, {id: brev, title: Ett brev}]"), "2:15 field_missing publisher"),
        (SV, pledge("sources: [p1, {id: brev, url: 'https://example.org/brev'}]"), "2:15 field_missing publisher"),
        (SV, promise("sources: [k2]"), "3:54 source_unlisted k2"),
        (SV, pledge("basis: [{type: other, sources: k2}]"), "2:32 source_unlisted k2"),
        (SV, pledge("evidence: [{field: aim, sources: [p1, k2]}]"), "2:39 source_unlisted k2"),
        (SV, pledge("conflicts: [{field: aim, note: X, values: [{value: A, source: k2}]}]"), "2:63 source_unlisted k2"),
        (SV, pledge("changes: [{date: 2027, kind: changed, note: X, sources: [k2]}]"), "2:58 source_unlisted k2"),
        (SV, pledge("signatories: [{name: Ada, sources: [k2]}]"), "2:37 source_unlisted k2"),
        (FU, followup("sources: [p2]"), "2:11 source_unknown p2"),
        (FU, followup("results: [{promise: synas, sources: [k2]}]"), "2:38 source_unlisted k2"),
        # focus areas, agreements, promises
        (SV, promise("focus_area: torget"), "3:56 focus_unknown torget"),
        (SV, pledge("agreement: 2024-2028"), "2:12 agreement_unknown 2024-2028 → 2024-2027"),
        (SV, promise("continues: 2026/synsa"), "3:55 promise_unknown 2026/synsa → 2026/synas"),
        (SV, promise("continues: [2026/synas, 2025/ljus]"), "3:68 promise_unknown 2025/ljus"),
        (SV, pledge("continues: forra"), "2:12 record_unknown forra"),
        (SV, pledge("extends: forra"), "2:10 record_unknown forra"),
        (SV, pledge("replaces: forra"), "2:11 record_unknown forra"),
        (SV, pledge("extends: '2027'"), "2:10 record_itself 2027"),
        (SV, pledge("replaces: '2027'"), "2:11 record_itself 2027"),
        (SV, pledge("continues: '2027'"), "2:12 record_itself 2027"),
        (AG, agreement("extends: 2024-2027"), "2:10 record_itself 2024-2027"),
        # The record itself is never what is offered.
        (SV, pledge("extends: '2028'"), "2:10 record_unknown 2028 → 2026"),
        (AG, agreement("replaces: forra"), "2:11 record_unknown forra"),
        (SV, pledge("changes: [{date: 2027, kind: added, note: X, promise: lysa}]"), "2:55 promise_unknown lysa"),
        (FU, followup("results: [{promise: synsa}]"), "2:21 promise_unknown synsa → synas"),
        (FU, followup("results: [{promise: synas, activity: a}]"), "2:38 activity_unknown a"),
        # unknown
        (FU, followup("results: [{promise: synas, status: ongoing}, {promise: synas, status: fulfilled}]"), "2:56 result_repeated synas"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


# Earlier and later


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("continues: 2028/synsa", "3:55 promise_unknown 2028/synsa"),
        ("continues: 2027/synsa", "3:55 promise_unknown 2027/synsa"),
        ("continues: 2026/synsa", "3:55 promise_unknown 2026/synsa → 2026/synas"),
        ("continues: okant/synsa", "3:55 promise_unknown okant/synsa → okant/synas"),
    ],
)
def test_a_promise_that_is_offered_is_one_that_may_be_carried_on(given: Given, written: str, expected: str) -> None:
    others = {
        "2026/pledge.sv.md": pledge("period: 2026"),
        "2028/pledge.sv.md": pledge("period: 2028"),
        "okant/pledge.sv.md": pledge("unknown: [period]", without="period"),
    }
    told = given({SV: promise(written), **others})
    assert [f"{SV}:{expected}"] == told.problems


@pytest.mark.parametrize("way", ["extends", "replaces", "continues"])
def test_a_record_that_is_offered_is_one_that_may_be_followed_on(given: Given, way: str) -> None:
    files = {f"{name}/pledge.sv.md": pledge(f"period: {name}") for name in ("2019-2020", "2029-2030")}
    told = given({SV: pledge(f"{way}: 2029-2031"), **files})
    assert [f"{SV}:2:{len(way) + 3} record_unknown 2029-2031 → 2019-2020"] == told.problems


def test_a_reference_to_a_pledge_that_cannot_be_read_is_no_second_problem(given: Given) -> None:
    told = given({"2026/pledge.sv.md": pledge("title: A: B"), SV: promise("continues: 2026/synas")})
    assert ["2026/pledge.sv.md:2:9 yaml_colon title: A: B"] == told.problems


# A pledge and an agreement are different things, also when they share a name


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (SV, pledge("agreement: '2027'"), "2:12 agreement_unknown 2027"),
        (SV, pledge("replaces: 2024-2027"), "2:11 record_unknown 2024-2027"),
        (SV, pledge("continues: 2024-2027"), "2:12 record_unknown 2024-2027"),
        (SV, promise("continues: 2024-2027/synas"), "3:55 promise_unknown 2024-2027/synas"),
        (AG, agreement("extends: '2027'"), "2:10 record_unknown 2027"),
    ],
)
def test_a_reference_leads_to_the_right_kind_of_record(given: Given, file: str, text: str, expected: str) -> None:
    told = given({SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == [line.partition(" →")[0] for line in told.problems]


# The register


def test_a_broken_register_does_not_make_every_reference_wrong(given: Given) -> None:
    told = given({"register.yml": "name: Exempelstad: A\n", SV: pledge("parties: [polisn]")})
    assert ["register.yml:1:18 yaml_colon name: Exempelstad: A"] == told.problems
