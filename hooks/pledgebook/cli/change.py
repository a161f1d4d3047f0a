"""Notes in a record why it is no longer as it was published, and publishes it as it is now."""

from __future__ import annotations

import argparse

from ..authoring.refusal import Refusal
from ..files.atomic import Transaction
from ..history.ledger import add_edition
from ..i18n.catalogue import Catalogue
from ..i18n.enum_labels import list_enum_labels
from ..model.enums import ChangeKind
from ..names import Folder
from ..yaml.edit import EditError
from .context import EXIT_OK, Context
from .publication import (
    add_words_argument,
    find_ledger,
    refuse_empty,
    render_differences,
    write_addresses,
    write_ledger,
    write_note,
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


def run(options: argparse.Namespace, context: Context) -> int:
    """Note a change."""
    folder = context.find_folder(options.record)
    try:
        return _change(context, folder, options)
    except EditError as error:
        raise Refusal(context.words.gettext("change.by_hand", lines=str(error), record=options.record)) from error


def _read_kind(word: str, context: Context) -> ChangeKind:
    """The kind of change that a word stands for, in any of the site's languages, as in the records."""
    words = context.words
    kind = list_enum_labels(context.catalogues.words.values()).read(ChangeKind, word)
    if kind not in _KINDS:
        allowed = [words.gettext("problem.term", word=words.gettext(f"change.{name}"), value=name) for name in _KINDS]
        raise Refusal(words.gettext("change.kind", found=word, allowed=words.join(allowed, "or")), is_misuse=True)
    return ChangeKind(kind)


def _change(context: Context, folder: Folder, options: argparse.Namespace) -> int:
    words, kind = context.words, _read_kind(options.kind, context)
    ledger = find_ledger(context, folder)
    refuse_empty(options.note, words)
    found = context.compare(ledger)
    if kind in _ABOUT_THE_RECORD and not (found.differences or found.gone):
        raise Refusal(words.gettext("change.nothing", folder=folder))
    note = {"date": options.date or context.today.isoformat(), "kind": kind.value}
    if options.promise:
        note["promise"] = options.promise
    with Transaction() as files:
        name, after = write_note(context, folder, {**note, "note": options.note}, options.words, files.write)
        snapshot = after.snapshot_of(folder)
        ledger = add_edition(ledger, folder, snapshot, context.today, name)
        write_ledger(ledger, after, files.write)
        noted = write_addresses(after, {folder: ledger}, files.write)
    if found.differences:
        print(render_differences(found.differences, after, snapshot))
    if noted:
        print(noted)
    print(words.gettext("change.done", folder=folder, kind=words.gettext(f"change.{kind}"), id=name))
    return EXIT_OK
