"""Redaction: takes personal data out of what is kept of earlier editions, and says so in the record, with date and why.

The text is taken out of the record's own file by hand first. What has been committed is still in the history of the
repository, and copies that others have made are theirs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..checks.change_kinds import suggest_change
from ..config import CACHE, RECORDS, STAMP
from ..files.atomic import Transaction
from ..files.cache import ContentCache
from ..history.ledger import Ledger, add_edition
from ..history.redaction import Redaction, find_beside, find_others, redact
from ..model.enums import ChangeKind
from ..names import Folder
from ..yaml.edit import EditError
from .context import Context
from .kept_files import write_published
from .note import read_page_text, refuse_empty, write_note
from .outcome import Outcome
from .publication import find_ledger, render_differences
from .redacted_memory import write_redacted_memory
from .refusal import Refusal

# So short a text stands everywhere, and says nothing of where this one was.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class RedactionRequest:
    """The redaction that is asked for.

    Attributes:
        field: the path of the field, after the file's stem and a colon when it is not the record's own file.
        reason: what readers are told.
        words: language and words of each translation of the reason.
    """

    field: str
    reason: str
    words: tuple[tuple[str, str], ...] = ()


def redact_field(context: Context, folder: Folder, request: RedactionRequest) -> Outcome:
    """Redact a field, and publish the record as it is now.

    Raises:
        Refusal: it cannot be redacted; every file is then as it was.
        OSError: a file cannot be written; likewise.
    """
    try:
        return _redact(context, folder, request)
    except EditError as error:
        raise Refusal(context.words.gettext("redact.by_hand", lines=str(error))) from error


def _redact(context: Context, folder: Folder, request: RedactionRequest) -> Outcome:
    words, today, ledger = context.words, context.today, find_ledger(context, folder)
    refuse_empty(request.reason, words)
    snapshot = context.snapshot_of(folder)
    part, _, path = request.field.rpartition(":")
    number = len(ledger.editions) + 1
    part, path = part or next(iter(snapshot.entries)), path.strip("/")
    beside = find_beside(ledger, part, path)
    redaction = Redaction(part, path, snapshot.values, today, number, beside)
    texts = _find_texts(context, ledger, redaction, request.field)
    _refuse_others(context, ledger, redaction, request.field)
    note = {"date": today.isoformat(), "kind": ChangeKind.REDACTION.value, "note": request.reason}
    with Transaction() as files:
        name, after = write_note(context, folder, note, request.words, files.write)
        # What is taken out is found in the editions: should this be killed, they come last, and all can be done again.
        write_redacted_memory(after, folder, redaction, files.write)
        redacted = redact(ledger, redaction)
        ledger = add_edition(redacted, folder, after.snapshot_of(folder), today, name, context.make_salt)
        noted = write_published(after, {folder: ledger}, files.write)
    _clear_builds(context.settings.root)
    said = [noted] if noted else []
    said.append(words.gettext("redact.done", field=request.field, folder=folder, date=words.date(today)))
    # Ids are of the register, not of anybody, and stand in every record.
    named = texts - _list_ids(context)
    said += [words.gettext("redact.elsewhere", place=place) for place in _find_elsewhere(context.settings.root, named)]
    return Outcome((*said, words.gettext("redact.history")))


def _clear_builds(root: Path) -> None:
    """Delete what earlier builds have made and said, in which the text may stand."""
    ContentCache(root / CACHE).clear()
    with contextlib.suppress(OSError):
        (root / STAMP).unlink()


def _refuse_others(context: Context, ledger: Ledger, redaction: Redaction, field: str) -> None:
    """Refuse a redaction that anything else would be published with unnoted.

    Raises:
        Refusal: something else is not as it was published; the message says what.
    """
    words, found = context.words, context.compare(ledger)
    snapshot = context.snapshot_of(ledger.folder)
    told = {item.key for item in found.differences}
    others = [item for item in find_others(redaction, ledger.state(), snapshot.values) if item.key in told]
    if not (others or found.gone):
        return
    lines = [*(file.path for file in found.gone), render_differences(others, context, snapshot)]
    values = {"field": field, "folder": ledger.folder, "how": suggest_change(found, ledger.folder)}
    raise Refusal("\n".join([*filter(None, lines), words.gettext("redact.others", **values)]))


def _find_texts(context: Context, ledger: Ledger, redaction: Redaction, field: str) -> set[str]:
    """Every text that any edition has and that is to be taken out.

    Raises:
        Refusal: no edition has the field, or all that any has is still in the record.
    """
    kept = [pair for edition in ledger.editions for pair in edition.changed.items() if redaction.is_about(pair[0])]
    texts = {value for key, value in kept if isinstance(value, str) and redaction.takes(key, value)}
    words = context.words
    if not kept:
        raise Refusal(words.gettext("redact.unknown", field=field, folder=ledger.folder))
    there = [key for key, _ in kept if key in redaction.current]
    if not texts and there:
        mark = context.snapshot_of(ledger.folder).find_mark(there[0], context.original)
        raise Refusal(words.gettext("redact.still_there", place=str(mark), field=there[0].path))
    if not texts:
        raise Refusal(words.gettext("redact.already", field=field, folder=ledger.folder))
    return texts


def _list_ids(context: Context) -> set[str]:
    """What parties, places, themes and sources of the register go by."""
    register = context.entries.register
    shared = register.record if register else None
    lists = (shared.parties, shared.places, shared.themes, shared.sources) if shared else ()
    return {item.id for listed in lists for item in listed}


def _find_elsewhere(root: Path, texts: set[str]) -> Iterator[str]:
    """Each line of the records' files that has one of the texts in it."""
    longer = [text for text in texts if len(text) > _SHORT]
    for file in sorted((root / RECORDS).rglob("*")):
        if file.suffix in (".md", ".yml") and file.is_file():
            text, _ = read_page_text(file)
            for number, line in enumerate(text.split("\n"), 1):
                if any(part in line for part in longer):
                    yield f"{file.relative_to(root).as_posix()}:{number}"
