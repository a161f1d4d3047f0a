"""Hash of a value: the same for values that say the same, in every process; for the keys of a content-keyed cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

_PLAIN = frozenset((bool, int, float))
# So many classes are remembered.
_KEPT = 2**10


@dataclass(slots=True)
class ValueHasher:
    """Hashes values that are never changed; what has been hashed is remembered, so that shared parts are hashed once.

    Attributes:
        find_more: what a part stands for besides itself (it is hashed too), or None.
    """

    find_more: Callable[[object], object] = lambda part: None
    # By the part's place in memory, at which no other can come to stand as long as the part is kept.
    _known: dict[int, bytes] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)

    def hash(self, value: object) -> bytes:
        """The hash of a value made of plain values, enums, dates, collections, dataclasses and models.

        Raises:
            TypeError: there is something else in it, of which nobody can tell what it says.
        """
        return sha256(self._encode(value)).digest()

    def _encode(self, value: object) -> bytes:
        # What there is most of comes first.
        kind = type(value)
        if kind is str:
            return _mark(b"s", str.encode(value, errors="surrogatepass"))  # type: ignore[arg-type]
        found = self._known.get(id(value))
        if found is not None:
            return b"o" + found
        if value is None or kind in _PLAIN:
            return _mark(b"n", repr(value).encode())
        if kind is tuple or kind is list:
            return self._encode_all(b"l", value)  # type: ignore[arg-type]
        if isinstance(value, bytes):
            return _mark(b"b", value)
        if isinstance(value, Enum):
            return _mark(b"e", f"{kind.__qualname__}.{value.name}".encode())
        if isinstance(value, BaseModel) or _list_fields(kind) is not None:  # type: ignore[arg-type]
            return b"o" + self._hash_part(value)
        if isinstance(value, Set):
            return _mark(b"f", b"".join(sorted(map(self._encode, value))))
        if isinstance(value, Mapping):
            return _mark(b"m", b"".join(self._encode(item) for pair in value.items() for item in pair))
        if isinstance(value, tuple):
            return _mark(b"t", kind.__qualname__.encode()) + self._encode_all(b"l", value)
        if isinstance(value, (str, date, PurePath)):
            return _mark(b"x", f"{kind.__qualname__} {value}".encode(errors="surrogatepass"))
        raise TypeError(f"cannot be hashed: {kind.__qualname__}")

    def _encode_all(self, mark: bytes, items: tuple[object, ...] | list[object]) -> bytes:
        return _mark(mark, b"".join(map(self._encode, items)))

    def _hash_part(self, part: Any) -> bytes:
        if isinstance(part, BaseModel):
            said = _mark(b"j", part.model_dump_json().encode(errors="surrogatepass"))
        else:
            names = _list_fields(type(part)) or ()  # type: ignore[arg-type]
            said = self._encode_all(b"l", [getattr(part, name) for name in names])
        more = self.find_more(part)
        written = _mark(b"c", type(part).__qualname__.encode()) + said
        digest = sha256(written + (self._encode(more) if more is not None else b"")).digest()
        self._known[id(part)] = digest
        self._kept.append(part)
        return digest


@lru_cache(maxsize=_KEPT)
def _list_fields(kind: type) -> tuple[str, ...] | None:
    """The fields that values of a dataclass are compared by; None of what is no dataclass."""
    return tuple(item.name for item in fields(kind) if item.compare) if is_dataclass(kind) else None


def _mark(mark: bytes, data: bytes) -> bytes:
    # The length comes first, so that no two values are encoded alike.
    return b"%b%d:%b" % (mark, len(data), data)
