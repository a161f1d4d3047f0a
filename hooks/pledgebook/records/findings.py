"""Findings: what is known of each record by itself, kept by the record's key (see `record_cache`).

Which rules find nothing in it, where its links lead, and where in its files the rest was found: each a function of the
record and of what the rule is told, so that nobody need look for it again until one of them changes. What a rule does
find is looked for each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from pydantic import TypeAdapter

from ..files.cache import NO_CACHE, ContentCache
from ..files.tree import Files, digest
from ..markdown.render import find_targets
from ..model import Model
from ..model.located import Located
from ..problem import Mark, Problem
from .record_cache import RecordCache

_PLACE = {"findings": b""}


class Keyed(Protocol):
    """What has a key, and places where something was found, as a located record has."""

    @property
    def key(self) -> bytes:
        """The hash of all that it depends on; nothing where that is not known."""

    @property
    def marks(self) -> dict[str, Mark]:
        """Where problems have been found before, by path."""


@dataclass(slots=True)
class _Finding:
    """What is known of one record.

    Attributes:
        silent: rules that find nothing in it, each with the hash of what it was told.
        targets: where its links lead, when somebody has asked.
        marks: places in its files, by path.
    """

    silent: dict[str, str] = field(default_factory=dict)
    targets: list[str] | None = None
    marks: dict[str, Mark] = field(default_factory=dict)


_KNOWN = TypeAdapter(dict[str, _Finding])


@dataclass
class Findings:
    """What has been found in records by themselves.

    Attributes:
        cache: where it is kept.
    """

    cache: ContentCache = NO_CACHE
    _asked: dict[str, _Finding] = field(default_factory=dict, init=False)

    @cached_property
    def _kept(self) -> dict[str, _Finding]:
        """What was kept, by the keys of records."""
        try:
            return _KNOWN.validate_json(self.cache.find(_PLACE) or b"")
        except ValueError:
            return {}

    def check(
        self, rule: Callable[..., Iterator[Problem]], entry: Keyed, *told: Hashable, **more: object
    ) -> Iterator[Problem]:
        """What a rule finds in one record, or in something else by itself.

        Args:
            rule: is a function of the record and of what it is told.
            entry: the record.
            told: what the rule is told besides; values that say in their representation all that they are.
            more: what it may use, and what only says the same again.
        """
        known, name, said = self._of(entry), f"{rule.__module__}.{rule.__qualname__}", _digest(told)
        if known.silent.get(name) != said:
            found = [*rule(entry, *told, **more)]
            if not found:
                known.silent[name] = said
            yield from found

    def hash(self, data: Files) -> bytes:
        """The key of something that is its bytes alone, by its path."""
        return RecordCache(self.cache).hash(data)

    def list_targets(self, entry: Located[Model]) -> list[str]:
        """Where the links in a record's Markdown lead, each once."""
        known = self._of(entry)
        if known.targets is None:
            known.targets = [*dict.fromkeys(to for node in entry.prose for _, to in find_targets(node.text))]
        return known.targets

    def keep(self) -> None:
        """Keep what is known of the records that have been asked for, in the place of what was kept."""
        if self._asked != self._kept:
            self.cache.keep(_PLACE, _KNOWN.dump_json(self._asked))

    def _of(self, entry: Keyed) -> _Finding:
        key = entry.key.hex()
        known = self._asked.get(key)
        if known is None:
            kept = self._kept.get(key, _Finding())
            entry.marks.update(kept.marks)
            # What is found of places later is known too.
            known = _Finding(dict(kept.silent), kept.targets, entry.marks)
            if key:
                self._asked[key] = known
        return known


@lru_cache(maxsize=1024)
def _digest(told: tuple[Hashable, ...]) -> str:
    return digest(repr(told).encode(errors="surrogatepass"))
