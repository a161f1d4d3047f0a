"""Record cache: records as they have been read before, by the bytes of their files and by what reads them.

What is kept is the record as plain values, before the model has looked at it: whoever has written the cache, the model
holds it to all that it holds a file to. Where everything was written is read from the files again when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..files.cache import NO_CACHE, ContentCache, hash_parts
from ..files.own_code import hash_own_code
from ..files.tree import Files
from ..model import Model
from ..model.located import Located
from ..yaml.node import Node

M = TypeVar("M", bound=Model)

# What reads records and what tells what they say, which is kept by the same keys (see `findings`).
_PACKAGES = ("babel", "lxml", "markdown", "nh3", "pydantic", "pydantic-core", "pyyaml")
# A preview reads the same project at each save: the records that the process has read last.
_last_read: dict[bytes, Located[Any]] = {}


@dataclass
class RecordCache:
    """Records that have been read before. Only those are kept of which nothing had to be told.

    Attributes:
        cache: where they are kept.
        about: the hash of what they depend on besides their files.
    """

    cache: ContentCache = NO_CACHE
    about: str = ""
    _asked: dict[bytes, Located[Any]] = field(default_factory=dict, init=False)

    def hash(self, data: Files) -> bytes:
        """The key of what is read from some files, by their paths; nothing where nothing is kept."""
        if self.cache.folder is None or not data:
            return b""
        return hash_parts({"maker": hash_own_code(*_PACKAGES), "about": self.about.encode(), **data})

    def find(self, model: type[M], key: bytes, read_node: Callable[[], Node]) -> Located[M] | None:
        """The record that has been read before from the same files, or nothing.

        Args:
            model: its class.
            key: its key.
            read_node: reads the files again.
        """
        found = _last_read.get(key)
        if found is None and key:
            kept = self.cache.find({"record": key})
            record = _load(model, kept) if kept else None
            found = Located(record, read_node, key) if record else None
        if found:
            self._asked[key] = found
        return found

    def keep(self, entry: Located[Any], plain: object) -> None:
        """Keep a record, with the plain values that it was made of."""
        if entry.key:
            self._asked[entry.key] = entry
            self.cache.keep({"record": entry.key}, json.dumps(plain).encode())

    def remember(self) -> None:
        """Once all has been read, keep it for the next time in the place of what was read before."""
        if self._asked:
            _last_read.clear()
            _last_read.update(self._asked)


def _load(model: type[M], kept: bytes) -> M | None:
    try:
        return model.model_validate(json.loads(kept))
    except (ValueError, RecursionError):
        return None
