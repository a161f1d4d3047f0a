"""Validation: normalised nodes made into parts of the model; what pydantic finds wrong is a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..i18n.enum_labels import EnumLabels, find_family
from ..i18n.field_help import name_model
from ..model import ADDRESS, ORGANISATION, PROMISE, Model, Period, Result
from ..model.dates import EARLIEST, LATEST, read_two_ways
from ..model.enums import Status
from ..model.ids import is_id, slug
from ..model.introspect import FieldKind, fields_of, known_keys
from ..model.numbers import list_readings
from ..problem import Mark, Problem
from ..yaml.node import Key, Node, Path
from .guesses import guess_address, guess_fields, list_written
from .normalise import read_enums
from .parted_numbers import explain_number, find_parted_number, guess_counted, render_amounts, split_counted

M = TypeVar("M", bound=Model)

# So many faults of one file are told; whoever has more has pasted something else.
MAX_TOLD = 100
# An id of more letters than this is a text.
_LONGEST_ID = 100


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
        details = [*islice(_without_consequences(node, error.errors(include_url=False)), MAX_TOLD)]
        problems = [(detail["loc"][:-1], _explain(model, node, detail, labels)) for detail in details]
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
    holder, _ = _field_at(model, (*path, ""))
    written = item.keys.keys()
    if not written or written & {*known_keys(holder)}:
        return ""
    lists = (name for name, spec in fields_of(model).items() if spec.part and spec.kind is FieldKind.PARTS)
    return next((name for name in lists if written <= {*known_keys(_part_at(model, (name,)) or model)}), "")


_UNKNOWN = {"field_unknown", "field_clash", "field_no_colon", "item_by_key"}


def _without_missing(model: type[Model], problems: Sequence[tuple[Path, Problem]]) -> Iterator[Problem]:
    """The problems but for fields that are missing since something else stands there in their stead."""
    meant: dict[Path, set[str]] = {}
    by_key = {path for path, problem in problems if problem.code == "item_by_key"}
    for path, problem in problems:
        if problem.code in _UNKNOWN:
            meant.setdefault(path, set()).add(problem.details.get("field", problem.suggestion))
    for path, problem in problems:
        # A short form says several fields at once.
        is_short = bool(_field_at(model, (*path, problem.found))[0].short_keys) or path in by_key
        if problem.code != "field_missing" or not (
            problem.found in meant.get(path, ()) or (is_short and path in meant)
        ):
            yield problem


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
# A key with its value still in it: `signed 2027`, `count:40`.
_UNPARTED = re.compile(r"([\w-]+)(?:\s*[:=;]\s*|\s+)(\S.*)")
_PATTERNS = {ADDRESS: "address_format", PROMISE: "reference_format", ORGANISATION: "organisation_format"}


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


def _explain(model: type[Model], node: Node, detail: ErrorDetails, labels: EnumLabels) -> Problem:
    path: Path = detail["loc"]
    holder, name = _field_at(model, path)
    if detail["type"] == "extra_forbidden":
        last = str(path[-1])
        parted = find_parted_number(node.nearest(path[:-1]), last)
        if parted:
            return explain_number(*parted, code="number_comma")
        keys = node.nearest(path[:-1]).keys
        key = keys.get(last) or Key(node.key_mark(path), last)
        if last in holder.short_keys:
            other = next((keys[name].name for name in ("value", "unit") if name in keys), last)
            return Problem(key.mark, "field_clash", found=last, details={"other": other})
        status = holder is Result and node.nearest(path).text
        if status and labels.read(Status, status) in [*Status]:
            hint = f"{{promise: {last}, status: {status}}}"
            return Problem(key.mark, "result_short", found=f"{last}: {status}", suggestion=hint)
        return _explain_unknown(model, path, key, node.nearest(path), labels)
    place = node.nearest(path)
    if detail["type"] == "missing":
        return _explain_missing(holder, node, path)
    if place.value is None and isinstance(path[-1], int):
        return Problem(place.mark, "item_empty", found=name)
    if place.value is None:
        return Problem(node.key_mark(path), "field_empty", found=name, details=_name_holder(holder))
    if detail["type"] == "string_too_short" or place.value == {}:
        return Problem(place.mark, "field_empty", found=name, details=_name_holder(holder))
    if not isinstance(place.value, str):
        found = _explain_type(name, path, place, _CODES.get(detail["type"], "value_invalid"))
        ends = [item.text for item in place.items] if _part_at(model, path) is Period else []
        return replace(found, suggestion=labels.suggest_period(" - ".join(ends))) if len(ends) == 2 else found
    meant = labels.suggest_period(place.text) if _is_whole_period(node, path, place) else ""
    if meant:
        return Problem(place.mark, "period_format", found=place.text, suggestion=meant)
    part = _part_at(model, path)
    if part is Period and (ways := read_two_ways(place.text)):
        return Problem(place.mark, "period_two_ways", found=place.text, allowed=ways)
    if part and _CODES.get(detail["type"]) == "value_mapping":
        return _explain_part(model, part, path, node, place)
    problem = _explain_text(holder, name, place, detail, labels)
    if problem.code == "number_format" and not problem.suggestion:
        unit = node.nearest(path[:-1]).mapping.get("unit")
        said = next((word.text for word in unit.mapping.values()), unit.text) if unit else ""
        return replace(problem, suggestion=guess_counted(place.text, said))
    return problem


def _explain_unknown(model: type[Model], path: Path, key: Key, value: Node, labels: EnumLabels) -> Problem:
    """A key that a class does not have: another's, one that lacks its colon, an id instead of a hyphen, or a slip."""
    holder, _ = _field_at(model, path)
    known = known_keys(holder)
    unparted = _UNPARTED.fullmatch(key.name)
    if unparted and unparted[1] in known and value.value is None:
        hint, details = f"{unparted[1]}: {unparted[2]}", {"field": unparted[1]}
        return Problem(key.mark, "field_no_colon", found=key.name, suggestion=hint, details=details)
    if "id" in known and isinstance(value.value, dict) and value.keys.keys() <= {*known}:
        return Problem(key.mark, "item_by_key", found=key.name, suggestion=f"- id: {key.name}")
    for name, spec in fields_of(holder).items():
        if spec.part and _has(spec.part, key.name):
            code = "field_part" if spec.kind is FieldKind.PART or spec.part.short_keys else "field_outside"
            return Problem(key.mark, code, found=key.name, details={"field": name})
    if holder is not model and _has(model, key.name) and key.name not in path[:-1]:
        return Problem(key.mark, "field_inside", found=key.name)
    hint = labels.suggest_key(key.name, known)
    return Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=hint)


