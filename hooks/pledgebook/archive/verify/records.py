"""Records in a package's sources, held against the ledger of what was published of them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ...config import RECORDS, SETTINGS, Settings, SettingsError, read_settings
from ...files.resources import WORDS
from ...files.tree import Files, is_plain, take, write_tree
from ...history.ledger import PUBLISHED, path_of_ledger
from ...i18n.catalogue import MissingWordsError
from ...i18n.enum_labels import EnumLabels, list_enum_labels
from ...names import Folder
from ...problem import Problem
from ...project import Loaded, load_book, read_words
from ..layout import SOURCES
from .finding import Finding

# The problems of what has been published (see `checks.published` and `ledger`); others, newer rules may find in old
# records that were sound by the rules of their time.
_PUBLISHED = "published_"
# What is kept of a record's editions.
_LEDGER = re.compile(rf"{RECORDS}/{PUBLISHED}/(?P<folder>.+)\.yml")
# The records, the settings, and the words, which may name the values of fields.
_NEEDED = re.compile(rf"{RECORDS}/|{SETTINGS}$|(.+/)?{WORDS}/[^/]+\.po$")


def check_records(files: Files) -> Iterator[Finding]:
    """Every record is as it was published, and what is kept of its editions agrees with its own fingerprints.

    Args:
        files: of a package's contents.
    """
    needed = {path: data for path, data in take(SOURCES, files).items() if is_plain(path) and _NEEDED.match(path)}
    with tempfile.TemporaryDirectory() as folder:
        try:
            write_tree(needed, Path(folder))
            settings = read_settings(Path(folder, SETTINGS))
            loaded = load_book(Path(folder), settings.codes, labels=_read_labels(settings))
        except (OSError, SettingsError, ValueError, TypeError) as error:
            yield Finding(SOURCES, "sources", found=str(error).replace(folder, SOURCES))
            return
    for problem in loaded.errors:
        if problem.code.startswith(_PUBLISHED):
            yield _show(problem)
    for match in filter(None, map(_LEDGER.fullmatch, needed)):
        yield from _check_held(Folder(match["folder"]), loaded)


def _check_held(folder: Folder, loaded: Loaded) -> Iterator[Finding]:
    """A record could be held against what was published; if not, where the first thing is that cannot be read."""
    is_kept = folder in loaded.entries.ledgers
    if is_kept and loaded.entries.is_whole(folder):
        return
    places = (f"{RECORDS}/{folder}/",) if is_kept else (path_of_ledger(folder),)
    problem = next((problem for problem in loaded.errors if problem.mark.path.startswith(places)), None)
    if problem is None or not problem.code.startswith(_PUBLISHED):
        path = f"{problem.mark.path}:{problem.mark.line}" if problem else path_of_ledger(folder)
        yield Finding(f"{SOURCES}/{path}", "unheld")


def _read_labels(settings: Settings) -> EnumLabels:
    """The words that records may use for the values of their fields; none where newer code asks for more than is there.

    A record that cannot be read without them is then not held against what was published, rather than found faulty.
    """
    try:
        return list_enum_labels(read_words(settings).words.values())
    except (SettingsError, MissingWordsError):
        return EnumLabels()


def _show(problem: Problem) -> Finding:
    path = f"{SOURCES}/{problem.mark.path}:{problem.mark.line}"
    if "before" not in problem.details:
        return Finding(path, problem.code, found=problem.found)
    before, after = problem.details["before"], problem.details["after"]
    return Finding(path, problem.code, f"{problem.found}: {before}", f"{problem.found}: {after}")
