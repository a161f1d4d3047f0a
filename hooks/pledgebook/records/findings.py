"""Findings: what is known of each record by itself, kept by the record's key (see `record_cache`).

Which rules find nothing in it, and where its links lead: each a function of the record and of what the rule is told,
so that nobody need look for it again until one of them changes. What a rule does find is looked for each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from ..files.cache import NO_CACHE, ContentCache
from ..files.tree import digest
from ..markdown.render import find_targets
from ..model.located import Located
from ..problem import Problem

_Known: TypeAlias = dict[str, dict[str, list[str]]]
_KNOWN = TypeAdapter(_Known)
_PLACE = {"findings": b""}
_TARGETS = "targets"


@dataclass
class Findings:
    """What has been found in records by themselves.

    Attributes:
        cache: where it is kept.
    """

    cache: ContentCache = NO_CACHE
    _asked: _Known = field(default_factory=dict, init=False)

    @cached_property
    def _kept(self) -> _Known:
        """By record, then by what was found."""
        try:
            return _KNOWN.validate_json((self.cache.find(_PLACE) or {})["known"])
        except (KeyError, ValueError):
            return {}

    def check(
        self, rule: Callable[..., Iterator[Problem]], entry: Located[Any], *told: Hashable, **more: object
    ) -> Iterator[Problem]:
        """What a rule finds in one record.

        Args:
            rule: is a function of the record and of what it is told.
            entry: the record.
            told: what the rule is told besides; values that say in their representation all that they are.
            more: what it may use, and what only says the same again.
        """
        known, name = self._of(entry), f"{rule.__module__}.{rule.__qualname__}"
        said = [_digest(told)]
        if known.get(name) != said:
            found = [*rule(entry, *told, **more)]
            if not found:
                known[name] = said
            yield from found

    def list_targets(self, entry: Located[Any]) -> list[str]:
        """Where the links in a record's Markdown lead, each once."""
        known = self._of(entry)
        if _TARGETS not in known:
            known[_TARGETS] = [*dict.fromkeys(to for node in entry.prose for _, to in find_targets(node.text))]
        return known[_TARGETS]

    def keep(self) -> None:
        """Keep what is known of the records that have been asked for, in the place of what was kept."""
        if self._asked != self._kept:
            self.cache.keep(_PLACE, {"known": _KNOWN.dump_json(self._asked)})

    def _of(self, entry: Located[Any]) -> dict[str, list[str]]:
        key = entry.key.hex()
        if not key:
            return {}
        if key not in self._asked:
            self._asked[key] = dict(self._kept.get(key, {}))
        return self._asked[key]


@lru_cache(maxsize=1024)
def _digest(told: tuple[Hashable, ...]) -> str:
    return digest(repr(told).encode(errors="surrogatepass"))
