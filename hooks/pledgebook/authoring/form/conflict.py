"""Edit conflict: a file has been changed by others since the form was given it."""

from __future__ import annotations

from ..refusal import Refusal


class EditConflict(Refusal):
    """Saving would write over what somebody else has written; nothing has been saved.

    Attributes:
        path: the file, in the project.
        theirs: the file as it is now, or None when it is not there.
        mine: the file as it would have been.
        over: what the form sends back to have `theirs` written over all the same.
    """

    def __init__(self, message: str, path: str, theirs: str | None, mine: str, over: str) -> None:
        """Say why, with both texts."""
        super().__init__(message)
        self.path = path
        self.theirs = theirs
        self.mine = mine
        self.over = over
