"""Form values of a record's front matter, and the tree that both a form and a file come down to.

A form's values (`Values`) are plain mappings, lists and texts, as the form's own JSON holds them. Short forms are
written out, single values stand in lists, and what is seldom used lies one step down, under `more`. Items of a list
carry under `row` the number of the row that they were read from, so that they are known again when they have been
moved. What a form cannot show is not among the values.

A `Tree` is what either says once it is stripped of all that means nothing: no `more`, no empty values, no spaces
around. It is a mapping by field name of texts, lists of texts, trees and lists of trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from ...i18n.enum_labels import EnumLabels
from ...model import (
    Activity,
    Agreement,
    Basis,
    Figure,
    FollowUp,
    Model,
    Period,
    Pledge,
    Promise,
    PublicStatement,
    Record,
    Result,
    Signatory,
    Source,
    Target,
)
from ...model.amounts import Measure
from ...model.introspect import FieldKind, FieldSpec, ValueType, fields_of, holds_words
from ...problem import Mark
from ...records.normalise import match_items, normalise, read_enums
from ...yaml.node import Node

Values: TypeAlias = dict[str, Any]
Tree: TypeAlias = dict[str, Any]

BODY = "body"
MORE = "more"
ROW = "row"
# The two sides of a translated text.
ORIGINAL = "original"
WORDS = "words"

# What stands open in the form, in this order; the other fields of these classes lie under `more`.
_OPEN: Mapping[type[Model], tuple[str, ...]] = {
    Pledge: ("title", "period", "summary", "parties", "promises", "sources"),
    Agreement: ("title", "period", "summary", "parties", "sources"),
    FollowUp: ("date", "by", "kind", "covers", "summary", "results", "sources"),
    Promise: ("text", "in_short", "by", "id", "target", "places", "themes", "continues"),
    Result: ("promise", "status", "status_source", "text", "figures"),
    Source: ("id", "publisher", "title", "url", "read"),
    Signatory: ("name", "title", "party"),
    PublicStatement: ("name", "title", "party", "text", "sources"),
    Basis: ("type", "date", "respondents", "note"),
    Activity: ("text", "by", "id", "target", "places"),
    Target: ("compare", "value", "unit", "per"),
    Period: ("start", "end", "open"),
    Figure: ("compare", "value", "unit", "note"),
}
_TRUE = ("true", "yes")


def list_specs(model: type[Model]) -> dict[str, FieldSpec]:
    """The fields of a class that a form shows. The id of a record or a follow-up is the name of its folder or file."""
    is_named = issubclass(model, Record | FollowUp)
    hidden = (*model.unwritten, "id") if is_named else model.unwritten
    return {name: spec for name, spec in fields_of(model).items() if name not in hidden}


def list_shown(model: type[Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class that stand open in a form, and those that lie under `more`."""
    shown = _OPEN.get(model, tuple(list_specs(model)))
    return shown, tuple(name for name in list_specs(model) if name not in shown)


def make_values(model: type[Model], node: Node, labels: EnumLabels) -> Values:
    """The values of a form for a part of a record.

    Args:
        model: the class that it is written in.
        node: the part as written.
        labels: words for the values of closed vocabularies.
    """
    return _make_values(model, read_enums(model, normalise(model, node, lambda text: text), labels))


def _make_values(model: type[Model], node: Node) -> Values:
    values: Values = {}
    for name, spec in list_specs(model).items():
        child = node.mapping.get(name)
        if child is None or _goes_without_saying(model, name, child):
            continue
        value = _make_value(model, name, spec, child)
        if value is not None:
            values[name] = value
    more = {name: values.pop(name) for name in list_shown(model)[1] if name in values}
    return values | ({MORE: more} if more else {})


def _goes_without_saying(model: type[Model], name: str, child: Node) -> bool:
    """Whether a short form implies a value that nobody wants to see: a number in a list, or that a number counts."""
    return child.implied and (name == "id" or (model is Target and child.text in ("count", "recurring")))


def _make_value(model: type[Model], name: str, spec: FieldSpec, child: Node) -> Any:
    """A field's value, or nothing when a form cannot show it."""
    if spec.kind is FieldKind.PART and spec.part:
        return _make_values(spec.part, child) if isinstance(child.value, dict) else None
    if spec.kind is FieldKind.PARTS and spec.part:
        if any(not isinstance(item.value, dict | None) for item in child.items):
            return None
        return [_make_values(spec.part, item) | {ROW: row} for row, item in enumerate(child.items)]
    if spec.kind is FieldKind.LIST:
        texts = [item.text for item in child.items]
        return texts if all(texts) else None
    if spec.kind is FieldKind.FACT and spec.sort is ValueType.TRUTH:
        known = {**dict.fromkeys(_TRUE, True), "false": False, "no": False}
        return known.get(child.text.casefold())
    return child.text or None


