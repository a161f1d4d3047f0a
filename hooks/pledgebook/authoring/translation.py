"""Translation that is done: notes that a record's files in a language render the original as it is now."""

from __future__ import annotations

from ..files.atomic import Transaction
from ..history.ledger import Ledger, add_edition
from ..history.ledger_diff import PublishedDiff, diff_against_published
from ..history.snapshot import NOTES, Snapshot, fingerprint_words
from ..history.translation_memory import mark_done
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..records.translation_status import Freshness, find_translations
from .context import Context
from .kept_files import write_published
from .outcome import Outcome
from .publication import refuse_unnoted
from .refusal import Refusal, refuse_unwritable
from .translation_memory import write_mark, write_translation_memory

# Titles of people and documents may be left as they are, and notes on changes may come later.
_MAY_WAIT = {NOTES, "signatories", "documents", "sources", "contact"}


def finish_translation(context: Context, folder: Folder, language: Language) -> Outcome:
    """Note that a translation is of the original as it is now, and publish it if the record has been.

    Raises:
        Refusal: it cannot be noted; every file is then as it was.
        OSError: a file cannot be written; likewise.
    """
    words, snapshot = context.words, context.snapshot_of(folder)
    parts = [part for part, entry in snapshot.entries.items() if language in entry.record.translations]
    if not parts:
        main = RecordFile.at(folder, snapshot.main, language)
        raise Refusal(words.gettext("records.no_file", found=main.project_path))
    ledger = context.ledger_of(folder)
    found = context.compare(ledger) if ledger else PublishedDiff()
    if found.differences:
        refuse_unnoted(found, context, folder)
    _refuse_missing(context, folder, language)
    memory = context.entries.memories.get(folder)
    noted = ""
    with refuse_unwritable(words, "translate.by_hand"), Transaction() as files:
        for part in parts:
            mark = fingerprint_words(snapshot.words_of(part, context.original))
            write_mark(context, folder, part, language, mark, files.write)
        done = mark_done(memory, folder, snapshot, language, context.original, context.today)
        write_translation_memory(done, context, files.write)
        # A translation that catches up with a change that has a note needs none of its own.
        if ledger and _is_changed(ledger, snapshot, language, context.original):
            ledger = add_edition(ledger, folder, snapshot, context.today, make_salt=context.make_salt)
            noted = write_published(context, {folder: ledger}, files.write)
    said = [noted] if noted else []
    said.append(words.gettext("translate.done", folder=folder, language=words.name_of(language)))
    for item in find_translations(context.entries, folder, context.languages):
        if item.missing and item.file.language == language:
            said.append(words.ngettext("translate.lacking", len(item.missing), fields=", ".join(item.missing)))
    return Outcome(tuple(said))


def _refuse_missing(context: Context, folder: Folder, language: Language) -> None:
    """Refuse a translation in which words are missing, but for what may be read in the original.

    Raises:
        Refusal: some are; the message says which, file by file.
    """
    words = context.words
    lines = []
    for item in find_translations(context.entries, folder, context.languages):
        missing = [path for path in item.missing if path.partition("/")[0] not in _MAY_WAIT]
        if missing and item.file.language == language and item.state is not Freshness.MISSING:
            told = words.ngettext("translate.lacking", len(missing), fields=", ".join(missing))
            lines.append(f"{item.file.project_path}: {told}")
    if lines:
        raise Refusal("\n".join([*lines, words.gettext("translate.not_done")]))


def _is_changed(ledger: Ledger, snapshot: Snapshot, language: Language, original: Language) -> bool:
    """Whether the words of a language are other than those published."""
    differences = diff_against_published(ledger, snapshot, original).differences
    return any(item.key.group == language for item in differences)
