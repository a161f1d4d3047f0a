"""Part cache: many small results in one entry of the cache, each by the hash of all that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .cache import ContentCache, pack_files, unpack_files


@dataclass
class PartCache:
    """The parts of one thing, such as a page, of which few change from one build to the next.

    Attributes:
        whole: what they are parts of, as nothing else is called in the cache; they are found there by their own hashes.
        cache: where they are kept.
        asked: the parts that have been asked for, by their keys.
    """

    whole: str
    cache: ContentCache
    asked: dict[str, bytes] = field(default_factory=dict, init=False)
    _known: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._known = unpack_files(self.cache.find(self._list_parts()) or b"")

    def get_or_make(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """What has been made by a key before, or else is made now.

        Args:
            key: the hash of all that the part depends on, with what makes it.
            make: makes it.
        """
        name = key.hex()
        found = self._known.get(name)
        self.asked[name] = made = make() if found is None else found
        return made

    def keep(self) -> None:
        """Keep what has been asked for, in the place of what was kept."""
        if self.asked.keys() != self._known.keys():
            self.cache.keep(self._list_parts(), pack_files(self.asked))

    def _list_parts(self) -> dict[str, bytes]:
        return {"parts of": self.whole.encode(errors="surrogatepass")}
