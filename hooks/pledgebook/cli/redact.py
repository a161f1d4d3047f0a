"""Takes personal data out of what is kept of earlier editions, and says so in the record, with date and reason.

The text is taken out of the record's own file by hand first. What has been committed is still in the history of the
repository, and copies that others have made are theirs; of a very short text the hash that stays can be guessed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ..history.ledger import Ledger, Redaction, add_edition, redact
from ..history.translation_memory import redact_words
from ..i18n.catalogue import Catalogue
from ..model.enums import ChangeKind
from ..yaml.edit import EditError
from .change import add_words_argument, find_ledger, refuse_empty
from .context import EXIT_OK, EXIT_PROBLEMS, Workplace
from .publication import (
    Desk,
    Refusal,
    add_note,
    note_addresses,
    open_desk,
    read_page_text,
    tell,
    tell_refusal,
    write_ledger,
    write_renditions,
)

# So short a text stands everywhere, and says nothing of where this one was.
_SHORT = 2


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))
    parser.add_argument("--field", required=True, metavar="signatories/1", help=words.gettext("cli.field"))
    parser.add_argument("--reason", required=True, help=words.gettext("cli.reason"))
    add_words_argument(parser, words)


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Redact a field."""
    try:
        desk = open_desk(place)
        return _redact(desk, desk.find_folder(options.record), options)
    except Refusal as refusal:
        return tell_refusal(refusal)
    except EditError as error:
        tell(place.words.gettext("redact.by_hand", lines=str(error)))
    return EXIT_PROBLEMS


def _redact(desk: Desk, folder: str, options: argparse.Namespace) -> int:
    words, ledger = desk.place.words, find_ledger(desk, folder)
    refuse_empty(options.reason, words)
    main = next(iter(desk.contents_of(folder).entries))
    before, _, last = options.field.rpartition(":")
    part, path = before or main, last.strip("/")
    burial = Redaction(part, path, desk.contents_of(folder).values, desk.today)
    texts = _find_texts(desk, ledger, burial, options.field)
    note = {"date": desk.today.isoformat(), "kind": ChangeKind.REDACTION.value, "note": options.reason}
    name, after = add_note(desk, folder, note, options.words)
    write_ledger(add_edition(redact(ledger, burial), folder, after.contents_of(folder), desk.today, name), after)
    known = desk.project.entries.renditions.get(folder)
    if known:
        write_renditions(redact_words(known, burial, desk.original), after)
    note_addresses(desk.place)
    print(words.gettext("redact.done", field=options.field, folder=folder, date=words.date(desk.today)))
    for place in _find_elsewhere(desk.place.settings.root, texts):
        print(words.gettext("redact.elsewhere", place=place))
    print(words.gettext("redact.history"))
    return EXIT_OK


def _find_texts(desk: Desk, ledger: Ledger, burial: Redaction, given: str) -> set[str]:
    """Every text that any edition has and that is to be taken out.

    Raises:
        Refusal: no edition has the field, or all that any has is still in the record.
    """
    kept = [pair for edition in ledger.editions for pair in edition.changed.items() if burial.is_about(pair[0])]
    texts = {value for slot, value in kept if isinstance(value, str) and burial.redact(slot, value) != value}
    words = desk.place.words
    if not kept:
        raise Refusal(words.gettext("redact.unknown", field=given, folder=ledger.folder))
    there = [slot for slot, _ in kept if slot in burial.current]
    if not texts and there:
        mark = desk.contents_of(ledger.folder).find_mark(there[0], desk.original)
        raise Refusal(words.gettext("redact.still_there", place=str(mark), field=there[0].path))
    if not texts:
        raise Refusal(words.gettext("redact.already", field=given, folder=ledger.folder))
    return texts


def _find_elsewhere(root: Path, texts: set[str]) -> Iterator[str]:
    """Each line of the records' files that has one of the texts in it."""
    longer = [text for text in texts if len(text) > _SHORT]
    for file in sorted((root / "pledges").rglob("*")):
        if file.suffix in (".md", ".yml") and file.is_file():
            text, _ = read_page_text(file)
            for number, line in enumerate(text.split("\n"), 1):
                if any(part in line for part in longer):
                    yield f"{file.relative_to(root).as_posix()}:{number}"
