"""Says how each translation stands to its original, and notes that one is of the original as it is now."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..authoring.refusal import Refusal
from ..checks.published import show_difference
from ..files.atomic import Transaction
from ..history.ledger import Ledger, add_edition, diff_against_published
from ..history.snapshot import Snapshot, fingerprint_words
from ..history.translation_memory import mark_done
from ..i18n.catalogue import Catalogue
from ..model.paths import RecordFile
from ..names import Folder, Language
from ..records.translation_status import Freshness, TranslationFreshness, find_translations
from ..yaml.edit import EditError, set_value
from .context import EXIT_OK, EXIT_USAGE, Context, print_error
from .publication import (
    read_page_text,
    render_differences,
    write_addresses,
    write_ledger,
    write_translation_memory,
)

_DONE = "done"


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: nothing, records to tell of, or `done`, a record and a language."""
    parser.add_argument(
        "records", nargs="*", metavar="2027 | done 2027 en", help=words.gettext("cli.translate.records")
    )
    parser.add_argument("--json", action="store_true", help=words.gettext("cli.json"))


def run(options: argparse.Namespace, context: Context) -> int:
    """Tell how translations stand, or note that one is done."""
    if options.records[:1] == [_DONE]:
        return _finish(options.records[1:], context)
    folders = [context.find_folder(name) for name in options.records] or context.folders
    found = [item for folder in folders for item in find_translations(context.entries, folder, context.languages)]
    if options.json:
        print(json.dumps([_describe(item) for item in found], ensure_ascii=False, indent=2))
    else:
        for item in found:
            print(_render(item, context))
        if not found:
            print(context.words.gettext("translate.none"))
    return EXIT_OK


def _describe(item: TranslationFreshness) -> dict[str, Any]:
    return {
        "record": item.file.folder,
        "part": item.file.part,
        "language": item.file.language,
        "state": item.state.value,
        "says_version": item.is_marked,
        "changed_on": item.since.isoformat() if item.since else None,
        "missing": list(item.missing),
        "changed": [{"field": changed.key.path, **show_difference(changed)} for changed in item.changed],
    }


def _render(item: TranslationFreshness, context: Context) -> str:
    words, file = context.words, item.file
    state = words.gettext(f"rendition.{item.state}")
    lines = [words.gettext("translate.line", file=file.project_path, state=state)]
    if item.state in (Freshness.COMPLETE, Freshness.INCOMPLETE) and not item.is_marked:
        lines.append(f"  {words.gettext('translate.unmarked', record=file.folder, language=file.language)}")
    if item.missing:
        lines.append(f"  {words.ngettext('translate.lacking', len(item.missing), fields=', '.join(item.missing))}")
    if item.changed:
        lines.append(f"  {words.gettext('translate.changed', language=words.name_of(context.original))}")
        snapshot = context.snapshot_of(file.folder)
        lines += [f"    {line}" for line in render_differences(item.changed, context, snapshot).splitlines()]
    if item.state is Freshness.STALE:
        if not item.changed:
            lines.append(f"  {words.gettext('translate.changed_somehow', language=words.name_of(context.original))}")
        lines.append(f"  {words.gettext('translate.then', record=file.folder, language=file.language)}")
    return "\n".join(lines)


def _finish(arguments: list[str], context: Context) -> int:
    if len(arguments) != 2:
        print_error(context.words.gettext("translate.usage"))
        return EXIT_USAGE
    record, language = arguments
    folder = context.find_folder(record)
    try:
        return _mark(context, folder, Language(language))
    except EditError as error:
        raise Refusal(context.words.gettext("translate.by_hand", lines=str(error))) from error


def _mark(context: Context, folder: Folder, language: Language) -> int:
    words, snapshot = context.words, context.snapshot_of(folder)
    parts = [part for part, entry in snapshot.entries.items() if language in entry.record.translations]
    if not parts:
        main = RecordFile.at(folder, next(iter(snapshot.entries)), language)
        raise Refusal(words.gettext("records.no_file", found=main.project_path))
    ledger = context.ledger_of(folder)
    unnoted = context.compare(ledger).differences if ledger else ()
    if unnoted:
        told = render_differences(unnoted, context, snapshot)
        raise Refusal(f"{told}\n{words.gettext('publish.unnoted', folder=folder)}")
    edited = {}
    for part in parts:
        file = context.settings.root / RecordFile.at(folder, part, language).project_path
        text, line_end = read_page_text(file)
        mark = fingerprint_words(snapshot.words_of(part, context.original))
        edited[file] = set_value(text, "translation", "of", mark).replace("\n", line_end).encode()
    memory = context.entries.memories.get(folder)
    noted = ""
    with Transaction() as files:
        for file, data in edited.items():
            files.write(file, data)
        done = mark_done(memory, folder, snapshot, language, context.original, context.today)
        write_translation_memory(done, context, files.write)
        # A translation that catches up with a change that has a note needs none of its own.
        if ledger and _is_changed(ledger, snapshot, language, context.original):
            ledger = add_edition(ledger, folder, snapshot, context.today)
            write_ledger(ledger, context, files.write)
            noted = write_addresses(context, {folder: ledger}, files.write)
    if noted:
        print(noted)
    print(words.gettext("translate.done", folder=folder, language=words.name_of(language)))
    lacking = [item for item in find_translations(context.entries, folder, context.languages) if item.missing]
    for item in lacking:
        if item.file.language == language:
            print(words.ngettext("translate.lacking", len(item.missing), fields=", ".join(item.missing)))
    return EXIT_OK


def _is_changed(ledger: Ledger, snapshot: Snapshot, language: Language, original: Language) -> bool:
    """Whether the words of a language are other than those published."""
    differences = diff_against_published(ledger, snapshot, original).differences
    return any(item.key.group == language for item in differences)
