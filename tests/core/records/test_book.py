"""What follows from the records together."""

from __future__ import annotations

from core.conftest import Given, agreement, followup, pledge
from pledgebook.model import Promise

PROMISES = """
promises:
  - {id: synas, by: polisen, text: Synas., activities: [{id: torget, text: På torget.}]}
  - {id: lysa, by: kommunen, text: Lysa.}
"""


def test_records_stand_in_the_order_of_time_and_the_undated_first(given: Given) -> None:
    told = given(
        {
            "b/pledge.sv.md": pledge("period: 2026\narea: sagogatan"),
            "a/pledge.sv.md": pledge("period: 2026-01-01\narea: fiktiva-torget"),
            "z/pledge.sv.md": pledge("period: {end: 2025}\nunknown: [period.start]"),
            "c/pledge.sv.md": pledge("period: 2025-12-31"),
        }
    )
    assert ["z", "c", "a", "b", "2027"] == [item.id for item in told.book.pledges]


def test_follow_ups_stand_by_date_and_an_imprecise_date_before_a_precise_one(given: Given) -> None:
    told = given(
        {
            "2027/followup-a.sv.md": followup("date: 2028-01-01"),
            "2027/followup-b.sv.md": followup("date: 2028"),
            "2027/followup-c.sv.md": followup("date: 2027-12"),
        }
    )
    assert ["c", "b", "a"] == [item.id for item in told.book.followups_of(told.pledge)]


# Ways between records


def test_a_promise_knows_those_that_carry_it_on(given: Given) -> None:
    carries_on = "promises: [{id: %s, by: polisen, text: A, continues: 2027/synas}]"
    told = given(
        {
            "2028/pledge.sv.md": pledge("period: 2028\n" + carries_on % "synas"),
            "2029/pledge.sv.md": pledge("period: 2029\n" + carries_on % "finnas"),
        }
    )
    assert {"2027/synas": ("2028/synas", "2029/finnas")} == told.book.continued_by


def test_an_agreement_knows_its_pledges_in_order(given: Given) -> None:
    told = given(
        {
            "agreements/2024-2027/agreement.sv.md": agreement(),
            "2027/pledge.sv.md": pledge("agreement: 2024-2027"),
            "2025/pledge.sv.md": pledge("period: 2025\nagreement: 2024-2027"),
            "2026/pledge.sv.md": pledge("period: 2026"),
        }
    )
    assert ["2025", "2027"] == [item.id for item in told.book.pledges_of(told.book.agreements[0])]


def test_sources_are_written_out_from_the_register(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge("sources: [k1, {id: egen, publisher: Ada Exempelsson}]")})
    assert ["Exempelstads kommun", "Ada Exempelsson"] == [item.publisher for item in told.book.sources_of(told.pledge)]


def test_the_page_of_a_pledge_lists_each_source_once_its_own_first(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("sources: [p1, {id: egen, publisher: Ada Exempelsson, note: Ett brev.}]"),
            "2027/followup-1.sv.md": followup("sources: [k1, p1]"),
        }
    )
    assert ["p1", "egen", "k1"] == [source.id for source in told.book.listed_sources(told.pledge)]


def test_sources_without_ids_in_a_pledge_and_its_follow_up_are_not_mixed_up(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge("sources: {publisher: Polisen}"),
            "2027/followup-1.sv.md": followup("sources: {publisher: Ada Exempelsson}"),
        }
    )
    assert ["Polisen", "Ada Exempelsson"] == [source.publisher for source in told.book.listed_sources(told.pledge)]


def test_a_book_holds_promises_by_pledge_and_id(given: Given) -> None:
    told = given({"2027/pledge.sv.md": pledge(PROMISES)})
    assert ["2027/synas", "2027/lysa"] == list(told.book.promise)
    assert all(isinstance(promise, Promise) for _, promise in told.book.promise.values())
