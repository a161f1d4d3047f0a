"""Lays the front matter of records out in one way, without losing a comment or changing what it says."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ..authoring.context import Context
from ..authoring.format import find_model, format_page
from ..authoring.refusal import Refusal
from ..config import RECORDS
from ..files.atomic import follow_links, write_file
from ..files.exchange import FileChangedError
from ..files.tree import is_outside
from ..problem import Mark, Problem
from ..reporting.report import render_problem
from ..yaml.reader import decode
from .context import find_path
from .exit_codes import EXIT_OK, EXIT_PROBLEMS
from .parser import Argument

ARGUMENTS = (
    Argument("paths", "fmt.paths", nargs="*", metavar="path"),
    Argument("--check", "fmt.check", action="store_true"),
)


def run(options: argparse.Namespace, context: Context) -> int:
    """Lay files out; with `--check`, only say which would change.

    A file that cannot be read is left alone, and makes the exit code say that something is to be mended.
    """
    root = context.settings.root
    asked = [follow_links(find_path(Path(path), root)) for path in options.paths] or [root / RECORDS]
    missing = [path for path in asked if not path.exists() or not path.is_relative_to(root)]
    if missing:
        told = "\n".join(context.words.gettext("fmt.missing", path=path) for path in missing)
        raise Refusal(told, is_misuse=True)
    changed = broken = 0
    for path in _list_files(asked):
        problems, differs = _find_link(path, root) or _format_file(
            path, path.relative_to(root).as_posix(), write=not options.check
        )
        for problem in problems:
            print(render_problem(problem, context.words))
        if differs:
            key = "fmt.would_change" if options.check else "fmt.changed"
            print(context.words.gettext(key, path=path.relative_to(root).as_posix()))
        changed += differs
        broken += bool(problems)
    if not changed and not broken:
        print(context.words.gettext("fmt.done"))
    if broken:
        print(context.words.ngettext("fmt.broken", broken))
    return EXIT_PROBLEMS if broken or (changed and options.check) else EXIT_OK


def _list_files(places: list[Path]) -> Iterator[Path]:
    found = {file for path in places for file in (path.rglob("*") if path.is_dir() else [path])}
    yield from sorted(file for file in found if file.is_file() and find_model(file.as_posix()))


def _find_link(path: Path, root: Path) -> tuple[tuple[Problem, ...], bool] | None:
    """What is told of a file that a link leads out of the project to, instead of laying it out."""
    if any(is_outside(step, root) for step in (path, *path.parents) if step.is_relative_to(root)):
        return (Problem(Mark(path.relative_to(root).as_posix()), "link_outside", found=path.name),), False
    return None


def _format_file(path: Path, name: str, write: bool) -> tuple[tuple[Problem, ...], bool]:
    """Lay one file out: what is wrong with it, and whether its bytes differ from what they should be."""
    model = find_model(name)
    assert model is not None
    try:
        data = path.read_bytes()
    except OSError:
        return (Problem(Mark(name), "file_unreadable", found=path.name),), False
    text, problems = decode(data, name)
    if problems:
        return problems, False
    laid_out = format_page(text, name, model)
    new = laid_out.text.encode()
    if laid_out.problems or new == data:
        return laid_out.problems, False
    if write:
        try:
            write_file(path, new, data)
        except FileChangedError:
            # Somebody has just saved it; that is laid out instead.
            return _format_file(path, name, write)
    return (), True
