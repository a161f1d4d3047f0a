"""Meant values: that something is unknown, has no beginning or is a season, where a date or a number belongs."""

from __future__ import annotations

from dataclasses import replace

from ..i18n.enum_labels import EnumLabels
from ..model import Model
from ..model.dates import guess_date
from ..model.introspect import FieldKind, fields_of
from ..model.numbers import split_said
from ..problem import Problem
from ..yaml.node import Node, Path
from .field_path import part_at

UNKNOWN = "unknown"
_FORMATS = {"date_format", "period_format", "number_format", "value_mapping"}


def explain_value(model: type[Model], node: Node, path: Path, problem: Problem, labels: EnumLabels) -> Problem | None:
    """What a word means that stands where it cannot be read; None when nothing is meant that has another place."""
    if problem.code not in _FORMATS or problem.suggestion:
        return None
    if labels.is_unknown(problem.found):
        return _list_unknown(model, node, path, problem)
    is_period = problem.code == "period_format"
    if is_period and labels.is_endless(problem.found):
        return replace(problem, code="period_beginning")
    if problem.code in ("date_format", "period_format") and labels.names_season(problem.found):
        return replace(problem, code="period_season" if is_period else "date_season")
    if is_period and any(guess_date(rest, labels.months) for _, rest in split_said(problem.found)):
        return replace(problem, code="period_about")
    return None


def _list_unknown(model: type[Model], node: Node, path: Path, problem: Problem) -> Problem:
    """A word for what nobody knows: in which list that is said, or that it cannot be."""
    above, name = _name_unknown(model, node, path)
    if not name:
        return replace(problem, code="value_unlisted", details={"field": _find_name(path)}, allowed=())
    has_list = UNKNOWN in node.nearest(above).mapping
    hint = "" if has_list else f"{UNKNOWN}: [{name}]"
    return replace(problem, code="value_unknown", suggestion=hint, allowed=(), details={"field": name})


def explain_unknown_list(model: type[Model], node: Node, path: Path) -> Problem:
    """A list of what is unknown in a part that has none: in which list that is said, or that it cannot be."""
    place, within = node.nearest(path), part_at(model, path[:-1])
    texts = [item.text for item in (place.items or [place])]
    ways = [_name_unknown(model, node, (*path[:-1], text)) for text in texts if within and text in fields_of(within)]
    meant = ", ".join(dict.fromkeys(name for _, name in ways if name))
    above = ways[0][0] if ways else ()
    code = "unknown_item" if not meant or len(ways) < len(texts) else "unknown_inside" if above else "unknown_outside"
    details = {"field": _find_name(above or path[:-1]), "meant": meant}
    return Problem(node.key_mark(path), code, found=UNKNOWN, details=details)


def _name_unknown(model: type[Model], node: Node, path: Path) -> tuple[Path, str]:
    """Where the list stands that a field may be named in, and by what; no name when there is none."""
    holder = model
    above: Path = ()
    for place, step in enumerate(path):
        spec = fields_of(model).get(str(step))
        model = spec.part if spec and spec.part else model
        if UNKNOWN in fields_of(model) and model is not holder:
            holder, above = model, path[: place + 2]
    names = [str(step) for step in path[len(above) :] if isinstance(step, str)]
    spec = fields_of(holder).get(names[0]) if names and UNKNOWN in fields_of(holder) else None
    if spec is None or spec.required:
        return (), ""
    if spec.kind is FieldKind.PARTS:
        return above, names[0] if spec.part and spec.part.short_keys else ""
    is_whole = spec.kind is not FieldKind.PART or node.nearest(path).implied or len(names) == 1
    return above, names[0] if is_whole else ".".join(names[:2])


def _find_name(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
