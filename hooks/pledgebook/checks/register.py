"""Rules on the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Register
from ..problems import Problem
from ..text import Text
from .entries import Entry
from .ids import check_ids, check_repeats


def check_names(register: Entry[Register], languages: Sequence[str]) -> Iterator[Problem]:
    """Every party, place and theme has a name in every language of the site."""
    for kind in ("parties", "places", "themes"):
        for place, item in enumerate(getattr(register.record, kind)):
            for language in languages:
                if language not in item.name.languages:
                    yield register.problem(
                        (kind, place, "name"), "name_missing", found=item.id, language=language, field="name"
                    )
    yield from _check_language_codes(register, languages)


def _check_language_codes(register: Entry[Register], languages: Sequence[str]) -> Iterator[Problem]:
    for kind in ("parties", "places", "themes"):
        for place, item in enumerate(getattr(register.record, kind)):
            for name in type(item).model_fields:
                text = getattr(item, name)
                if isinstance(text, Text):
                    for language in text.root:
                        if language not in languages:
                            path = (kind, place, name, language)
                            yield register.problem(path, "language_unknown", found=language, allowed=languages)


def check_register_ids(register: Entry[Register]) -> Iterator[Problem]:
    """No two parties, places, themes or sources share an id."""
    for kind in ("parties", "places", "themes", "sources"):
        yield from check_repeats(register, (kind,), [item.id for item in getattr(register.record, kind)])


def check_register_references(register: Entry[Register]) -> Iterator[Problem]:
    """A place is part of a place that exists; a gap rests on sources that exist."""
    places = {place.id for place in register.record.places}
    for number, place in enumerate(register.record.places):
        if place.part_of:
            yield from check_ids(register, ("places", number, "part_of"), [place.part_of], places, "place_unknown")
    sources = {source.id for source in register.record.sources}
    for number, gap in enumerate(register.record.gaps):
        yield from check_ids(register, ("gaps", number, "sources"), gap.sources, sources, "source_unknown")
    for number, source in enumerate(register.record.sources):
        if source.is_reference:
            yield register.problem(("sources", number), "field_missing", found="publisher")
