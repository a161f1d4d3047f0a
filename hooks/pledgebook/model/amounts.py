"""Numbers that promises are made in and followed up by, and their short forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import model_validator

from ..yaml.node import Key, Node
from .base import Count, Id, Line, Model, Number, Short, Truth
from .enums import Compare, FigureKind, Per, TargetKind
from .text import LocalizedText

# The keys that give a number and say in one word how it is meant.
NUMBER_KEYS = {"count": "exactly"} | {name: name for name in ("at_least", "at_most", "about", "more_than")}
# The keys that give what is aimed at in words, each a kind of target.
_UNIT_KEYS = {name: name for name in ("coverage", "event", "level")}


def _expand_key(node: Node, names: Mapping[str, str], field: str, said: str) -> Node:
    """A short form with its key as the field that it gives, and with what the key says in another."""
    values, keys = dict(node.mapping), dict(node.keys)
    for name, meaning in names.items():
        if name in values and field not in values:
            value = values[field] = values.pop(name)
            keys[field] = keys.pop(name, Key(value.mark, name))
            values.setdefault(said, value.imply(meaning))
    return Node(node.mark, values, keys) if isinstance(node.value, dict) else node


def _shorten_number(fields: Mapping[str, Any]) -> dict[str, Any]:
    name = next((name for name, compare in NUMBER_KEYS.items() if compare == fields.get("compare")), "")
    if not name or "value" not in fields:
        return dict(fields)
    return {name: fields["value"], **{key: fields[key] for key in fields if key not in ("compare", "value")}}


class Amount(Model):
    """A number, and how it is meant. Short forms: `{count: 200}`, `{at_least: 4}`, `{more_than: …}`, `{about: …}`."""

    short_keys: ClassVar[tuple[str, ...]] = tuple(NUMBER_KEYS)

    compare: Compare | None = None
    value: Number | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """`at_least: 43` becomes value and compare."""
        return _expand_key(super().expand(node), NUMBER_KEYS, "value", "compare")

    @classmethod
    def shorten(cls, fields: Mapping[str, Any]) -> Short:
        """`{at_least: 43, …}`, or the shortest form that the class has besides."""
        return _shorten_number(fields) if "compare" in fields else super().shorten(fields)


class Tally(Amount):
    """How many people or things there were, in whole numbers. Short form: the number alone."""

    short_field: ClassVar[str] = "value"

    value: Count

    def __str__(self) -> str:
        """`412`, or `at_least 412`: as one value, so that a number says in a snapshot what it always has."""
        exact = self.compare in (None, Compare.EXACTLY)
        return str(self.value) if exact else f"{self.compare} {self.value}"

    @model_validator(mode="before")
    @classmethod
    def parse(cls, value: Any) -> Any:
        """Read it back from what `str` gives."""
        compare, _, number = value.rpartition(" ") if isinstance(value, str) else ("", "", "")
        return {"value": number, **({"compare": compare} if compare else {})} if number else value


class Measure(Amount):
    """A number of something: of a part, or how long each is."""

    match_by: ClassVar[tuple[str, ...]] = ()

    unit: LocalizedText

    @property
    def is_share(self) -> bool:
        """Whether it is so many of a hundred, which its unit begins by saying."""
        return next(iter(self.unit.root.values())).startswith("%")


class Target(Measure):
    """What a promise can be measured by.

    Short forms: `{count: 200, unit: …}`, `{at_least: 4, unit: …}`, `{compare: several, unit: …}` without a number,
    `{coverage: all schools}`, `{event: one citizens' forum}`, `{level: zero tolerance}`. `likewise` are places that
    the corresponding number holds for, whatever it is.
    """

    short_keys: ClassVar[tuple[str, ...]] = (*NUMBER_KEYS, *_UNIT_KEYS)
    match_by: ClassVar[tuple[str, ...]] = ("id",)
    after: ClassVar[Mapping[str, str]] = {"compare": "kind", "value": "compare", "unit": "value"}

    kind: TargetKind
    per: Per | None = None
    average: Truth = False
    each: Measure | None = None
    of_which: tuple[Measure, ...] = ()
    places: tuple[Id, ...] = ()
    likewise: tuple[Id, ...] = ()
    as_stated: Line | None = None
    id: Id | None = None

    @classmethod
    def expand(cls, node: Node) -> Node:
        """The short forms become kind, compare, value and unit."""
        per, keys = node.mapping.get("per"), node.mapping.keys()
        is_number = "compare" in keys or ("value" not in keys and keys & NUMBER_KEYS)
        written = _expand_key(node, _UNIT_KEYS, "unit", "kind")
        if is_number and "kind" not in written.mapping:
            kind = written.imply(cls.imply_kind(per.text if per else None))
            written = written.with_value({**written.mapping, "kind": kind})
        return super().expand(written)

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
    def shorten(cls, fields: Mapping[str, Any]) -> Short:
        """`{count: 200, unit: …}` or `{event: …}`; a kind that is given stays, unless it is what the key says."""
        kind = fields.get("kind")
        if kind in _UNIT_KEYS and "unit" in fields and not fields.keys() & {"compare", "value"}:
            return {kind: fields["unit"], **{key: fields[key] for key in fields if key not in ("kind", "unit")}}
        return super().shorten(fields)


class Figure(Measure):
    """A number that a follow-up gives, with any reservation about it. `several` has no number."""

    match_by: ClassVar[tuple[str, ...]] = ("id",)

    per: Per | None = None
    of_which: tuple[Measure, ...] = ()
    places: tuple[Id, ...] = ()
    kind: FigureKind = FigureKind.DEED
    note: LocalizedText | None = None
    id: Id | None = None
