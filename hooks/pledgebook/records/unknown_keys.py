"""Unknown keys: what somebody meant by a key that a class does not have."""

from __future__ import annotations

import re

from ..i18n.enum_labels import EnumLabels
from ..model import Model
from ..model.introspect import FieldKind, fields_of, known_keys
from ..model.numbers import guess_number
from ..problem import Problem
from ..yaml.node import Key, Node, Path
from .field_path import field_at

# A key with its value still in it: `signed 2027`, `count:40`.
_UNPARTED = re.compile(r"([\w-]+)(?:\s*[:=;]\s*|\s+)(\S.*)")


def explain_unknown_key(model: type[Model], path: Path, key: Key, value: Node, labels: EnumLabels) -> Problem:
    """A key that a class does not have: another's, one that lacks its colon, an id instead of a hyphen, or a slip."""
    holder, _ = field_at(model, path)
    known = known_keys(holder)
    unparted = _UNPARTED.fullmatch(key.name)
    if unparted and unparted[1] in known and value.value is None:
        hint, details = f"{unparted[1]}: {unparted[2]}", {"field": unparted[1]}
        return Problem(key.mark, "field_no_colon", found=key.name, suggestion=hint, details=details)
    is_label = key.name.casefold() in labels.fields
    if "id" in known and not is_label and isinstance(value.value, dict) and value.keys.keys() <= {*known}:
        return Problem(key.mark, "item_by_key", found=key.name, suggestion=f"- id: {key.name}")
    if "count" in holder.short_keys and labels.is_share(key.name) and guess_number(value.text):
        return Problem(key.mark, "field_percent", found=key.name, details={"unit": labels.shares[0]})
    for name, spec in fields_of(holder).items():
        if spec.part and _has(spec.part, key.name):
            code = "field_part" if spec.kind is FieldKind.PART or spec.part.short_keys else "field_outside"
            return Problem(key.mark, code, found=key.name, details={"field": name})
    if holder is not model and _has(model, key.name) and key.name not in path[:-1]:
        return Problem(key.mark, "field_inside", found=key.name)
    hint = labels.suggest_key(key.name, known, holder.short_keys)
    lists = [name for name, spec in fields_of(model).items() if spec.part and _has(spec.part, key.name)]
    if not hint and holder is not model and len(lists) == 1:
        return Problem(key.mark, "field_elsewhere", found=key.name, details={"field": lists[0]})
    return Problem(key.mark, "field_unknown", found=key.name, allowed=known, suggestion=hint)


def _has(model: type[Model], name: str) -> bool:
    return name in known_keys(model) and name not in model.unwritten
