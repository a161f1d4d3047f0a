"""Says how each translation stands to its original, and notes that one is of the original as it is now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from ..authoring.context import Context
from ..authoring.publication import render_differences
from ..authoring.refusal import Refusal
from ..authoring.translation import finish_translation
from ..checks.published import show_difference
from ..names import Language
from ..records.translation_status import Freshness, TranslationFreshness, find_translations
from .context import print_outcome
from .exit_codes import EXIT_OK
from .parser import JSON, Argument

_DONE = "done"
ARGUMENTS = (Argument("records", "cli.translate.records", nargs="*", metavar="2027 | done 2027 en"), JSON)


def run(options: argparse.Namespace, context: Context) -> int:
    """Tell how translations stand, or note that one is done."""
    if options.records[:1] == [_DONE]:
        return _finish(options.records[1:], context)
    folders = [context.find_folder(name) for name in options.records] or context.folders
    found = [item for folder in folders for item in find_translations(context.entries, folder, context.languages)]
    if options.json:
        print(json.dumps([_describe(item) for item in found], ensure_ascii=False, indent=2))
    else:
        unmarked = [item for item in found if item.state is Freshness.COMPLETE and not item.is_marked]
        for item in found:
            if item not in unmarked:
                print(_render(item, context))
        if unmarked:
            print(_render_unmarked(unmarked, context))
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
    if item.state is Freshness.INCOMPLETE and not item.is_marked:
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


def _render_unmarked(items: Sequence[TranslationFreshness], context: Context) -> str:
    """Translations that are whole but do not say which original they render: nobody sees when they grow old."""
    last = items[-1].file
    values = {"record": last.folder, "language": last.language}
    files = ", ".join(item.file.project_path for item in items)
    return context.words.ngettext("translate.all_unmarked", len(items), files=files, **values)


def _finish(arguments: list[str], context: Context) -> int:
    if len(arguments) != 2:
        raise Refusal(context.words.gettext("translate.usage"), is_misuse=True)
    record, language = arguments
    return print_outcome(finish_translation(context, context.find_folder(record), Language(language)))
