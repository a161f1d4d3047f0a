"""Content-keyed cache: what is slow to make, by the hash of all that it is made of and of what makes it.

Only a pure function may be kept. What is taken out is then what would have been made, so nothing depends on the cache:
its folder may be deleted at any time, other builds may share it, and where it cannot be used, everything is made anew.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import distribution
from os import utime
from pathlib import Path

from .tree import Files

_DAY = 24 * 60 * 60
# An entry that nobody has asked for in this long is deleted.
_KEPT = 30 * _DAY
# Several times what the largest site needs, in bytes; each change of the theme makes every page anew.
_MOST = 4 * 2**30
_LENGTH = 8
# Pages are mostly the same words again, which the fastest way to compress finds too. Some files are compressed already.
_FAST, _NOT = 1, 0
_COMPRESSED = (b"%PDF", b"\x89PNG", b"\xff\xd8")
# A file's name need not be text.
_ANY_NAME = "surrogateescape"


@dataclass(frozen=True, slots=True)
class ContentCache:
    """A cache in a folder of its own.

    Attributes:
        folder: where the entries are; without one nothing is kept.
        now: seconds since 1970, by which entries grow old.
        most: how many bytes may stay after it has been pruned.
        kept: the names of the entries that have been written by way of this.
    """

    folder: Path | None = None
    now: float = 0.0
    most: int = _MOST
    kept: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    def get_or_make(self, parts: Files, make: Callable[[], bytes]) -> bytes:
        """What has been made of some parts before, or else is made now and kept.

        Args:
            parts: all that the result depends on, by any names, with what makes it (`hash_own_code`) among them.
            make: makes it; what it raises is raised, and nothing is kept.
        """
        found = self.find(parts)
        if found is None:
            found = make()
            self.keep(parts, found)
        return found

    def is_empty(self) -> bool:
        """Whether nothing is kept, so that all that is asked for has to be made."""
        return next(self._list_entries(), None) is None

    def has(self, parts: Files) -> bool:
        """Whether there is an entry for some parts, which may turn out to be broken."""
        return self.folder is not None and (self.folder / hash_parts(parts).hex()).is_file()

    def find(self, parts: Files) -> bytes | None:
        """What has been made of some parts before, or nothing."""
        if self.folder is None:
            return None
        key = hash_parts(parts)
        return self._read(self.folder / key.hex(), key)

    def keep(self, parts: Files, made: bytes) -> None:
        """Keep what has been made of some parts, where it can be kept."""
        if self.folder is not None:
            key = hash_parts(parts)
            packed = zlib.compress(made, _NOT if made.startswith(_COMPRESSED) else _FAST)
            self._write(self.folder / key.hex(), key, packed)

    def forget(self) -> None:
        """Delete what has been kept by way of this: something that it was made of has changed in the meantime."""
        for name in self.kept:
            self._delete(name)
        self.kept.clear()

    def clear(self) -> None:
        """Delete all: what has been redacted may stand in any entry."""
        for _, _, name in self._list_entries():
            self._delete(name)

    def prune(self) -> None:
        """Delete what no build has asked for in a month, and of what takes more room than it may, the oldest."""
        room = self.most
        for time, size, name in sorted(self._list_entries(), reverse=True):
            room -= size
            if time < self.now - _KEPT or room < 0:
                self._delete(name)

    def _delete(self, name: str) -> None:
        with contextlib.suppress(OSError):
            Path(self.folder or "", name).unlink()

    def _list_entries(self) -> Iterator[tuple[float, int, str]]:
        """When each was last asked for, how large it is, and its name."""
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir() if self.folder else ():
                with contextlib.suppress(OSError):
                    found = path.stat()
                    yield found.st_mtime, found.st_size, path.name

    def _read(self, path: Path, key: bytes) -> bytes | None:
        try:
            # A device or a pipe might never end.
            if not path.is_file():
                return None
            data = path.read_bytes()
            # Once a day is enough to tell what is in use.
            if abs(self.now - path.stat().st_mtime) > _DAY:
                utime(path, (self.now, self.now))
            digest, packed = data[: sha256().digest_size], data[sha256().digest_size :]
            return zlib.decompress(packed) if digest == sha256(key + packed).digest() else None
        # Somebody else may have written it.
        except (OSError, zlib.error):
            return None

    def _write(self, path: Path, key: bytes, packed: bytes) -> None:
        """Replace an entry whole. It is not forced to the disk, since its digest tells when it has not got there."""
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(sha256(key + packed).digest() + packed)
                utime(beside, (self.now, self.now))
                beside.replace(path)
                self.kept.append(path.name)
            finally:
                beside.unlink(missing_ok=True)


NO_CACHE = ContentCache()
# How entries are written is a part of their keys too.
_CODE = Path(__file__).read_bytes()


def hash_parts(parts: Files) -> bytes:
    """One hash of named parts and their order. Lengths come first, so that no two lists of parts run together alike."""
    found = sha256(_CODE)
    for name, data in parts.items():
        for piece in _pack(name, data):
            found.update(piece)
    return found.digest()


def hash_maker(code: Files, *packages: str) -> bytes:
    """A hash of what makes something, so that a change in it makes everything anew.

    Args:
        code: our own modules, read when they were imported, and the files that they use.
        packages: the installed packages that they use; each is known by the checksums of all its files
            (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
    """
    found = {package: distribution(package) for package in packages}
    sums = {name: (item.version + (item.read_text("RECORD") or "")).encode() for name, item in found.items()}
    return hash_parts({"python": sys.version.encode(), "code": hash_parts(code), "packages": hash_parts(sums)})


def pack_files(files: Files) -> bytes:
    """Files as one result that can be kept."""
    return b"".join(piece for item in files.items() for piece in _pack(*item))


def _pack(name: str, data: bytes) -> tuple[bytes, ...]:
    encoded = name.encode(errors=_ANY_NAME)
    return len(encoded).to_bytes(_LENGTH), encoded, len(data).to_bytes(_LENGTH), data


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """The files that `pack_files` has made one result of."""
    pieces, start = [], 0
    while start < len(packed):
        end = start + _LENGTH + int.from_bytes(packed[start : start + _LENGTH])
        pieces.append(packed[start + _LENGTH : end])
        start = end
    # What is cut off has another digest; whoever forges that, too, has made something with fewer files.
    return {name.decode(errors=_ANY_NAME): data for name, data in zip(pieces[::2], pieces[1::2], strict=False)}
