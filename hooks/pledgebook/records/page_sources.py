"""The sources of a record's page: those of the record and of its follow-ups, each listed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import FollowUp, Record, Source
from ..model.paths import part_of


@dataclass(frozen=True, slots=True)
class PageSources:
    """The sources of a record's page.

    Attributes:
        listed: each source once, with an id that no other has on the page.
        cited: the same by what a part of the page (`pledge`, `followup-2028-01`) knows them by: part, then id.
    """

    listed: tuple[Source, ...]
    cited: Mapping[tuple[str, str], Source]


def list_page_sources(parts: Iterable[tuple[Record | FollowUp, Iterable[Source]]]) -> PageSources:
    """Put the sources of a page together.

    Args:
        parts: the record, then its follow-ups, each with its sources. Where two parts give different sources one id,
            the later one's goes by the part's own id besides (`2028-01-k1`).
    """
    listed: dict[str, Source] = {}
    same: dict[str, Source] = {}
    cited: dict[tuple[str, str], Source] = {}
    for part, sources in parts:
        for source in sources:
            # Files number their sources each for itself, so one source may go by several ids.
            known = same.get(_say(source))
            if known:
                cited[part_of(part), source.id] = known
                continue
            is_taken = listed.get(source.id, source) != source
            named = source.model_copy(update={"id": f"{part.id}-{source.id}"}) if is_taken else source
            cited[part_of(part), source.id] = same[_say(source)] = listed.setdefault(named.id, named)
    return PageSources(tuple(listed.values()), cited)


def _say(source: Source) -> str:
    """All that a source says, whatever id it goes by."""
    return source.model_dump_json(exclude={"id"})
