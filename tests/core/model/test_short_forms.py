"""A small pledge needs few fields, and a short form means what the long one does."""

from __future__ import annotations

from typing import Any

import pytest

from core.conftest import Given, pledge
from pledgebook.names import Language

# The small record of design.md, part 4, as it stands there but for the parties' names.
SMALL = """---
title: Medborgarlöfte 2019
period: 2019            # or 2022–2023, or {start: 2018-07-01, end: 2020-06-30}, end may be open
parties: [polisen, kommunen]
summary: Ett löfte.     # one or two plain sentences, shown in lists and to search engines
promises:
  - id: trafikkontroller
    by: polisen
    text: Göra 200 trafikkontroller i de prioriterade stadsdelarna.
    target: {count: 200, unit: kontroller}
sources:
  - {publisher: Polisen, url: "https://example.org/"}
---
Brödtext i Markdown.
"""


def test_a_complete_small_pledge_needs_no_more_than_this(given: Given) -> None:
    told = given({"2027/pledge.sv.md": None, "2019/pledge.sv.md": SMALL})
    assert [] == told.problems
    assert ["2019/pledge.sv.md:2:1 translation_missing en"] == told.notes
    target = told.promise.target[0]
    assert (200, "exactly", "count") == (target.value, target.compare, target.kind)
    assert "2019" == told.pledge.id
    assert "Brödtext i Markdown." == str(told.pledge.body.get(Language("sv")) if told.pledge.body else "")


SAME: list[tuple[str, str]] = [
    ("period: 2027", "period: {start: 2027, end: 2027}"),
    ("period: 2027-02", "period: {start: 2027-02, end: 2027-02}"),
    ("period: 2027-2028", "period: {start: 2027, end: 2028}"),
    ("period: 2027–2028", "period: {start: 2027, end: 2028}"),
    ("period: 2027-07-01–2028-06-30", "period: {start: 2027-07-01, end: 2028-06-30}"),
    ("period: {start: 2027, end: open}", "period: {start: 2027, open: true}"),
    ("period: {start: 2027, end: open}", "period: {start: 2027, open: yes}"),
    ('period: "2027"', "period: 2027"),
    ("parties: polisen", "parties: [polisen]"),
    ("parties: [polisen, kommunen]", "parties:\n  - polisen\n  - kommunen"),
    ("sources: k1", "sources: [k1]"),
    ("sources: [k1]", "sources: [{id: k1}]"),
    ("sources: {publisher: Polisen}", "sources: [{publisher: Polisen}]"),
    ("sources: {publisher: Polisen}", 'sources: [{id: "1", publisher: Polisen}]'),
    ("area: fiktiva-torget", "area: [fiktiva-torget]"),
    ("area: [fiktiva-torget]", "area: {scope: districts, places: [fiktiva-torget]}"),
    ("area: [fiktiva-torget]", "area: {scope: districts, places: fiktiva-torget}"),
    ("basis: citizen_dialogue", "basis: [citizen_dialogue]"),
    ("basis: [citizen_dialogue, intelligence]", "basis: [{type: citizen_dialogue}, {type: intelligence}]"),
    ("followup_plan: half_year", "followup_plan: {interval: half_year}"),
    ("followup_plan: {interval: year, kinds: effect}", "followup_plan: {interval: year, kinds: [effect]}"),
    ("unknown: aim", "unknown: [aim]"),
    ("aim: Trygghet.", "aim: >-\n  Trygghet."),
    ("aim:", ""),
    ("agreement: ~", ""),
    ("basis: null", ""),
    ("documents:\n  title: Bilaga\n  kind: other", "documents: [{title: Bilaga, kind: other}]"),
    ("basis: {type: other_survey, respondents: 1 203}", "basis: [{type: other_survey, respondents: 1203}]"),
    ("dates: {signed: 2027-01-20}", 'dates:\n  signed: "2027-01-20"'),
]  # fmt: skip


@pytest.mark.parametrize(("short", "long"), SAME)
def test_a_short_form_means_what_the_long_one_does(given: Given, short: str, long: str) -> None:
    first = given({"2027/pledge.sv.md": pledge(short)})
    second = given({"2027/pledge.sv.md": pledge(long)})
    assert [] == first.errors == second.errors
    assert first.pledge == second.pledge


SAME_PROMISES: list[tuple[str, str]] = [
    (", by: polisen", ", by: [polisen]"),
    (", with: kommunen", ", with: [kommunen]"),
    (", places: sagogatan", ", places: [sagogatan]"),
    (", themes: trafik", ", themes: [trafik]"),
    (", target: ", ""),
    (", target: null", ""),
    (", target: {count: 200, unit: x}", ", target: [{count: 200, unit: x}]"),
    (", target: {count: 200, unit: x}", ", target: [{kind: count, compare: exactly, value: 200, unit: x}]"),
    (", target: {count: 1 203, unit: x}", ", target: [{kind: count, compare: exactly, value: 1203, unit: x}]"),
    (', target: {count: "12,5", unit: x}', ", target: [{kind: count, compare: exactly, value: 12.5, unit: x}]"),
    (", target: {at_least: 4, unit: x}", ", target: [{kind: count, compare: at_least, value: 4, unit: x}]"),
    (", target: {at_most: 4, unit: x}", ", target: [{kind: count, compare: at_most, value: 4, unit: x}]"),
    (", target: {about: 4, unit: x}", ", target: [{kind: count, compare: about, value: 4, unit: x}]"),
    (
        ", target: {at_least: 1, unit: x, per: month}",
        ", target: {kind: recurring, compare: at_least, value: 1, unit: x, per: month}",
    ),
    (
        ", target: {count: 4, unit: x, per: period}",
        ", target: {kind: count, compare: exactly, value: 4, unit: x, per: period}",
    ),
    (
        ", target: {count: 4, unit: x, per: unclear}",
        ", target: {kind: count, compare: exactly, value: 4, unit: x, per: unclear}",
    ),
    (", target: {coverage: alla skolor}", ", target: {kind: coverage, unit: alla skolor}"),
    (", target: {event: ett forum}", ", target: {kind: event, unit: ett forum}"),
    (", target: {level: nolltolerans}", ", target: {kind: level, unit: nolltolerans}"),
    (
        ", target: {coverage: skolor, count: 2}",
        ", target: {kind: coverage, compare: exactly, value: 2, unit: skolor}",
    ),
    (", target: {count: 1, unit: x, average: yes}", ", target: {count: 1, unit: x, average: true}"),
    (", activities: {id: a, text: Gå}", ", activities: [{id: a, text: Gå}]"),
]


@pytest.mark.parametrize(("short", "long"), SAME_PROMISES)
def test_a_short_form_in_a_promise_means_what_the_long_one_does(given: Given, short: str, long: str) -> None:
    def read(extra: str) -> Any:
        base = "promises:\n  - {id: synas, text: Synas" + ("" if ", by:" in extra else ", by: polisen")
        return given({"2027/pledge.sv.md": pledge(base + extra + "}")})

    first, second = read(short), read(long)
    assert [] == first.problems == second.problems
    assert first.promise == second.promise
