"""The list of everything that has happened."""

from __future__ import annotations

from core.conftest import Given, agreement, followup, pledge
from pledgebook.site.views.changes import build_changes_view


def test_everything_that_has_happened_is_listed_newest_first(given: Given) -> None:
    told = given(
        {
            "2027/pledge.sv.md": pledge(
                """
                dates: {signed: 2027-01-02, decided: 2026-12, published: 2027-01-02, updated: 2027-05}
                changes: [{date: 2027-04-01, kind: added, note: Mer.}]
                """
            ),
            "2027/followup-1.sv.md": followup("date: 2028-01"),
            "agreements/2024-2027/agreement.sv.md": agreement("dates: {signed: 2024}"),
        }
    )
    found = [(str(event.date), str(event.kind), event.record.id) for event in build_changes_view(told.book).events]
    assert [
        ("2028-01", "followed_up", "2027"),
        ("2027-05", "updated", "2027"),
        ("2027-04-01", "changed", "2027"),
        ("2027-01-02", "signed", "2027"),
        ("2027-01-02", "published", "2027"),
        ("2026-12", "decided", "2027"),
        ("2024", "signed", "2024-2027"),
    ] == found


def test_nothing_has_happened(given: Given) -> None:
    assert () == build_changes_view(given().book).events
