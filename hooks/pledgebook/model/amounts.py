"""Numbers that promises are made in and followed up by, and their short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..yaml.node import Key, Node
from .base import Id, Line, Model, Number, Truth
from .enums import Compare, FigureKind, Per, TargetKind
from .text import LocalizedText

# The keys that give a number and say in one word how it is meant.
NUMBER_KEYS = {"count": "exactly", "at_least": "at_least", "at_most": "at_most", "about": "about"}
# The keys that give what is aimed at in words, each a kind of target.
_UNIT_KEYS = ("coverage", "event", "level")


def _expand_number(node: Node) -> Node:
    values, keys = dict(node.mapping), dict(node.keys)
    for name, compare in NUMBER_KEYS.items():
        if name in values and "value" not in values:
            number = values.pop(name)
            keys["value"] = keys.pop(name, Key(number.mark, name))
            values["value"] = number
            values.setdefault("compare", number.imply(compare))
    return Node(node.mark, values, keys) if isinstance(node.value, dict) else node


def _shorten_number(fields: Mapping[str, Any]) -> dict[str, Any]:
    name = next((name for name, compare in NUMBER_KEYS.items() if compare == fields.get("compare")), "")
    if not name or "value" not in fields:
        return dict(fields)
    return {name: fields["value"], **{key: fields[key] for key in fields if key not in ("compare", "value")}}


class Target(Model):
    """What a promise can be measured by.

    Short forms: `{count: 200, unit: …}`, `{at_least: 4, unit: …}`, `{about: …}`, `{at_most: …}`, `{coverage: all
    schools}`, `{event: one citizens' forum}`, `{level: zero tolerance}`.
    """

    short_keys: ClassVar[tuple[str, ...]] = (*NUMBER_KEYS, *_UNIT_KEYS)

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
        """The short forms become kind, compare, value and unit."""
        values, keys, per = dict(node.mapping), dict(node.keys), node.mapping.get("per")
        for name in _UNIT_KEYS:
            if name in values and "unit" not in values:
                unit = values.pop(name)
                keys["unit"] = keys.pop(name, Key(unit.mark, name))
                values["unit"] = unit
                values.setdefault("kind", unit.imply(name))
        written = Node(node.mark, values, keys)
        if values.keys() & NUMBER_KEYS.keys() and "value" not in values:
            values.setdefault("kind", written.imply(cls.imply_kind(per.text if per else None)))
        return _expand_number(written) if isinstance(node.value, dict) else node

    @classmethod
    def settle(cls, node: Node) -> Node:
        """The kind of a number, by what it is counted per in whichever language."""
        kind, per = node.mapping.get("kind"), node.mapping.get("per")
        if not kind or not per or not kind.implied or kind.text in _UNIT_KEYS:
            return node
        return node.with_value({**node.mapping, "kind": kind.imply(cls.imply_kind(per.text))})

    @classmethod
    def imply_kind(cls, per: str | None) -> str:
        """The kind of a target that is a number in short form, by what it is counted per."""
        return "count" if per in (None, "period", "unclear") else "recurring"

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> dict[str, Any]:
        """`{count: 200, unit: …}` or `{event: …}`; a kind that is given stays, unless it is what the key says."""
        kind = fields.get("kind")
        if kind in _UNIT_KEYS and "unit" in fields and not fields.keys() & {"compare", "value"}:
            return {kind: fields["unit"], **{key: fields[key] for key in fields if key not in ("kind", "unit")}}
        return _shorten_number(fields)


class Figure(Model):
    """A number that a follow-up gives, with any reservation about it. `several` has no number."""

    short_keys: ClassVar[tuple[str, ...]] = tuple(NUMBER_KEYS)

    compare: Compare | None = None
    value: Number | None = None
    unit: LocalizedText
    kind: FigureKind = FigureKind.DEED
    note: LocalizedText | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """`count: 43` becomes value and compare, as in a target."""
        return _expand_number(node)

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> dict[str, Any]:
        """`{count: 43, unit: …}`, as in a target."""
        return _shorten_number(fields)