def _has(model: type[Model], name: str) -> bool:
    return name in known_keys(model) and name not in model.unwritten


def _part_at(model: type[Model], path: Path) -> type[Model] | None:
    """The class of what belongs at a path; None where that is no part."""
    holder, name = _field_at(model, path)
    spec = fields_of(holder).get(name)
    if not path:
        return None
    if isinstance(path[-1], int):
        return holder if name not in fields_of(holder) or (spec and spec.part is holder) else None
    return spec.part if spec else None


def _explain_part(model: type[Model], part: type[Model], path: Path, node: Node, place: Node) -> Problem:
    """A text alone where fields belong: which they are, and how the text would stand among them."""
    counted = split_counted(place.text) if "count" in part.short_keys else None
    hint = render_amounts(*counted) if counted else ""
    hint = hint or guess_fields(part, place.text, _list_parties(node))
    holder, name = _field_at(model, path[:-1] if isinstance(path[-1], int) else path)
    details = {"field": name, "part_of": name_model(holder)}
    allowed = list_written(part)
    return Problem(place.mark, "value_mapping", found=place.text, allowed=allowed, suggestion=hint, details=details)


def _list_parties(node: Node) -> tuple[str, ...]:
    parties = node.mapping.get("parties")
    return tuple(item.text for item in parties.items if item.text) if parties else ()


def _is_whole_period(node: Node, path: Path, place: Node) -> bool:
    """Whether a text stands for a whole period, both its ends, and not for one of two in it."""
    return place.implied and path[-1] == "start" and node.nearest((*path[:-1], "end")).text == place.text


def _explain_missing(holder: type[Model], node: Node, path: Path) -> Problem:
    """What is missing, and what of the record's own could stand there."""
    name = str(path[-1])
    allowed, family = _vocabulary_of(holder, name)
    if name == "by":
        allowed = _list_parties(node) or allowed
    place = node.nearest(path[:-1]).opening
    return Problem(place, "field_missing", found=name, allowed=allowed, family=family, details=_name_holder(holder))


def _name_holder(holder: type[Model]) -> dict[str, str]:
    """The class that a field belongs to, by which its name in words is found."""
    return {"holder": name_model(holder)}


def _explain_type(name: str, path: Path, place: Node, code: str) -> Problem:
    """Several values where there can be only one, or the other way about."""
    words = [*place.mapping] if all(item.value is None for item in place.mapping.values()) else []
    if words:
        # In braces without colons stands a list, or a text.
        hint = f"[{', '.join(words)}]" if isinstance(path[-1], int) else ", ".join(words)
        return Problem(place.mark, "value_braces", found=", ".join(words), suggestion=hint, details={"field": name})
    is_field = isinstance(path[-1], str) or isinstance(place.value, list)
    if code not in ("value_list", "list_empty") and is_field:
        code = "value_single" if isinstance(place.value, list) else "value_text"
    first = place.items[0].text if len(place.items) == 1 else ""
    return Problem(place.mark, code, found=first or ("…" if place.value else ""), details={"field": name})


def _explain_text(
    holder: type[Model],
    name: str,
    place: Node,
    detail: ErrorDetails,
    labels: EnumLabels,
) -> Problem:
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
            is_end = holder is Period and name == "end" and not place.implied
            hint = str(context.get("last", "")) or (labels.suggest_end if is_end else labels.suggest_date)(place.text)
        case "number_format":
            hint = str(context.get("meant", ""))
        case "number_ambiguous":
            allowed = list_readings(place.text)
        case "truth_format":
            hint = labels.suggest_truth(place.text)
        case "id_format" if re.match(r"https?://", place.text) or (holder.text_field and guess_address(place.text)):
            code = "id_address"
        case "id_format" if holder.short_field == name and len(row := place.text.split()) > 1 and all(map(is_id, row)):
            code, hint = "id_list", f"[{', '.join(row)}]"
        case "id_format" if holder.short_field == name and holder.text_field:
            code, hint = "source_format", guess_fields(holder, place.text, ())
        case "id_format" if name == "id":
            hint = slug(place.text) if len(place.text) <= _LONGEST_ID else ""
        case "address_format":
            hint = guess_address(place.text)
    details = {"field": name}
    found = guess_address(place.text) or place.text if code == "id_address" else place.text
    return Problem(place.mark, code, found=found, allowed=allowed, suggestion=hint, details=details, family=family)


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
