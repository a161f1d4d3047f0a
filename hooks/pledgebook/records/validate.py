"""Validation: normalised nodes made into parts of the model; what pydantic finds wrong is a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..i18n.enum_labels import EnumLabels, find_family
from ..i18n.field_help import name_model
from ..model import ADDRESS, ORGANISATION, PROMISE, Model, Period
from ..model.dates import EARLIEST, LATEST, guess_period
from ..model.ids import slug
from ..model.introspect import fields_of, known_keys
from ..model.numbers import list_readings
from ..problem import Mark, Problem
from ..yaml.node import Key, Node, Path
from .normalise import read_enums
from .parted_numbers import explain_number, find_parted_number, render_amounts

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """A part of the model, or nothing and the reasons."""

    value: M | None
    problems: tuple[Problem, ...] = ()


def validate(model: type[M], node: Node, labels: EnumLabels) -> Validated[M]:
    """Make a part of the model out of a normalised node; every fault becomes a problem with its place.

    Args:
        model: the part's class.
        node: what was written, as `normalise` gives it.
        labels: words that suggestions may use.
    """
    node = read_enums(model, node, labels)
    try:
        return Validated(model.model_validate(node.plain()))
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = [_explain(model, node, detail, labels) for detail in _without_consequences(node, details)]
        misspelt = {problem.suggestion for problem in problems if problem.code == "field_unknown"}
        return Validated(None, tuple(p for p in problems if not (p.code == "field_missing" and p.found in misspelt)))


_CODES = {
    "enum": "value_not_allowed",
    "date_format": "date_format",
    "date_impossible": "date_impossible",
    "date_year": "date_year",
    "number": "number_format",
    "number_two_ways": "number_ambiguous",
    "number_digits": "number_digits",
    "truth": "truth_format",
    "too_short": "list_empty",
    "tuple_type": "value_list",
    "model_type": "value_mapping",
    "model_attributes_type": "value_mapping",
    "dict_type": "value_mapping",
    "string_type": "value_text",
    "greater_than_equal": "number_negative",
}
_HOST = re.compile(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<count>(?:[^\W\d_:]+\.? |[<>=≥≤~≈]+ ?)?[\d½¼¾][\d \u00a0.,–½¼¾-]*)\s+(?P<unit>[^\W\d_].*)")
_PATTERNS = {ADDRESS: "address_format", PROMISE: "reference_format", ORGANISATION: "organisation_format"}


def _without_consequences(node: Node, details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The faults that say something new.

    A list whose items are at fault is counted as too short besides, and both ends of a period in one text stand in one
    place.
    """
    told: set[Mark] = set()
    for detail in details:
        own = detail["loc"]
        place = node.nearest(own)
        if place.implied and place.mark in told:
            continue
        told.add(place.mark)
        inner = (other["loc"] for other in details if len(other["loc"]) > len(own))
        if detail["type"] != "too_short" or all(path[: len(own)] != own for path in inner):
            yield detail


def _explain(model: type[Model], node: Node, detail: ErrorDetails, labels: EnumLabels) -> Problem:
    path: Path = detail["loc"]
    holder, name = _field_at(model, path)
    if detail["type"] == "extra_forbidden":
        last = str(path[-1])
        known = known_keys(holder)
        parted = find_parted_number(node.nearest(path[:-1]), last)
        if parted:
            return explain_number(*parted, code="number_comma")
        key = node.nearest(path[:-1]).keys.get(last) or Key(node.key_mark(path), last)
        hint = labels.suggest_key(key.name, known)
        return Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=hint)
    place = node.nearest(path)
    if detail["type"] == "missing":
        return _explain_missing(holder, node, path)
    if place.value is None:
        return Problem(node.key_mark(path), "field_empty", found=name, details=_name_holder(holder))
    if detail["type"] == "string_too_short" or place.value == {}:
        return Problem(place.mark, "field_empty", found=name, details=_name_holder(holder))
    if not isinstance(place.value, str):
        return _explain_type(name, path, place, _CODES.get(detail["type"], "value_invalid"))
    meant = guess_period(place.text) if _is_whole_period(node, path, place) else ""
    if meant:
        return Problem(place.mark, "period_format", found=place.text, suggestion=meant)
    return _explain_text(holder, name, place, detail, labels)


def _is_whole_period(node: Node, path: Path, place: Node) -> bool:
    """Whether a text stands for a whole period, both its ends, and not for one of two in it."""
    return place.implied and path[-1] == "start" and node.nearest((*path[:-1], "end")).text == place.text


