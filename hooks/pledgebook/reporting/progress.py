"""Progress line: what a long command is doing and how far it has come, on one line of a terminal that is rewritten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from typing import Self, TextIO

from ..clock import read_ticks
from ..i18n.catalogue import Catalogue

# Nobody wonders what happens before that.
_PATIENCE = 3.0
# More often than this nobody can read, and terminals are slow.
_INTERVAL = 0.2


class Progress:
    """Progress line of one command; one without a terminal says nothing.

    What else is written to the terminal comes after `clear`.
    """

    def __init__(
        self, words: Catalogue | None = None, stream: TextIO | None = None, clock: Callable[[], float] = read_ticks
    ) -> None:
        """Begin to wait."""
        self.words = words
        self._stream = stream if words else None
        self._clock = clock
        self._due = clock() + _PATIENCE
        self._step = ""
        self._length = 0

    def show(self, step: str, done: int = 0, total: int = 0, **values: str) -> None:
        """Say what is being done, unless the command is still young or it has just been said.

        Args:
            step: what is done, as the catalogue has it under `progress.<step>`. A new one is said at once.
            done: how many of its parts are done.
            total: how many there are.
            values: what else stands in the words.
        """
        if self._stream is None or self.words is None:
            return
        now = self._clock()
        if now < self._due and (not self._step or step == self._step):
            return
        counted = {"done": self.words.number(done), "total": self.words.number(total)}
        text = self.words.gettext(f"progress.{step}", **counted, **values)
        # A line that is too long would go on in the next one, where it cannot be taken back.
        text = text[: shutil.get_terminal_size().columns - 1]
        self._write(f"\r{text.ljust(self._length)}")
        self._step, self._length, self._due = step, len(text), now + _INTERVAL

    def clear(self) -> None:
        """Take the line away. What is shown next is shown at once."""
        if self._length:
            self._write(f"\r{' ' * self._length}\r")
            self._step, self._length, self._due = "", 0, self._clock()

    def __enter__(self) -> Self:
        """The line is cleared at the end, also of what fails."""
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def _write(self, text: str) -> None:
        assert self._stream is not None, "something is shown"
        self._stream.write(text)
        self._stream.flush()


SILENT = Progress()


def open_progress(words: Catalogue, stream: TextIO, environment: Mapping[str, str]) -> Progress:
    """A progress line for a person who looks on; silent in a file, a pipe or a CI, or where no line is rewritten."""
    is_watched = stream.isatty() and not environment.get("CI") and environment.get("TERM") != "dumb"
    return Progress(words, stream if is_watched else None)
