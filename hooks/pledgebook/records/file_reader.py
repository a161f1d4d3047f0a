"""File reader: the texts and the front matter of a project's files, and what is wrong with these as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..files.tree import is_outside
from ..model import Model
from ..problem import Mark, Problem
from ..yaml.characters import compose, find_hidden
from ..yaml.node import Node
from ..yaml.reader import MAX_BYTES, SourceFile, decode, parse_page, read_bytes, read_text
from .folder import list_folder
from .front_matter import check_body


@dataclass
class FileReader:
    """Reads files, one of them as it would be, and gathers what is wrong.

    Attributes:
        root: the project's folder.
        problems: what is wrong with what has been read.
        draft: a file that is read as if it said something else, and what.
        data: the bytes of files that need not be read again, by path as problems name it.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    draft: tuple[str, str] | None = None
    data: dict[str, bytes] = field(default_factory=dict)

    def relative(self, path: Path) -> str:
        """A path as problems name it."""
        return path.relative_to(self.root).as_posix()

    def report(self, path: Path, code: str, found: str) -> None:
        """Tell what is wrong with a file as a whole."""
        self.problems.append(Problem(Mark(self.relative(path)), code, found=found))

    def list_folder(self, folder: Path) -> list[Path]:
        """What lies in a folder, in order."""
        paths, problems = list_folder(folder, Mark(self.relative(folder)), self.root)
        self.problems += problems
        return paths

    def read_bytes(self, paths: Iterable[Path]) -> dict[str, bytes]:
        """The bytes of files, by path as problems name it; none where not all of them can be read as they lie there."""
        found: dict[str, bytes] = {}
        for path in paths:
            read = None if self.draft or is_outside(path, self.root) else read_bytes(path)
            if read is None or len(read[0]) > MAX_BYTES:
                return {}
            found[self.relative(path)] = read[0]
        return found

    def read_text(self, path: Path) -> str | None:
        """The text of a file, or none when it cannot be read."""
        name = self.relative(path)
        if name in self.data:
            text, problems = decode(self.data[name], name)
            self.problems += problems
            return None if problems else text
        # Told of where its folder is listed.
        if is_outside(path, self.root):
            return None
        if self.draft and self.draft[0] == name:
            return self.draft[1]
        text, problems = read_text(path, name)
        self.problems += problems
        return None if problems else text

    def read_words(self, path: Path) -> str | None:
        """The text of a file that people write words in, and what in it nobody sees."""
        text = self.read_text(path)
        self.problems += find_hidden(compose(text or ""), self.relative(path))
        return None if text is None else compose(text)

    def read_page(self, path: Path, model: type[Model]) -> tuple[Node, SourceFile] | None:
        """A record's file and its front matter; None where that cannot be read, or ends too early."""
        text = self.read_words(path)
        if text is None:
            return None
        source = parse_page(text, self.relative(path))
        early = check_body(source, model) if source.node else None
        self.problems += [*source.problems, *([early] if early else [])]
        return (source.node, source) if source.node and not early else None
