"""What the verbs that publish, change, redact and translate have in common: notes on changes, ledgers, addresses."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ..authoring.refusal import Refusal
from ..history.ledger import FieldDifference, Ledger, Redacted, render_ledger
from ..history.published_urls import ADDRESSES, add_addresses, render_addresses
from ..history.snapshot import Snapshot
from ..history.translation_memory import TranslationMemory, render_translation_memory
from ..i18n.catalogue import Catalogue
from ..model.paths import RecordFile, folder_of
from ..names import Folder, Language
from ..project import find_redirects
from ..site.redirects import list_published
from ..yaml.edit import append_item
from ..yaml.reader import decode
from .context import Context

# Writes a file: `write_file`, or the `write` of a transaction.
WriteFile: TypeAlias = Callable[[Path, bytes], None]


def add_words_argument(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Add the option that gives a note's words in another language."""
    label = ("en", "…")
    parser.add_argument("--words", nargs=2, action="append", default=[], metavar=label, help=words.gettext("cli.words"))


def find_ledger(context: Context, folder: Folder) -> Ledger:
    """What has been published of a record.

    Raises:
        Refusal: nothing has.
    """
    ledger = context.ledger_of(folder)
    if ledger is None:
        raise Refusal(context.words.gettext("change.unpublished", folder=folder))
    return ledger


def refuse_empty(note: str, words: Catalogue) -> None:
    """Refuse a note for readers that has no words in it, or only the dots of an example.

    Raises:
        Refusal: it has none.
    """
    if not any(letter.isalnum() for letter in note):
        raise Refusal(words.gettext("change.empty"), is_misuse=True)


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


def read_page_text(file: Path) -> tuple[str, str]:
    """A file's text with Unix line ends, and what its line ends are."""
    data = file.read_bytes()
    text, _ = decode(data, file.name)
    return text, "\r\n" if b"\r\n" in data else "\n"


def _refuse_bytes(texts: Iterable[str], words: Catalogue) -> None:
    """Refuse what a terminal sent in another encoding than its own: bytes that stand for no letters."""
    for text in texts:
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Refusal(words.gettext("change.encoding", found=text), is_misuse=True)


def write_note(
    context: Context, folder: Folder, note: Mapping[str, str], words: Sequence[tuple[str, str]], write: WriteFile
) -> tuple[str, Context]:
    """Put a note on a change into a record's file, and its words into those of other languages.

    Args:
        context: the project.
        folder: the record's folder.
        note: the note's fields, apart from its id.
        words: language and words of each translation of the note.
        write: writes a file, and takes it back when this raises.

    Returns:
        The note's id, and the project after it.

    Raises:
        Refusal: the files as they are then have errors, or a text is none.
        EditError: the file is written in a way that nothing can be put into.
    """
    _refuse_bytes([*note.values(), *(part for pair in words for part in pair)], context.words)
    part = next(iter(context.snapshot_of(folder).entries))
    record = next(entry.record for entry in context.entries.records if folder_of(entry.record) == folder)
    taken = {change.id for change in record.changes}
    number = len(record.changes) + 1
    while (name := f"change-{number}") in taken:
        number += 1
    fields: dict[str, dict[str, str]] = {context.original: {"id": name, **note}}
    fields |= {language: {"id": name, "note": text} for language, text in words}
    edited = {}
    for language, item in fields.items():
        path = RecordFile.at(folder, part, Language(language)).project_path
        file = context.settings.root / path
        if language not in context.languages or not file.is_file():
            raise Refusal(context.words.gettext("records.no_file", found=path))
        text, line_end = read_page_text(file)
        edited[file] = append_item(text, "changes", item).replace("\n", line_end).encode()
    for file, data in edited.items():
        write(file, data)
    after = context.reread()
    after.find_folder(folder)
    return name, after
