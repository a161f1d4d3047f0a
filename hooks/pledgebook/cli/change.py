"""Notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

import argparse

from ..history.ledger import Ledger, add_edition
from ..i18n.catalogue import Words
from ..i18n.enum_labels import list_terms
from ..model.enums import ChangeKind
from ..yaml.insertion import InsertionError
from .context import DONE, TO_MEND, UNUSABLE, Workplace
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


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", metavar="NAME", help=words.say("cli.record"))
    parser.add_argument("--kind", required=True, help=words.say("cli.kind"))
    parser.add_argument("--note", required=True, help=words.say("cli.note"))
    parser.add_argument("--promise", metavar="ID", help=words.say("cli.promise"))
    parser.add_argument("--date", metavar="2027-02-01", help=words.say("cli.date"))
    add_words_argument(parser, words)


def add_words_argument(parser: argparse.ArgumentParser, words: Words) -> None:
    """The option that gives a note's words in another language."""
    label = ("en", "…")
    parser.add_argument("--words", nargs=2, action="append", default=[], metavar=label, help=words.say("cli.words"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Note a change."""
    try:
        desk = open_desk(place)
        folder = desk.find_folder(options.record)
        return _change(desk, folder, options)
    except Refusal as refusal:
        return tell_refusal(refusal)
    except InsertionError as error:
        tell(place.words.say("change.by_hand", lines=str(error), record=options.record))
    return TO_MEND


def find_ledger(desk: Desk, folder: str) -> Ledger:
    """What has been published of a record.

    Raises:
        Refusal: nothing has.
    """
    ledger = desk.ledger_of(folder)
    if ledger is None:
        raise Refusal(desk.place.words.say("change.unpublished", folder=folder))
    return ledger


def refuse_empty(note: str, words: Words) -> None:
    """A note for readers has words in it, and is not the dots of an example.

    Raises:
        Refusal: it has none.
    """
    if not any(letter.isalnum() for letter in note):
        raise Refusal(words.say("change.empty"), UNUSABLE)


def _read_kind(given: str, desk: Desk) -> ChangeKind:
    """The kind of change that a word stands for, in any of the site's languages, as in the records."""
    words = desk.place.words
    kind = list_terms(desk.place.catalogues.words.values()).read(ChangeKind, given)
    if kind not in _KINDS:
        allowed = [words.say("problem.term", word=words.say(f"change.{name}"), value=name) for name in _KINDS]
        raise Refusal(words.say("change.kind", found=given, allowed=words.join(allowed, "or")), UNUSABLE)
    return ChangeKind(kind)


def _change(desk: Desk, folder: str, options: argparse.Namespace) -> int:
    words, kind = desk.place.words, _read_kind(options.kind, desk)
    ledger = find_ledger(desk, folder)
    refuse_empty(options.note, words)
    found = desk.compare(ledger)
    if kind in _ABOUT_THE_RECORD and not (found.differences or found.gone):
        raise Refusal(words.say("change.nothing", folder=folder))
    note = {"date": options.date or desk.today.isoformat(), "kind": kind.value}
    if options.promise:
        note["promise"] = options.promise
    name, after = add_note(desk, folder, {**note, "note": options.note}, options.words)
    contents = after.contents_of(folder)
    write_ledger(add_edition(ledger, folder, contents, desk.today, name), after)
    if found.differences:
        print(show_differences(found.differences, after, contents))
    note_addresses(desk.place)
    print(words.say("change.done", folder=folder, kind=words.say(f"change.{kind}"), id=name))
    return DONE
