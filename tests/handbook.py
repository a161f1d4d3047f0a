"""What the handbook's pages hold besides words: commands to give, examples to copy, and messages as they are shown."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from pledgebook.names import Language

HANDBOOK = Path(__file__).parents[1] / "docs" / "handbok"
FIRST = "."
_BLOCK = re.compile(r"^```(?:{ \.)?(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`((?:make|\.venv\\Scripts\\python hooks) [^`]+)`(?!`)")


@dataclass(frozen=True)
class Chapter:
    """A page of the handbook in one language.

    Attributes:
        name: its folder.
        text: its Markdown.
    """

    name: str
    text: str

    def blocks(self, kind: str) -> list[str]:
        """What stands in fences of a kind; commands have none."""
        return [text for found, text in _BLOCK.findall(self.text) if found == kind]

    @property
    def steps(self) -> list[str]:
        """The commands that stand by themselves, in order: what somebody who follows the page gives."""
        return [line for block in self.blocks("") for line in block.splitlines()]

    @property
    def commands(self) -> list[list[str]]:
        """Every command on the page, also those in running text and those for Windows, each as its words."""
        windows = [line for block in self.blocks("bat") for line in block.splitlines() if " hooks " in line]
        prose = re.sub(_BLOCK, "", self.text)
        told = [line for line in _INLINE.findall(prose) if "…" not in line]
        return [shlex.split(line.replace("\\", "/")) for line in [*self.steps, *windows, *told]]


def list_chapters(language: Language) -> dict[str, Chapter]:
    """Every page of the handbook by its folder; the first page is `.`."""
    pages = sorted(HANDBOOK.rglob(f"index.{language}.md"))
    names = [page.parent.relative_to(HANDBOOK).as_posix() for page in pages]
    return {name: Chapter(name, page.read_text(encoding="utf-8")) for name, page in zip(names, pages, strict=True)}
