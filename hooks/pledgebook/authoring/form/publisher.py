"""Publication from the form: what is published of a record, which verbs go on from there, and what each will do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...checks.change_kinds import suggest_kind
from ...files.tree import digest
from ...history.ledger import Ledger
from ...history.ledger_diff import PublishedDiff
from ...history.snapshot import FILES, Snapshot
from ...model import Pledge
from ...model.enums import ChangeKind
from ...model.paths import RecordFile
from ...names import Folder, Language
from ...records.translation_status import Freshness, find_translations
from ..change import ChangeRequest, change
from ..context import Context
from ..outcome import Outcome
from ..publication import publish, render_diff
from ..redaction import RedactionRequest, is_shared, redact_field
from ..refusal import Refusal
from ..translation import finish_translation
from ..undo import find_obstacle, undo

# What a verb asks for: a field of a form, by what it is called and what it can be.
Field = dict[str, Any]
Verb = dict[str, Any]
# Where the form's own words stand, by the keys of those that name a command.
_SAYS = "form.says."
# So much of a text is shown where one is chosen.
_SHOWN = 60


@dataclass(frozen=True)
class Publisher:
    """Publishes records for the form.

    Attributes:
        make_context: the project as it is right now, on this day.
    """

    make_context: Callable[[], Context]

    def describe(self, file: RecordFile) -> dict[str, Any]:
        """What is published of the record that a file belongs to, and what can be done, in words.

        Raises:
            Refusal: something must be mended first.
        """
        context = self._open()
        folder = context.find_folder(file.folder)
        ledger = context.ledger_of(folder)
        found = context.compare(ledger) if ledger else PublishedDiff()
        say = context.words.gettext
        if ledger is None:
            state = say("form.publication.none")
        else:
            state = say("form.publication.newest", **_describe_newest(context, ledger))
        return {
            "title": say("form.publication.of", folder=folder),
            "state": state,
            "differences": render_diff(found, context, folder),
            "verbs": list(_list_verbs(context, folder, ledger, found)),
            "seen": _name_state(context, folder, ledger),
        }

    def _open(self) -> Context:
        """The project as it is, spoken of in the form's own words where there are such: it has no commands."""
        context = self.make_context()
        return replace(context, words=context.words.prefer(_SAYS))

    def perform(self, file: RecordFile, verb: str, seen: str, given: Mapping[str, Any]) -> Outcome:
        """Do what a verb says, for a record that is still as it was described.

        Raises:
            Refusal: it is another by now, or it cannot be done; every file is then as it was.
            OSError: a file cannot be written; likewise.
        """
        context = self._open()
        folder = context.find_folder(file.folder)
        if seen != _name_state(context, folder, context.ledger_of(folder)):
            raise Refusal(context.words.gettext("form.publication.moved"))
        words = _read_words(context, given)
        match verb:
            case "publish":
                return publish(context, [folder])
            case "change":
                texts = {name: _read_text(given, name) for name in ("kind", "note", "promise")}
                return change(context, folder, ChangeRequest(**texts, words=words))
            case "translate":
                return finish_translation(context, folder, Language(_read_text(given, "language")))
            case "redact":
                field, reason = _read_text(given, "field"), _read_text(given, "note")
                return redact_field(context, folder, RedactionRequest(field, reason, words))
            case "undo":
                return undo(context, folder)
        raise Refusal(context.words.gettext("form.no_such", name=verb))


def _read_text(given: Mapping[str, Any], name: str) -> str:
    return " ".join(str(given.get(name, "")).split())


