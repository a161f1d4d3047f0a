"""Files that the command keeps of records: ledgers, published addresses, what translations render."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from ..history.ledger import Ledger, render_ledger
from ..history.published_urls import ADDRESSES, add_addresses, render_addresses
from ..history.translation_memory import TranslationMemory, render_translation_memory
from ..names import Folder
from ..project import find_redirects
from ..site.redirects import list_published
from .context import Context

# Writes a file: the `write` of a transaction.
WriteFile: TypeAlias = Callable[[Path, bytes], None]


def write_ledger(ledger: Ledger, context: Context, write: WriteFile) -> None:
    """Write what has been published of a record."""
    heading = context.catalogues[context.original].gettext("publish.heading")
    write(context.settings.root / ledger.path, render_ledger(ledger, heading).encode())


def write_addresses(context: Context, ledgers: Mapping[Folder, Ledger], write: WriteFile) -> str:
    """Note all addresses of the site, but for those of records that have not been published.

    Which addresses there are is not known as long as any record has errors; then they are left to the next time.

    Args:
        context: the project as it was before the ledgers were written.
        ledgers: those that have been written, by folder; an edition has a page of its own.
        write: writes the list.

    Returns:
        What there is to tell of it, or nothing.
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


def write_translation_memory(memory: TranslationMemory, context: Context, write: WriteFile) -> None:
    """Write what the translations of a record render."""
    heading = context.catalogues[context.original].gettext("translate.heading")
    write(context.settings.root / memory.path, render_translation_memory(memory, heading).encode())
