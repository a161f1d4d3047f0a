"""Rules on ledgers and translations: what is published stays as it is unless a dated note says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..files.tree import is_text
from ..history.ledger import Ledger, Redacted
from ..history.ledger_diff import FieldDifference, PublishedDiff, diff_against_published
from ..history.snapshot import FILES, FieldPath, Snapshot
from ..history.word_diff import excerpt
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.parsed import ParsedRecords
from ..records.translation_status import Freshness, find_translations
from .change_kinds import suggest_change
from .ledgers import is_whole

# What the verbs that publish and change are there to settle.
SETTLED = frozenset(
    {
        "published_changed",
        "published_gone",
        "published_new_file",
        "published_promise_gone",
        "published_replaced_file",
        "published_unlisted",
    }
)
_PROMISES = "promises"


def check_ledgers(entries: ParsedRecords, languages: Sequence[Language]) -> Iterator[Problem]:
    """What has been published is as it was, or a note in the record says why not."""
    for folder, ledger in entries.ledgers.items():
        # Without any file it is lost, and a ledger can be cut short, both of which are told of by themselves.
        if not entries.parts_of(folder) or not is_whole(entries, ledger):
            continue
        # What cannot be read is told of already; held against what is published it would seem to be gone.
        if entries.is_whole(folder):
            yield from _check_ledger(entries, ledger, tuple(languages))


def _check_ledger(entries: ParsedRecords, ledger: Ledger, languages: tuple[Language, ...]) -> Iterator[Problem]:
    snapshot = entries.snapshot_of(ledger.folder)
    found = diff_published(entries, ledger, languages)
    if found.notes:
        mark = next(snapshot.find_mark(key, languages[0]) for key in snapshot.values if key.note == found.notes[0])
        yield Problem(mark, "published_unrecorded", Level.WARNING, ledger.folder)
        return
    details = {
        "date": str(ledger.newest.date),
        "folder": ledger.folder,
        "how": suggest_change(found, ledger.folder),
    }
    renamed = _find_renamed_promise(found.differences, snapshot, ledger)
    if renamed:
        old, new = renamed
        part = snapshot.main
        mark = snapshot.entries[part].node.nearest((*snapshot.places[part, f"promises/{new}"], "id")).mark
        yield Problem(mark, "published_id", found=new, suggestion=old, details={**details, "before": old})
        return
    for key in snapshot.unproved:
        yield Problem(snapshot.find_mark(key, languages[0]), "published_original", Level.NOTE, key.path)
    for file in found.gone:
        yield Problem(Mark(ledger.path), "published_gone", found=file.project_path, details=details)
    for item in _pick_highest(found.differences):
        mark = snapshot.find_mark(item.key, languages[0])
        if item.key.group == FILES:
            # What cannot be published under its name is told by that.
            if not is_text(item.key.path):
                continue
            code = "published_replaced_file" if item.before else "published_new_file"
            code = code if item.after else "published_gone"
            yield Problem(mark, code, found=item.key.path, details=details)
        elif item.key.path == _PROMISES and item.removed_items and not item.added_items:
            yield from _tell_removed(item, snapshot, details)
        else:
            told = {**show_difference(item), **details}
            yield Problem(mark, "published_changed", found=item.key.path, details=told)


def _tell_removed(item: FieldDifference, snapshot: Snapshot, details: Mapping[str, str]) -> Iterator[Problem]:
    """Each promise that is no longer there, where they are listed."""
    node = snapshot.entries[item.key.part].node
    mark = node.key_mark((_PROMISES,)) if _PROMISES in node.mapping else node.mark
    for name in item.removed_items:
        how = f'make change NAME={details["folder"]} KIND=removed PROMISE={name} NOTE="…"'
        yield Problem(mark, "published_promise_gone", found=name, details={**details, "how": how})


def _find_renamed_promise(
    differences: Sequence[FieldDifference], snapshot: Snapshot, ledger: Ledger
) -> tuple[str, str] | None:
    """The old id and the new one of a promise that says what it said, by another id."""
    state = ledger.state()
    for item in differences:
        if item.key.path != _PROMISES or (len(item.removed_items), len(item.added_items)) != (1, 1):
            continue
        (old,), (new,) = item.removed_items, item.added_items
        before = _list_inner(state, item.key.part, f"promises/{old}/")
        after = _list_inner(snapshot.values, item.key.part, f"promises/{new}/")
        same = sum(after.get(key) == value for key, value in before.items())
        if before and 2 * same >= len(before):
            return old, new
    return None


def _list_inner(values: Mapping[FieldPath, object], part: str, above: str) -> dict[tuple[str, str], object]:
    """What stands below a path of a part: by group and by the rest of the path."""
    return {
        (key.group, key.path.removeprefix(above)): value
        for key, value in values.items()
        if key.part == part and key.path.startswith(above)
    }


def _pick_highest(differences: Sequence[FieldDifference]) -> Iterator[FieldDifference]:
    """Each difference, but for those within a part that has come or gone; that list says so by itself."""
    moved: set[tuple[str, str]] = set()
    for item in differences:
        before = set() if isinstance(item.before, Redacted) else set((item.before or "").split(", "))
        moved |= {(item.key.part, f"{item.key.path}/{name}/") for name in before ^ set((item.after or "").split(", "))}
    for item in differences:
        if not any(part == item.key.part and item.key.path.startswith(path) for part, path in moved):
            yield item


def diff_published(entries: ParsedRecords, ledger: Ledger, languages: tuple[Language, ...]) -> PublishedDiff:
    """A record held against its last edition; a translation that catches up with its original differs in nothing."""
    found = diff_against_published(ledger, entries.snapshot_of(ledger.folder), languages[0])
    late = {
        FieldPath(translation.file.part, translation.file.language, item.key.path)
        for translation in find_translations(entries, ledger.folder, languages)
        for item in translation.changed
    }
    differences = tuple(item for item in found.differences if item.key not in late)
    return PublishedDiff(differences, found.notes, found.additions, found.gone)


def show_difference(item: FieldDifference) -> dict[str, str]:
    """What stood there and what stands there now, around where they begin to differ; nothing as a dash."""
    before = "" if isinstance(item.before, Redacted) else item.before or ""
    old, new = excerpt(before, item.after or "")
    return {"before": old or "–", "after": new or "–"}


def check_translation_memories(entries: ParsedRecords, languages: Sequence[Language]) -> Iterator[Problem]:
    """A translation renders the original as it is now; where words have changed since, it says which."""
    for folder in entries.marked_folders:
        snapshot = entries.snapshot_of(folder)
        for item in find_translations(entries, folder, tuple(languages)):
            if item.state is not Freshness.STALE:
                continue
            details = {"folder": folder, "language": item.file.language}
            for changed in item.changed:
                key = changed.key._replace(group=item.file.language)
                mark = snapshot.find_mark(key, languages[0])
                values = {**details, **show_difference(changed)}
                yield Problem(mark, "translation_stale_field", Level.WARNING, changed.key.path, details=values)
            if not item.changed:
                mark = snapshot.entries[item.file.part].node.nearest(("translations", item.file.language, "of")).mark
                yield Problem(mark, "translation_stale", Level.WARNING, item.file.part, details=details)
