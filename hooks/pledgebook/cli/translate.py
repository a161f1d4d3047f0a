"""Says how each translation stands to its original, and notes that one is of the original as it is now."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..checks.published import show_difference
from ..history.ledger import add_edition, diff_against_published
from ..history.snapshot import fingerprint_words
from ..history.translation_memory import mark_done
from ..i18n.catalogue import Catalogue
from ..records.translation_status import Freshness, TranslationFreshness, find_translations
from ..yaml.edit import EditError, set_value
from .context import EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, Workplace
from .publication import (
    Desk,
    Refusal,
    edit_page,
    note_addresses,
    open_desk,
    read_page_text,
    show_differences,
    tell,
    tell_refusal,
    write_ledger,
    write_renditions,
)

_DONE = "done"


def add_arguments(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """Say what the verb takes: nothing, records to tell of, or `done`, a record and a language."""
    parser.add_argument(
        "records", nargs="*", metavar="2027 | done 2027 en", help=words.gettext("cli.translate.records")
    )
    parser.add_argument("--json", action="store_true", help=words.gettext("cli.json"))


def run(options: argparse.Namespace, place: Workplace) -> int:
    """Tell how translations stand, or note that one is done."""
    if options.records[:1] == [_DONE]:
        return _finish(options.records[1:], place)
    try:
        desk = open_desk(place)
        folders = [desk.find_folder(name) for name in options.records] or desk.folders
    except Refusal as refusal:
        return tell_refusal(refusal)
    found = [item for folder in folders for item in find_translations(desk.project.entries, folder, desk.languages)]
    if options.json:
        print(json.dumps([_describe(item) for item in found], ensure_ascii=False, indent=2))
    else:
        for item in found:
            print(_show(item, desk))
        if not found:
            print(place.words.gettext("translate.none"))
    return EXIT_OK


def _describe(item: TranslationFreshness) -> dict[str, Any]:
    return {
        "record": item.folder,
        "part": item.part,
        "language": item.language,
        "state": item.state.value,
        "says_version": item.is_marked,
        "changed_on": item.since.isoformat() if item.since else None,
        "missing": list(item.missing),
        "changed": [{"field": changed.slot.path, **show_difference(changed)} for changed in item.changed],
    }


def _show(item: TranslationFreshness, desk: Desk) -> str:
    words = desk.place.words
    name = f"pledges/{item.folder}/{item.part}.{item.language}.md"
    lines = [words.gettext("translate.line", file=name, state=words.gettext(f"rendition.{item.state}"))]
    if item.state in (Freshness.COMPLETE, Freshness.INCOMPLETE) and not item.is_marked:
        lines.append(f"  {words.gettext('translate.unmarked', record=item.folder, language=item.language)}")
    if item.missing:
        lines.append(f"  {words.ngettext('translate.lacking', len(item.missing), fields=', '.join(item.missing))}")
    if item.changed:
        lines.append(f"  {words.gettext('translate.changed', language=words.name_of(desk.original))}")
        contents = desk.contents_of(item.folder)
        lines += [f"    {line}" for line in show_differences(item.changed, desk, contents).splitlines()]
    if item.state is Freshness.STALE:
        if not item.changed:
            lines.append(f"  {words.gettext('translate.changed_somehow', language=words.name_of(desk.original))}")
        lines.append(f"  {words.gettext('translate.then', record=item.folder, language=item.language)}")
    return "\n".join(lines)


def _finish(given: list[str], place: Workplace) -> int:
    if len(given) != 2:
        tell(place.words.gettext("translate.usage"))
        return EXIT_USAGE
    try:
        desk = open_desk(place)
        return _mark(desk, desk.find_folder(given[0]), given[1])
    except Refusal as refusal:
        return tell_refusal(refusal)
    except EditError as error:
        tell(place.words.gettext("translate.by_hand", lines=str(error)))
    return EXIT_PROBLEMS


def _mark(desk: Desk, folder: str, language: str) -> int:
    words, contents = desk.place.words, desk.contents_of(folder)
    parts = [part for part, entry in contents.entries.items() if language in entry.record.translations]
    if not parts:
        main = next(iter(contents.entries))
        raise Refusal(words.gettext("records.no_file", found=f"pledges/{folder}/{main}.{language}.md"))
    ledger = desk.ledger_of(folder)
    if ledger:
        unnoted = desk.compare(ledger).differences
        if unnoted:
            raise Refusal(
                f"{show_differences(unnoted, desk, contents)}\n{words.gettext('publish.unnoted', folder=folder)}"
            )
    edited = {}
    for part in parts:
        file = desk.place.settings.root / "pledges" / folder / f"{part}.{language}.md"
        text, ends = read_page_text(file)
        mark = fingerprint_words(contents.words_of(part, desk.original))
        edited[file] = (set_value(text, "translation", "of", mark), ends)
    for file, (text, ends) in edited.items():
        edit_page(file, text, ends)
    known = desk.project.entries.renditions.get(folder)
    write_renditions(mark_done(known, folder, contents, language, desk.original, desk.today), desk)
    # A translation that catches up with a change that has a note needs none of its own.
    if ledger and any(
        item.slot.group == language for item in diff_against_published(ledger, contents, desk.original).differences
    ):
        write_ledger(add_edition(ledger, folder, contents, desk.today), desk)
        note_addresses(desk.place)
    print(words.gettext("translate.done", folder=folder, language=words.name_of(language)))
    lacking = [item for item in find_translations(desk.project.entries, folder, desk.languages) if item.missing]
    for item in lacking:
        if item.language == language:
            print(words.ngettext("translate.lacking", len(item.missing), fields=", ".join(item.missing)))
    return EXIT_OK
