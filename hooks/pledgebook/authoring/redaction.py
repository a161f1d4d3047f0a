"""Redaction: takes personal data out of what is kept of earlier editions, and says so in the record, with date and why.

The text is taken out of the record's own file by hand first. What has been committed is still in the history of the
repository, and copies that others have made are theirs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..checks.change_kinds import suggest_change
from ..config import CACHE, RECORDS, STAMP
from ..files.atomic import Transaction
from ..files.cache import ContentCache
from ..history.ledger import Ledger, Redacted, add_edition
from ..history.redaction import Redaction, find_beside, find_others, redact
from ..history.snapshot import FACTS, FieldPath
from ..i18n.catalogue import Catalogue
from ..model.enums import ChangeKind
from ..names import Folder
from ..yaml.reader import decode
from .context import Context
from .kept_files import write_published
from .note import refuse_empty, write_note
from .outcome import Outcome
from .publication import find_ledger, render_diff
from .refusal import Refusal, refuse_unwritable
from .translation_memory import write_redacted_memory

# So short a text stands everywhere, and says nothing of where this one was.
_SHORT = 2
# Facts that are nobody's personal data begin with one of these, unless one of `_PERSONAL` comes further on.
_SHARED = {
    "period",
    "dates",
    "parties",
    "area",
    "themes",
    "places",
    "promises",
    "results",
    "date",
    "by",
    "kind",
    "covers",
}
_PERSONAL = {"sources", "documents", "contact", "name"}
_WORD = re.compile(r"\w+")


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
    words, today = context.words, context.today
    published = ledger = find_ledger(context, folder)
    refuse_empty(request.reason, words)
    snapshot = context.snapshot_of(folder)
    part, _, path = request.field.rpartition(":")
    number = len(ledger.editions) + 1
    part, path = part or snapshot.main, path.strip("/")
    beside = find_beside(ledger, part, path)
    redaction = Redaction(part, path, snapshot.values, today, number, beside)
    taken = _find_taken(context, ledger, redaction, request.field)
    _refuse_repeated(taken, [request.reason, *(text for _, text in request.words)], words)
    texts = {text for _, text in taken}
    _refuse_others(context, ledger, redaction, request.field)
    note = {"date": today.isoformat(), "kind": ChangeKind.REDACTION.value, "note": request.reason}
    with refuse_unwritable(words, "redact.by_hand"), Transaction() as files:
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
    left = _find_as_before(context, published, redaction, taken)
    said += [words.gettext("redact.as_before", place=place) for place in left]
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
    different = {item.key for item in found.differences}
    others = [item for item in find_others(redaction, ledger.state(), snapshot.values) if item.key in different]
    if not (others or found.gone):
        return
    told = render_diff(replace(found, differences=tuple(others)), context, ledger.folder)
    values = {"field": field, "folder": ledger.folder, "how": suggest_change(found, ledger.folder)}
    raise Refusal(f"{told}\n{words.gettext('redact.others', **values)}")


def _refuse_repeated(taken: Iterable[tuple[FieldPath, str]], reasons: Iterable[str], words: Catalogue) -> None:
    """Refuse a reason that tells readers what is taken out.

    Raises:
        Refusal: a reason has a text in it, or a word of a name; the message says which.
    """
    said = [reason.casefold() for reason in reasons]
    for key, text in taken:
        is_name = key.path.rpartition("/")[2] == "name"
        for part in _WORD.findall(text) if is_name else [text]:
            # A name may stand in the genitive.
            pattern = re.compile(rf"\b{re.escape(part.casefold())}s?\b")
            if len(part) > _SHORT and any(pattern.search(reason) for reason in said):
                raise Refusal(words.gettext("redact.repeated", found=part))


def _find_as_before(
    context: Context, ledger: Ledger, redaction: Redaction, taken: Iterable[tuple[FieldPath, str]]
) -> Iterator[str]:
    """Where what is taken out of one language still stands in another as it did when it was published."""
    before, snapshot = ledger.state(), context.snapshot_of(ledger.folder)
    paths = {key.path for key, _ in taken}
    done = {key for edition in ledger.editions for key, value in edition.changed.items() if isinstance(value, Redacted)}
    for key, value in redaction.current.items():
        is_left = redaction.is_about(key) and key.path in paths and before.get(key) == value
        if is_left and key.group != FACTS and key not in done:
            yield str(snapshot.find_mark(key, context.original))


def _find_taken(context: Context, ledger: Ledger, redaction: Redaction, field: str) -> list[tuple[FieldPath, str]]:
    """Every text that any edition has and that is to be taken out.

    Raises:
        Refusal: no edition has the field, it is nobody's personal data, or all that any has is still in the record.
    """
    kept = [pair for edition in ledger.editions for pair in edition.changed.items() if redaction.is_about(pair[0])]
    taken = [(key, value) for key, value in kept if isinstance(value, str) and redaction.takes(key, value)]
    words = context.words
    if not kept:
        raise Refusal(words.gettext("redact.unknown", field=field, folder=ledger.folder))
    there = [key for key, _ in kept if key in redaction.current]
    if not taken and there:
        mark = context.snapshot_of(ledger.folder).find_mark(there[0], context.original)
        raise Refusal(words.gettext("redact.still_there", place=str(mark), field=there[0].path))
    if not taken:
        raise Refusal(words.gettext("redact.already", field=field, folder=ledger.folder))
    if any(is_shared(key) for key, _ in taken):
        how = suggest_change(context.compare(ledger), ledger.folder)
        raise Refusal(words.gettext("redact.shared", field=field, how=how))
    return taken


def is_shared(key: FieldPath) -> bool:
    """Whether a value says what was promised, when and by which party, and so nothing of anybody's."""
    first, *rest = key.path.split("/")
    return key.group == FACTS and first in _SHARED and not _PERSONAL.intersection(rest)


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
            text, _ = decode(file.read_bytes(), file.name)
            for number, line in enumerate(text.split("\n"), 1):
                if any(part in line for part in longer):
                    yield f"{file.relative_to(root).as_posix()}:{number}"
