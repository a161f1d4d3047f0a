"""Makes parts of the model out of shaped nodes; what pydantic finds wrong becomes a problem with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .model import ADDRESS, PROMISE, Model
from .nodes import Key, Node, Path
from .problems import Mark, Problem, suggest
from .shape import known_keys, shapes_of

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
        details = error.errors(include_url=False)
        problems = [_explain(model, node, detail) for detail in _without_consequences(details)]
        misspelt = {problem.suggestion for problem in problems if problem.code == "field_unknown"}
        return Validated(None, tuple(p for p in problems if not (p.code == "field_missing" and p.found in misspelt)))


_CODES = {
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
    "greater_than_equal": "number_negative",
}
_PATTERNS = {ADDRESS: "address_format", PROMISE: "reference_format"}


def _without_consequences(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """A list whose items are at fault is counted as too short besides; that says nothing new."""
    for detail in details:
        own = detail["loc"]
        inner = (other["loc"] for other in details if len(other["loc"]) > len(own))
        if detail["type"] != "too_short" or all(path[: len(own)] != own for path in inner):
            yield detail


def _explain(model: type[Model], node: Node, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    holder, name = _field_at(model, path)
    if detail["type"] == "extra_forbidden":
        last = str(path[-1])
        known = known_keys(holder)
        key = node.find(path[:-1]).keys.get(last) or Key(node.key_mark(path), last)
        return Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=suggest(key.name, known))
    place = node.find(path)
    if detail["type"] == "missing":
        return Problem(_opening(node.find(path[:-1])), "field_missing", found=str(path[-1]))
    if place.value is None:
        return Problem(node.key_mark(path), "field_empty", found=name)
    if detail["type"] == "string_too_short" or place.value == {}:
        return Problem(place.mark, "field_empty", found=name)
    context = detail.get("ctx", {})
    code = _CODES.get(detail["type"], "value_invalid")
    if detail["type"] == "string_pattern_mismatch":
        code = _PATTERNS.get(
            str(context.get("pattern")), "value_invalid" if name in ("sha256", "email") else "id_format"
        )
    allowed = _quoted(str(context.get("expected", ""))) if code == "value_not_allowed" else ()
    hint = suggest(place.text, allowed) if allowed else str(context.get("last", ""))
    if code == "id_format":
        hint = _slug(place.text)
    return Problem(place.mark, code, found=place.text, allowed=allowed, suggestion=hint, details={"field": name})


def _field_at(model: type[Model], path: Path) -> tuple[type[Model], str]:
    """The class that holds what a path leads to, and the name of the field there."""
    name = ""
    for step in path:
        shape = shapes_of(model).get(str(step)) if not isinstance(step, int) else None
        if shape is not None:
            name = str(step)
        if shape and shape.part and step != path[-1]:
            model = shape.part
    return model, name


def _opening(node: Node) -> Mark:
    """Where a thing begins: its first key, as the eye sees it."""
    first = next(iter(node.keys.values()), None)
    return first.mark if first else node.mark


def _slug(text: str) -> str:
    """An id that looks like a text: small letters without marks, hyphens between words."""
    plain = unicodedata.normalize("NFD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(part for number, part in enumerate(text.split("'")) if number % 2)
