"""Refusal: what keeps an author's request from being done, in words for the author."""

from __future__ import annotations


class Refusal(Exception):
    """A request cannot be done, and nothing of it has been; the message says why, or is empty when that has been said.

    Attributes:
        is_misuse: whether the request itself is at fault, and not what the files hold.
    """

    def __init__(self, message: str = "", is_misuse: bool = False) -> None:
        """Say why."""
        super().__init__(message)
        self.is_misuse = is_misuse
