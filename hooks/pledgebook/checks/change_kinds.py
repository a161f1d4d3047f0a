"""Kinds of changes: what a difference from what was published looks like, and what it is more than."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from ..history.ledger_diff import FieldDifference, PublishedDiff
from ..history.snapshot import FACTS, FILES, trace_path
from ..model.enums import ChangeKind
from ..names import Folder

_PROMISES = "promises"
# Names of people, titles and the like are facts that can be misspelt.
_WRITTEN = {"name", "title", "publisher", "responsible", "function"}
# So like must two words be, letter by letter, for one to be the other spelt right.
_SPELLING = 0.6


def suggest_change(found: PublishedDiff, folder: Folder) -> str:
    """The command that would note what is different."""
    kind, promise = suggest_kind(found)
    about = f" PROMISE={promise}" if promise else ""
    return f'make change NAME={folder} KIND={kind.value}{about} NOTE="…"'


def suggest_kind(found: PublishedDiff) -> tuple[ChangeKind, str]:
    """What sort of change it seems to be, and the id of the promise that it is about, if it is about one."""
    listed = next((item for item in found.differences if item.key.path == _PROMISES and item.key.group == FACTS), None)
    if listed:
        removed, added = listed.removed_items, listed.added_items
        if len(removed) + len(added) == 1:
            return (ChangeKind.REMOVED, removed[0]) if removed else (ChangeKind.ADDED, added[0])
    differences = [item for item in found.differences if not item.key.is_note]
    if found.gone or not differences:
        return ChangeKind.CORRECTION, ""
    if all(item.key.path.startswith("period/") for item in differences):
        return ChangeKind.PERIOD_CHANGED, ""
    if all(item.before is None and _is_of_document(item) for item in differences):
        return ChangeKind.ADDITION, ""
    is_spelling = not any(find_graver(differences)) and all(map(_is_alike, differences))
    return ChangeKind.MINOR if is_spelling else ChangeKind.CORRECTION, ""


def find_graver(differences: Iterable[FieldDifference]) -> Iterator[FieldDifference]:
    """Differences that are more than spelling and layout: a fact, a file, a number, a text that came or went."""
    for item in differences:
        before, after = item.before, item.after
        is_rewritten = isinstance(before, str) and isinstance(after, str)
        if not (is_rewritten and _is_written(item) and _list_numbers(str(before)) == _list_numbers(str(after))):
            yield item


def is_about(item: FieldDifference, promise: str) -> bool:
    """Whether a difference is in a promise, or in whether that is there."""
    if item.key.path == _PROMISES:
        return promise in (*item.removed_items, *item.added_items)
    return item.key.path.startswith(f"{_PROMISES}/{promise}/")


def _is_written(item: FieldDifference) -> bool:
    """Whether somebody wrote it in words of their own, which can be misspelt."""
    if item.key.group in (FACTS, FILES):
        return item.key.group == FACTS and trace_path(item.key.part, item.key.path)[-1].name in _WRITTEN
    return True


def _is_of_document(item: FieldDifference) -> bool:
    return item.key.group == FILES or item.key.path.partition("/")[0] in ("documents", "sources")


def _is_alike(item: FieldDifference) -> bool:
    """Whether two texts are the same word for word, but for how words are spelt."""
    pairs = zip(str(item.before).split(), str(item.after).split(), strict=False)
    is_as_long = len(str(item.before).split()) == len(str(item.after).split())
    return is_as_long and all(SequenceMatcher(None, *pair, autojunk=False).ratio() >= _SPELLING for pair in pairs)


def _list_numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
