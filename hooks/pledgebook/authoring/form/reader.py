"""What the files of records say to the form: their values, what they are called, and what they may refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...config import RECORDS
from ...files.atomic import read_if_there
from ...i18n.catalogue import Catalogue
from ...i18n.enum_labels import EnumLabels
from ...i18n.field_help import TRANSLATION, describe_field
from ...model import FollowUp, Promise, Target, Translation
from ...model.paths import RecordFile, RecordKind
from ...model.register import REGISTER
from ...names import Language
from ...problem import Level, Mark, Problem
from ...records.normalise import normalise
from ...reporting.report import render_problem
from ...yaml.node import Node
from ...yaml.reader import decode, parse_page, parse_yaml, read_text
from .values import (
    BODY,
    ORIGINAL,
    WORDS,
    Tree,
    Values,
    clean_body,
    make_translated_values,
    make_values,
    read_translated_values,
    read_values,
)

CALLED = "called"
# Parts of a target that say nothing more in words.
_UNSAID = ("exactly", "unclear", "period")
# What stands for a translation that has not been written yet.
UNWRITTEN = b"---\n---\n"


@dataclass
class RecordReader:
    """Reads the records of a project for the form.

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

    def read_page(self, file: RecordFile) -> tuple[bytes | None, str, str]:
        """A file's bytes, if it is there, its text, and in words what is wrong with it."""
        try:
            data = read_if_there(self.root / file.project_path)
        except OSError:
            return None, "", self._say_unreadable(file)
        return data, *self.decode_page(file, data)

    def decode_page(self, file: RecordFile, data: bytes | None) -> tuple[str, str]:
        """The text of a file's bytes, and in words what is wrong with it; a translation may not be there yet."""
        name = file.project_path
        if data is None and file.language == self.languages[0]:
            return "", self._say_unreadable(file)
        text, problems = decode(UNWRITTEN if data is None else data, name)
        source = parse_page(text, name) if not problems else None
        found = [*problems, *(source.problems if source else ())]
        grave = [problem for problem in found if problem.level is Level.ERROR]
        if source is None or source.node is None or grave:
            return "", render_problem(grave[0], self.words) if grave else name
        return text, ""

    def _say_unreadable(self, file: RecordFile) -> str:
        return render_problem(Problem(Mark(file.project_path), "file_unreadable", found=file.name), self.words)

    def _parse(self, file: RecordFile, text: str) -> tuple[Node, str]:
        source = parse_page(text, file.path)
        return source.node or Node(Mark(file.path), {}), source.body

    def make_values(self, file: RecordFile, text: str) -> Values:
        """The values that the form shows for a file's text."""
        node, body = self._parse(file, text)
        if file.language == self.languages[0]:
            return make_values(file.model, node, self.labels) | ({BODY: body} if body else {})
        original = file._replace(language=self.languages[0])
        _, text, fault = self.read_page(original)
        facts, words = self._parse(original, text if not fault else UNWRITTEN.decode())
        values = make_translated_values(file.model, normalise(file.model, facts, lambda text: text), node)
        if words or body:
            values[BODY] = {ORIGINAL: words, WORDS: body}
        translation = node.mapping.get(TRANSLATION)
        if translation and isinstance(translation.value, dict):
            values[TRANSLATION] = make_values(Translation, translation, self.labels)
        return values

    def read_form(self, file: RecordFile, values: Values) -> tuple[Tree, str]:
        """The tree and the body that the values of a form come down to."""
        body: Any = values.get(BODY)
        if file.language == self.languages[0]:
            return read_values(file.model, values), clean_body(body)
        translation = values.get(TRANSLATION)
        about = read_values(Translation, translation) if isinstance(translation, dict) else {}
        tree = read_translated_values(file.model, values) | ({TRANSLATION: about} if about else {})
        return tree, clean_body(body.get(WORDS) if isinstance(body, dict) else "")

    def say_heading(self, file: RecordFile) -> str:
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
            _, text, fault = self.read_page(file._replace(language=language))
            node, _ = self._parse(file, text) if not fault else (None, "")
            title = node.text_of("title") if node else ""
            if title:
                return title
        return ""

    def name_sources(self, values: Values) -> None:
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

    def list_promises(self, file: RecordFile) -> Iterator[dict[str, str]]:
        """The promises that a follow-up may report on."""
        for name, item in self._list_promises(file):
            yield {"value": name, "label": item.text_of("text") or name}

    def list_targets(self, file: RecordFile) -> Iterator[dict[str, str]]:
        """What the promises that a follow-up may report on aim at, in words."""
        for name, item in self._list_promises(file):
            values = make_values(Promise, item, self.labels)
            targets = [self._say_target(target) for target in values.get("target", [])]
            if targets:
                yield {"value": name, "label": self.words.gettext("form.target", target="; ".join(targets))}

    def _say_target(self, target: Values) -> str:
        def say(name: str) -> str:
            return dict(describe_field(Target, name, self.words).allowed).get(target.get(name, ""), "")

        per = say("per") if target.get("per") not in _UNSAID else ""
        compare = say("compare") if target.get("compare") not in _UNSAID else ""
        return " ".join(filter(None, (compare, target.get("value"), target.get("unit"), per)))

    def _list_promises(self, file: RecordFile) -> Iterator[tuple[str, Node]]:
        _, text, fault = self.read_page(RecordFile(RecordKind.PLEDGE, file.record, language=self.languages[0]))
        node = self._parse(file, text)[0] if not fault else None
        promises = node.mapping.get("promises") if node else None
        for item in promises.items if promises else []:
            if name := item.text_of("id"):
                yield name, item
