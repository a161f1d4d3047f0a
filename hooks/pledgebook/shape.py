"""How written nodes take the shape of the model: short forms written out, words joined from each language's file."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .model import Model
from .nodes import Key, Node, Path
from .problems import Mark, Problem, suggest
from .text import Prose, Text


class Kind(StrEnum):
    """What a field holds, as far as reading is concerned."""

    WORDS = auto()
    PART = auto()
    PARTS = auto()
    LIST = auto()
    FACT = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """A field of the model: what it holds, of which class, whether it must be given, and whether it is Markdown."""

    kind: Kind
    part: type[Model] | None = None
    required: bool = False
    is_prose: bool = False


@cache
def shapes_of(model: type[BaseModel]) -> dict[str, Shape]:
    """Each key that a class of the model knows, with its shape."""
    return {
        field.alias or name: _shape(field.annotation, field.is_required()) for name, field in model.model_fields.items()
    }


def _shape(annotation: Any, required: bool) -> Shape:
    options = [annotation]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(annotation) if option is not type(None)]
    first = options[0]
    if typing.get_origin(first) is typing.Annotated:
        return _shape(typing.get_args(first)[0], required)
    if typing.get_origin(first) is tuple:
        inner = typing.get_args(first)[0]
        is_part = isinstance(inner, type) and issubclass(inner, Model)
        return Shape(Kind.PARTS if is_part else Kind.LIST, inner if is_part else None, required)
    if isinstance(first, type) and issubclass(first, Text):
        return Shape(Kind.WORDS, None, required, issubclass(first, Prose))
    if isinstance(first, type) and issubclass(first, Model):
        return Shape(Kind.PART, first, required)
    return Shape(Kind.FACT, None, required)


@cache
def holds_words(model: type[Model]) -> bool:
    """Whether any words stand in this class or below it."""
    shapes = shapes_of(model).values()
    return any(shape.kind is Kind.WORDS or (shape.part and holds_words(shape.part)) for shape in shapes)


def lift(model: type[Model], node: Node, wrap: Callable[[Node], Node]) -> Node:
    """Bring a node as written to the shape of `model`.

    Short forms are written out, a single value where a list belongs becomes a list of one, keys without a value are
    dropped unless they are required, and each text goes through `wrap`, which makes it a mapping by language.
    """
    node = model.expand(node)
    if not isinstance(node.value, dict):
        return node
    shapes = shapes_of(model)
    values = {}
    for name, value in node.value.items():
        shape = shapes.get(name)
        if shape is None:
            values[name] = value
        elif value.value is not None:
            values[name] = _lift_value(shape, value, wrap)
        elif shape.required:
            values[name] = value
    return Node(node.mark, values, node.keys)


def _lift_value(shape: Shape, value: Node, wrap: Callable[[Node], Node]) -> Node:
    if shape.kind is Kind.WORDS:
        return wrap(value)
    if shape.kind is Kind.PART and shape.part:
        return lift(shape.part, value, wrap)
    if shape.kind is Kind.LIST and not isinstance(value.value, list):
        return Node(value.mark, [value])
    if shape.kind is Kind.PARTS and shape.part:
        items = value.value if isinstance(value.value, list) else [value]
        lifted = [lift(shape.part, item, wrap) for item in items]
        return Node(value.mark, [_number(shape.part, item, place) for place, item in enumerate(lifted, 1)])
    return value


def _number(model: type[Model], node: Node, place: int) -> Node:
    if model.numbered and isinstance(node.value, dict) and "id" not in node.value:
        return Node(node.mark, {"id": node.imply(str(place)), **node.value}, node.keys)
    return node


def in_one_language(language: str) -> Callable[[Node], Node]:
    """How a record's file gives words: as they stand, in the file's own language."""
    return lambda node: Node(node.mark, {language: node})


def in_all_languages(languages: Sequence[str]) -> Callable[[Node], Node]:
    """How the register gives words: by language, or once for all, as a proper name is."""

    def wrap(node: Node) -> Node:
        if isinstance(node.value, dict):
            first = {name: node.value[name] for name in languages if name in node.value}
            return Node(node.mark, first | node.value, node.keys)
        return Node(node.mark, dict.fromkeys(languages, node))

    return wrap


@dataclass(frozen=True, slots=True)
class Merged:
    """A node with the words of one more language in it, and what was wrong with those words."""

    node: Node
    problems: tuple[Problem, ...] = ()


def merge_words(model: type[Model], facts: Node, words: Node, language: str) -> Merged:
    """Join the words of a translated file into the facts it belongs to.

    Args:
        model: the class of both.
        facts: the record as `lift` shaped it.
        words: the translated file's node as written.
        language: the language of those words.

    Returns:
        The joined node. Problems: a fact stated in the translation, an unknown key, words for something that the
        original does not have.
    """
    words = model.expand(words)
    if not isinstance(words.value, dict):
        return Merged(facts, (Problem(words.mark, "value_mapping", found=words.text),))
    values = dict(facts.mapping)
    problems: list[Problem] = []
    for name, key, value in words.entries():
        shape = shapes_of(model).get(name)
        if shape is None:
            known = [name for name, shape in shapes_of(model).items() if _is_wordy(shape)]
            hint = suggest(key.name, known)
            problems.append(Problem(key.mark, "field_unknown", found=key.name, allowed=tuple(known), suggestion=hint))
        elif name in model.match_by or value.implied or value.value is None:
            continue
        elif not _is_wordy(shape):
            problems.append(Problem(key.mark, "fact_in_translation", found=key.name))
        elif name not in values:
            problems.append(Problem(key.mark, "words_without_original", found=key.name))
        else:
            merged = _merge_value(shape, values[name], value, language)
            values[name] = merged.node
            problems += merged.problems
    return Merged(Node(facts.mark, values, facts.keys), tuple(problems))


def _is_wordy(shape: Shape) -> bool:
    return shape.kind is Kind.WORDS or bool(shape.part and holds_words(shape.part))


def _merge_value(shape: Shape, facts: Node, words: Node, language: str) -> Merged:
    if shape.kind is Kind.WORDS:
        return Merged(Node(facts.mark, facts.mapping | {language: words}, facts.keys))
    assert shape.part is not None
    if shape.kind is Kind.PART:
        return merge_words(shape.part, facts, words, language)
    items = words.value if isinstance(words.value, list) else [words]
    return _merge_items(shape.part, facts, items, language)


def _merge_items(model: type[Model], facts: Node, words: list[Node], language: str) -> Merged:
    merged = list(facts.items)
    places = {_identity(model, item, place): place for place, item in enumerate(merged)}
    problems: list[Problem] = []
    for place, item in enumerate(words):
        if item.value is None:
            continue
        identity = _identity(model, model.expand(item), place)
        if identity in places:
            target = places[identity]
            result = merge_words(model, merged[target], item, language)
            merged[target] = result.node
            problems += result.problems
        else:
            known = tuple("/".join(name) for name in places if isinstance(name, tuple))
            found = "/".join(identity) if isinstance(identity, tuple) else str(place + 1)
            code = "words_id_unknown" if isinstance(identity, tuple) else "words_id_missing" if known else "words_extra"
            hint = suggest(found, known)
            problems.append(Problem(item.mark, code, found=found, allowed=known, suggestion=hint))
    return Merged(Node(facts.mark, list(merged), facts.keys), tuple(problems))


def _identity(model: type[Model], node: Node, place: int) -> tuple[str, ...] | int:
    names = tuple(node.mapping[name].text for name in model.match_by if name in node.mapping)
    return names if any(names) else place


M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """A part of the model, or nothing and the reasons."""

    value: M | None
    problems: tuple[Problem, ...] = ()


def validate(model: type[M], node: Node) -> Validated[M]:
    """Make a part of the model out of a shaped node; every fault becomes a problem with its place."""
    try:
        return Validated(model.model_validate(node.plain()))
    except ValidationError as error:
        problems = [_explain(model, node, detail) for detail in error.errors(include_url=False)]
        misspelt = {problem.suggestion for problem in problems if problem.code == "field_unknown"}
        return Validated(None, tuple(p for p in problems if not (p.code == "field_missing" and p.found in misspelt)))


_CODES = {
    "missing": "field_missing",
    "enum": "value_not_allowed",
    "date_format": "date_format",
    "date_impossible": "date_impossible",
    "number": "number_format",
    "truth": "truth_format",
    "too_short": "list_empty",
    "tuple_type": "value_list",
    "model_type": "value_mapping",
    "model_attributes_type": "value_mapping",
    "dict_type": "value_mapping",
    "string_type": "value_text",
    "string_too_short": "field_empty",
    "greater_than_equal": "number_negative",
}
_PATTERNS = {"url": "address_format", "email": "address_format", "archived": "address_format"}


def _explain(model: type[Model], node: Node, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    name = str(next((step for step in reversed(path) if not isinstance(step, int)), ""))
    if detail["type"] == "extra_forbidden":
        known = tuple(shapes_of(_model_at(model, path[:-1])))
        key = node.find(path[:-1]).keys.get(name) or Key(node.key_mark(path), name)
        return Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=suggest(key.name, known))
    place = node.find(path)
    if detail["type"] == "missing":
        return Problem(_opening(node.find(path[:-1])), "field_missing", found=name)
    if place.value is None:
        return Problem(node.key_mark(path), "field_empty", found=name)
    code = _CODES.get(detail["type"], "value_invalid")
    context = detail.get("ctx", {})
    if detail["type"] == "string_pattern_mismatch":
        code = _PATTERNS.get(name, "reference_format" if name == "continues" else "id_format")
    allowed = _quoted(str(context.get("expected", ""))) if code == "value_not_allowed" else ()
    hint = suggest(place.text, allowed) if allowed else str(context.get("last", ""))
    return Problem(place.mark, code, found=place.text, allowed=allowed, suggestion=hint, details={"field": name})


def _opening(node: Node) -> Mark:
    """Where a thing begins: its first key, as the eye sees it."""
    first = next(iter(node.keys.values()), None)
    return first.mark if first else node.mark


def _model_at(model: type[Model], path: Path) -> type[Model]:
    for step in path:
        shape = shapes_of(model).get(str(step)) if not isinstance(step, int) else None
        model = shape.part if shape and shape.part else model
    return model


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(part for number, part in enumerate(text.split("'")) if number % 2)


def find_prose(model: type[Model], node: Node) -> Iterator[Node]:
    """Each Markdown text in a shaped node, in every language, where it was written."""
    for name, value in node.mapping.items():
        shape = shapes_of(model).get(name)
        if shape and shape.is_prose:
            yield from value.mapping.values()
        elif shape and shape.part:
            for item in value.items if shape.kind is Kind.PARTS else [value]:
                yield from find_prose(shape.part, item)


def drop(node: Node, names: Iterable[str]) -> tuple[Node, dict[str, Node]]:
    """Take some keys out of a mapping: what remains, and what was taken."""
    taken = {name: node.mapping[name] for name in names if name in node.mapping}
    rest = {name: value for name, value in node.mapping.items() if name not in taken}
    return Node(node.mark, rest, node.keys), taken
