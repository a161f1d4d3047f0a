"""Rules on the accessibility statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..config import RECORDS
from ..model import Register
from ..model.accessibility import OPEN, STATEMENT, Conformity, Method, Statement
from ..model.enums import Publication
from ..model.located import Located
from ..names import Language
from ..problem import Level, Mark, Problem
from .dates import check_day
from .texts import check_words

_YEAR = timedelta(days=366)
_OPEN_CODES = {
    "publisher": "statement_open_publisher",
    "conformity": "statement_open_conformity",
    "form": "statement_open_form",
    "tested": "statement_open_tested",
}
# What an assessment must tell of itself (MDFFS 2019:2, 6 §), once there is one.
_ASSESSED = ("method", "assessed")


def check_there(register: Located[Register] | None, is_written: bool) -> Iterator[Problem]:
    """There is a statement (13 § of the law); without one the site is built, and its page says that there is none."""
    if register and not is_written:
        yield Problem(Mark(f"{RECORDS}/{STATEMENT}"), "statement_absent", Level.WARNING)


def check_statement(
    entry: Located[Statement],
    register: Located[Register] | None,
    languages: Sequence[Language],
    today: date | None,
    latest: date | None,
) -> Iterator[Problem]:
    """What the statement must say it says, or admits that nobody can say it yet."""
    yield from _check_open(entry, register)
    yield from _check_conformity(entry)
    yield from _check_fields(entry)
    yield from _check_dates(entry, today, latest)
    yield from check_words(entry, languages)


def _check_open(entry: Located[Statement], register: Located[Register] | None) -> Iterator[Problem]:
    statement = entry.record
    is_compiled = register is not None and register.record.publication is Publication.COMPILED
    for name in OPEN:
        if not getattr(statement, name) and name not in statement.unknown:
            yield entry.problem((), "statement_incomplete", found=name)
    for place, name in enumerate(statement.unknown):
        path = ("unknown", place)
        if name not in OPEN:
            yield entry.problem(path, "unknown_field", found=name, allowed=OPEN)
        elif getattr(statement, name):
            yield entry.problem(path, "unknown_given", Level.WARNING, name)
        else:
            level = Level.NOTE if is_compiled else Level.WARNING
            yield entry.problem(path, _OPEN_CODES[name], level, name)
    is_tested = "tested" not in statement.unknown
    for name in _ASSESSED if is_tested else ():
        if not getattr(statement, name):
            yield entry.problem((), "field_missing", found=name)
    is_judged = is_tested or statement.tested or statement.method is Method.ESTIMATE
    for name in ("conformity", "method") if not is_judged else ():
        if getattr(statement, name):
            yield entry.problem((name,), "statement_untested", found=getattr(statement, name))


def _check_conformity(entry: Located[Statement]) -> Iterator[Problem]:
    statement = entry.record
    listed = bool(statement.barriers or statement.burdens)
    if statement.conformity is Conformity.FULLY and listed:
        yield entry.problem(("conformity",), "statement_not_fully", found=statement.conformity)
    elif statement.conformity in (Conformity.PARTIALLY, Conformity.NOT) and not listed:
        yield entry.problem(("conformity",), "statement_nothing_listed", found=statement.conformity)


def _check_fields(entry: Located[Statement]) -> Iterator[Problem]:
    """Whom a barrier shuts out, who has assessed the site besides its owner, and an address that is safe to open."""
    statement = entry.record
    for place, barrier in enumerate(statement.barriers):
        if not barrier.situations and not barrier.group:
            yield entry.problem(("barriers", place), "field_missing", found="situations")
    if statement.method in (Method.EXTERNAL, Method.COMBINED) and not statement.assessor:
        yield entry.problem(("method",), "statement_assessor", found=statement.method)
    if statement.form and not statement.form.startswith("https://"):
        yield entry.problem(("form",), "statement_form", found=statement.form)


def _check_dates(entry: Located[Statement], today: date | None, latest: date | None) -> Iterator[Problem]:
    assessed, updated = entry.record.assessed, entry.record.updated
    days = {name: day for name, day in (("assessed", assessed), ("updated", updated)) if day}
    for name, day in days.items():
        yield from check_day(entry, (name,), day)
    if assessed and assessed.first_day > updated.last_day:
        yield entry.problem(("assessed",), "statement_order", found=str(assessed), updated=str(updated))
    if today is None or latest is None:
        return
    for name, day in days.items():
        if day.first_day > latest:
            yield entry.problem((name,), "date_future", found=str(day), field=name)
    if updated.last_day < today - _YEAR:
        yield entry.problem(("updated",), "statement_old", Level.WARNING, str(updated))
