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
from ...model import FollowUp, Translation
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
from ...yaml.reader import decode, parse_page, parse_yaml, read_text
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


def address_of(file: RecordFile) -> str:
    """What the form calls a file: `pledge-sv/2022-2023.json`."""
    name = f"{file.record}_{file.followup}" if file.followup else file.record
    return f"{file.kind}-{file.language}/{name}.json"


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
        labels: words for the values of closed vocabularies.
        words: what is said to the author.
    """

    root: Path
    languages: Sequence[Language]
    labels: EnumLabels
    words: Catalogue
    _opened: dict[tuple[str, str], _Opened] = field(default_factory=dict)
    # What the form itself has made of a file that it was given.
    _written: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, address: str) -> RecordFile:
        """The file that the form calls by an address.

        Raises:
            Refusal: it is none of ours.
        """
        match = re.fullmatch(r"([a-z]+)-([A-Za-z-]+)/([a-z0-9_-]+)\.json", address)
        if match and match[1] in KINDS and match[2] in self.languages:
            kind, (record, mark, followup) = RecordKind(match[1]), match[3].partition("_")
            if is_id(record) and (is_id(followup) if kind is RecordKind.FOLLOWUP else not mark):
                return RecordFile(kind, record, followup, Language(match[2]))
        raise Refusal(self.words.gettext("form.no_such", name=address))

    def list_files(self, kind: str, language: Language) -> Iterator[RecordFile]:
        """The files of a kind, the newest name first; a translation may not be written yet."""
        every = RecordFile(RecordKind(kind), "*", "*", self.languages[0])
        for path in sorted((self.root / RECORDS).glob(every.path), reverse=True):
            file = RecordFile.parse(path.as_posix())
            if file and is_id(file.record) and (file.kind is not RecordKind.FOLLOWUP or is_id(file.followup)):
                yield file._replace(language=language)

    def open(self, file: RecordFile) -> Values:
        """The values of a record's file for the form.

        A file that cannot be read has only a heading that says so.
        """
        text, fault = self._read(file)
        heading = self._say_heading(file)
        if fault:
            return {HEADING: self.words.gettext("form.unreadable", name=heading, fault=fault)}
        values = self._make_values(file, text)
        version = hashlib.sha256(json.dumps([text, values], ensure_ascii=False).encode()).hexdigest()
        self._opened[file.path, version] = _Opened(text, *self._read_form(file, values))
        # What was made of it before has been taken back, if it is there to be opened again.
        self._written.pop((file.path, version), None)
        extra: Values = {HEADING: heading, VERSION: version}
        if file.kind is RecordKind.FOLLOWUP and file.language == self.languages[0]:
            extra[PROMISES] = list(self._list_promises(file))
        self._name_sources(values)
        return extra | values

    def save(self, file: RecordFile, values: Values) -> None:
        """Write what the form says into the record's file.

        Raises:
            Refusal: the file cannot be read, it is no longer what the form was given, or what was written would
                not say what the form says; the file is then left as it was.
        """
        text, fault = self._read(file)
        if fault:
            raise Refusal(self.words.gettext("form.unreadable", name=file.path, fault=fault))
        version = str(values.get(VERSION, ""))
        key = (file.path, version)
        if key not in self._opened:
            # After a new start the form may still be open with what is also in the file.
            self.open(file)
        opened = self._opened.get(key)
        if opened is None or text != self._written.get(key, opened.text):
            raise Refusal(self.words.gettext("form.changed", path=file.project_path))
        new, body = self._read_form(file, values)
        if (new, body) == (opened.tree, opened.body) and not (self.root / file.project_path).exists():
            return
        written = self._render(file, opened, new, body)
        self._write_file(file, written)
        self._written[key] = written

    def _render(self, file: RecordFile, opened: _Opened, new: Tree, body: str) -> str:
        """The file's new text, which has been read and says what it should."""
        is_translated = file.language != self.languages[0]
        page = split_page(opened.text)
        assert page is not None
        after = page.body if body == opened.body else f"\n{body}\n" if body else ""
        try:
            front = revise(page.front, file.model, opened.tree, new, keep_rest=is_translated)
        except EditError as error:
            raise Refusal(self.words.gettext("form.unwritable", path=file.project_path)) from error
        written = format_page(f"{page.opening}{front}{FENCE}\n{after}", file.path, file.model).text
        tree, words = self._read_form(file, self._make_values(file, written))
        if drop_rows(tree) != drop_rows(new) or words != body:
            raise Refusal(self.words.gettext("form.unwritable", path=file.project_path))
        _, problems = decode(written.encode(), file.project_path)
        if problems:
            # What can be saved can be opened again.
            raise Refusal(render_problem(problems[0], self.words))
        return written

    def _write_file(self, file: RecordFile, text: str) -> None:
        path = self.root / file.project_path
        if not path.resolve().is_relative_to((self.root / RECORDS).resolve()):
            raise Refusal(self.words.gettext("form.no_such", name=file.path))
        try:
            write_file(path, text.encode())
        except OSError as error:
            raise Refusal(self.words.gettext("form.unsaved", path=file.project_path)) from error

    def _read(self, file: RecordFile) -> tuple[str, str]:
        """A file's text, and in words what is wrong with it; a translation that is not there yet is empty."""
        path = self.root / file.project_path
        name = file.project_path
        if file.language != self.languages[0] and not path.exists():
            return "---\n---\n", ""
        text, problems = read_text(path, name)
        source = parse_page(text, name) if not problems else None
        found = [*problems, *(source.problems if source else ())]
        grave = [problem for problem in found if problem.level is Level.ERROR]
        if source is None or source.node is None or grave:
            return "", render_problem(grave[0], self.words) if grave else name
        return text, ""

    def _parse(self, file: RecordFile, text: str) -> tuple[Node, str]:
        source = parse_page(text, file.path)
        return source.node or Node(Mark(file.path), {}), source.body

    def _make_values(self, file: RecordFile, text: str) -> Values:
        node, body = self._parse(file, text)
        if file.language == self.languages[0]:
            return make_values(file.model, node, self.labels) | ({BODY: body} if body else {})
        original = file._replace(language=self.languages[0])
        text, fault = self._read(original)
        facts, words = self._parse(original, text if not fault else "---\n---\n")
        values = make_translated_values(file.model, normalise(file.model, facts, lambda text: text), node)
        if words or body:
            values[BODY] = {ORIGINAL: words, WORDS: body}
        translation = node.mapping.get(TRANSLATION)
        if translation and isinstance(translation.value, dict):
            values[TRANSLATION] = make_values(Translation, translation, self.labels)
        return values

    def _read_form(self, file: RecordFile, values: Values) -> tuple[Tree, str]:
        """The tree and the body that the values of a form come down to."""
        body: Any = values.get(BODY)
        if file.language == self.languages[0]:
            return read_values(file.model, values), clean_body(body)
        translation = values.get(TRANSLATION)
        about = read_values(Translation, translation) if isinstance(translation, dict) else {}
        tree = read_translated_values(file.model, values) | ({TRANSLATION: about} if about else {})
        return tree, clean_body(body.get(WORDS) if isinstance(body, dict) else "")

    def _say_heading(self, file: RecordFile) -> str:
        """What a record is called in lists: its title, or its name as long as it has none."""
        title = self._find_title(file)
        if file.model is FollowUp:
            pledge = self._find_title(RecordFile(RecordKind.PLEDGE, file.record, language=file.language)) or file.record
            title = self.words.gettext("form.followup", pledge=pledge, name=file.followup) + (
                f": {title}" if title else ""
            )
        return title or file.record

    def _find_title(self, file: RecordFile) -> str:
        for language in (file.language, self.languages[0]):
            text, fault = self._read(file._replace(language=language))
            node, _ = self._parse(file, text) if not fault else (None, "")
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

    def _list_promises(self, file: RecordFile) -> Iterator[dict[str, str]]:
        """The promises that a follow-up may report on."""
        text, fault = self._read(RecordFile(RecordKind.PLEDGE, file.record, language=self.languages[0]))
        if fault:
            return
        node, _ = self._parse(file, text)
        promises = node.mapping.get("promises")
        for item in promises.items if promises else []:
            name = item.text_of("id")
            if name:
                yield {"value": name, "label": item.text_of("text") or name}
