"""Translation memory as it was before a translation was finished, out of what was published then."""

from __future__ import annotations

from dataclasses import replace

from ..history.ledger import FieldValues, Ledger, Redacted
from ..history.snapshot import fingerprint_words
from ..history.translation_memory import SourceText
from ..names import Language
from .context import Context
from .kept_files import WriteFile, write_translation_memory
from .redacted_memory import write_mark


def write_earlier_memory(context: Context, ledger: Ledger, language: Language, write: WriteFile) -> None:
    """Write that a record's translations render the original as it was when they were last published.

    Args:
        context: the project.
        ledger: the editions that are left.
        language: the language of the translation.
        write: writes a file.
    """
    memory = context.entries.memories.get(ledger.folder)
    if memory is None:
        return
    made = dict(memory.made)
    for part, entry in context.snapshot_of(ledger.folder).entries.items():
        found = _find_published(ledger, part, language)
        if found is None or (part, language) not in made:
            continue
        day, state = found
        words = {
            key.path: value
            for key, value in state.items()
            if (key.part, key.group) == (part, context.original) and not key.is_note
        }
        texts = {path: value for path, value in words.items() if not isinstance(value, Redacted)}
        of = fingerprint_words(texts)
        made[part, language] = SourceText(of, day, words)
        translation = entry.record.translations.get(language)
        if translation and translation.of:
            write_mark(context, ledger.folder, part, language, of, write)
    write_translation_memory(replace(memory, made=made), context, write)


def _find_published(ledger: Ledger, part: str, language: Language) -> tuple[str, FieldValues] | None:
    """The day of the edition that a translation last came with, and all that was said then."""
    found = None
    for edition, state in ledger.states():
        if any((key.part, key.group) == (part, language) and not key.is_note for key in edition.changed):
            found = edition.date.isoformat(), state
    return found
