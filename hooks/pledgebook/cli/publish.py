"""Notes what is published of a record, so that no later difference goes unseen."""

from __future__ import annotations

import argparse

from ..files.atomic import write_file
from ..history.ledger import Ledger, add_edition
from ..i18n.catalogue import Catalogue
from ..names import Folder
from .context import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, Context, print_error
from .publication import render_differences, write_addresses, write_ledger


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes."""
    parser.add_argument("records", nargs="*", metavar="2027", help=words.gettext("cli.record"))
    parser.add_argument("--all", action="store_true", help=words.gettext("cli.all"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Publish some records, or all."""
    if options.all:
        context.refuse_errors(context.errors)
    folders = context.folders if options.all else [context.find_folder(name) for name in options.records]
    if not folders:
        print_error(context.words.gettext("publish.nothing"))
        return EXIT_USAGE
    ledgers = {folder: _publish(context, folder) for folder in folders}
    published = {folder: ledger for folder, ledger in ledgers.items() if ledger}
    noted = write_addresses(context, published, write_file) if published else ""
    if noted:
        print(noted)
    return EXIT_OK if len(published) == len(ledgers) else EXIT_PROBLEMS


def _publish(context: Context, folder: Folder) -> Ledger | None:
    """Write what is published of a record now; nothing if it differs from what was, and nobody has noted why."""
    words, today, before = context.words, context.today, context.ledger_of(folder)
    snapshot = context.snapshot_of(folder)
    if before is None:
        ledger = add_edition(None, folder, snapshot, today)
        write_ledger(ledger, context, write_file)
        print(words.gettext("publish.first", folder=folder, date=words.date(today)))
        return ledger
    found = context.compare(before)
    if (found.differences or found.gone) and not found.notes:
        gone = [f"{file.part}.{file.language}" for file in found.gone]
        print_error("\n".join([*gone, render_differences(found.differences, context, snapshot)]))
        print_error(words.gettext("publish.unnoted", folder=folder))
        return None
    if not (found.notes or found.additions):
        print(words.gettext("publish.same", folder=folder, date=words.date(before.newest.date)))
        return before
    ledger = add_edition(before, folder, snapshot, today, found.notes[-1] if found.notes else "")
    write_ledger(ledger, context, write_file)
    print(words.gettext("publish.again", folder=folder, date=words.date(today)))
    return ledger
