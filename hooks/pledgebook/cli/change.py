"""Notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

import argparse

from ..history.ledger import Ledger, add_edition
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import list_enum_labels
from ..model.enums import ChangeKind
from ..yaml.edit import EditError
from .context import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, Workplace
from .publication import (
    Desk,
    Refusal,
    add_note,
    note_addresses,
    open_desk,
    show_differences,
    tell,
    tell_refusal,
    write_ledger,
)

# What the parties decide can be worth a note although not a word of the record is different.
_ABOUT_THE_RECORD = (ChangeKind.CORRECTION, ChangeKind.ADDITION, ChangeKind.MINOR)
_KINDS = [kind.value for kind in ChangeKind if kind is not ChangeKind.REDACTION]


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.gettext("cli.record"))
    parser.add_argument("--kind", required=True, help=words.gettext("cli.kind"))
    parser.add_argument("--note", required=True, help=words.gettext("cli.note"))
    parser.add_argument("--promise", metavar="ID", help=words.gettext("cli.promise"))
    parser.add_argument("--date", metavar="2027-02-01", help=words.gettext("cli.date"))
    add_words_argument(parser, words)


def add_words_argument(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """The option that gives a note's words in another language."""
    label = ("en", "…")
    parser.add_argument("--words", nargs=2, action="append", default=[], metavar=label, help=words.gettext("cli.words"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Note a change."""
    try:
        desk = open_desk(place)
        folder = desk.find_folder(options.record)
        return _change(desk, folder, options)
    except Refusal as refusal:
        return tell_refusal(refusal)
    except EditError as error:
        tell(place.words.gettext("change.by_hand", lines=str(error), record=options.record))
    return EXIT_PROBLEMS


def find_ledger(desk: Desk, folder: str) -> Ledger:
    """What has been published of a record.

    Raises:
        Refusal: nothing has.
    """
    ledger = desk.ledger_of(folder)
    if ledger is None:
        raise Refusal(desk.place.words.gettext("change.unpublished", folder=folder))
    return ledger


def refuse_empty(note: str, words: Catalogue) -> None:
    """A note for readers has words in it, and is not the dots of an example.

    Raises:
        Refusal: it has none.
    """
    if not any(letter.isalnum() for letter in note):
        raise Refusal(words.gettext("change.empty"), EXIT_USAGE)


def _read_kind(given: str, desk: Desk) -> ChangeKind:
    """The kind of change that a word stands for, in any of the site's languages, as in the records."""
    words = desk.place.words
    kind = list_enum_labels(desk.place.catalogues.words.values()).read(ChangeKind, given)
    if kind not in _KINDS:
        allowed = [words.gettext("problem.term", word=words.gettext(f"change.{name}"), value=name) for name in _KINDS]
        raise Refusal(words.gettext("change.kind", found=given, allowed=words.join(allowed, "or")), EXIT_USAGE)
    return ChangeKind(kind)


def _change(desk: Desk, folder: str, options: argparse.Namespace) -> int:
    words, kind = desk.place.words, _read_kind(options.kind, desk)
    ledger = find_ledger(desk, folder)
    refuse_empty(options.note, words)
    found = desk.compare(ledger)
    if kind in _ABOUT_THE_RECORD and not (found.differences or found.gone):
        raise Refusal(words.gettext("change.nothing", folder=folder))
    note = {"date": options.date or desk.today.isoformat(), "kind": kind.value}
    if options.promise:
        note["promise"] = options.promise
    name, after = add_note(desk, folder, {**note, "note": options.note}, options.words)
    contents = after.contents_of(folder)
    write_ledger(add_edition(ledger, folder, contents, desk.today, name), after)
    if found.differences:
        print(show_differences(found.differences, after, contents))
    note_addresses(desk.place)
    print(words.gettext("change.done", folder=folder, kind=words.gettext(f"change.{kind}"), id=name))
    return EXIT_OK
