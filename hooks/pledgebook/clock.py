"""What day it is. The only place where time comes in; everything else is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def read_today(environment: Mapping[str, str]) -> date:
    """The machine's own day, or the day in UTC that SOURCE_DATE_EPOCH names.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the latter.

    Args:
        environment: the process's environment variables.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
