"""What rules on dates have in common."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Model, Period
from ..model.dates import PartialDate
from ..model.located import Located
from ..problem import Problem
from ..yaml.node import Path


def check_day(entry: Located[Model], path: Path, when: PartialDate) -> Iterator[Problem]:
    """A date is known to the day."""
    if when.day is None:
        yield entry.problem(path, "date_day", found=str(when))


def check_order(entry: Located[Model], path: Path, period: Period) -> Iterator[Problem]:
    """A period ends after it starts."""
    if period.start and period.end and period.end.last_day < period.start.first_day:
        yield entry.problem((*path, "end"), "period_order", found=str(period.end), start=str(period.start))
