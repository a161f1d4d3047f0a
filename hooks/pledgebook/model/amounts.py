"""Numbers that promises are made in and followed up by, and their short forms."""

from __future__ import annotations

from typing import ClassVar

from ..yaml.node import Key, Node
from .base import Id, Line, Model, Number, Truth
from .enums import Compare, FigureKind, Per, TargetKind
from .text import LocalizedText

# The keys that give a number and say in one word how it is meant.
_NUMBERS = {"count": "exactly", "at_least": "at_least", "at_most": "at_most", "about": "about"}


def _write_number_out(node: Node) -> Node:
    values, keys = dict(node.mapping), dict(node.keys)
    for name, compare in _NUMBERS.items():
        if name in values and "value" not in values:
            number = values.pop(name)
            keys["value"] = keys.pop(name, Key(number.mark, name))
            values["value"] = number
            values.setdefault("compare", number.imply(compare))
    return Node(node.mark, values, keys) if isinstance(node.value, dict) else node


class Target(Model):
    """What a promise can be measured by.

    Short forms: `{count: 200, unit: …}`, `{at_least: 4, unit: …}`, `{about: …}`, `{at_most: …}`, `{coverage: all
    schools}`, `{event: one citizens' forum}`, `{level: zero tolerance}`.
    """

    short_keys: ClassVar[tuple[str, ...]] = (*_NUMBERS, "coverage", "event", "level")

    kind: TargetKind
    compare: Compare | None = None
    value: Number | None = None
    unit: LocalizedText
    per: Per | None = None
    average: Truth = False
    as_stated: Line | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write the short forms out as kind, compare, value and unit."""
        values = dict(node.mapping)
        keys = dict(node.keys)
        per = values.get("per")
        implied_kind = "recurring" if per and per.text not in ("period", "unclear") else "count"
        for name in ("coverage", "event", "level"):
            if name in values and "unit" not in values:
                unit = values.pop(name)
                keys["unit"] = keys.pop(name, Key(unit.mark, name))
                values["unit"] = unit
                values.setdefault("kind", unit.imply(name))
        written = Node(node.mark, values, keys)
        if values.keys() & _NUMBERS.keys() and "value" not in values:
            values.setdefault("kind", written.imply(implied_kind))
        return _write_number_out(written) if isinstance(node.value, dict) else node


class Figure(Model):
    """A number that a follow-up gives, with any reservation about it. `several` has no number."""

    short_keys: ClassVar[tuple[str, ...]] = tuple(_NUMBERS)

    compare: Compare | None = None
    value: Number | None = None
    unit: LocalizedText
    kind: FigureKind = FigureKind.DEED
    note: LocalizedText | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """Write `count: 43` out as value and compare, as in a target."""
        return _write_number_out(node)
