"""Makes the files of a new pledge, follow-up or agreement, and never writes over any."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.create import RecordCreator, RecordRequest
from ..authoring.refusal import Refusal
from ..i18n.catalogue import Catalogue
from ..model.paths import RecordKind
from .exit_codes import EXIT_OK
from .parser import Argument

ARGUMENTS = (
    Argument("what", "new.what", metavar="NAME"),
    Argument("of", "new.of", nargs="?"),
    Argument("--from", "new.from", dest="source", default=""),
    Argument("--date", "new.date", default=""),
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Make the files and say which they are and what comes next; nothing is made if any of them is there."""
    say = context.words.gettext
    creator = RecordCreator(context.settings, context.catalogues, context.words)
    created = creator.create(_read_request(options, context.words), context.today)
    for file in created.files:
        print(say("new.made", path=file.project_path))
    print(created.note + say("new.next"))
    return EXIT_OK


def _read_request(options: argparse.Namespace, words: Catalogue) -> RecordRequest:
    if options.what not in (RecordKind.FOLLOWUP, RecordKind.AGREEMENT):
        if options.of:
            raise Refusal(words.gettext("new.too_much", name=options.of), is_misuse=True)
        return RecordRequest(RecordKind.PLEDGE, options.what, options.source, options.date)
    if not options.of:
        raise Refusal(words.gettext("new.name_missing", what=options.what), is_misuse=True)
    return RecordRequest(RecordKind(options.what), options.of, options.source, options.date)
