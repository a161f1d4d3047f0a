"""Rules on what somebody is said to have said: by whom in what office, when, and who tells it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Record
from ..model.located import Located
from ..problem import Level, Problem
from .dates import LONG_BEFORE, render_period

# So many words may be quoted as they are; more than that is somebody else's text.
QUOTED_WORDS = 25


def check_statements(entry: Located[Record]) -> Iterator[Problem]:
    """What somebody is said to have said has a source, was said in office about this record, and is quoted in short."""
    record = entry.record
    is_proven = any(item.field == "statements" and item.sources for item in record.evidence)
    for number, said in enumerate(record.statements):
        at: tuple[str | int, ...] = ("statements", number)
        if not said.sources and not is_proven:
            yield entry.problem((*at, "name"), "statement_unsourced", Level.WARNING, said.name)
        if not said.title and not said.party:
            yield entry.problem((*at, "name"), "statement_private", Level.NOTE, said.name)
        if said.quote and len(said.quote.split()) > QUOTED_WORDS:
            words, limit = str(len(said.quote.split())), str(QUOTED_WORDS)
            yield entry.problem((*at, "quote"), "statement_quoted", Level.NOTE, words, limit=limit)
        if _is_outside(record, number):
            period = render_period(record.period)
            yield entry.problem((*at, "date"), "statement_outside", Level.NOTE, str(said.date), period=period)


def _is_outside(record: Record, number: int) -> bool:
    """Whether something was said long before what it is about, or after it had ended."""
    when, start, end = record.statements[number].date, record.period.start, record.period.end
    is_early = bool(when and start and when.last_day + LONG_BEFORE < start.first_day)
    return is_early or bool(when and end and when.first_day > end.last_day)
