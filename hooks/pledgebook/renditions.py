"""Which words of the original each translation renders: `pledges/translations/<folder>.yml`.

A translated file says which original it renders by a short fingerprint (`translation: {of: …}`). The words that the
fingerprint is of are kept in the file here, whether or not the record has been published, so that it can be said which
of them have changed since and how they read then. Notes on changes are not among them: each is of its own day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .contents import Contents, Slot, digest_text, fingerprint_words
from .frontmatter import parse_yaml
from .ledger import Burial, Buried, Difference, Ledger, compare, read_value
from .plainyaml import render_yaml
from .problems import Problem

if TYPE_CHECKING:
    from .checks.entries import Entries

RENDITIONS = "translations"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the original said when a file was translated.

    Attributes:
        of: the fingerprint of those words.
        done: the day the translation was said to be done.
        words: the original's words by path.
    """

    of: str
    done: str
    words: Mapping[str, str | Buried]


@dataclass(frozen=True, slots=True)
class Renditions:
    """What the translations of one record render, by part and language."""

    folder: str
    made: Mapping[tuple[str, str], Rendered]

    @property
    def path(self) -> str:
        """Its file, relative to the project."""
        return path_of(self.folder)


class RenditionState(StrEnum):
    """How a translation stands to its original."""

    MISSING = "missing"
    STALE = "stale"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file's translation.

    Attributes:
        folder: the record's folder.
        part: the file without language and ending.
        language: the language it is translated into.
        state: how it stands to its original.
        is_marked: whether it says which original it renders.
        missing: paths of words that only the original has.
        changed: words of the original that have changed since, as far as it is known which.
        since: the day the first of those changes was published, when that is known.
    """

    folder: str
    part: str
    language: str
    state: RenditionState
    is_marked: bool = False
    missing: tuple[str, ...] = ()
    changed: tuple[Difference, ...] = ()
    since: date | None = None


def path_of(folder: str) -> str:
    """The file that says what a record's translations render, relative to the project."""
    return f"pledges/{RENDITIONS}/{folder}.yml"


def judge_all(entries: Entries, folder: str, languages: tuple[str, ...]) -> Iterator[Rendition]:
    """Every translation that a record's files could have, in the order of parts, then languages.

    Args:
        entries: what has been read.
        folder: the record's folder.
        languages: the site's languages, the original first.
    """
    contents = entries.contents_of(folder)
    for part in contents.entries:
        for language in languages[1:]:
            yield judge(contents, entries, folder, part, language, languages[0])


def judge(contents: Contents, entries: Entries, folder: str, part: str, language: str, original: str) -> Rendition:
    """How one file's translation stands to its original."""
    translation = contents.entries[part].record.translations.get(language)
    if translation is None:
        return Rendition(folder, part, language, RenditionState.MISSING)
    missing = tuple(
        slot.path
        for slot in contents.values
        if slot.part == part and slot.group == original and Slot(part, language, slot.path) not in contents.values
    )
    words = contents.words_of(part, original)
    if translation.of is None or translation.of == fingerprint_words(words):
        state = RenditionState.INCOMPLETE if missing else RenditionState.COMPLETE
        return Rendition(folder, part, language, state, translation.of is not None, missing)
    known = entries.renditions.get(folder)
    rendered = known.made.get((part, language)) if known else None
    if rendered is None or rendered.of != translation.of:
        return Rendition(folder, part, language, RenditionState.STALE, True, missing)
    before = {Slot(part, original, path): value for path, value in rendered.words.items()}
    changed = compare(before, {Slot(part, original, path): value for path, value in words.items()})
    ledger = entries.ledgers.get(folder)
    since = _first_without(ledger, before) if ledger else None
    return Rendition(folder, part, language, RenditionState.STALE, True, missing, changed, since)


def _first_without(ledger: Ledger, words: Mapping[Slot, str | Buried]) -> date | None:
    """The day of the edition that came after the last one with just these words."""
    slot = next(iter(words), None)
    if slot is None:
        return None
    wanted = {slot: _digest(value) for slot, value in words.items()}
    found: date | None = None
    for number, edition in reversed(list(enumerate(ledger.editions, 1))):
        state = ledger.state(number)
        had = {
            other: _digest(value)
            for other, value in state.items()
            if (other.part, other.group) == (slot.part, slot.group) and not other.is_note
        }
        if had == wanted:
            return found
        found = edition.date
    return None


def _digest(value: str | Buried) -> str:
    return value.sha256 if isinstance(value, Buried) else digest_text(value)


def mark_done(
    known: Renditions | None, folder: str, contents: Contents, language: str, original: str, today: date
) -> Renditions:
    """What a record's translations render, when those into a language are of the words as they are now."""
    made = dict(known.made) if known else {}
    for part, entry in contents.entries.items():
        if language in entry.record.translations:
            words = contents.words_of(part, original)
            made[part, language] = Rendered(fingerprint_words(words), today.isoformat(), words)
    return Renditions(folder, made)


def bury_words(known: Renditions, burial: Burial, original: str) -> Renditions:
    """The same without the texts that are to be taken out; their hashes stay."""
    made = {}
    for (part, language), rendered in known.made.items():
        words = {path: burial.bury(Slot(part, original, path), value) for path, value in rendered.words.items()}
        made[part, language] = Rendered(rendered.of, rendered.done, words)
    return Renditions(known.folder, made)


def render_renditions(known: Renditions, heading: str) -> str:
    """The file, under a comment that says what it is."""
    tree: dict[str, dict[str, object]] = {}
    for (part, language), rendered in known.made.items():
        words = {
            path: {"redacted": value.date, "sha256": value.sha256} if isinstance(value, Buried) else value
            for path, value in rendered.words.items()
        }
        tree.setdefault(part, {})[language] = {"of": rendered.of, "done": rendered.done, "words": words}
    return render_yaml({"record": known.folder, "translations": tree}, heading)


def parse_renditions(text: str, folder: str) -> tuple[Renditions | None, tuple[Problem, ...]]:
    """Read a file of what translations render; none, and what is wrong, when that cannot be done."""
    source = parse_yaml(text, path_of(folder))
    if source.node is None or source.problems:
        return None, source.problems
    stated = source.node.find(["record"])
    if stated.text != folder:
        return None, (Problem(stated.mark, "published_foreign", found=stated.text, allowed=(folder,)),)
    made = {}
    for part, languages in source.node.find(["translations"]).mapping.items():
        for language, node in languages.mapping.items():
            values = {path: read_value(value) for path, value in node.find(["words"]).mapping.items()}
            words = {path: value for path, value in values.items() if value is not None}
            made[part, language] = Rendered(node.find(["of"]).text, node.find(["done"]).text, words)
    return Renditions(folder, made), ()
