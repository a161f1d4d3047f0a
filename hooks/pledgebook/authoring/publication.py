"""Publication: notes what is published of records, so that no later difference goes unseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..checks.change_kinds import suggest_change
from ..files.atomic import Transaction, write_file
from ..history.ledger import Ledger, Redacted, add_edition
from ..history.ledger_diff import FieldDifference, PublishedDiff
from ..history.ledger_heads import put_online
from ..history.snapshot import Snapshot
from ..names import Folder
from .context import Context
from .kept_files import write_heads, write_published
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
                ledgers[folder], told = _publish(context, folder)
                said.append(told)
            except Refusal as refusal:
                refused.append(str(refusal))
        noted = write_published(context, ledgers, files.write) if ledgers else ""
    return Outcome((*said, *([noted] if noted else [])), tuple(refused))


def confirm_online(context: Context) -> Outcome:
    """Note that all editions there are have been put online; none of them is taken back from then on.

    Raises:
        Refusal: something in the project must be mended first.
        OSError: the file cannot be written.
    """
    context.refuse_altered()
    heads = put_online(context.entries.heads)
    fresh = [folder for folder, head in heads.items() if head != context.entries.heads[folder]]
    write_heads(heads, context, write_file)
    if not fresh:
        return Outcome((context.words.gettext("publish.online_already"),))
    return Outcome((context.words.gettext("publish.online", folders=context.words.join(fresh)),))


def _publish(context: Context, folder: Folder) -> tuple[Ledger, str]:
    """Publish one record; what is published of it now, and what there is to say of that.

    Raises:
        Refusal: it differs from what was published, and nobody has noted why.
    """
    words, today, before = context.words, context.today, context.ledger_of(folder)
    snapshot = context.snapshot_of(folder)
    if before is None:
        ledger = add_edition(None, folder, snapshot, today, make_salt=context.make_salt)
        return ledger, words.gettext("publish.first", folder=folder, date=words.date(today))
    found = context.compare(before)
    if (found.differences or found.gone) and not found.notes:
        refuse_unnoted(found, context, folder)
    if not (found.notes or found.additions):
        return before, words.gettext("publish.same", folder=folder, date=words.date(before.newest.date))
    note = found.notes[-1] if found.notes else ""
    ledger = add_edition(before, folder, snapshot, today, note, context.make_salt)
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


def refuse_unnoted(found: PublishedDiff, context: Context, folder: Folder) -> None:
    """Refuse what differs from what was published, when nobody has noted why.

    Raises:
        Refusal: always; the message lists the differences.
    """
    how = suggest_change(found, folder)
    raise Refusal(
        f"{render_diff(found, context, folder)}\n{context.words.gettext('publish.unnoted', folder=folder, how=how)}"
    )


def render_diff(found: PublishedDiff, context: Context, folder: Folder) -> str:
    """What is not as it was published: each file that is gone, then each difference in full."""
    gone = [file.project_path for file in found.gone]
    told = render_differences(found.differences, context, context.snapshot_of(folder))
    return "\n".join(filter(None, [*gone, told]))


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
