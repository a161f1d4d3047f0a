"""All rules together: a sound book, the order of problems, and that nothing makes them raise."""

from __future__ import annotations

import pytest

from core.conftest import AG, FU, SV, Given, agreement, followup, pledge

GOOD = {
    "2026/pledge.sv.md": pledge("period: 2026"),
    SV: pledge(
        """
        agreement: 2024-2027
        continues: '2026'
        area: [fiktiva-torget]
        parties: [polisen, kommunen]
        dates: {signed: 2026-12-20}
        signatories: [{name: Ada Exempelsson, party: kommunen, sources: [k1]}]
        focus_areas: [{id: torget, title: Torget, places: fiktiva-torget, themes: trafik}]
        evidence: [{field: aim, sources: [k1, egen]}]
        unknown: [situation, followups, dates.decided]
        changes: [{date: 2027-03, kind: removed, promise: borta, note: Utgår.}]
        promises:
          - {id: synas, by: [polisen, unknown], with: bolaget, text: Synas., focus_area: torget, places: sagogatan,
             themes: trafik, continues: 2026/synas, sources: [p1], activities: [{id: a, text: Gå, by: kommunen}]}
        sources: [k1, p1, {id: egen, publisher: Bo Påhittad}]
        """
    ),
    FU: followup("by: [polisen, kommunen]\nresults: [{promise: synas}, {promise: synas, activity: a}, {text: Bra.}]"),
    AG: agreement(),
}


def test_a_book_that_keeps_every_rule_has_no_problems(given: Given) -> None:
    assert [] == given(GOOD).problems


# Addresses and anchors


def test_an_ordinary_record_takes_nothing(given: Given, site_rules: dict) -> None:
    assert [] == given(GOOD, **site_rules).problems


# Everything at once


def test_the_problems_of_all_files_are_told_together_in_order(given: Given) -> None:
    told = given(
        {
            "2025/pledge.sv.md": pledge("title: A: B"),
            "2026/pledge.sv.md": pledge("parties: [polisn]\nagreement: 2024\nperiod: 2026-02-30"),
            SV: pledge("parties: [polisn]\nagreement: 2024"),
            "2027/anteckningar.txt": "x",
            FU: followup("results: [{promise: synsa}]\nby: polisn"),
        }
    )
    assert [
        "2025/pledge.sv.md:2:9 yaml_colon",
        "2026/pledge.sv.md:4:9 date_impossible",
        "2027/anteckningar.txt:1:1 file_name",
        "2027/pledge.sv.md:2:11 party_unknown",
        "2027/pledge.sv.md:3:12 agreement_unknown",
        "2027/followup-1.sv.md:2:21 promise_unknown",
        "2027/followup-1.sv.md:3:5 party_unknown",
    ] == [" ".join(line.split()[:2]) for line in told.problems]
    assert told.book_or_none is None


def test_a_book_with_warnings_can_be_published(given: Given) -> None:
    told = given({"2027/lofte.pdf": b"%PDF"})
    assert told.book_or_none is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"---\n---\n",
        b"---\n",
        b"---\na\n---\n",
        b"---\n[]\n---\n",
        b"---\n? {a: b}\n: c\n---\n",
        b"---\npromises: {}\nperiod: []\nsources: x\nparties: {}\ntitle: {}\n---\n",
        b"---\npromises: [[], {}, x, null]\ndates: []\narea: {}\nsources: [[]]\nunknown: {}\n---\n",
        b"---\nperiod: {start: {}, end: []}\nsignatories: x\nbasis: [[]]\ntarget: 1\n---\n",
        b"---\npromises: [{id: [], by: {}, text: [], target: [x, [], {count: []}], activities: x}]\n---\n",
        b"---\ndocuments: [{file: [], url: {}, bytes: x}]\nconflicts: [{values: x}]\nstate: []\n---\n",
        b"---\ntranslation: x\nevidence: x\nchanges: {}\nfollowup_plan: []\ncontact: x\n---\n",
    ],
)
@pytest.mark.parametrize("file", [SV, "2027/pledge.en.md", FU, "2027/followup-1.en.md", AG, "register.yml"])
def test_nothing_that_somebody_writes_makes_it_raise(given: Given, file: str, data: bytes) -> None:
    told = given({SV: pledge(), FU: followup("results: [{promise: synas}]"), AG: agreement(), file: data})
    assert data == b"---\n---\n" or [line for line in told.problems if line.startswith(file)]
