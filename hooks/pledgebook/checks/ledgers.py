"""Rules on the ledgers themselves: none is lost, cut short or begun anew, and each has its record."""

from __future__ import annotations

from collections.abc import Iterator

from ..config import RECORDS
from ..history.ledger import PUBLISHED, Ledger, path_of_ledger
from ..history.ledger_heads import HEADS, LedgerHead
from ..history.published_urls import ADDRESSES
from ..history.snapshot import FACTS, FILES, NOTE_ID
from ..model.paths import RecordFile, folder_of, is_agreement
from ..model.redirects import parse_address
from ..names import Folder, Language
from ..problem import Level, Mark, Problem
from ..records.parsed import ParsedRecords


def check_heads(entries: ParsedRecords) -> Iterator[Problem]:
    """Every ledger is the one that was published: none is lost, cut short or begun anew."""
    if not entries.has_sound_heads:
        return
    lost = [folder for folder in entries.heads if folder not in entries.ledger_folders]
    if lost and not entries.ledger_folders and not entries.addresses:
        yield Problem(Mark(f"{RECORDS}/{PUBLISHED}"), "published_folder_lost", details={"number": str(len(lost))})
        return
    renamed = {ledger.newest.fingerprint for ledger in entries.ledgers.values() if ledger.folder not in entries.heads}
    for folder in lost:
        if entries.heads[folder].fingerprint in renamed:
            yield Problem(entries.heads[folder].mark, "published_head_altered", found=folder)
            return
        details = {"number": str(entries.heads[folder].editions)}
        yield Problem(Mark(path_of_ledger(folder)), "published_missing", found=folder, details=details)
    if _has_lost_heads(entries):
        yield Problem(Mark(HEADS), "published_heads_lost")
        return
    for folder, ledger in entries.ledgers.items():
        code = _find_fault(ledger, entries.heads.get(folder))
        if code:
            details = {"number": str(len(ledger.editions) + 1)}
            yield Problem(Mark(ledger.path), code, found=folder, details=details)
    ledgers = entries.ledgers.values()
    old = [ledger for ledger in ledgers if not ledger.is_chained and ledger.folder not in entries.heads]
    if old:
        yield Problem(Mark(old[0].path), "published_old", Level.WARNING, details={"number": str(len(old))})


def check_begun(entries: ParsedRecords) -> Iterator[Problem]:
    """A record without a ledger has never been published, as far as git, the addresses and its own notes tell."""
    committed = {folder: head for folder, head in entries.committed_heads.items() if folder in entries.folders}
    if committed:
        online = [folder for folder, head in committed.items() if head.online]
        details = {"number": str(len(online or committed)), "path": f"{RECORDS}/{PUBLISHED} {HEADS}"}
        code, level = ("published_all_lost", Level.ERROR) if online else ("published_all_undone", Level.WARNING)
        yield Problem(Mark(f"{RECORDS}/{PUBLISHED}"), code, level, details=details)
        return
    known = entries.ledger_folders | entries.heads.keys()
    if not entries.has_sound_heads or _has_lost_heads(entries):
        return
    noted = {item.address for item in entries.addresses}
    for entry in entries.records:
        folder = folder_of(entry.record)
        if folder in known or _is_redirected(entries, folder):
            continue
        note = next((n for n, item in enumerate(entry.record.changes) if NOTE_ID.fullmatch(item.id or "")), None)
        ledger = path_of_ledger(folder)
        if not is_agreement(folder) and f"{folder}/" in noted:
            details = {"path": f"{ledger} {HEADS}" if entries.has_heads else ledger}
            yield Problem(Mark(ledger), "published_noted", found=folder, details=details)
        elif note is not None and folder not in _list_renamed(entries):
            details = {"ledger": ledger}
            yield entry.problem(("changes", note), "published_notes_left", Level.WARNING, folder, **details)


