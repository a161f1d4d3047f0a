"""Validation: normalised nodes made into parts of the model; what pydantic finds wrong is a problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..i18n.enum_labels import EnumLabels
from ..model import Model
from ..model.introspect import FieldKind, fields_of, known_keys
from ..problem import Mark, Problem
from ..yaml.node import Node, Path
from .faults import explain_fault
from .field_path import field_at, part_at
from .guesses import guess_counted
from .normalise import read_enums

M = TypeVar("M", bound=Model)

# So many faults of one file are told; whoever has more has pasted something else.
MAX_TOLD = 100


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """A part of the model, or nothing and the reasons.

    Attributes:
        value: the part.
        problems: the reasons.
        plain: the plain values that it was made of.
    """

    value: M | None
    problems: tuple[Problem, ...] = ()
    plain: Any = None


def validate(model: type[M], node: Node, labels: EnumLabels) -> Validated[M]:
    """Make a part of the model out of a normalised node; every fault becomes a problem with its place."""
    node = read_enums(model, node, labels)
    plain = node.plain()
    try:
        return Validated(model.model_validate(plain), plain=plain)
    except ValidationError as error:
        details = [*islice(_without_consequences(node, error.errors(include_url=False)), MAX_TOLD)]
        problems = [(detail["loc"][:-1], explain_fault(model, node, detail, labels)) for detail in details]
        return Validated(None, tuple(_without_missing(model, _join_strangers(model, node, problems))))


def _join_strangers(
    model: type[Model], node: Node, problems: Sequence[tuple[Path, Problem]]
) -> list[tuple[Path, Problem]]:
    """The problems, with those of items that stand in another list than their own told once: its name is lost."""
    lost: dict[str, Problem] = {}
    strangers: set[Path] = set()
    kept: list[tuple[Path, Problem]] = []
    for path in dict.fromkeys(path for path, _ in problems if path and isinstance(path[-1], int)):
        item = node.nearest(path)
        name = _find_other_list(model, path, item)
        if name and name not in node.mapping:
            strangers.add(path)
            lost.setdefault(name, Problem(item.mark, "list_unnamed", found=name))
    for path, problem in problems:
        if path not in strangers and not (problem.code == "field_missing" and not path and problem.found in lost):
            kept.append((path, problem))
    return kept + [((), problem) for problem in lost.values()]


def _find_other_list(model: type[Model], path: Path, item: Node) -> str:
    """The list that all fields of an item belong to, when none of them belongs where it stands; or nothing."""
    holder, _ = field_at(model, (*path, ""))
    written = item.keys.keys()
    if not written or written & {*known_keys(holder)}:
        return ""
    lists = (name for name, spec in fields_of(model).items() if spec.part and spec.kind is FieldKind.PARTS)
    return next((name for name in lists if written <= {*known_keys(part_at(model, (name,)) or model)}), "")


_UNKNOWN = {
    "field_unknown",
    "field_clash",
    "amount_two",
    "field_no_colon",
    "field_percent",
    "item_by_key",
    "value_braces",
    "value_unknown",
}


def _without_missing(model: type[Model], problems: Sequence[tuple[Path, Problem]]) -> Iterator[Problem]:
    """The problems but for fields that are missing since something else stands there in their stead."""
    meant: dict[Path, set[str]] = {}
    by_key = {path for path, problem in problems if problem.code == "item_by_key"}
    for path, problem in problems:
        if problem.code in _UNKNOWN:
            meant.setdefault(path, set()).add(problem.details.get("field", problem.suggestion))
    for path, problem in problems:
        # A short form says several fields at once.
        is_short = bool(field_at(model, (*path, problem.found))[0].short_keys) or path in by_key
        if problem.code != "field_missing" or not (
            problem.found in meant.get(path, ()) or (is_short and path in meant)
        ):
            yield problem


def _without_consequences(node: Node, details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The faults that say something new.

    A list whose items are at fault is counted as too short besides, both ends of a period in one text stand in one
    place, and a unit that stands with its number is not missing.
    """
    told: set[Mark] = set()
    inner = {detail["loc"][:end] for detail in details for end in range(1, len(detail["loc"]))}
    for detail in details:
        own = detail["loc"]
        place = node.nearest(own)
        if place.implied and place.mark in told:
            continue
        told.add(place.mark)
        value = node.nearest((*own[:-1], "value")).text if detail["type"] == "missing" and own[-1] == "unit" else ""
        if guess_counted(value, ""):
            continue
        if detail["type"] != "too_short" or own not in inner:
            yield detail
