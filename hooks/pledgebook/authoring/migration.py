"""Migration: ledgers that an earlier version of the program wrote, written anew as this one does."""

from __future__ import annotations

from ..files.atomic import Transaction
from ..history.ledger_heads import put_online, update_heads
from ..history.ledger_migration import migrate_ledger
from ..names import Folder
from .context import Context
from .kept_files import write_heads, write_ledger
from .outcome import Outcome
from .translation_memory import write_stripped_memory


def migrate(context: Context) -> Outcome:
    """Migrate every ledger of a project. What is published, and when, stays the same; it counts as having been online.

    Raises:
        Refusal: something in the project must be mended first.
        OSError: a file cannot be written; every file is then as it was.
    """
    context.refuse_altered()
    words, ledgers = context.words, context.entries.ledgers
    fresh = {
        folder: migrate_ledger(ledger, context.make_salt) for folder, ledger in ledgers.items() if not ledger.is_chained
    }
    with Transaction() as files:
        for folder in context.entries.memories:
            write_stripped_memory(context, Folder(folder), files.write)
        # Should this be killed, what is not vouched for yet is migrated the next time.
        for ledger in fresh.values():
            write_ledger(ledger, context, files.write)
        write_heads({**context.entries.heads, **put_online(update_heads({}, fresh))}, context, files.write)
    if not fresh:
        return Outcome((words.gettext("publish.migrated_already"),))
    return Outcome((words.ngettext("publish.migrated", len(fresh)),))
