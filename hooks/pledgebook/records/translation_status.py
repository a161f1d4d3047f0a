"""How each translation stands to its original: whether it is there, whole, and of the words as they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..history.ledger import Buried, Difference, Ledger, compare, digest_value
from ..history.snapshot import Contents, Slot, fingerprint_words
from .parsed import Entries


class RenditionState(StrEnum):
    """How a translation stands to its original."""

    MISSING = "missing"
    STALE = "stale"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file's translation.

    Attributes:
        folder: the record's folder.
        part: the file without language and ending.
        language: the language it is translated into.
        state: how it stands to its original.
        is_marked: whether it says which original it renders.
        missing: paths of words that only the original has.
        changed: words of the original that have changed since, as far as it is known which.
        since: the day the first of those changes was published, when that is known.
    """

    folder: str
    part: str
    language: str
    state: RenditionState
    is_marked: bool = False
    missing: tuple[str, ...] = ()
    changed: tuple[Difference, ...] = ()
    since: date | None = None


def judge_all(entries: Entries, folder: str, languages: tuple[str, ...]) -> Iterator[Rendition]:
    """Every translation that a record's files could have, in the order of parts, then languages.

    Args:
        entries: what has been read.
        folder: the record's folder.
        languages: the site's languages, the original first.
    """
    contents = entries.contents_of(folder)
    for part in contents.entries:
        for language in languages[1:]:
            yield judge(contents, entries, folder, part, language, languages[0])


def judge(contents: Contents, entries: Entries, folder: str, part: str, language: str, original: str) -> Rendition:
    """How one file's translation stands to its original."""
    translation = contents.entries[part].record.translations.get(language)
    if translation is None:
        return Rendition(folder, part, language, RenditionState.MISSING)
    missing = tuple(
        slot.path
        for slot in contents.values
        if slot.part == part and slot.group == original and Slot(part, language, slot.path) not in contents.values
    )
    words = contents.words_of(part, original)
    if translation.of is None or translation.of == fingerprint_words(words):
        state = RenditionState.INCOMPLETE if missing else RenditionState.COMPLETE
        return Rendition(folder, part, language, state, translation.of is not None, missing)
    known = entries.renditions.get(folder)
    rendered = known.made.get((part, language)) if known else None
    if rendered is None or rendered.of != translation.of:
        return Rendition(folder, part, language, RenditionState.STALE, True, missing)
    before = {Slot(part, original, path): value for path, value in rendered.words.items()}
    changed = compare(before, {Slot(part, original, path): value for path, value in words.items()})
    ledger = entries.ledgers.get(folder)
    since = _first_without(ledger, before) if ledger else None
    return Rendition(folder, part, language, RenditionState.STALE, True, missing, changed, since)


def _first_without(ledger: Ledger, words: Mapping[Slot, str | Buried]) -> date | None:
    """The day of the edition that came after the last one with just these words."""
    slot = next(iter(words), None)
    if slot is None:
        return None
    wanted = {slot: digest_value(value) for slot, value in words.items()}
    found: date | None = None
    for number, edition in reversed(list(enumerate(ledger.editions, 1))):
        state = ledger.state(number)
        had = {
            other: digest_value(value)
            for other, value in state.items()
            if (other.part, other.group) == (slot.part, slot.group) and not other.is_note
        }
        if had == wanted:
            return found
        found = edition.date
    return None
