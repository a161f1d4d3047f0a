"""Introspection of the model: what each key of a class holds, as specs that readers and writers of files follow."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from typing import Any

from pydantic import BaseModel, StringConstraints

from ..yaml.node import Node
from .base import ADDRESS, PROMISE, Model
from .dates import PartialDate
from .text import LocalizedText, Prose


class FieldKind(StrEnum):
    """What a field holds, as far as reading is concerned: words by language, parts, facts."""

    WORDS = auto()
    PART = auto()
    PARTS = auto()
    LIST = auto()
    FACT = auto()


class ValueType(StrEnum):
    """What sort of fact a field holds."""

    WORD = auto()
    DATE = auto()
    TRUTH = auto()
    NUMBER = auto()
    ADDRESS = auto()
    REFERENCE = auto()
    TEXT = auto()


_SORTS = {PartialDate: ValueType.DATE, bool: ValueType.TRUTH, int: ValueType.NUMBER}
_SHAPES = {ADDRESS: ValueType.ADDRESS, PROMISE: ValueType.REFERENCE}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of the model: what it holds, of which class, whether it must be given, and whether it is Markdown.

    Of facts, `sort` is what sort, `words` the only words allowed, if there are such, and `pattern` what a text must
    look like, or nothing; of a list, each of its items.
    """

    kind: FieldKind
    part: type[Model] | None = None
    required: bool = False
    is_prose: bool = False
    sort: ValueType = ValueType.TEXT
    words: type[StrEnum] | None = None
    pattern: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The only words allowed, as files say them."""
        return tuple(word.value for word in self.words or ())


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldSpec]:
    """The fields of a class of the model: key as written → spec, in the order that they are best written in."""
    specs = {
        field.alias or name: _spec(field.annotation, tuple(field.metadata), field.is_required())
        for name, field in model.model_fields.items()
    }
    order = list(specs)
    for name, earlier in getattr(model, "after", {}).items():
        order.remove(name)
        order.insert(order.index(earlier) + 1, name)
    return {name: specs[name] for name in order}


def unwrap(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """The type that an annotation is of, without `None` and `Annotated`, and the metadata that it came in."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *more = typing.get_args(annotation)
        return unwrap(inner, tuple(more))
    if origin in (typing.Union, types.UnionType):
        first = next(option for option in typing.get_args(annotation) if option is not types.NoneType)
        return unwrap(first, metadata)
    return annotation, metadata


def _spec(annotation: Any, metadata: tuple[Any, ...], required: bool) -> FieldSpec:
    held, metadata = unwrap(annotation, metadata)
    is_list = typing.get_origin(held) is tuple
    if is_list:
        held, metadata = unwrap(typing.get_args(held)[0])
    if isinstance(held, type) and issubclass(held, LocalizedText):
        return FieldSpec(FieldKind.WORDS, None, required, issubclass(held, Prose))
    if isinstance(held, type) and issubclass(held, Model):
        return FieldSpec(FieldKind.PARTS if is_list else FieldKind.PART, held, required)
    kind = FieldKind.LIST if is_list else FieldKind.FACT
    if isinstance(held, type) and issubclass(held, StrEnum):
        return FieldSpec(kind, required=required, sort=ValueType.WORD, words=held)
    patterns = (str(item.pattern) for item in metadata if isinstance(item, StringConstraints) and item.pattern)
    pattern = "" if held in _SORTS else next(patterns, "")
    sort = _SORTS.get(held) or _SHAPES.get(pattern, ValueType.TEXT)
    return FieldSpec(kind, required=required, sort=sort, pattern=pattern)


def known_keys(model: type[Model]) -> tuple[str, ...]:
    """Every key that may be written in a class of the model, those of its short forms first."""
    return (*model.short_keys, *fields_of(model))


@cache
def holds_words(model: type[Model]) -> bool:
    """Whether any words stand in this class or below it."""
    specs = fields_of(model).values()
    return any(spec.kind is FieldKind.WORDS or (spec.part and holds_words(spec.part)) for spec in specs)


def find_texts(model: type[Model], node: Node) -> Iterator[tuple[Node, bool]]:
    """Each text in a normalised node, as a mapping by language, and whether it is Markdown."""
    for name, value in node.mapping.items():
        spec = fields_of(model).get(name)
        if spec and spec.kind is FieldKind.WORDS:
            yield value, spec.is_prose
        elif spec and spec.part:
            for item in value.items if spec.kind is FieldKind.PARTS else [value]:
                yield from find_texts(spec.part, item)
