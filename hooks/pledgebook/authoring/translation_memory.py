"""Translation memory of a record as it is kept: without what has been redacted, and as it was before an edition.

Nothing in it is a fingerprint that redacted words could be tried against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..history.ledger import FieldValues, Ledger, Redacted
from ..history.redaction import Redaction
from ..history.snapshot import MARK_LENGTH, fingerprint_words
from ..history.translation_memory import (
    SourceText,
    TranslationMemory,
    redact_words,
    render_translation_memory,
    strip_hashes,
)
from ..i18n.field_help import TRANSLATION
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..yaml.edit import set_value
from .context import Context
from .kept_files import WriteFile, edit_text


def write_translation_memory(memory: TranslationMemory, context: Context, write: WriteFile) -> None:
    """Write what the translations of a record render."""
    heading = context.catalogues[context.original].gettext("translate.heading")
    write(context.settings.root / memory.path, render_translation_memory(memory, heading).encode())


def write_redacted_memory(context: Context, folder: Folder, redaction: Redaction, write: WriteFile) -> None:
    """Write what a record's translations render, without what is taken out of it.

    What a translated file says that it renders is a fingerprint of words that the redacted one was among. It gets
    another mark instead, which stands for the same words and is a fingerprint of nothing.
    """
    _write(context, folder, lambda memory: redact_words(memory, redaction, context.original, context.make_salt), write)
    for part, language in _list_unknown_marks(context, folder, redaction):
        write_mark(context, folder, part, language, context.make_salt()[:MARK_LENGTH], write)


def write_stripped_memory(context: Context, folder: Folder, write: WriteFile) -> None:
    """Write it without the hashes that earlier versions of the program kept of what was redacted."""
    _write(context, folder, lambda memory: strip_hashes(memory, context.make_salt), write)


def _write(
    context: Context, folder: Folder, change: Callable[[TranslationMemory], TranslationMemory], write: WriteFile
) -> None:
    memory = context.entries.memories.get(folder)
    changed = change(memory) if memory else None
    if memory is None or changed is None or changed == memory:
        return
    write_translation_memory(changed, context, write)
    entries = context.snapshot_of(folder).entries
    for (part, language), source_text in changed.made.items():
        before = memory.made[part, language].of
        translation = entries[part].record.translations.get(Language(language)) if part in entries else None
        if translation and translation.of == before != source_text.of:
            write_mark(context, folder, part, Language(language), source_text.of, write)


def _list_unknown_marks(context: Context, folder: Folder, redaction: Redaction) -> list[tuple[str, Language]]:
    """Part and language of what renders earlier words that are not kept, and that the redacted one may be among."""
    memory, snapshot = context.entries.memories.get(folder), context.snapshot_of(folder)
    made = memory.made.items() if memory else ()
    kept = {language: source_text.of for (part, language), source_text in made if part == redaction.part}
    entry = snapshot.entries.get(redaction.part)
    now = fingerprint_words(snapshot.words_of(redaction.part, context.original)) if entry else ""
    translations = entry.record.translations if entry else {}
    return [
        (redaction.part, language)
        for language, translation in translations.items()
        if translation.of and translation.of not in (now, kept.get(language))
    ]


def write_mark(context: Context, folder: Folder, part: str, language: Language, mark: str, write: WriteFile) -> None:
    """Write into a translated file which words it renders."""
    file = context.settings.root / RecordFile.at(folder, part, language).project_path
    write(file, edit_text(file, lambda text: set_value(text, TRANSLATION, "of", mark)))


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
