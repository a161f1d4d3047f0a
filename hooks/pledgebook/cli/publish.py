"""Notes what is published of a record, so that no later difference goes unseen."""

from __future__ import annotations

import argparse

from ..history.ledger import add_edition
from ..i18n.catalogue import Catalogue
from .context import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, Workplace
from .publication import Desk, Refusal, note_addresses, open_desk, show_differences, tell, tell_refusal, write_ledger


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("records", nargs="*", metavar="2027", help=words.gettext("cli.record"))
    parser.add_argument("--all", action="store_true", help=words.gettext("cli.all"))


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
        tell(place.words.gettext("publish.nothing"))
        return EXIT_USAGE
    codes = {folder: _publish(desk, folder) for folder in folders}
    if EXIT_OK in codes.values():
        note_addresses(place)
    return max(codes.values())


def _publish(desk: Desk, folder: str) -> int:
    words, ledger = desk.place.words, desk.ledger_of(folder)
    contents = desk.contents_of(folder)
    if ledger is None:
        write_ledger(add_edition(None, folder, contents, desk.today), desk)
        print(words.gettext("publish.first", folder=folder, date=words.date(desk.today)))
        return EXIT_OK
    found = desk.compare(ledger)
    if (found.differences or found.gone) and not found.notes:
        tell("\n".join([*found.gone, show_differences(found.differences, desk, contents)]))
        tell(words.gettext("publish.unnoted", folder=folder))
        return EXIT_PROBLEMS
    if not (found.notes or found.additions):
        print(words.gettext("publish.same", folder=folder, date=words.date(ledger.newest.date)))
        return EXIT_OK
    note = found.notes[-1] if found.notes else ""
    write_ledger(add_edition(ledger, folder, contents, desk.today, note), desk)
    print(words.gettext("publish.again", folder=folder, date=words.date(desk.today)))
    return EXIT_OK
