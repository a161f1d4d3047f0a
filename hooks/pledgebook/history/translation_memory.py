"""Translation memory of a record: the words that each translation renders, `pledges/translations/<folder>.yml`.

A translated file says which original it renders by a short fingerprint (`translation: {of: …}`). The words that the
fingerprint is of are kept in the file here, whether or not the record has been published, so that it can be said which
of them have changed since and how they read then. Notes on changes are not among them: each is of its own day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..config import RECORDS
from ..names import ANY_LANGUAGE, Folder, Language
from ..problem import Problem
from ..yaml.dump import render_yaml
from .ledger import MakeSalt, Redacted, make_salt
from .ledger_file import dump_value, parse_kept, read_value
from .redaction import Redaction
from .snapshot import MARK_LENGTH, FieldPath, Snapshot, fingerprint_words

TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class SourceText:
    """Source text of a translation: what the original said when a file was translated.

    Attributes:
        of: the fingerprint of those words.
        done: the day the translation was said to be done.
        words: path → the original's words.
    """

    of: str
    done: str
    words: Mapping[str, str | Redacted]


@dataclass(frozen=True, slots=True)
class TranslationMemory:
    """Translation memory of one record.

    Attributes:
        folder: the record's folder inside that of the records.
        made: (part, language) → the source text of that translation.
    """

    folder: Folder
    made: Mapping[tuple[str, str], SourceText]

    @property
    def path(self) -> str:
        """Its file, relative to the project."""
        return path_of_translation_memory(self.folder)


def path_of_translation_memory(folder: Folder) -> str:
    """The file that says what a record's translations render, relative to the project."""
    return f"{RECORDS}/{TRANSLATIONS}/{folder}.yml"


def mark_done(
    known: TranslationMemory | None,
    folder: Folder,
    snapshot: Snapshot,
    language: Language,
    original: Language,
    today: date,
) -> TranslationMemory:
    """What a record's translations render, when those into a language are of the words as they are now."""
    made = dict(known.made) if known else {}
    for part, entry in snapshot.entries.items():
        if language in entry.record.translations:
            words = snapshot.words_of(part, original)
            made[part, language] = SourceText(fingerprint_words(words), today.isoformat(), words)
    return TranslationMemory(folder, made)


def redact_words(
    known: TranslationMemory, redaction: Redaction, original: Language, make_salt: MakeSalt = make_salt
) -> TranslationMemory:
    """The same without the texts that are to be taken out; what they stood among goes by another mark."""
    buried = Redacted(redaction.today.isoformat(), "")

    def change(key: FieldPath, value: str | Redacted) -> str | Redacted:
        return buried if redaction.takes(key, value) else value

    return _change_words(known, original, change, make_salt)


def strip_hashes(known: TranslationMemory, make_salt: MakeSalt = make_salt) -> TranslationMemory:
    """The same without the hashes of redacted texts; what these stood among goes by another mark."""

    def change(_: FieldPath, value: str | Redacted) -> str | Redacted:
        return replace(value, sha256="") if isinstance(value, Redacted) else value

    return _change_words(known, ANY_LANGUAGE, change, make_salt)


def _change_words(
    known: TranslationMemory,
    original: Language,
    change: Callable[[FieldPath, str | Redacted], str | Redacted],
    make_salt: MakeSalt,
) -> TranslationMemory:
    made = {}
    for (part, language), text in known.made.items():
        words = {path: change(FieldPath(part, original, path), value) for path, value in text.words.items()}
        of = text.of if words == text.words else make_salt()[:MARK_LENGTH]
        made[part, language] = SourceText(of, text.done, words)
    return TranslationMemory(known.folder, made)


def render_translation_memory(known: TranslationMemory, heading: str) -> str:
    """The file, under a comment that says what it is."""
    tree: dict[str, dict[str, object]] = {}
    for (part, language), source_text in known.made.items():
        words = {path: dump_value(value) for path, value in source_text.words.items()}
        tree.setdefault(part, {})[language] = {"of": source_text.of, "done": source_text.done, "words": words}
    return render_yaml({"record": known.folder, "translations": tree}, heading)


def parse_translation_memory(text: str, folder: Folder) -> tuple[TranslationMemory | None, tuple[Problem, ...]]:
    """Read a file of what translations render; none, and what is wrong, when that cannot be done."""
    root, problems = parse_kept(text, path_of_translation_memory(folder), folder)
    if root is None:
        return None, problems
    translations = root.get(["translations"])
    made = {}
    for part, languages in translations.mapping.items() if translations else ():
        for language, node in languages.mapping.items():
            listed = node.get(["words"])
            values = {path: read_value(value) for path, value in listed.mapping.items()} if listed else {}
            words = {path: value for path, value in values.items() if value is not None}
            made[part, language] = SourceText(node.text_of("of"), node.text_of("done"), words)
    return TranslationMemory(folder, made), ()
