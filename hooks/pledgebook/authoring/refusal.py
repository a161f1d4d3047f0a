"""Refusal: what keeps an author's request from being done, in words for the author."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..i18n.catalogue import Catalogue
from ..yaml.edit import EditError


class Refusal(Exception):
    """A request cannot be done, and nothing of it has been; the message says why, or is empty when that has been said.

    Attributes:
        is_misuse: whether the request itself is at fault, and not what the files hold.
    """

    def __init__(self, message: str = "", is_misuse: bool = False) -> None:
        """Say why."""
        super().__init__(message)
        self.is_misuse = is_misuse


@contextmanager
def refuse_unwritable(words: Catalogue, message: str, **values: str) -> Iterator[None]:
    """Refuse what cannot be written into a file as somebody has written that.

    Args:
        words: the words that the author is spoken to with.
        message: the key of what is said, which says `lines` that the author may write by hand.
        values: what else it says, by name.

    Raises:
        Refusal: there are such lines.
    """
    try:
        yield
    except EditError as error:
        raise Refusal(words.gettext(message, lines=str(error), **values)) from error