def read_values(model: type[Model], values: Values) -> Tree:
    """The tree of what a form shows or sends."""
    more = values.get(MORE)
    flat = values | more if isinstance(more, dict) else values
    tree: Tree = {}
    for name, spec in list_specs(model).items():
        value = _read_value(spec, flat.get(name))
        if value not in (None, "", [], {}):
            tree[name] = value
    if model in (Target, Measure) and "value" in tree and not tree.keys() & {"compare", "kind"}:
        tree["compare"] = "exactly"
    return tree


def _read_value(spec: FieldSpec, value: Any) -> Any:
    if spec.kind is FieldKind.PART and spec.part:
        return read_values(spec.part, value) if isinstance(value, dict) else None
    if spec.kind is FieldKind.PARTS and spec.part:
        given = value if isinstance(value, list) else []
        items = [item for item in given if isinstance(item, dict)]
        read = [read_values(spec.part, item) | _read_row(item) for item in items]
        # What has just been added and not been filled in is nothing yet.
        return [item for item in read if item]
    if spec.kind is FieldKind.LIST:
        given = value if isinstance(value, list) else []
        return [text for text in (_clean(str(item)) for item in given if item is not None) if text]
    if isinstance(value, bool):
        return "true" if value else None
    return None if value is None else _clean(str(value), spec.is_prose)


def _read_row(item: Values) -> Tree:
    row = item.get(ROW)
    return {ROW: row} if isinstance(row, int) and not isinstance(row, bool) else {}


def _clean(text: str, is_prose: bool = False) -> str:
    """A text without what cannot be seen at its ends; only Markdown has lines."""
    if not is_prose:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def clean_body(text: Any) -> str:
    """The words under the front matter, as a form sends them."""
    return _clean(text, is_prose=True) if isinstance(text, str) else ""


def make_translated_values(model: type[Model], facts: Node, words: Node) -> Values:
    """The values of a form for a translation: beside each text of the original, the words for it.

    Args:
        model: the class of both.
        facts: the original as `normalise` shapes it.
        words: the translated file as written.
    """
    words = model.expand(words)
    values: Values = {}
    for name, spec in list_specs(model).items():
        child, said = facts.mapping.get(name), words.mapping.get(name)
        if child is None:
            continue
        if spec.kind is FieldKind.WORDS and child.text:
            values[name] = {ORIGINAL: child.text, WORDS: said.text if said else ""}
        elif spec.kind is FieldKind.PART and spec.part and holds_words(spec.part):
            inner = make_translated_values(spec.part, child, said or _NOTHING)
            values |= {name: inner} if inner else {}
        elif spec.kind is FieldKind.PARTS and spec.part and holds_words(spec.part):
            items = _make_translated_items(spec.part, child, said)
            values |= {name: items} if items else {}
    return values


_NOTHING = Node(Mark(""), {})


def _make_translated_items(model: type[Model], facts: Node, words: Node | None) -> list[Values]:
    found = (words.items or [words]) if words and words.value is not None else []
    items: list[Values] = []
    wordy = 0
    for item, row in zip(facts.items, match_items(model, facts.items, found), strict=True):
        said = found[row] if row is not None else _NOTHING
        names = {name: item.mapping[name].text for name in model.match_by if _is_written(item, name)}
        values = make_translated_values(model, item, said)
        # What is known by its place keeps it, though it has no words.
        if values or not names:
            items.append({**values, **names, ROW: row})
            wordy = len(items) if values else wordy
    return items[:wordy]


def _is_written(item: Node, name: str) -> bool:
    value = item.mapping.get(name)
    return value is not None and not value.implied and bool(value.text)


def read_translated_values(model: type[Model], values: Values) -> Tree:
    """The tree of the words alone that a form of a translation shows or sends."""
    tree: Tree = {}
    for name, spec in list_specs(model).items():
        value = values.get(name)
        read: Any = None
        if spec.kind is FieldKind.WORDS and isinstance(value, dict):
            read = _read_value(spec, value.get(WORDS))
        elif spec.kind is FieldKind.PART and spec.part and isinstance(value, dict):
            read = read_translated_values(spec.part, value)
        elif spec.kind is FieldKind.PARTS and spec.part and isinstance(value, list):
            read = _read_translated_items(spec.part, value)
        if read:
            tree[name] = read
    return tree


def _read_translated_items(model: type[Model], values: list[Any]) -> list[Tree]:
    """Items that have words or stand in the file already; those known by their place keep it."""
    items: list[Tree] = []
    for value in (value for value in values if isinstance(value, dict)):
        names = {name: str(value[name]) for name in model.match_by if value.get(name)}
        items.append(names | read_translated_values(model, value) | _read_row(value))

    def counts(item: Tree) -> bool:
        return ROW in item or any(name not in model.match_by for name in item)

    last = max((place for place, item in enumerate(items) if counts(item)), default=-1)
    return [
        item
        for place, item in enumerate(items)
        if counts(item) or (place < last and not any(name in item for name in model.match_by))
    ]


def drop_rows(tree: Any) -> Any:
    """A tree without the numbers of rows."""
    if isinstance(tree, dict):
        return {name: drop_rows(value) for name, value in tree.items() if name != ROW}
    return [drop_rows(item) for item in tree] if isinstance(tree, list) else tree
