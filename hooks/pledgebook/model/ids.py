"""Ids: what records, promises and all else that is referred to go by; small letters, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def is_id(text: str) -> bool:
    """Whether a text is an id."""
    return re.fullmatch(ID, text) is not None


def slug(text: str) -> str:
    """An id that looks like a text: small letters without marks, hyphens between words."""
    plain = unicodedata.normalize("NFD", re.sub("[–—_]", "-", text.casefold())).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
