"""Files in memory: for the cases that are too many to write to a disk and take away again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar


class MemoryPath(PurePosixPath):
    """A path among files in memory, with as much of what a `Path` can do as reading records asks for."""

    files: ClassVar[dict[str, bytes]] = {}
    folders: ClassVar[dict[str, set[str]]] = {}

    @classmethod
    def forget(cls) -> None:
        """Take all files away."""
        cls.files.clear()
        cls.folders.clear()

    def mkdir(self, parents: bool = False, exist_ok: bool = False) -> None:
        self.folders.setdefault(str(self), set())
        if self.name:
            self.parent.mkdir()
            self.folders[str(self.parent)].add(self.name)

    def write_bytes(self, data: bytes) -> None:
        assert str(self.parent) in self.folders
        self.folders[str(self.parent)].add(self.name)
        self.files[str(self)] = data

    def read_bytes(self) -> bytes:
        if str(self) not in self.files:
            raise FileNotFoundError(str(self))
        return self.files[str(self)]

    def open(self, mode: str) -> io.BytesIO:
        assert mode == "rb"
        return io.BytesIO(self.read_bytes())

    def stat(self) -> os.stat_result:
        return os.stat_result((0, 0, 0, 0, 0, 0, len(self.read_bytes()), 0, 0, 0))

    def is_file(self) -> bool:
        return str(self) in self.files

    def is_dir(self) -> bool:
        return str(self) in self.folders

    def exists(self) -> bool:
        return self.is_file() or self.is_dir()

    def samefile(self, other: object) -> bool:
        return self == other

    def iterdir(self) -> Iterator[MemoryPath]:
        if not self.is_dir():
            raise FileNotFoundError(str(self))
        return iter([self / name for name in self.folders[str(self)]])

    def rglob(self, pattern: str) -> Iterator[MemoryPath]:
        for path in self.iterdir() if self.is_dir() else ():
            if path.match(pattern):
                yield path
            yield from path.rglob(pattern)
