"""Takes personal data out of what is kept of earlier editions, and says so in the record, with date and reason.

The text is taken out of the record's own file by hand first. What has been committed is still in the history of the
repository, and copies that others have made are theirs; of a very short text the hash that stays can be guessed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ..authoring.refusal import Refusal
from ..config import RECORDS
from ..files.atomic import Transaction
from ..history.ledger import Ledger, Redaction, add_edition, redact
from ..history.translation_memory import redact_words
from ..i18n.catalogue import Catalogue
from ..model.enums import ChangeKind
from ..names import Folder
from ..yaml.edit import EditError
from .context import EXIT_OK, Context
from .publication import (
    add_words_argument,
    find_ledger,
    read_page_text,
    refuse_empty,
    write_addresses,
    write_ledger,
    write_note,
    write_translation_memory,
)

# So short a text stands everywhere, and says nothing of where this one was.
_SHORT = 2


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))
    parser.add_argument("--field", required=True, metavar="signatories/1", help=words.gettext("cli.field"))
    parser.add_argument("--reason", required=True, help=words.gettext("cli.reason"))
    add_words_argument(parser, words)


def run(options: argparse.Namespace, context: Context) -> int:
    """Redact a field."""
    folder = context.find_folder(options.record)
    try:
        return _redact(context, folder, options)
    except EditError as error:
        raise Refusal(context.words.gettext("redact.by_hand", lines=str(error))) from error


def _redact(context: Context, folder: Folder, options: argparse.Namespace) -> int:
    words, today, ledger = context.words, context.today, find_ledger(context, folder)
    refuse_empty(options.reason, words)
    snapshot = context.snapshot_of(folder)
    part, _, path = options.field.rpartition(":")
    redaction = Redaction(part or next(iter(snapshot.entries)), path.strip("/"), snapshot.values, today)
    texts = _find_texts(context, ledger, redaction, options.field)
    note = {"date": today.isoformat(), "kind": ChangeKind.REDACTION.value, "note": options.reason}
    memory = context.entries.memories.get(folder)
    with Transaction() as files:
        name, after = write_note(context, folder, note, options.words, files.write)
        # What is taken out is found in the editions: should this be killed, they come last, and all can be done again.
        if memory:
            write_translation_memory(redact_words(memory, redaction, context.original), after, files.write)
        ledger = add_edition(redact(ledger, redaction), folder, after.snapshot_of(folder), today, name)
        write_ledger(ledger, after, files.write)
        noted = write_addresses(after, {folder: ledger}, files.write)
    if noted:
        print(noted)
    print(words.gettext("redact.done", field=options.field, folder=folder, date=words.date(today)))
    for place in _find_elsewhere(context.settings.root, texts):
        print(words.gettext("redact.elsewhere", place=place))
    print(words.gettext("redact.history"))
    return EXIT_OK


def _find_texts(context: Context, ledger: Ledger, redaction: Redaction, field: str) -> set[str]:
    """Every text that any edition has and that is to be taken out.

    Raises:
        Refusal: no edition has the field, or all that any has is still in the record.
    """
    kept = [pair for edition in ledger.editions for pair in edition.changed.items() if redaction.is_about(pair[0])]
    texts = {value for key, value in kept if isinstance(value, str) and redaction.redact(key, value) != value}
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


def _find_elsewhere(root: Path, texts: set[str]) -> Iterator[str]:
    """Each line of the records' files that has one of the texts in it."""
    longer = [text for text in texts if len(text) > _SHORT]
    for file in sorted((root / RECORDS).rglob("*")):
        if file.suffix in (".md", ".yml") and file.is_file():
            text, _ = read_page_text(file)
            for number, line in enumerate(text.split("\n"), 1):
                if any(part in line for part in longer):
                    yield f"{file.relative_to(root).as_posix()}:{number}"
