"""Outcome: what came of an author's request."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request that could be done, in words for the author.

    Attributes:
        said: what was done, in parts that each stand on lines of their own.
        refused: what was not, and why, likewise; nothing when all was done.
    """

    said: tuple[str, ...]
    refused: tuple[str, ...] = ()