def _explain_missing(holder: type[Model], node: Node, path: Path) -> Problem:
    """What is missing, and what of the record's own could stand there."""
    name = str(path[-1])
    allowed, family = _vocabulary_of(holder, name)
    if name == "by" and "parties" in node.mapping:
        allowed = tuple(item.text for item in node.mapping["parties"].items if item.text)
    place = _opening(node.nearest(path[:-1]))
    return Problem(place, "field_missing", found=name, allowed=allowed, family=family, details=_name_holder(holder))


def _name_holder(holder: type[Model]) -> dict[str, str]:
    """The class that a field belongs to, by which its name in words is found."""
    return {"holder": name_model(holder)}


def _explain_type(name: str, path: Path, place: Node, code: str) -> Problem:
    """Several values where there can be only one, or the other way about."""
    if code not in ("value_list", "list_empty") and isinstance(path[-1], str):
        code = "value_single" if isinstance(place.value, list) else "value_text"
    first = place.items[0].text if len(place.items) == 1 else ""
    return Problem(place.mark, code, found=first or ("…" if place.value else ""), details={"field": name})


def _explain_text(holder: type[Model], name: str, place: Node, detail: ErrorDetails, labels: EnumLabels) -> Problem:
    context = detail.get("ctx", {})
    code, hint, family = _CODES.get(detail["type"], "value_invalid"), "", ""
    allowed: tuple[str, ...] = ()
    if detail["type"] == "string_pattern_mismatch":
        code = _PATTERNS.get(
            str(context.get("pattern")), "value_invalid" if name in ("sha256", "email") else "id_format"
        )
    match code:
        case "value_not_allowed":
            allowed, family = _vocabulary_of(holder, name)
            vocabulary = fields_of(holder)[name].vocabulary
            hint = labels.suggest(vocabulary, place.text) if vocabulary else ""
        case "date_year":
            allowed = (f"{EARLIEST}–{LATEST}",)
            # What somebody writes who means that there is no end.
            if holder is Period and name == "end" and place.text > str(LATEST):
                code, hint = "date_endless", "" if place.implied else "open"
        case "date_format" | "date_impossible":
            # A short form is a period as a whole, which may also be two years.
            code = "period_format" if place.implied and code == "date_format" else code
            hint = str(context.get("last", "")) or labels.suggest_date(place.text)
        case "value_mapping" if (counted := _COUNTED.fullmatch(place.text)) and _is_measure(holder, name):
            hint = render_amounts(counted["count"], counted["unit"])
        case "number_format":
            hint = str(context.get("meant", ""))
        case "number_ambiguous":
            allowed = list_readings(place.text)
        case "truth_format":
            hint = labels.suggest_truth(place.text)
        case "id_format" if re.match(r"https?://", place.text):
            code = "id_address"
        case "id_format" if name == "id":
            hint = slug(place.text)
        case "address_format":
            hint = f"https://{place.text}" if _HOST.fullmatch(place.text) else ""
    details = {"field": name}
    return Problem(place.mark, code, found=place.text, allowed=allowed, suggestion=hint, details=details, family=family)


def _is_measure(holder: type[Model], name: str) -> bool:
    """Whether a number and what it counts may stand in a field, by the short form that measures have."""
    spec = fields_of(holder).get(name)
    part = spec.part if spec and spec.part else holder
    return {"count", "unit"} <= {*known_keys(part)}


def _vocabulary_of(holder: type[Model], name: str) -> tuple[tuple[str, ...], str]:
    """The only words that may stand in a field, and where the catalogues name them."""
    spec = fields_of(holder).get(name)
    vocabulary = spec.vocabulary if spec else None
    return (tuple(str(value) for value in vocabulary), find_family(vocabulary)) if vocabulary else ((), "")


def _field_at(model: type[Model], path: Path) -> tuple[type[Model], str]:
    """The class that holds what a path leads to, and the name of the field there."""
    name = ""
    for place, step in enumerate(path, 1):
        spec = fields_of(model).get(str(step)) if not isinstance(step, int) else None
        if spec is not None:
            name = str(step)
        if spec and spec.part and place < len(path):
            model = spec.part
    return model, name


def _opening(node: Node) -> Mark:
    """Where a thing begins: its first key, as the eye sees it."""
    first = next(iter(node.keys.values()), None)
    return first.mark if first else node.mark
