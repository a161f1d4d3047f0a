"""Plain pages, which people write in Markdown without a model: what can be wrong with their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .frontmatter import parse_page, read_text
from .problems import Problem


def check_plain(root: Path, docs: str) -> Iterator[Problem]:
    """Every page can be read, and its front matter too if it begins with one.

    Args:
        root: the project's folder.
        docs: the folder of plain pages, relative to it.
    """
    for path in sorted((root / docs).rglob("*.md")):
        name = path.relative_to(root).as_posix()
        text, problems = read_text(path, name)
        yield from problems
        if not problems and text.startswith("---"):
            yield from parse_page(text, name).problems
