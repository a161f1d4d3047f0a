"""Notes what is published of a record, so that no later difference goes unseen."""

from __future__ import annotations

import argparse

from ..history.ledger import add_edition
from ..i18n.catalogue import Words
from .context import DONE, TO_MEND, UNUSABLE, Workplace
from .publication import Desk, Refusal, note_addresses, open_desk, show_differences, tell, tell_refusal, write_ledger


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Say what the verb takes."""
    parser.add_argument("records", nargs="*", metavar="2027", help=words.say("cli.record"))
    parser.add_argument("--all", action="store_true", help=words.say("cli.all"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Publish some records, or all."""
    try:
        desk = open_desk(place)
        if options.all:
            desk.refuse_errors(desk.errors)
        folders = desk.folders if options.all else [desk.find_folder(name) for name in options.records]
    except Refusal as refusal:
        return tell_refusal(refusal)
    if not folders:
        tell(place.words.say("publish.nothing"))
        return UNUSABLE
    codes = {folder: _publish(desk, folder) for folder in folders}
    if DONE in codes.values():
        note_addresses(place)
    return max(codes.values())


def _publish(desk: Desk, folder: str) -> int:
    words, ledger = desk.place.words, desk.ledger_of(folder)
    contents = desk.contents_of(folder)
    if ledger is None:
        write_ledger(add_edition(None, folder, contents, desk.today), desk)
        print(words.say("publish.first", folder=folder, date=words.date(desk.today)))
        return DONE
    found = desk.compare(ledger)
    if (found.differences or found.gone) and not found.notes:
        tell("\n".join([*found.gone, show_differences(found.differences, desk, contents)]))
        tell(words.say("publish.unnoted", folder=folder))
        return TO_MEND
    if not (found.notes or found.additions):
        print(words.say("publish.same", folder=folder, date=words.date(ledger.newest.date)))
        return DONE
    note = found.notes[-1] if found.notes else ""
    write_ledger(add_edition(ledger, folder, contents, desk.today, note), desk)
    print(words.say("publish.again", folder=folder, date=words.date(desk.today)))
    return DONE
