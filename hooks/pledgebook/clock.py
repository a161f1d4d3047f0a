"""What day it is. The only place where time comes in; everything else is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def read_today(environment: Mapping[str, str]) -> date:
    """Today in UTC, or the day that SOURCE_DATE_EPOCH names (https://reproducible-builds.org/specs/source-date-epoch/).

    Args:
        environment: the process's environment variables.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date()