def check_addresses(entries: ParsedRecords) -> Iterator[Problem]:
    """The page of every record that has been published is among the addresses that have.

    It is not an error, since they are left to the next time when another record has errors.
    """
    noted = {item.address for item in entries.addresses}
    ends = {f"/{address.split('/')[-2]}/" for address in noted if address.endswith("/") and address.count("/") > 1}
    lost = [
        folder
        for folder in entries.heads
        if folder in entries.ledgers
        and (f"/{folder.rpartition('/')[2]}/" not in ends if is_agreement(folder) else f"{folder}/" not in noted)
    ]
    if lost:
        details = {"number": str(len(lost))}
        yield Problem(Mark(ADDRESSES), "addresses_lost", Level.WARNING, found=lost[0], details=details)


def is_whole(entries: ParsedRecords, ledger: Ledger) -> bool:
    """Whether a ledger is the one that was published, so that its record can be held against it."""
    fault = _find_fault(ledger, entries.heads.get(ledger.folder))
    return not _has_lost_heads(entries) and fault not in ("published_short", "published_replaced")


def _has_lost_heads(entries: ParsedRecords) -> bool:
    """Whether the list of heads is gone; a command that was killed has not written it for the very first edition."""
    chained = (ledger for ledger in entries.ledgers.values() if ledger.is_chained)
    return not entries.has_heads and sum(len(ledger.editions) for ledger in chained) > 1


def _find_fault(ledger: Ledger, head: LedgerHead | None) -> str:
    """What is wrong with a ledger that is whole by itself, or nothing."""
    if head is None:
        return "published_unlisted" if ledger.is_chained else ""
    if len(ledger.editions) < head.editions:
        return "published_short"
    if not ledger.is_chained or ledger.editions[head.editions - 1].fingerprint != head.fingerprint:
        return "published_replaced"
    return "published_unlisted" if len(ledger.editions) > head.editions else ""


def check_records_kept(entries: ParsedRecords, original: Language) -> Iterator[Problem]:
    """A record that has been published is there, by the same name, or redirects say where it went or why."""
    for folder, ledger in entries.ledgers.items():
        if entries.parts_of(folder) or _is_redirected(entries, folder):
            continue
        renamed = _find_renamed(entries, ledger)
        if renamed:
            part = entries.snapshot_of(renamed).main
            mark = Mark(RecordFile.at(renamed, part, original).project_path)
            yield Problem(mark, "published_renamed", found=folder, details={"date": str(ledger.newest.date)})
        else:
            address = f"/…/{folder.rpartition('/')[2]}/" if is_agreement(folder) else f"/{folder}/"
            yield Problem(Mark(ledger.path), "published_lost", found=folder, details={"address": address})


def _list_renamed(entries: ParsedRecords) -> set[Folder | None]:
    """The folders that published records seem to have been given another name by."""
    lost = (ledger for folder, ledger in entries.ledgers.items() if not entries.parts_of(folder))
    return {_find_renamed(entries, ledger) for ledger in lost}


def _is_redirected(entries: ParsedRecords, folder: Folder) -> bool:
    """Whether it is written of the record's page that it has moved or gone."""
    redirects = entries.redirects.record if entries.redirects else None
    if redirects is None:
        return False
    written = [item.origin for item in redirects.moved] + [item.address for item in redirects.gone]
    name = folder.rpartition("/")[2]
    ends = (f"/{name}/",) if is_agreement(folder) else ()
    return any(parse_address(address) == f"{name}/" or parse_address(address).endswith(ends) for address in written)


def _find_renamed(entries: ParsedRecords, ledger: Ledger) -> Folder | None:
    """The record that says, under a name that nothing has been published by, most of what the ledger does."""
    state = {key: value for key, value in ledger.state().items() if key.group not in (FACTS, FILES)}
    for folder in sorted(entries.folders - entries.ledger_folders):
        values = entries.snapshot_of(folder).values
        same = sum(values.get(key) == value for key, value in state.items())
        if state and 2 * same > len(state):
            return folder
    return None
