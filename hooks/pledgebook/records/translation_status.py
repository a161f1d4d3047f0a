"""Translation status: whether each translation is there, whole, and of its original as that is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..history.ledger import Ledger, Redacted
from ..history.ledger_diff import FieldDifference, diff_fields
from ..history.snapshot import FieldPath, fingerprint_words
from ..model import FollowUp, Record, Translation
from ..model.paths import RecordFile
from ..names import Folder, Language
from .parsed import ParsedRecords


class Freshness(StrEnum):
    """How a translation stands to its original."""

    MISSING = "missing"
    STALE = "stale"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class TranslationFreshness:
    """One file's translation.

    Attributes:
        file: the file, in the language it is translated into.
        state: how it stands to its original.
        is_marked: whether it says which original it renders.
        missing: paths of words that only the original has.
        changed: words of the original that have changed since, as far as it is known which.
        since: the day the first of those changes was published, when that is known.
    """

    file: RecordFile
    state: Freshness
    is_marked: bool = False
    missing: tuple[str, ...] = ()
    changed: tuple[FieldDifference, ...] = ()
    since: date | None = None


def find_translations(
    entries: ParsedRecords, folder: Folder, languages: tuple[Language, ...]
) -> Iterator[TranslationFreshness]:
    """Every translation that a record's files could have, in the order of parts, then languages."""
    for entry in entries.snapshot_of(folder).entries.values():
        yield from find_translations_of(entries, entry.record, languages)


def find_translations_of(
    entries: ParsedRecords, part: Record | FollowUp, languages: tuple[Language, ...]
) -> Iterator[TranslationFreshness]:
    """Every translation that one part of a record could have, in the order of languages."""
    for language in languages[1:]:
        translation = part.translations.get(language)
        yield _find_translation(entries, RecordFile.of(part, language), translation, languages[0])


def _find_translation(
    entries: ParsedRecords, file: RecordFile, translation: Translation | None, original: Language
) -> TranslationFreshness:
    """How one file's translation stands to its original."""
    if translation is None:
        return TranslationFreshness(file, Freshness.MISSING)
    snapshot, part = entries.snapshot_of(file.folder), file.part
    missing = tuple(
        key.path
        for key in snapshot.values
        if key.part == part
        and key.group == original
        and FieldPath(part, file.language, key.path) not in snapshot.values
    )
    words = snapshot.words_of(part, original)
    if translation.of is None or translation.of == fingerprint_words(words):
        state = Freshness.INCOMPLETE if missing else Freshness.COMPLETE
        return TranslationFreshness(file, state, translation.of is not None, missing)
    known = entries.memories.get(file.folder)
    source_text = known.made.get((part, file.language)) if known else None
    if source_text is None or source_text.of != translation.of:
        return TranslationFreshness(file, Freshness.STALE, True, missing)
    before = {FieldPath(part, original, path): value for path, value in source_text.words.items()}
    changed = diff_fields(before, {FieldPath(part, original, path): value for path, value in words.items()})
    ledger = entries.ledgers.get(file.folder)
    since = _first_without(ledger, before) if ledger else None
    return TranslationFreshness(file, Freshness.STALE, True, missing, changed, since)


def _first_without(ledger: Ledger, words: Mapping[FieldPath, str | Redacted]) -> date | None:
    """The day of the edition that came after the last one with just these words, all of one part and language."""
    wanted = {path: _text_of(value) for path, value in words.items()}
    places = {(path.part, path.group) for path in wanted}
    had: dict[FieldPath, str | None] = {}
    is_past, since = False, None
    for edition in ledger.editions:
        for path, value in edition.changed.items():
            if (path.part, path.group) not in places or path.is_note:
                continue
            if value is None:
                had.pop(path, None)
            else:
                had[path] = _text_of(value)
        if had == wanted:
            is_past, since = True, None
        elif is_past and since is None:
            since = edition.date
    return since


def _text_of(value: str | Redacted) -> str | None:
    """A text to compare; of one that has been redacted, only that it has."""
    return None if isinstance(value, Redacted) else value
