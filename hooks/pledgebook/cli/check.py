"""Prints every problem in the records, static pages and catalogues, and hints for better promises."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from ..authoring.context import Context
from ..authoring.refusal import Refusal
from ..checks.hints import find_hints
from ..checks.texts import hint_addresses
from ..config import PRINT, SETTINGS
from ..onefile.letters import check_letters
from ..problem import Level, order_problems
from ..reporting.source_lines import SourceLines
from .context import find_path, print_problems
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument

ARGUMENTS = (
    Argument("paths", "cli.check.paths", nargs="*", type=Path),
    Argument("--strict", "cli.strict", action="store_true"),
    Argument("--no-hints", "cli.check.no_hints", action="store_true"),
    Argument("--json", "cli.check.json", action="store_true"),
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Check the records; anything to mend if there is an error, or with `--strict` a warning, in what is printed."""
    root = context.settings.root
    paths = [find_path(path, root) for path in options.paths]
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise Refusal(context.words.gettext("check.no_path", path=str(missing[0])), is_misuse=True)
    asked = [_name(path, root) for path in paths]
    project = context.project
    words = project.catalogues.words
    sources = SourceLines(root)
    addresses = hint_addresses(project.entries.register, sources.lines(SETTINGS))
    hints = (*find_hints(project.entries, words, context.today, lambda path: _is_in(path, asked)), *addresses)
    letters = check_letters(project.entries, context.settings.codes, context.settings.find_in_theme(PRINT))
    told = [*project.problems, *letters, *(() if options.no_hints else hints)]
    problems = order_problems(told, context.settings.codes)
    shown = tuple(problem for problem in problems if not asked or _is_in(problem.mark.path, asked))
    print_problems(shown, options.json, context, sources)
    others = sum(item.level is Level.ERROR for item in problems) - sum(item.level is Level.ERROR for item in shown)
    if others and not options.json:
        print(context.words.ngettext("check.elsewhere", others))
    grave = {Level.ERROR, Level.WARNING} if options.strict else {Level.ERROR}
    return EXIT_PROBLEMS if any(problem.level in grave for problem in shown) else EXIT_OK


def _name(path: Path, root: Path) -> str:
    """A path as problems name it: from the project's folder, with `/`."""
    return Path(os.path.relpath(path.absolute(), root.absolute())).as_posix()


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(folder == "." or path == folder or path.startswith(f"{folder}/") for folder in folders)
