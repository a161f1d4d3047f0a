"""Undo: takes back the newest edition of a record, with its note, as long as it has not been online."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..files.atomic import Transaction
from ..history.ledger import Edition, Ledger, Redacted
from ..history.snapshot import NOTES
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..yaml.edit import EditError, remove_item
from .context import Context
from .kept_files import edit_text, write_left
from .outcome import Outcome
from .publication import find_ledger
from .refusal import Refusal
from .translation_memory import write_earlier_memory

# The fields of a note in the order that `change` writes them in.
_FIELDS = ("date", "kind", "promise", "note")


def undo(context: Context, folder: Folder) -> Outcome:
    """Take back what was last published of a record; the record itself stays as it is, but for the note.

    Should this be killed, the note is gone first and the edition last, so that all can be done again.

    Raises:
        Refusal: it has been online, or cannot be taken back; every file is then as it was.
        OSError: a file cannot be written; likewise.
    """
    ledger = find_ledger(context, folder)
    obstacle = find_obstacle(context, ledger)
    if obstacle:
        raise Refusal(obstacle)
    if context.project.redirect_map is None:
        # Which addresses came with it is not known then.
        context.refuse_errors(context.errors)
    words, number, newest = context.words, len(ledger.editions), ledger.newest
    left = replace(ledger, editions=ledger.editions[:-1]) if number > 1 else None
    edited = dict(_remove_note(context, folder, newest))
    language = _find_translated(context, newest, left) if left else None
    with Transaction() as files:
        for file, data in edited.items():
            files.write(file, data)
        if left and language:
            write_earlier_memory(context, left, language, files.write)
        write_left(context, ledger, left, files)
    said = [words.gettext("undo.done", folder=folder, number=str(number), date=words.date(newest.date))]
    if newest.note and not edited:
        said.append(words.gettext("undo.note_kept", id=newest.note))
    return Outcome(tuple(said))


def _find_translated(context: Context, edition: Edition, left: Ledger) -> Language | None:
    """The language of a finished translation that an edition holds, and nothing else; none when it holds more.

    What is only new in a language can be published without that any translation is said to be done.
    """
    groups = {key.group for key in edition.changed}
    language = Language(next(iter(groups), ""))
    is_new = {key[:2] for key in edition.changed}.isdisjoint(key[:2] for key in left.state())
    is_translation = not edition.note and len(groups) == 1 and language in context.languages[1:]
    return language if is_translation and not is_new else None


def find_obstacle(context: Context, ledger: Ledger) -> str:
    """Why the newest edition cannot be taken back: it has been online, or it redacted something; nothing if it can."""
    head, number = context.entries.heads.get(ledger.folder), len(ledger.editions)
    values = (value for edition in ledger.editions for value in edition.changed.values())
    if head and head.online >= number:
        return context.words.gettext("undo.online", folder=ledger.folder, number=str(number))
    if any(isinstance(value, Redacted) and value.edition == number for value in values):
        return context.words.gettext("undo.redaction", folder=ledger.folder, number=str(number))
    return ""


def _remove_note(context: Context, folder: Folder, edition: Edition) -> Iterator[tuple[Path, bytes]]:
    """The record's files without the note that an edition came with, if the command wrote it there."""
    said = {key: value for key, value in edition.changed.items() if key.note and key.note == edition.note}
    part = next((key.part for key in said), "")
    for language in context.languages if part else ():
        fields = {
            key.path.removeprefix(f"{NOTES}/{edition.note}/"): str(value)
            for key, value in said.items()
            if key.group == language or (language == context.original and key.group not in context.languages)
        }
        file = context.settings.root / RecordFile.at(folder, part, Language(language)).project_path
        if not fields or not file.is_file():
            continue
        item = {"id": edition.note, **{name: fields[name] for name in _FIELDS if name in fields}}
        with suppress(EditError):
            yield file, edit_text(file, partial(remove_item, key=NOTES, item=item))
