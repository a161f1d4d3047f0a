"""The records that the form opens and saves, each language's file by itself.

What the form calls a folder holds the records of one kind in one language (`pledge-sv`), and in it each record goes by
a short name (`2022-2023`; a follow-up by its pledge's and its own, `2022-2023_2023-01`). No other file has a name here,
so no other can be read or written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...config import RECORDS
from ...files.atomic import write_file
from ...i18n.catalogue import Catalogue
from ...i18n.enum_labels import EnumLabels
from ...i18n.field_help import TRANSLATION
from ...model import FollowUp, Model, Translation
from ...model.ids import is_id
from ...model.paths import RecordFile, RecordKind
from ...model.register import REGISTER
from ...names import Language
from ...problem import Level, Mark
from ...records.normalise import normalise
from ...reporting.report import render_problem
from ...yaml.edit import EditError
from ...yaml.node import Node
from ...yaml.page import FENCE, split_page
from ...yaml.reader import parse_page, parse_yaml, read_text
from ..format import format_page
from ..refusal import Refusal
from .revision import revise
from .values import (
    BODY,
    ORIGINAL,
    WORDS,
    Tree,
    Values,
    clean_body,
    drop_rows,
    make_translated_values,
    make_values,
    read_translated_values,
    read_values,
)

KINDS = (RecordKind.PLEDGE, RecordKind.FOLLOWUP, RecordKind.AGREEMENT)
# What the form keeps with a record's values without showing it.
HEADING = "heading"
VERSION = "version"
PROMISES = "promise_choices"
CALLED = "called"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record's file is, and what it is written in."""

    kind: str
    language: Language
    name: str

    @classmethod
    def of(cls, file: RecordFile) -> Place:
        """The place of a file."""
        return cls(file.kind, file.language, f"{file.record}_{file.followup}" if file.followup else file.record)

    @property
    def file(self) -> RecordFile:
        """The file's name."""
        record, _, followup = self.name.partition("_")
        return RecordFile(RecordKind(self.kind), record, followup, self.language)

    @property
    def model(self) -> type[Model]:
        """The class of the model."""
        return self.file.model

    @property
    def record(self) -> str:
        """The id of the record."""
        return self.file.record

    @property
    def path(self) -> str:
        """The file, from the folder of records."""
        return self.file.path

    @property
    def address(self) -> str:
        """What the form calls it."""
        return f"{self.kind}-{self.language}/{self.name}.json"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as the form was given it: its text, and the tree and the body that the text says."""

    text: str
    tree: Tree
    body: str


@dataclass
class Records:
    """The records of a project, for the form.

    Attributes:
        root: the project's folder.
        languages: codes of the site's languages, the one that facts are written in first.
        terms: words for the values of closed vocabularies.
        words: what is said to the author.
    """

    root: Path
    languages: Sequence[Language]
    terms: EnumLabels
    words: Catalogue
    _opened: dict[tuple[str, str], _Opened] = field(default_factory=dict)
    # What the form itself has made of a file that it was given.
    _written: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, address: str) -> Place:
        """The place of what the form calls by an address.

        Raises:
            Refusal: it is none of ours.
        """
        match = re.fullmatch(r"([a-z]+)-([A-Za-z-]+)/([a-z0-9_-]+)\.json", address)
        if match and match[1] in KINDS and match[2] in self.languages:
            names = match[3].split("_")
            expected = 2 if match[1] == RecordKind.FOLLOWUP else 1
            if len(names) == expected and all(map(is_id, names)):
                return Place(match[1], Language(match[2]), match[3])
        raise Refusal(self.words.gettext("form.no_such", name=address))

    def list_places(self, kind: str, language: Language) -> Iterator[Place]:
        """The records of a kind, the newest name first; a translation may not be written yet."""
        every = RecordFile(RecordKind(kind), "*", "*", self.languages[0])
        for path in sorted((self.root / RECORDS).glob(every.path), reverse=True):
            file = RecordFile.parse(path.as_posix())
            if file and is_id(file.record) and (file.kind is not RecordKind.FOLLOWUP or is_id(file.followup)):
                yield Place.of(file._replace(language=language))

    def open(self, place: Place) -> Values:
        """The values of a record's file for the form.

        A file that cannot be read has only a heading that says so.
        """
        text, fault = self._read(place)
        heading = self._say_heading(place)
        if fault:
            return {HEADING: self.words.gettext("form.unreadable", name=heading, fault=fault)}
        values = self._make_values(place, text)
        version = hashlib.sha256(json.dumps([text, values], ensure_ascii=False).encode()).hexdigest()
        tree = _read_tree(values, place, self.languages[0])
        self._opened[place.path, version] = _Opened(text, tree, _read_body(values, place, self.languages[0]))
        # What was made of it before has been taken back, if it is there to be opened again.
        self._written.pop((place.path, version), None)
        extra: Values = {HEADING: heading, VERSION: version}
        if place.kind == RecordKind.FOLLOWUP and place.language == self.languages[0]:
            extra[PROMISES] = list(self._list_promises(place))
        self._name_sources(values)
        return extra | values

    def save(self, place: Place, values: Values) -> None:
        """Write what the form says into the record's file.

        Raises:
            Refusal: the file cannot be read, it is no longer what the form was given, or what was written would
                not say what the form says; the file is then left as it was.
        """
        text, fault = self._read(place)
        if fault:
            raise Refusal(self.words.gettext("form.unreadable", name=place.path, fault=fault))
        version = str(values.get(VERSION, ""))
        key = (place.path, version)
        if key not in self._opened:
            # After a new start the form may still be open with what is also in the file.
            self.open(place)
        opened = self._opened.get(key)
        if opened is None or text != self._written.get(key, opened.text):
            raise Refusal(self.words.gettext("form.changed", path=f"{RECORDS}/{place.path}"))
        new = _read_tree(values, place, self.languages[0])
        body = _read_body(values, place, self.languages[0])
        if (new, body) == (opened.tree, opened.body) and not (self.root / RECORDS / place.path).exists():
            return
        written = self._render(place, opened, new, body)
        self._write_file(place, written)
        self._written[key] = written

    def _render(self, place: Place, opened: _Opened, new: Tree, body: str) -> str:
        """The file's new text, which has been read and says what it should."""
        is_translated = place.language != self.languages[0]
        page = split_page(opened.text)
        assert page is not None
        after = page.body if body == opened.body else f"\n{body}\n" if body else ""
        try:
            front = revise(page.front, place.model, opened.tree, new, keep_rest=is_translated)
        except EditError as error:
            raise Refusal(self.words.gettext("form.unwritable", path=f"{RECORDS}/{place.path}")) from error
        written = format_page(f"{page.opening}{front}{FENCE}\n{after}", place.path, place.model).text
        said = self._make_values(place, written)
        tree, words = (_read_tree(said, place, self.languages[0]), _read_body(said, place, self.languages[0]))
        if drop_rows(tree) != drop_rows(new) or words != body:
            raise Refusal(self.words.gettext("form.unwritable", path=f"{RECORDS}/{place.path}"))
        return written

    def _write_file(self, place: Place, text: str) -> None:
        path = self.root / RECORDS / place.path
        if not path.resolve().is_relative_to((self.root / RECORDS).resolve()):
            raise Refusal(self.words.gettext("form.no_such", name=place.path))
        try:
            write_file(path, text.encode())
        except OSError as error:
            raise Refusal(self.words.gettext("form.unsaved", path=f"{RECORDS}/{place.path}")) from error

    def _read(self, place: Place) -> tuple[str, str]:
        """A file's text, and in words what is wrong with it; a translation that is not there yet is empty."""
        path = self.root / RECORDS / place.path
        name = f"{RECORDS}/{place.path}"
        if place.language != self.languages[0] and not path.exists():
            return "---\n---\n", ""
        text, problems = read_text(path, name)
        source = parse_page(text, name) if not problems else None
        found = [*problems, *(source.problems if source else ())]
        grave = [problem for problem in found if problem.level is Level.ERROR]
        if source is None or source.node is None or grave:
            return "", render_problem(grave[0], self.words) if grave else name
        return text, ""

    def _parse(self, place: Place, text: str) -> tuple[Node, str]:
        source = parse_page(text, place.path)
        return source.node or Node(Mark(place.path), {}), source.body

    def _make_values(self, place: Place, text: str) -> Values:
        node, body = self._parse(place, text)
        if place.language == self.languages[0]:
            return make_values(place.model, node, self.terms) | ({BODY: body} if body else {})
        original = Place(place.kind, self.languages[0], place.name)
        text, fault = self._read(original)
        facts, words = self._parse(original, text if not fault else "---\n---\n")
        values = make_translated_values(place.model, normalise(place.model, facts, lambda text: text), node)
        if words or body:
            values[BODY] = {ORIGINAL: words, WORDS: body}
        translation = node.mapping.get(TRANSLATION)
        if translation and isinstance(translation.value, dict):
            values[TRANSLATION] = make_values(Translation, translation, self.terms)
        return values

    def _say_heading(self, place: Place) -> str:
        """What a record is called in lists: its title, or its name as long as it has none."""
        title = self._find_title(place)
        if place.model is FollowUp:
            followup = place.name.partition("_")[2]
            pledge = self._find_title(Place(RecordKind.PLEDGE, place.language, place.record)) or place.record
            title = self.words.gettext("form.followup", pledge=pledge, name=followup) + (f": {title}" if title else "")
        return title or place.record

    def _find_title(self, place: Place) -> str:
        for language in (place.language, self.languages[0]):
            text, fault = self._read(Place(place.kind, language, place.name))
            node, _ = self._parse(place, text) if not fault else (None, "")
            title = node.text_of("title") if node else ""
            if title:
                return title
        return ""

    def _name_sources(self, values: Values) -> None:
        """Say what the register calls the sources that are only named by their id there."""
        text, problems = read_text(self.root / RECORDS / REGISTER, REGISTER)
        node = parse_yaml(text, REGISTER).node if not problems else None
        known = {}
        sources = node.mapping.get("sources") if node else None
        for item in sources.items if sources else []:
            said = [item.text_of(name) for name in ("publisher", "title") if name in item.mapping]
            known[item.text_of("id")] = ", ".join(said)
        for item in values.get("sources", []):
            if "publisher" not in item and item.get("id") in known:
                item[CALLED] = known[item["id"]]

    def _list_promises(self, place: Place) -> Iterator[dict[str, str]]:
        """The promises that a follow-up may report on."""
        text, fault = self._read(Place(RecordKind.PLEDGE, self.languages[0], place.record))
        if fault:
            return
        node, _ = self._parse(place, text)
        promises = node.mapping.get("promises")
        for item in promises.items if promises else []:
            name = item.text_of("id")
            if name:
                yield {"value": name, "label": item.text_of("text") or name}


def _read_tree(values: Values, place: Place, original: Language) -> Tree:
    if place.language == original:
        return read_values(place.model, values)
    tree = read_translated_values(place.model, values)
    translation = values.get(TRANSLATION)
    about = read_values(Translation, translation) if isinstance(translation, dict) else {}
    return tree | ({TRANSLATION: about} if about else {})


def _read_body(values: Values, place: Place, original: Language) -> str:
    body: Any = values.get(BODY)
    if place.language != original:
        body = body.get(WORDS) if isinstance(body, dict) else ""
    return clean_body(body)
