"""Clock: what day it is. The only place where time comes in; everything else is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import MAXYEAR, UTC, date, datetime
from time import monotonic
from zoneinfo import ZoneInfo


class ClockError(ValueError):
    """The environment names a day that there is not; the message says which."""


EPOCH = "SOURCE_DATE_EPOCH"
# Of all whose pledges these are, in the words of the time zone database.
ZONE = "Europe/Stockholm"


def read_today(environment: Mapping[str, str]) -> date:
    """The machine's own day, or the day in Sweden of the moment that SOURCE_DATE_EPOCH names.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the latter.

    Args:
        environment: the process's environment variables.

    Raises:
        ClockError: SOURCE_DATE_EPOCH is given and is no number of seconds.
    """
    moment = _read_epoch(environment)
    return find_day(moment) if moment else date.today()


def read_latest(environment: Mapping[str, str]) -> date:
    """The latest day that anything can have happened on: today where the records are written, whatever day is built.

    What is built for an old day tells of what came after it all the same, so SOURCE_DATE_EPOCH makes this day later,
    never earlier. A machine that goes by UTC is behind an author in Sweden.

    Args:
        environment: the process's environment variables.

    Raises:
        ClockError: as `read_today`.
    """
    return max(read_today(environment), date.today(), find_day(datetime.now(UTC)))


def read_days(environment: Mapping[str, str]) -> tuple[date, date]:
    """The days that a build goes by: `read_today` and `read_latest`.

    Args:
        environment: the process's environment variables.

    Raises:
        ClockError: as `read_today`.
    """
    return read_today(environment), read_latest(environment)


def read_moment(environment: Mapping[str, str]) -> datetime:
    """The moment in UTC that SOURCE_DATE_EPOCH names, or else the present one, to the second.

    Args:
        environment: the process's environment variables.

    Raises:
        ClockError: as `read_today`.
    """
    return _read_epoch(environment) or datetime.now(UTC).replace(microsecond=0)


def render_moment(moment: datetime) -> str:
    """A moment in UTC (RFC 3339), as `2026-01-01T00:00:00Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def find_day(moment: datetime) -> date:
    """The day that it is in Sweden at a moment, wherever the machine stands."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


def read_seconds() -> float:
    """Seconds since 1970 by the machine's own clock, which the ages of files go by, whatever day is built for."""
    return datetime.now(UTC).timestamp()


def read_ticks() -> float:
    """Seconds from any moment, which how long something takes goes by."""
    return monotonic()


def _read_epoch(environment: Mapping[str, str]) -> datetime | None:
    epoch = environment.get(EPOCH, "")
    if not epoch:
        return None
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
        if not 1970 <= moment.year < MAXYEAR:
            raise ValueError(epoch)
        return moment
    except (ValueError, OverflowError, OSError) as error:
        raise ClockError(f"{EPOCH}: not a number of seconds since 1970: {epoch}") from error
