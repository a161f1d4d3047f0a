"""Rules that one record is held to: each broken once, with the exact place of the slip, and kept once."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, followup, pledge, promise, words


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        # periods
        (SV, pledge(without="period"), "2:1 period_missing period"),
        (SV, pledge("period:"), "2:1 period_missing period"),
        (SV, pledge("period: {as_stated: förra året}"), "2:9 period_missing period"),
        (SV, pledge("period: {start: 2027}"), "2:9 period_end_missing end"),
        (SV, pledge("period: {start: 2027, end: 2026}"), "2:28 period_order 2026"),
        (SV, pledge("period: 2027-2026"), "2:9 period_order 2026"),
        (SV, pledge("period: {start: 2027-06, end: 2027-05-31}"), "2:31 period_order 2027-05-31"),
        (FU, followup("covers: 2027-2026"), "2:9 period_order 2026"),
        # ids
        (SV, pledge("promises:\n  - {id: a, by: polisen, text: A}\n  - {id: a, by: polisen, text: B}"), "4:10 id_repeated a"),
        (SV, promise("activities: [{id: a, text: A}, {id: a, text: B}]"), "3:80 id_repeated a"),
        (SV, pledge("focus_areas: [{id: a, title: A}, {id: a, title: B}]"), "2:39 id_repeated a"),
        (
            SV,
            pledge("focus_areas: [{id: a, title: A, goals: [X, {id: b, text: B}, Y, {id: b, text: C}]}]"),
            "2:70 id_repeated b",
        ),
        (SV, pledge("sources: [{id: a, publisher: A}, {id: a, publisher: B}]"), "2:39 id_repeated a"),
        (SV, pledge("sources: [p1, p1]"), "2:15 id_repeated p1"),
        # named fields
        (SV, pledge("conflicts: [{field: perod, note: A, values: [{value: a}, {value: b}]}]"), "2:21 named_field perod → period"),
        (SV, pledge("evidence: [{field: dates.singed, sources: [p1]}]"), "2:20 named_field dates.singed → dates.signed"),
        (SV, pledge("evidence: [{field: target, sources: [p1]}]"), "2:20 named_field target → promises.synas.target"),
        (SV, pledge("evidence: [{field: synas, sources: [p1]}]"), "2:20 named_field synas → promises.synas"),
        (SV, pledge("evidence: [{field: promises/synas/text, sources: [p1]}]"), "2:20 named_field promises/synas/text → promises.synas.text"),
        (SV, pledge("evidence: [{field: promises.lysa.text, sources: [p1]}]"), "2:20 named_field promises.lysa.text → promises.synas.text"),
        (AG, agreement("evidence: [{field: allt, sources: [k1]}]"), "2:20 named_field allt"),
        # unknown
        (SV, pledge("unknown: [signatores]"), "2:11 unknown_field signatores → signatories"),
        (SV, pledge("unknown: [aim, dates.sined]"), "2:16 unknown_field dates.sined → dates.signed"),
        (SV, pledge("unknown: [aim]\naim: Trygghet."), "2:11 unknown_given aim"),
        (SV, pledge("unknown: [dates.signed]\ndates: {signed: 2026-12}"), "2:11 unknown_given dates.signed"),
        (SV, pledge("period: 2072"), "2:9 folder_period 2027"),
        (SV, pledge("unknown: [period]"), "2:11 unknown_given period"),
        (SV, pledge("unknown: [area]\narea: sagogatan"), "2:11 unknown_given area"),
        (FU, followup("unknown: [promises]"), "2:11 unknown_field promises"),
        (SV, pledge("unknown: [basis.date]"), "2:11 unknown_item basis.date"),
        (SV, pledge("unknown: [basis.1.date]"), "2:11 unknown_item basis.1.date"),
        (SV, pledge("unknown: [respondents]"), "2:11 unknown_item respondents"),
        (SV, pledge("unknown: [promises.synas.target]"), "2:11 unknown_inside promises.synas.target"),
        (SV, pledge("unknown: [condition]"), "2:11 unknown_inside condition"),
        (SV, pledge("unknown: [date]"), "2:11 unknown_field date"),
        (SV, promise("activities: [{id: a, text: A}], unknown: [activities.a.target]"), "3:86 unknown_item activities.a.target"),
        # promises and targets
        (SV, pledge("promises: []"), "2:11 promises_missing promises"),
        (SV, promise("target: {kind: count, unit: pass}"), "3:52 target_number count"),
        (SV, promise("target: {kind: count, value: 3, unit: pass}"), "3:52 target_number count"),
        (SV, promise("target: {compare: several, value: 3, unit: pass}"), "3:62 several_number several"),
        (SV, promise("target: {count: 3, unit: pass, of_which: [{compare: several, unit: vuxna, value: 2}]}"), "3:96 several_number several"),
        (FU, followup("results: [{promise: synas, figures: [{compare: several, value: 3, unit: pass}]}]"), "2:48 several_number several"),
        (SV, promise("target: [{event: forum}, {kind: recurring, value: 2, unit: pass}]"), "3:69 target_number recurring"),
        (SV, promise("activities: [{id: a, text: A, target: {kind: count, unit: pass}}]"), "3:82 target_number count"),
        # fields and their values
        (SV, promise("unknown: [targt]"), "3:54 unknown_field targt → target"),
        (SV, promise("unknown: [when], when: I maj"), "3:54 unknown_given when"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_once_where_it_is_broken(given: Given, file: str, text: str, expected: str) -> None:
    told = given({"2026/pledge.sv.md": pledge("period: 2026"), SV: pledge(), AG: agreement(), file: text})
    assert [f"{file}:{expected}"] == told.problems


@pytest.mark.parametrize(
    "unknown",
    ["[period]", "[period.start, period.end]"],
)
def test_a_period_may_be_unknown(given: Given, unknown: str) -> None:
    assert [] == given({SV: pledge(f"unknown: {unknown}", without="period")}).problems


@pytest.mark.parametrize(
    ("period", "unknown"),
    [("{start: 2027}", "[period.end]"), ("{end: 2027}", "[period.start]"), ("{start: 2027, end: open}", "[aim]")],
)
def test_one_end_of_a_period_may_be_unknown_or_open(given: Given, period: str, unknown: str) -> None:
    assert [] == given({SV: pledge(f"period: {period}\nunknown: {unknown}")}).problems


def test_a_period_may_end_the_day_it_starts(given: Given) -> None:
    assert [] == given({SV: pledge("period: {start: 2027-05-01, end: 2027-05-01}")}).problems


@pytest.mark.parametrize(("signed", "notes"), [("2027-12", 0), ("2027-06-01", 0), ("2028-01-01", 1)])
def test_signing_after_the_start_is_worth_a_note(given: Given, signed: str, notes: int) -> None:
    told = given({SV: pledge(f"dates: {{signed: {signed}}}"), "2027/pledge.en.md": words("title: A")})
    assert ([], notes) == (told.problems, len(told.notes))


@pytest.mark.parametrize("name", ["arkiv", "tidslinje", "om", "en", "sv"])
def test_a_pledge_does_not_take_an_address_of_the_site(given: Given, site_rules: dict, name: str) -> None:
    told = given({SV: None, f"{name}/pledge.sv.md": pledge()}, **site_rules)
    assert [f"{name}/pledge.sv.md:2:1 address_taken {name}"] == told.problems


@pytest.mark.parametrize("name", ["kallor", "uppfoljningar", "upp"])
def test_a_promise_does_not_take_an_anchor_of_its_page(given: Given, site_rules: dict, name: str) -> None:
    told = given({SV: pledge(f"promises:\n  - {{by: polisen, text: A, id: {name}}}")}, **site_rules)
    assert [f"2027/pledge.sv.md:3:32 anchor_taken {name}"] == told.problems
