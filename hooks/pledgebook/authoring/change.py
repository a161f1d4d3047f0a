"""Change: notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic_core import PydanticCustomError

from ..checks.change_kinds import find_graver, is_about, suggest_change
from ..files.atomic import Transaction
from ..history.ledger import Ledger, add_edition
from ..history.ledger_diff import PublishedDiff
from ..history.snapshot import FACTS, NOTES
from ..i18n.enum_labels import list_enum_labels
from ..model.dates import PartialDate
from ..model.enums import ChangeKind
from ..names import Folder
from .context import Context
from .kept_files import write_published
from .note import refuse_empty, write_note
from .outcome import Outcome
from .publication import find_ledger, render_diff, render_differences
from .refusal import Refusal, refuse_unwritable

# What a promise must be different for.
_ABOUT_A_PROMISE = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED)
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
    words, kind = context.words, _read_kind(request.kind, context)
    ledger = find_ledger(context, folder)
    refuse_empty(request.note, words)
    found = context.compare(ledger)
    note = {"date": request.date or context.today.isoformat(), "kind": kind.value}
    if request.promise:
        note["promise"] = request.promise
    note["note"] = request.note
    _refuse_date(request.date, ledger, context)
    _refuse_kind(kind, request.promise, found, context, ledger)
    if not (found.differences or found.gone) and _is_noted(note, context, ledger):
        raise Refusal(words.gettext("change.again", folder=folder))
    with refuse_unwritable(words, "change.by_hand", record=folder), Transaction() as files:
        name, after = write_note(context, folder, note, request.words, files.write)
        snapshot = after.snapshot_of(folder)
        ledger = add_edition(ledger, folder, snapshot, context.today, name, context.make_salt)
        noted = write_published(after, {folder: ledger}, files.write)
    told = render_differences(found.differences, after, snapshot)
    done = words.gettext("change.done", folder=folder, kind=words.gettext(f"change.{kind}"), id=name)
    return Outcome(tuple(part for part in (told, noted, done) if part))


def _read_kind(word: str, context: Context) -> ChangeKind:
    """The kind of change that a word stands for, in any of the site's languages, as in the records."""
    words = context.words
    kind = list_enum_labels(context.catalogues.words.values()).read(ChangeKind, word)
    if kind not in _KINDS:
        allowed = [words.gettext("problem.term", word=words.gettext(f"change.{name}"), value=name) for name in _KINDS]
        raise Refusal(words.gettext("change.kind", found=word, allowed=words.join(allowed, "or")), is_misuse=True)
    return ChangeKind(kind)


def _refuse_date(written: str, ledger: Ledger, context: Context) -> None:
    """Refuse a day that has not come, or is before the newest edition; what is no day is told of with the note.

    Raises:
        Refusal: it is such a day.
    """
    try:
        day = PartialDate.parse(written) if written else None
    except PydanticCustomError:
        return
    words, newest = context.words, ledger.newest.date
    if day and day.first_day > context.today:
        raise Refusal(words.gettext("change.future", date=written, today=words.date(context.today)))
    if day and day.last_day < newest:
        raise Refusal(words.gettext("change.early", date=written, folder=ledger.folder, newest=words.date(newest)))


def _refuse_kind(kind: ChangeKind, promise: str, found: PublishedDiff, context: Context, ledger: Ledger) -> None:
    """Refuse a kind that does not go with what is different. A decision can be worth a note although nothing is.

    Raises:
        Refusal: nothing is different, nothing in the promise, or more than a minor change may be.
    """
    words, folder = context.words, ledger.folder
    if kind is not ChangeKind.DECISION and not (found.differences or found.gone):
        raise Refusal(words.gettext("change.nothing", folder=folder))
    if kind in _ABOUT_A_PROMISE and promise and not any(is_about(item, promise) for item in found.differences):
        how = suggest_change(found, folder)
        told = words.gettext("change.elsewhere", promise=promise, how=how)
        raise Refusal(f"{render_diff(found, context, folder)}\n{told}")
    graver = tuple(find_graver(found.differences)) if kind is ChangeKind.MINOR else ()
    if graver or (kind is ChangeKind.MINOR and found.gone):
        told = render_diff(replace(found, differences=graver), context, folder)
        raise Refusal(f"{told}\n{words.gettext('change.not_minor', how=suggest_change(found, folder))}")


def _is_noted(note: dict[str, str], context: Context, ledger: Ledger) -> bool:
    """Whether the newest edition came with just such a note, so that the same was asked for twice."""
    state = {key.path: value for key, value in ledger.state().items() if key.group in (FACTS, context.original)}
    path = f"{NOTES}/{ledger.newest.note}"
    return bool(ledger.newest.note) and all(state.get(f"{path}/{name}") == text for name, text in note.items())
