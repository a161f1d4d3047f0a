"""Introspection of the model: what each key of a class holds, as specs that readers and writers of files follow."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from typing import Any

from pydantic import BaseModel

from ..yaml.node import Node
from .base import Model
from .text import LocalizedText, Prose


class FieldKind(StrEnum):
    """What a field holds, as far as reading is concerned: words by language, parts, facts."""

    WORDS = auto()
    PART = auto()
    PARTS = auto()
    LIST = auto()
    FACT = auto()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of the model: what it holds, of which class, whether it must be given, and whether it is Markdown.

    `vocabulary` are the only words that may stand there, where that is so.
    """

    kind: FieldKind
    part: type[Model] | None = None
    required: bool = False
    is_prose: bool = False
    vocabulary: type[StrEnum] | None = None


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldSpec]:
    """The fields of a class of the model: key as written → spec, in the order that they are best written in."""
    specs = {
        field.alias or name: _spec(field.annotation, field.is_required()) for name, field in model.model_fields.items()
    }
    order = list(specs)
    for name, earlier in getattr(model, "after", {}).items():
        order.remove(name)
        order.insert(order.index(earlier) + 1, name)
    return {name: specs[name] for name in order}


def _spec(annotation: Any, required: bool) -> FieldSpec:
    options = [annotation]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(annotation) if option is not type(None)]
    first = options[0]
    if typing.get_origin(first) is typing.Annotated:
        return _spec(typing.get_args(first)[0], required)
    if typing.get_origin(first) is tuple:
        inner = typing.get_args(first)[0]
        is_part = isinstance(inner, type) and issubclass(inner, Model)
        if is_part:
            return FieldSpec(FieldKind.PARTS, inner, required)
        return FieldSpec(FieldKind.LIST, None, required, vocabulary=_vocabulary(inner))
    if isinstance(first, type) and issubclass(first, LocalizedText):
        return FieldSpec(FieldKind.WORDS, None, required, issubclass(first, Prose))
    if isinstance(first, type) and issubclass(first, Model):
        return FieldSpec(FieldKind.PART, first, required)
    return FieldSpec(FieldKind.FACT, None, required, vocabulary=_vocabulary(first))


def _vocabulary(annotation: Any) -> type[StrEnum] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, StrEnum) else None


def known_keys(model: type[Model]) -> tuple[str, ...]:
    """Every key that may be written in a class of the model, those of its short forms first."""
    return (*model.short_keys, *fields_of(model))


@cache
def holds_words(model: type[Model]) -> bool:
    """Whether any words stand in this class or below it."""
    specs = fields_of(model).values()
    return any(spec.kind is FieldKind.WORDS or (spec.part and holds_words(spec.part)) for spec in specs)


def find_texts(model: type[Model], node: Node, only_prose: bool = False) -> Iterator[Node]:
    """Each text in a normalised node, as a mapping by language; with `only_prose`, those that are Markdown."""
    for name, value in node.mapping.items():
        spec = fields_of(model).get(name)
        if spec and spec.kind is FieldKind.WORDS and (spec.is_prose or not only_prose):
            yield value
        elif spec and spec.part:
            for item in value.items if spec.kind is FieldKind.PARTS else [value]:
                yield from find_texts(spec.part, item, only_prose)


def find_prose(model: type[Model], node: Node) -> Iterator[Node]:
    """Each Markdown text in a normalised node, in every language, where it was written."""
    for text in find_texts(model, node, only_prose=True):
        yield from text.mapping.values()
