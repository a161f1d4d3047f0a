"""Files that the command keeps of records: ledgers and their heads, published addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from ..files.atomic import Transaction
from ..history.ledger import Ledger
from ..history.ledger_file import render_ledger
from ..history.ledger_heads import HEADS, Heads, render_heads, update_heads
from ..history.published_urls import ADDRESSES, PublishedUrl, add_addresses, render_addresses
from ..names import Folder
from ..project import find_redirects
from ..site.redirects import list_published
from ..yaml.reader import decode
from .context import Context

# Writes a file: the `write` of a transaction.
WriteFile: TypeAlias = Callable[[Path, bytes], None]
# Ledgers by folder; none where it is taken away.
Ledgers: TypeAlias = Mapping[Folder, Ledger | None]


def edit_text(file: Path, edit: Callable[[str], str]) -> bytes:
    """A file's bytes with its text edited, which is given with Unix line ends; its own stay.

    Raises:
        OSError: it cannot be read.
    """
    data = file.read_bytes()
    text, _ = decode(data, file.name)
    return edit(text).replace("\n", "\r\n" if b"\r\n" in data else "\n").encode()


def write_published(context: Context, ledgers: Mapping[Folder, Ledger], write: WriteFile) -> str:
    """Write what has been published of records: their ledgers, then what vouches for these.

    Should this be killed in between, `publish` can do the rest.

    Args:
        context: the project as it was before.
        ledgers: by folder, also those that are as they were.
        write: writes a file.

    Returns:
        What there is to tell of it, or nothing.
    """
    for folder, ledger in ledgers.items():
        if ledger != context.entries.ledgers.get(folder):
            write_ledger(ledger, context, write)
    write_heads(update_heads(context.entries.heads, ledgers), context, write)
    return _write_addresses(context, ledgers, write)


def write_ledger(ledger: Ledger, context: Context, write: WriteFile) -> None:
    """Write the editions of a record."""
    heading = context.catalogues[context.original].gettext("publish.heading")
    write(context.settings.root / ledger.path, render_ledger(ledger, heading).encode())


def write_heads(heads: Heads, context: Context, write: WriteFile) -> None:
    """Write how many editions each record has, unless that is as it was."""
    if heads != context.entries.heads:
        heading = context.catalogues[context.original].gettext("publish.heads_heading")
        write(context.settings.root / HEADS, render_heads(heads, heading).encode())


def _write_addresses(context: Context, ledgers: Ledgers, write: WriteFile) -> str:
    """Note all addresses of the site, but for those of records that have not been published.

    Which addresses there are is not known as long as any record has errors; then they are left to the next time.
    """
    known, published = context.entries.addresses, _list_addresses(context, ledgers)
    if published is None:
        return context.words.gettext("publish.addresses_later")
    noted = add_addresses(known, published, context.today)
    if noted == known:
        return ""
    write(context.settings.root / ADDRESSES, _render_addresses(noted, context))
    return context.words.ngettext("publish.addresses", len(noted) - len(known), path=ADDRESSES)


def write_left(context: Context, ledger: Ledger, left: Ledger | None, files: Transaction) -> None:
    """Write what is published once the newest edition of a record is taken back, the ledger last.

    Args:
        context: the project as it was before.
        ledger: the editions as they were.
        left: those that are left, if any.
        files: writes files, and takes them away.
    """
    root, ledgers = context.settings.root, {ledger.folder: left}
    heads, addresses = update_heads(context.entries.heads, ledgers), _render_left_addresses(context, ledgers)
    if heads:
        write_heads(heads, context, files.write)
    else:
        files.remove(root / HEADS)
    if addresses:
        files.write(root / ADDRESSES, addresses)
    else:
        files.remove(root / ADDRESSES)
    if left:
        write_ledger(left, context, files.write)
    else:
        files.remove(root / ledger.path)


def _render_left_addresses(context: Context, ledgers: Ledgers) -> bytes:
    """The list of addresses without those that came with what is taken back; nothing when no record is published."""
    before, left = (_list_addresses(context, each) or set() for each in ({}, ledgers))
    known = context.entries.addresses
    days = {context.entries.ledgers[folder].newest.date for folder in ledgers}
    if not _list_folders(context, ledgers) and {item.date for item in known} <= days:
        return b""
    return _render_addresses([item for item in known if item.address not in before - left], context)


def _render_addresses(addresses: Iterable[PublishedUrl], context: Context) -> bytes:
    heading = context.catalogues[context.original].gettext("publish.addresses_heading")
    return render_addresses(addresses, heading).encode()


def _list_addresses(context: Context, ledgers: Ledgers) -> set[str] | None:
    """The addresses to note when these ledgers are as given, and the others as they are; none when nobody knows."""
    redirects = find_redirects(context.project, ledgers, context.today)
    return set(list_published(redirects.owners, redirects.site, _list_folders(context, ledgers))) if redirects else None


def _list_folders(context: Context, ledgers: Ledgers) -> list[Folder]:
    """The records that are published then."""
    return [folder for folder, ledger in {**context.entries.ledgers, **ledgers}.items() if ledger]
