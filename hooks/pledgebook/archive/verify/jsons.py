"""JSON that others may have written."""

from __future__ import annotations

import json
from typing import Any


def parse_json(data: bytes) -> Any:
    """The value, or nothing where there is none that can be read."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
