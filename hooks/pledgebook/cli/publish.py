"""Notes what is published of a record, so that no later difference goes unseen."""

from __future__ import annotations

import argparse

from ..authoring.context import Context
from ..authoring.migration import migrate
from ..authoring.publication import confirm_online, publish
from ..authoring.refusal import Refusal
from .context import print_outcome
from .parser import Argument

ARGUMENTS = (
    Argument("records", "cli.record", nargs="*", metavar="2027"),
    Argument("--all", "cli.all", action="store_true"),
    Argument("--online", "cli.online", action="store_true"),
    Argument("--migrate", "cli.migrate", action="store_true"),
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Publish some records, or all; or note that all is online, or write what earlier versions wrote anew."""
    if options.migrate:
        return print_outcome(migrate(context))
    if options.online:
        return print_outcome(confirm_online(context))
    if options.all:
        context.refuse_errors(context.errors)
    folders = context.folders if options.all else [context.find_folder(name) for name in options.records]
    if not folders:
        raise Refusal(context.words.gettext("publish.nothing"), is_misuse=True)
    return print_outcome(publish(context, folders))
