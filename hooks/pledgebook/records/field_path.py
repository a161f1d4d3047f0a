"""Paths into a record as it is written, and what of the model they lead to."""

from __future__ import annotations

from ..model import Model
from ..model.introspect import fields_of
from ..yaml.node import Path


def field_at(model: type[Model], path: Path) -> tuple[type[Model], str]:
    """The class that holds what a path leads to, and the name of the field there."""
    name = ""
    for place, step in enumerate(path, 1):
        spec = fields_of(model).get(str(step)) if not isinstance(step, int) else None
        if spec is not None:
            name = str(step)
        if spec and spec.part and place < len(path):
            model = spec.part
    return model, name


def part_at(model: type[Model], path: Path) -> type[Model] | None:
    """The class of what belongs at a path; None where that is no part."""
    holder, name = field_at(model, path)
    spec = fields_of(holder).get(name)
    if not path:
        return None
    if isinstance(path[-1], int):
        return holder if name not in fields_of(holder) or (spec and spec.part is holder) else None
    return spec.part if spec else None
