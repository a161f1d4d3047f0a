"""Every id that a record names exists, and no follow-up tells of one thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import FollowUp
from ..model.located import Located
from ..problem import Problem
from ..records.parsed import ParsedRecords
from ..records.references import find_missing_references


def check_references(entries: ParsedRecords) -> Iterator[Problem]:
    """Every id that a record or a follow-up names exists."""
    if entries.register is None:
        return
    records = [entry.record for entry in entries.records]
    followups = [entry.record for entry in entries.followups]
    located = {id(entry.record): entry for entry in entries.holders}
    for missing in find_missing_references(entries.register.record, records, followups, entries.folders):
        entry = located[id(missing.holder)]
        yield entry.problem(missing.path, missing.code, found=missing.name, allowed=missing.known)


def check_results(entry: Located[FollowUp]) -> Iterator[Problem]:
    """A follow-up has one result for a promise or an activity."""
    seen: set[tuple[str, str | None]] = set()
    for number, result in enumerate(entry.record.results):
        if result.promise:
            if (result.promise, result.activity) in seen:
                yield entry.problem(("results", number, "promise"), "result_repeated", found=result.promise)
            seen.add((result.promise, result.activity))
