"""What rules on dates have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..model import Model, Period
from ..model.dates import PartialDate
from ..model.located import Located
from ..problem import Level, Problem
from ..yaml.node import Path

# Nobody signs or presents what is to hold more than two years later.
LONG_BEFORE = timedelta(days=2 * 366)


def check_day(entry: Located[Model], path: Path, when: PartialDate) -> Iterator[Problem]:
    """A date is known to the day."""
    if when.day is None:
        yield entry.problem(path, "date_day", found=str(when))


def render_period(period: Period) -> str:
    """A period as files write it, in short."""
    return "–".join(dict.fromkeys(str(end) for end in (period.start, period.end) if end))


def are_apart(earlier: Period, later: Period) -> bool:
    """Whether one period ends before another begins."""
    return bool(earlier.end and later.start and earlier.end.last_day < later.start.first_day)


def check_order(entry: Located[Model], path: Path, period: Period) -> Iterator[Problem]:
    """A period ends after it starts."""
    if period.start and period.end and period.end.last_day < period.start.first_day:
        yield entry.problem((*path, "end"), "period_order", found=str(period.end), start=str(period.start))


def check_happened(entry: Located[Model], latest: date) -> Iterator[Problem]:
    """What is said to have happened has: no date but those of periods lies after `latest`, the last day for it.

    A signing or a decision in time for what it is about may be planned, and is told as that.
    """
    for path, when in _list_dates(entry.record, ()):
        if when.first_day <= latest:
            continue
        if path in _PLANNED and _is_in_time(entry.record, when):
            yield entry.problem(path, "date_planned", Level.NOTE, str(when))
        else:
            yield entry.problem(path, "date_future", found=str(when), field=str(path[-1]))


_PLANNED = {("dates", "signed"), ("dates", "decided")}


def _is_in_time(record: Model, when: PartialDate) -> bool:
    period = getattr(record, "period", Period())
    last = period.end or period.start
    return last is not None and when.first_day <= last.last_day


def _list_dates(value: object, path: Path) -> Iterator[tuple[Path, PartialDate]]:
    """Every date in a part of the model, with the path that leads to it, but for periods, which may lie ahead."""
    match value:
        case PartialDate():
            yield path, value
        case Model() if not isinstance(value, Period):
            for name, field in type(value).model_fields.items():
                yield from _list_dates(getattr(value, name), (*path, field.alias or name))
        case tuple() | dict():
            for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from _list_dates(inner, (*path, step))
