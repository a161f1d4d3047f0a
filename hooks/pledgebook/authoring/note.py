"""Notes on changes: what is written in a record's own files when it is no longer as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count

from ..files.tree import is_text
from ..history.snapshot import FACTS, NOTES, FieldPath
from ..i18n.catalogue import Catalogue
from ..model import Change
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..yaml.edit import append_item
from .context import Context
from .kept_files import WriteFile, edit_text
from .refusal import Refusal


def refuse_empty(note: str, words: Catalogue) -> None:
    """Refuse a note for readers that has no words in it, or only the dots of an example.

    Raises:
        Refusal: it has none.
    """
    if not any(letter.isalnum() for letter in note):
        raise Refusal(words.gettext("change.empty"), is_misuse=True)


def find_note(context: Context, folder: Folder, note: Mapping[str, str]) -> str:
    """The id of a note that says just this and that no edition has come with yet, or nothing.

    A command that was killed leaves one; done again, it does the rest.
    """
    snapshot, ledger = context.snapshot_of(folder), context.ledger_of(folder)
    for name in context.compare(ledger).notes if ledger else ():
        path = f"{NOTES}/{name}"
        said = {
            key.path.removeprefix(f"{path}/"): value
            for key, value in snapshot.values.items()
            if key.part == snapshot.main and key.group in (FACTS, context.original) and key.path.startswith(f"{path}/")
        }
        if said == note:
            return name
    return ""


def _name_note(changes: Sequence[Change]) -> str:
    """An id that no note in a record has."""
    taken = {change.id for change in changes}
    return next(name for number in count(len(changes) + 1) if (name := f"change-{number}") not in taken)


def write_note(
    context: Context, folder: Folder, note: Mapping[str, str], words: Sequence[tuple[str, str]], write: WriteFile
) -> tuple[str, Context]:
    """Put a note on a change into a record's file, and its words into those of other languages.

    What of it is there already, since the same was begun before, stays as it is.

    Args:
        context: the project.
        folder: the record's folder.
        note: the note's fields, apart from its id.
        words: language and words of each translation of the note.
        write: writes a file, and takes it back when this raises.

    Returns:
        The note's id, and the project after it.

    Raises:
        Refusal: the files as they are then have errors, or a text is none.
        EditError: the file is written in a way that nothing can be put into.
    """
    for text in (*note.values(), *(part for pair in words for part in pair)):
        # What a terminal sent in another encoding than its own.
        if not is_text(text):
            raise Refusal(context.words.gettext("change.encoding", found=text), is_misuse=True)
    snapshot = context.snapshot_of(folder)
    begun = find_note(context, folder, note)
    name = begun or _name_note(context.record_of(folder).changes)
    fields: dict[str, dict[str, str]] = {context.original: {"id": name, **note}}
    fields |= {language: {"id": name, "note": text} for language, text in words}
    edited = {}
    for language, item in fields.items():
        if begun and FieldPath(snapshot.main, language, f"{NOTES}/{name}/note") in snapshot.values:
            continue
        path = RecordFile.at(folder, snapshot.main, Language(language)).project_path
        file = context.settings.root / path
        if language not in context.languages or not file.is_file():
            raise Refusal(context.words.gettext("records.no_file", found=path))
        edited[file] = edit_text(file, partial(append_item, key=NOTES, item=item))
    for file, data in edited.items():
        write(file, data)
    after = context.reread()
    after.find_folder(folder)
    return name, after
