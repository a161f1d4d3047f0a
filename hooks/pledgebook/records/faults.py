"""Faults: each thing that pydantic finds wrong as a problem with its place, and with what was meant."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic_core import ErrorDetails

from ..i18n.enum_labels import EnumLabels, find_family
from ..i18n.field_help import name_model
from ..model import ADDRESS, AREA_CODE, ORGANISATION, ORIGIN, PROMISE, Model, Period, Result
from ..model.amounts import NUMBER_KEYS
from ..model.dates import EARLIEST, LATEST, read_two_ways
from ..model.enums import Status
from ..model.ids import is_id, slug
from ..model.introspect import fields_of
from ..model.numbers import guess_amount, list_readings
from ..model.register import Embedding
from ..problem import Problem
from ..yaml.node import Key, Node, Path
from .field_path import field_at, part_at
from .guesses import guess_address, guess_counted, guess_fields, guess_origin, list_written, render_counted
from .meant_values import UNKNOWN, explain_unknown_list, explain_value
from .parted_numbers import explain_number, find_parted_number
from .unknown_keys import explain_unknown_key

# An id of more letters than this is a text.
_LONGEST_ID = 100
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
# Have a form of their own that nobody mends by hand.
_FREE = ("sha256", "email", "identity", "moment")
_PATTERNS = {
    ADDRESS: "address_format",
    PROMISE: "reference_format",
    ORGANISATION: "organisation_format",
    AREA_CODE: "code_format",
    ORIGIN: "origin_format",
}


def explain_fault(model: type[Model], node: Node, detail: ErrorDetails, labels: EnumLabels) -> Problem:
    """The problem of one fault, as pydantic tells it, in a normalised node."""
    path: Path = detail["loc"]
    holder, name = field_at(model, path)
    if detail["type"] == "extra_forbidden":
        last = str(path[-1])
        parted = find_parted_number(node.nearest(path[:-1]), last)
        if parted:
            return explain_number(*parted, code="number_comma")
        counted = _explain_counted(holder, name, node, path, labels)
        if counted:
            return counted
        keys = node.nearest(path[:-1]).keys
        if last == UNKNOWN:
            return explain_unknown_list(model, node, path)
        key = keys.get(last) or Key(node.key_mark(path), last)
        if last in holder.short_keys:
            other = keys.get("value" if last in NUMBER_KEYS else "unit", key).name
            code = "amount_two" if last in NUMBER_KEYS else "field_clash"
            return Problem(key.mark, code, found=last, details={"other": other})
        status = holder is Result and node.nearest(path).text
        if status and labels.read(Status, status) in [*Status]:
            hint = f"{{promise: {last}, status: {status}}}"
            return Problem(key.mark, "result_short", found=f"{last}: {status}", suggestion=hint)
        return explain_unknown_key(model, path, key, node.nearest(path), labels)
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
        part = part_at(model, path)
        if part is Embedding and place.items:
            texts = [item.text for item in place.items]
            hint = f"{{hosts: [{', '.join(dict.fromkeys(guess_origin(text) or text for text in texts))}]}}"
            told = _explain_part(model, part, path, node, place, labels)
            return replace(told, found=f"[{', '.join(texts)}]", suggestion=hint)
        ends = [item.text for item in place.items] if part is Period else []
        return replace(found, suggestion=labels.suggest_period(" - ".join(ends))) if len(ends) == 2 else found
    period = labels.suggest_period(place.text) if _is_whole_period(node, path, place) else ""
    if period:
        return Problem(place.mark, "period_format", found=place.text, suggestion=period)
    part = part_at(model, path)
    if part is Period and (ways := read_two_ways(place.text)):
        return Problem(place.mark, "period_two_ways", found=place.text, allowed=ways)
    is_part = part and _CODES.get(detail["type"]) == "value_mapping"
    told = (
        _explain_part(model, part, path, node, place, labels)
        if part and is_part
        else _explain_text(holder, name, place, detail, labels)
    )
    problem = explain_value(model, node, path, told, labels) or told
    others = [item.text for item in node.nearest(path[:-1]).items if item is not place]
    if problem.code == "origin_format" and problem.suggestion in map(guess_origin, others):
        return replace(problem, code="id_twice", suggestion="")
    if problem.code == "number_format" and not problem.suggestion and holder.short_field == name:
        amounts = guess_amount(place.text) if not node.nearest(path[:-1]).keys else ()
        return replace(problem, suggestion=f"{{{': '.join(amounts[0])}}}" if len(amounts) == 1 else "")
    if problem.code == "number_format" and not problem.suggestion:
        unit = node.nearest(path[:-1]).mapping.get("unit")
        said = next((word.text for word in unit.mapping.values()), unit.text) if unit else ""
        return replace(problem, suggestion=guess_counted(place.text, said, is_part="of_which" in path))
    return problem


def _explain_counted(holder: type[Model], name: str, node: Node, path: Path, labels: EnumLabels) -> Problem | None:
    """A number with what it counts, alone in braces, as the fields that it means; None where that is not all."""
    place, text = node.nearest(path[:-1]), str(path[-1])
    if "count" not in holder.short_keys or len(place.keys) != 1 or node.nearest(path).value is not None:
        return None
    hint = render_counted(holder, text, labels)
    is_number = hint or guess_amount(text)
    return (
        Problem(place.mark, "value_braces", found=text, suggestion=hint, details={"field": name}) if is_number else None
    )


def _explain_part(
    model: type[Model], part: type[Model], path: Path, node: Node, place: Node, labels: EnumLabels
) -> Problem:
    """A text alone where fields belong: which they are, and how the text would stand among them."""
    hint = render_counted(part, place.text, labels) or guess_fields(part, place.text, _list_parties(node))
    holder, name = field_at(model, path[:-1] if isinstance(path[-1], int) else path)
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
        code = _PATTERNS.get(str(context.get("pattern")), "value_invalid" if name in _FREE else "id_format")
    match code:
        case "value_not_allowed":
            allowed, family = _vocabulary_of(holder, name)
            vocabulary = fields_of(holder)[name].words
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
        case "origin_format":
            hint = guess_origin(place.text)
    details = {"field": name}
    found = guess_address(place.text) or place.text if code == "id_address" else place.text
    return Problem(place.mark, code, found=found, allowed=allowed, suggestion=hint, details=details, family=family)


def _vocabulary_of(holder: type[Model], name: str) -> tuple[tuple[str, ...], str]:
    """The only words that may stand in a field, and where the catalogues name them."""
    spec = fields_of(holder).get(name)
    vocabulary = spec.words if spec else None
    return (tuple(str(value) for value in vocabulary), find_family(vocabulary)) if vocabulary else ((), "")
