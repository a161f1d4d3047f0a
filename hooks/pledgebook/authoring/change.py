"""Change: notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from ..files.atomic import Transaction
from ..history.ledger import add_edition
from ..i18n.enum_labels import list_enum_labels
from ..model.enums import ChangeKind
from ..names import Folder
from ..yaml.edit import EditError
from .context import Context
from .kept_files import write_addresses, write_ledger
from .note import refuse_empty, write_note
from .outcome import Outcome
from .publication import find_ledger, render_differences
from .refusal import Refusal

# What the parties decide can be worth a note although not a word of the record is different.
_ABOUT_THE_RECORD = (ChangeKind.CORRECTION, ChangeKind.ADDITION, ChangeKind.MINOR)
_KINDS = [kind.value for kind in ChangeKind if kind is not ChangeKind.REDACTION]


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """The note that is asked for.

    Attributes:
        kind: what sort of change it is, in a word of any of the site's languages.
        note: what readers are told.
        promise: the id of the promise that it is about, or nothing.
        date: its day as it is written, or nothing for today.
        words: language and words of each translation of the note.
    """

    kind: str
    note: str
    promise: str = ""
    date: str = ""
    words: tuple[tuple[str, str], ...] = ()


def change(context: Context, folder: Folder, request: ChangeRequest) -> Outcome:
    """Note a change, and publish the record as it is now.

    Raises:
        Refusal: it cannot be noted; every file is then as it was.
        OSError: a file cannot be written; likewise.
    """
    try:
        return _change(context, folder, request)
    except EditError as error:
        raise Refusal(context.words.gettext("change.by_hand", lines=str(error), record=folder)) from error


def _read_kind(word: str, context: Context) -> ChangeKind:
    """The kind of change that a word stands for, in any of the site's languages, as in the records."""
    words = context.words
    kind = list_enum_labels(context.catalogues.words.values()).read(ChangeKind, word)
    if kind not in _KINDS:
        allowed = [words.gettext("problem.term", word=words.gettext(f"change.{name}"), value=name) for name in _KINDS]
        raise Refusal(words.gettext("change.kind", found=word, allowed=words.join(allowed, "or")), is_misuse=True)
    return ChangeKind(kind)


def _change(context: Context, folder: Folder, request: ChangeRequest) -> Outcome:
    words, kind = context.words, _read_kind(request.kind, context)
    ledger = find_ledger(context, folder)
    refuse_empty(request.note, words)
    found = context.compare(ledger)
    if kind in _ABOUT_THE_RECORD and not (found.differences or found.gone):
        raise Refusal(words.gettext("change.nothing", folder=folder))
    note = {"date": request.date or context.today.isoformat(), "kind": kind.value}
    if request.promise:
        note["promise"] = request.promise
    with Transaction() as files:
        name, after = write_note(context, folder, {**note, "note": request.note}, request.words, files.write)
        snapshot = after.snapshot_of(folder)
        ledger = add_edition(ledger, folder, snapshot, context.today, name)
        write_ledger(ledger, after, files.write)
        noted = write_addresses(after, {folder: ledger}, files.write)
    told = render_differences(found.differences, after, snapshot)
    done = words.gettext("change.done", folder=folder, kind=words.gettext(f"change.{kind}"), id=name)
    return Outcome(tuple(part for part in (told, noted, done) if part))
