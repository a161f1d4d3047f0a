"""JSON Schema of each kind of file, and editor snippets, made from the model and the help for its fields.

See https://json-schema.org/draft-07 (the version that editors know) and
https://code.visualstudio.com/docs/editing/userdefinedsnippets for the form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..i18n.catalogue import Catalogue
from ..i18n.field_help import (
    TRANSLATION,
    FieldHelp,
    Requirement,
    describe_field,
    find_fact,
    find_requirement,
    list_keys,
    name_model,
    render_allowed,
    render_example,
    render_requirement,
)
from ..model import FollowUp, Model, Pledge, Promise, Record, Result, Source, Translation
from ..model.amounts import NUMBER_KEYS
from ..model.dates import DATE
from ..model.introspect import FieldKind, FieldSpec, ValueType, fields_of, holds_words
from ..model.paths import FILE_MODELS, RecordKind
from ..problem import Mark
from ..yaml.node import Node

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": ["string", "number", "boolean"]}
_DATE: _Schema = {"type": ["string", "integer"], "pattern": DATE}
_BY_LANGUAGE: _Schema = {"type": ["string", "number", "object"], "additionalProperties": {"type": ["string", "number"]}}
_FACTS: dict[ValueType, _Schema] = {
    ValueType.DATE: _DATE,
    ValueType.TRUTH: {"type": ["boolean", "string"]},
    ValueType.NUMBER: {"type": ["number", "string"]},
}
# The parts that authors write most often, by the file they stand in.
_SNIPPETS = (Pledge, Promise, Source, FollowUp, Result)


def make_schema(kind: str, words: Catalogue, translated: bool = False) -> _Schema:
    """The JSON Schema (draft 7) of a file's front matter.

    Args:
        kind: which file, as in `FILE_MODELS`.
        words: the catalogue that describes the fields.
        translated: whether it is the file of another language than the first, which holds words alone.

    Returns:
        The schema, with a definition for each class of the model. It takes the short forms, and what YAML makes
        numbers of; the rules between fields are left to the check.
    """
    maker = _SchemaMaker(words, translated, in_register=kind not in [*RecordKind])
    whole = maker.define(FILE_MODELS[kind])
    return {"$schema": "http://json-schema.org/draft-07/schema#", **whole, "definitions": maker.definitions}


class _SchemaMaker:
    """Makes the definitions of one schema."""

    def __init__(self, words: Catalogue, translated: bool, in_register: bool) -> None:
        self.words = words
        self.translated = translated
        self.in_register = in_register
        self.definitions: dict[str, _Schema] = {}

    def define(self, model: type[Model]) -> _Schema:
        """A class of the model as an object, in full."""
        names = [name for name in list_keys(model) if self.is_written(model, name)]
        properties = {name: self.describe(model, name) for name in names}
        if self.translated and issubclass(model, Record | FollowUp):
            properties[TRANSLATION] = self.refer(Translation)
        required = [
            name
            for name in names
            # A short form may stand for a unit.
            if find_requirement(model, name) is Requirement.REQUIRED and not (model.short_keys and name == "unit")
        ]
        whole: _Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return whole | ({"required": required} if required and not self.translated else {})

    def is_written(self, model: type[Model], name: str) -> bool:
        """Whether a field stands in the file: in a translated one, only words and what tells parts apart."""
        spec = fields_of(model).get(name)
        is_wordy = name not in NUMBER_KEYS
        if spec:
            is_wordy = spec.kind is FieldKind.WORDS or bool(spec.part and holds_words(spec.part))
        return not self.translated or model is Translation or is_wordy or name in model.match_by

    def describe(self, model: type[Model], name: str) -> _Schema:
        """One field, with what an author needs to know of it."""
        help = describe_field(model, name, self.words)
        needs = "" if self.translated else render_requirement(help, self.words)
        said = " ".join(part for part in (f"{help.label}.", help.text, needs, render_allowed(help, self.words)) if part)
        value = self.value(model, name, help.spec)
        # Draft 7 looks at nothing that stands beside a reference.
        value = {"allOf": [value]} if "$ref" in value else value
        return {"description": said, **value}

    def value(self, model: type[Model], name: str, spec: FieldSpec | None) -> _Schema:
        """What a field may hold."""
        if spec and spec.kind is FieldKind.WORDS:
            return _BY_LANGUAGE if self.in_register else _TEXT
        if spec and spec.part:
            part = self.refer(spec.part)
            return part if spec.kind is FieldKind.PART else _one_or_more(part)
        fact = find_fact(model, name)
        found = _FACTS.get(fact.sort, _TEXT)
        if fact.words:
            # YAML makes a truth value of some words.
            known = [{"yes": True, "no": False}[word] for word in fact.allowed if word in ("yes", "no")]
            found = {"enum": [*fact.allowed, *known]}
        elif fact.pattern:
            found = {**_TEXT, "pattern": fact.pattern}
        if name == "end":
            found = {"anyOf": [found, {"const": "open"}]}
        return _one_or_more(found) if spec and spec.kind is FieldKind.LIST else found

    def refer(self, model: type[Model]) -> _Schema:
        """A class of the model by reference, with its short forms."""
        name = name_model(model)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] |= self.define(model)
        whole: _Schema = {"$ref": f"#/definitions/{name}"}
        short = [_TEXT] if _expands(model, "2027") else []
        if _expands(model, [Node(Mark(""), "a")]):
            short.append({"type": "array", "items": _TEXT})
        own = fields_of(model).get(model.short_field)
        are_words = own is not None and own.kind is FieldKind.WORDS
        return {"anyOf": [*short, whole]} if short and (are_words or not self.translated) else whole


def _expands(model: type[Model], value: str | list[Node]) -> bool:
    """Whether a text or a list is a short form of a class."""
    return isinstance(model.expand(Node(Mark(""), value)).value, dict)


def _one_or_more(item: _Schema) -> _Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def make_snippets(words: Catalogue) -> _Schema:
    """Editor snippets for what authors write most often: the fields that must be there and their examples.

    Returns:
        What a `.code-snippets` file holds: `{name: {scope, prefix, description, body}}`.
    """
    snippets: _Schema = {}
    for model in _SNIPPETS:
        name = name_model(model)
        said, help = words.gettext(f"snippet.{name}"), words.gettext("snippet.help")
        lines = list(_render_snippet(model, words))
        if issubclass(model, Record | FollowUp):
            lines = ["---", *lines, "---", "", "$0"]
        else:
            lines = [f"- {lines[0]}", *[f"  {line}" for line in lines[1:]]]
        about = {"scope": "markdown,yaml", "prefix": said, "description": help}
        snippets[f"pledgebook {name}"] = about | {"body": lines}
    return snippets


def _render_snippet(model: type[Model], words: Catalogue) -> Iterator[str]:
    keys = [name for name in list_keys(model) if _is_in_snippet(model, name)]
    for number, name in enumerate(keys, 1):
        help = describe_field(model, name, words)
        yield from render_example(help, _stop(number, help)).split("\n")


def _is_in_snippet(model: type[Model], name: str) -> bool:
    usual = {Promise: ("target",), Result: ("promise", "status", "status_source"), Source: ("publisher", "url", "read")}
    return (
        find_requirement(model, name) is not Requirement.OPTIONAL or name in usual.get(model, ()) or name == "results"
    )


def _stop(number: int, help: FieldHelp) -> str:
    """A place that the editor stops at: a choice of words, or the example to write over."""
    if help.allowed:
        return f"${{{number}|{','.join(word for word, _ in help.allowed)}|}}"
    example = re.sub(r"([$}\\])", r"\\\1", help.examples[0])
    return f"${{{number}:{example}}}"


def list_editor_files(words: Catalogue) -> dict[str, str]:
    """The texts of all files for editors (schemas and snippets), by path from the project's folder."""
    files: dict[str, _Schema] = {}
    for kind in FILE_MODELS:
        files[f"schemas/{kind}.schema.json"] = make_schema(kind, words)
        if kind in [*RecordKind]:
            files[f"schemas/{kind}.translated.schema.json"] = make_schema(kind, words, translated=True)
    files[".vscode/markdown.code-snippets"] = make_snippets(words)
    return {path: json.dumps(text, ensure_ascii=False, indent=2) + "\n" for path, text in files.items()}
