"""What day it is. The only place where time comes in; everything else is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


class ClockError(ValueError):
    """The environment names a day that there is not; the message says which."""


def read_today(environment: Mapping[str, str]) -> date:
    """The machine's own day, or the day in UTC that SOURCE_DATE_EPOCH names.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the latter.

    Args:
        environment: the process's environment variables.

    Raises:
        ClockError: SOURCE_DATE_EPOCH is given and is no number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ClockError(f"SOURCE_DATE_EPOCH: not a number of seconds since 1970: {epoch}") from error
