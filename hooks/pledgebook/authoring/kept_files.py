"""Files that the command keeps of records: ledgers and their heads, published addresses, what translations render."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from ..history.ledger import Ledger
from ..history.ledger_file import render_ledger
from ..history.ledger_heads import HEADS, Heads, render_heads, update_heads
from ..history.published_urls import ADDRESSES, add_addresses, render_addresses
from ..history.translation_memory import TranslationMemory, render_translation_memory
from ..names import Folder
from ..project import find_redirects
from ..site.redirects import list_published
from .context import Context

# Writes a file: the `write` of a transaction.
WriteFile: TypeAlias = Callable[[Path, bytes], None]


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


def _write_addresses(context: Context, ledgers: Mapping[Folder, Ledger], write: WriteFile) -> str:
    """Note all addresses of the site, but for those of records that have not been published.

    Which addresses there are is not known as long as any record has errors; then they are left to the next time.
    """
    redirects = find_redirects(context.project, ledgers, context.today)
    if redirects is None:
        return context.words.gettext("publish.addresses_later")
    published = list_published(redirects.owners, redirects.site, context.entries.ledgers.keys() | ledgers.keys())
    noted = add_addresses(redirects.published, published, context.today)
    if noted == redirects.published:
        return ""
    heading = context.catalogues[context.original].gettext("publish.addresses_heading")
    write(context.settings.root / ADDRESSES, render_addresses(noted, heading).encode())
    return context.words.ngettext("publish.addresses", len(noted) - len(redirects.published), path=ADDRESSES)


def render_left_addresses(context: Context, ledgers: Mapping[Folder, Ledger | None]) -> bytes:
    """The list of addresses without those that came with what is taken back; nothing when no record is published.

    Args:
        context: the project as it was before.
        ledgers: what is left, by folder.
    """
    after = {**context.entries.ledgers, **ledgers}
    before, left = (_list_addresses(context, each) for each in (context.entries.ledgers, ledgers))
    known = context.entries.addresses
    days = {context.entries.ledgers[folder].newest.date for folder in ledgers}
    if not any(after.values()) and {item.date for item in known} <= days:
        return b""
    heading = context.catalogues[context.original].gettext("publish.addresses_heading")
    return render_addresses([item for item in known if item.address not in before - left], heading).encode()


def _list_addresses(context: Context, ledgers: Mapping[Folder, Ledger | None]) -> set[str]:
    """The addresses to note when these ledgers are as given, and the others as they are."""
    redirects = find_redirects(context.project, ledgers, context.today)
    after = {**context.entries.ledgers, **ledgers}
    folders = [folder for folder, ledger in after.items() if ledger]
    return set(list_published(redirects.owners, redirects.site, folders)) if redirects else set()


def write_translation_memory(memory: TranslationMemory, context: Context, write: WriteFile) -> None:
    """Write what the translations of a record render."""
    heading = context.catalogues[context.original].gettext("translate.heading")
    write(context.settings.root / memory.path, render_translation_memory(memory, heading).encode())