def _read_words(context: Context, given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = ((language, _read_text(given, f"note-{language}")) for language in context.languages[1:])
    return tuple((language, text) for language, text in found if text)


def _name_state(context: Context, folder: Folder, ledger: Ledger | None) -> str:
    """What names a record and all that is published of it, as they are."""
    values = sorted((list(key), value) for key, value in context.snapshot_of(folder).values.items())
    published = ledger.newest.fingerprint if ledger else ""
    return digest(json.dumps([values, published], ensure_ascii=False).encode())


def _describe_newest(context: Context, ledger: Ledger) -> dict[str, str]:
    """The number and the day of the newest edition."""
    return {"number": str(len(ledger.editions)), "date": context.words.date(ledger.newest.date)}


def _list_verbs(context: Context, folder: Folder, ledger: Ledger | None, found: PublishedDiff) -> Iterator[Verb]:
    """What can be done, what is nearest at hand first."""
    today = context.words.date(context.today)
    is_different = bool(found.differences or found.gone)
    if ledger is None:
        yield _make_verb(context, "publish", "first", date=today)
    elif found.notes or (found.additions and not is_different):
        yield _make_verb(context, "publish", "again", date=today)
    if ledger and not found.notes:
        verb = _make_verb(context, "change", "some" if is_different else "none", date=today)
        yield verb | {"fields": list(_list_change_fields(context, folder, found, is_different))}
    if not is_different:
        for language in _list_unfinished(context, folder):
            verb = _make_verb(context, "translate", language=context.words.name_of(language))
            yield verb | {"given": {"language": language}}
    if ledger:
        yield _make_redaction(context, folder, ledger)
        if not find_obstacle(context, ledger):
            yield _make_verb(context, "undo", **_describe_newest(context, ledger))


def _make_verb(context: Context, verb: str, about: str = "", **values: str) -> Verb:
    say = context.words.gettext
    does = f"form.verb.{verb}.does" + (f".{about}" if about else "")
    return {
        "verb": verb,
        "label": say(f"form.verb.{verb}", **values),
        "does": say(does, **values),
        "button": say(f"form.verb.{verb}.do"),
        "given": {},
        "fields": [],
    }


def _list_change_fields(context: Context, folder: Folder, found: PublishedDiff, is_different: bool) -> Iterator[Field]:
    say = context.words.gettext
    kind, promise = suggest_kind(found) if is_different else (ChangeKind.DECISION, "")
    kinds = [one for one in ChangeKind if one is not ChangeKind.REDACTION] if is_different else [ChangeKind.DECISION]
    options = [{"value": one.value, "label": say(f"change.{one}")} for one in kinds]
    yield {"name": "kind", "label": say("form.verb.change.kind"), "options": options, "value": kind.value}
    record = context.record_of(folder)
    promises = {item.id: item.text.get(context.original).words for item in getattr(record, "promises", ())}
    if isinstance(record, Pledge):
        # One that has been taken away has no words of its own any longer.
        known = promises if promise in promises else {**promises, promise: promise}
        named = [{"value": name, "label": text} for name, text in known.items() if name]
        options = [{"value": "", "label": say("form.verb.change.whole")}, *named]
        yield {"name": "promise", "label": say("form.verb.change.promise"), "options": options, "value": promise}
    yield from _list_note_fields(context, folder, "form.verb.change.note")


def _list_note_fields(context: Context, folder: Folder, key: str) -> Iterator[Field]:
    """What readers are told, in the original and in each other language that the record is written in."""
    say = context.words.gettext
    yield {"name": "note", "label": say(key), "needed": True}
    main = context.snapshot_of(folder).main
    for language in context.languages[1:]:
        if (context.settings.root / RecordFile.at(folder, main, language).project_path).is_file():
            label = say("form.verb.note.translated", language=context.words.name_of(language))
            yield {"name": f"note-{language}", "label": label}


def _list_unfinished(context: Context, folder: Folder) -> Iterator[Language]:
    """The languages in which some file does not say that it renders the original as it is."""
    found = find_translations(context.entries, folder, context.languages)
    for language in context.languages[1:]:
        items = [item for item in found if item.file.language == language and item.state is not Freshness.MISSING]
        if any(item.state is not Freshness.COMPLETE or not item.is_marked for item in items):
            yield language


def _make_redaction(context: Context, folder: Folder, ledger: Ledger) -> Verb:
    options = _list_removed(context.snapshot_of(folder), ledger)
    if not options:
        # How to get there is told all the same.
        return _make_verb(context, "redact", "later") | {"button": ""}
    label = context.words.gettext("form.verb.redact.field")
    named = [{"value": field, "label": text} for field, text in options.items()]
    field: Field = {"name": "field", "label": label, "options": named, "value": named[0]["value"]}
    notes = _list_note_fields(context, folder, "form.verb.redact.note")
    return _make_verb(context, "redact", "now") | {"fields": [field, *notes]}


def _list_removed(snapshot: Snapshot, ledger: Ledger) -> dict[str, str]:
    """What some edition says and the record no longer does, newest first: path → what it said.

    Of an item that is gone as a whole, all goes together.
    """
    found: dict[str, dict[str, None]] = {}
    for edition in reversed(ledger.editions):
        for key, value in edition.changed.items():
            is_kept = key.group == FILES or key.is_note or is_shared(key) or value == snapshot.values.get(key)
            if is_kept or not isinstance(value, str):
                continue
            above = key.path.rpartition("/")[0]
            is_whole = above.count("/") == 1 and not any(
                there.part == key.part and there.path.startswith(f"{above}/") for there in snapshot.values
            )
            path = above if is_whole else key.path
            found.setdefault(path if key.part == snapshot.main else f"{key.part}:{path}", {})[value] = None
    return {path: f"{_cut(', '.join(texts))} ({path})" for path, texts in found.items()}


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
