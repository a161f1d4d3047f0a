"""Publication: notes what is published of records, so that no later difference goes unseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..files.atomic import Transaction
from ..history.ledger import FieldDifference, Ledger, Redacted, add_edition
from ..history.snapshot import Snapshot
from ..names import Folder
from .context import Context
from .kept_files import WriteFile, write_addresses, write_ledger
from .outcome import Outcome
from .refusal import Refusal


def publish(context: Context, folders: Sequence[Folder]) -> Outcome:
    """Publish records as they are now; one that differs from what was, and nobody has noted why, is left as it is.

    Raises:
        OSError: a file cannot be written. Nothing has then been published.
    """
    said, refused = [], []
    ledgers: dict[Folder, Ledger] = {}
    with Transaction() as files:
        for folder in folders:
            try:
                ledgers[folder], told = _publish(context, folder, files.write)
                said.append(told)
            except Refusal as refusal:
                refused.append(str(refusal))
        noted = write_addresses(context, ledgers, files.write) if ledgers else ""
    return Outcome((*said, *([noted] if noted else [])), tuple(refused))


def _publish(context: Context, folder: Folder, write: WriteFile) -> tuple[Ledger, str]:
    """Publish one record; what is published of it now, and what there is to say of that.

    Raises:
        Refusal: it differs from what was published, and nobody has noted why.
    """
    words, today, before = context.words, context.today, context.ledger_of(folder)
    snapshot = context.snapshot_of(folder)
    if before is None:
        ledger = add_edition(None, folder, snapshot, today)
        write_ledger(ledger, context, write)
        return ledger, words.gettext("publish.first", folder=folder, date=words.date(today))
    found = context.compare(before)
    if (found.differences or found.gone) and not found.notes:
        gone = [f"{file.part}.{file.language}" for file in found.gone]
        told = [*gone, render_differences(found.differences, context, snapshot)]
        raise Refusal("\n".join([*told, words.gettext("publish.unnoted", folder=folder)]))
    if not (found.notes or found.additions):
        return before, words.gettext("publish.same", folder=folder, date=words.date(before.newest.date))
    ledger = add_edition(before, folder, snapshot, today, found.notes[-1] if found.notes else "")
    write_ledger(ledger, context, write)
    return ledger, words.gettext("publish.again", folder=folder, date=words.date(today))


def find_ledger(context: Context, folder: Folder) -> Ledger:
    """What has been published of a record.

    Raises:
        Refusal: nothing has.
    """
    ledger = context.ledger_of(folder)
    if ledger is None:
        raise Refusal(context.words.gettext("change.unpublished", folder=folder))
    return ledger


def render_differences(differences: Iterable[FieldDifference], context: Context, snapshot: Snapshot) -> str:
    """Each difference in full: where, what stood there, what stands there now."""
    say = context.words.gettext
    blocks = []
    for item in differences:
        before = say("records.redacted", date=item.before.date) if isinstance(item.before, Redacted) else item.before
        is_there = item.key.part in snapshot.entries
        mark = snapshot.find_mark(item.key, context.original) if is_there else item.key.part
        lines = [f"{mark}: {item.key.path}"]
        lines += [f"  {say('records.before')} {before or say('records.nothing')}"]
        lines += [f"  {say('records.after')} {item.after or say('records.nothing')}"]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)
