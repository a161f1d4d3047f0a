"""Source lines: the text of files as an author sees it, for showing a line beside what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..files.tree import is_outside
from ..yaml.characters import compose
from ..yaml.reader import MAX_BYTES

# What an author reads as lines; of a PDF or a picture there is nothing to show.
_TEXTS = {".md", ".markdown", ".yml", ".yaml", ".txt", ".po", ".svg"}


@dataclass
class SourceLines:
    """Files of a project, each read once; what cannot be read has no lines.

    Attributes:
        root: the project's folder.
    """

    root: Path
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a file, which `path` names from the root."""
        if path not in self._lines:
            self._lines[path] = self._read(self.root / path)
        return self._lines[path]

    def line(self, path: str, number: int) -> str:
        """One line of a file, counted from 1, or nothing."""
        lines = self.lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _read(self, path: Path) -> tuple[str, ...]:
        try:
            if (
                path.suffix.lower() not in _TEXTS
                or is_outside(path, self.root)
                or not path.is_file()
                or path.stat().st_size > MAX_BYTES
            ):
                return ()
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError:
            return ()
        text = compose(text)
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
