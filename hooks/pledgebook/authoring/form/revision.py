"""Revision of front matter that somebody has written: the difference between two trees, written into its text.

Only what differs between the trees (see `values`) is written; every other value keeps its letters, and every comment
its place. Comments go with an item that is taken away, since they are about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from ...i18n.field_help import TRANSLATION
from ...model import Figure, Model, Period, Source, Target, Translation
from ...model.amounts import NUMBER_KEYS
from ...model.base import Short
from ...model.introspect import FieldKind, FieldSpec, fields_of, known_keys
from ...yaml.cst import Block, parse_cst
from ...yaml.edit import (
    EditError,
    drop_fields,
    list_items,
    parse_block,
    read_plain,
    replace_value,
    set_items,
    unfold,
)
from ...yaml.scalar import ROOM, STEP, quote, render_item, render_list, render_text
from ..format import render_blocks
from .values import ROW, Tree

# Written anew as a whole when something in them changes, on a line if they fit.
_WHOLE = (Period, Target, Figure)
# Written in their short form; the other classes are easier to go on with when their fields have names.
_SHORT = (*_WHOLE, Source)


def revise(front: str, model: type[Model], old: Tree, new: Tree, keep_rest: bool = False) -> str:
    """The front matter with the difference between two trees in it, formatted.

    Args:
        front: the text between the lines of hyphens.
        model: the class that it is written in.
        old: the tree of the text as it stands.
        new: the tree that it is to say.
        keep_rest: whether items that the new tree lacks stay, as in a translation, where the original has the say.

    Raises:
        EditError: it is not a mapping over lines.
    """
    if not front.strip():
        return "".join(f"{line}\n" for line in _render_fields(model, new, 0))
    whole = parse_cst(front)
    if whole is None:
        raise EditError
    _revise_mapping(whole, model, old, new, keep_rest)
    return render_blocks(whole, model)


def _list_specs(model: type[Model]) -> dict[str, FieldSpec]:
    return fields_of(model) | {TRANSLATION: FieldSpec(FieldKind.PART, Translation)}


def _revise_mapping(part: Block, model: type[Model], old: Tree, new: Tree, keep_rest: bool) -> None:
    if model in _WHOLE or not isinstance(part.value, yaml.MappingNode):
        _rewrite(part, model, new)
        return
    unfold(part)
    specs = _list_specs(model)
    changed = {name for name in specs if old.get(name) != new.get(name)}
    drop_fields(part, changed - new.keys())
    there = {child.key.value: child for child in part.parts if child.key}
    for name, child in there.items():
        if name in changed:
            _revise_value(child, specs[name], old.get(name), new[name], keep_rest)
    added = [name for name in new if name not in there.keys() | {ROW}]
    part.parts += [parse_block(_render_fields(model, {name: new[name]}, 0)) for name in added]
    if not part.parts and part.key is None:
        part.above += part.below
        part.value, part.below = parse_block(["x: {}"]).value, []


def _rewrite(part: Block, model: type[Model], new: Tree) -> None:
    """Write a part anew; what only its author knows the meaning of follows along."""
    unknown: Tree = {}
    if isinstance(part.value, yaml.MappingNode):
        known = known_keys(model)
        unknown = {key.value: read_plain(value) for key, value in part.value.value if key.value not in known}
    # The form has the say of what it can show; the rest of a whole part is written out as it stood.
    replace_value(part, parse_block(_render_part("x", model, new, unknown)))


def _revise_value(part: Block, spec: FieldSpec, old: object, new: object, keep_rest: bool) -> None:
    if spec.kind is FieldKind.PART and spec.part and isinstance(new, dict):
        _revise_mapping(part, spec.part, old if isinstance(old, dict) else {}, new, keep_rest)
    elif spec.kind is FieldKind.PARTS and spec.part and isinstance(new, list):
        _revise_items(part, spec.part, old if isinstance(old, list) else [], new, keep_rest)
    elif isinstance(new, list):
        _revise_list(part, new)
    else:
        replace_value(part, parse_block(render_text("x", str(new), 0, spec.kind is FieldKind.FACT)))


def _revise_list(part: Block, texts: list[str]) -> None:
    """A list of short facts; those that stay keep their comments."""
    noted = part.is_block and any(item.above or item.behind for item in part.parts)
    if not noted:
        replace_value(part, parse_block(render_list("x", texts, 0)))
        return
    known = {item.value.value: item for item in part.parts if isinstance(item.value, yaml.ScalarNode)}
    set_items(part, [known.get(text) or parse_block(["x:", f"  {render_item(text)}"]).parts[0] for text in texts])


def _revise_items(part: Block, model: type[Model], old: Sequence[Tree], new: Sequence[Tree], keep_rest: bool) -> None:
    before = {item[ROW]: item for item in old if ROW in item}
    is_single = not isinstance(part.value, yaml.SequenceNode)
    if is_single and len(new) == 1 and new[0].get(ROW) == 0 and 0 in before:
        _revise_mapping(part, model, before[0], new[0], keep_rest)
        return
    rows = list_items(part)
    items: list[Block] = []
    used: set[int] = set()
    for item in new:
        row = item.get(ROW, -1)
        if row in before and row not in used and row < len(rows):
            used.add(row)
            if before[row] != item:
                _revise_mapping(rows[row], model, before[row], item, keep_rest)
            items.append(rows[row])
        else:
            items.append(_make_item(model, item, spaced=any("" in row.above for row in rows)))
    items += [item for row, item in enumerate(rows) if keep_rest and row not in used]
    if not part.is_block and all(isinstance(item.value, yaml.ScalarNode) for item in items):
        replace_value(part, parse_block(render_list("x", [item.value.value for item in items], 0)))
    else:
        set_items(part, items)


def _make_item(model: type[Model], item: Tree, spaced: bool) -> Block:
    part = parse_block(["x:", *_render_items(model, [_shorten(model, item)], 0)]).parts[0]
    part.above = [""] if spaced else []
    return part


def _shorten(model: type[Model], tree: Tree) -> Short:
    fields = {name: value for name, value in tree.items() if name != ROW}
    return model.shorten(fields) if model in _SHORT else fields


def _render_part(name: str, model: type[Model], tree: Tree, unknown: Tree | None = None) -> Iterator[str]:
    """A part of a record under a key of its own, with what only its author knows the meaning of."""
    short = _shorten(model, tree)
    if isinstance(short, str) and not unknown:
        yield from render_text(name, short, 0, is_fact=True)
        return
    fields = short if isinstance(short, dict) else tree
    flow = _render_flow(model, fields) if model in _WHOLE and not unknown else ""
    yield f"{name}: {flow}".rstrip()
    if not flow:
        yield from _render_fields(model, fields, STEP)
    if unknown:
        written = yaml.safe_dump(unknown, allow_unicode=True, sort_keys=False, width=1_000_000)
        yield from (f"{' ' * STEP}{line}" for line in written.splitlines())


def _render_fields(model: type[Model], tree: Tree, indent: int) -> Iterator[str]:
    """Fields in block style; some may be keys of a short form."""
    specs = _list_specs(model)
    for name, value in tree.items():
        spec = specs.get(name)
        part = spec.part if spec else None
        if name == ROW:
            continue
        if part and isinstance(value, list):
            yield from _render_parts(name, part, value, indent)
        elif part and isinstance(value, dict):
            yield from (f"{' ' * indent}{line}" for line in _render_part(name, part, value))
        elif isinstance(value, list):
            yield from render_list(name, value, indent)
        else:
            yield from render_text(name, str(value), indent, _is_fact(model, name))


def _is_fact(model: type[Model], name: str) -> bool:
    spec = _list_specs(model).get(name)
    return spec.kind is FieldKind.FACT if spec else name in NUMBER_KEYS


def _render_parts(name: str, model: type[Model], items: Sequence[Tree], indent: int) -> Iterator[str]:
    """A list of parts under a key; one target alone needs no list."""
    if len(items) == 1 and model in _WHOLE:
        yield from (f"{' ' * indent}{line}" for line in _render_part(name, model, items[0]))
        return
    shorts = [_shorten(model, item) for item in items]
    texts = [short for short in shorts if isinstance(short, str)]
    if len(texts) == len(shorts):
        yield from render_list(name, texts, indent)
        return
    yield f"{' ' * indent}{name}:"
    yield from _render_items(model, shorts, indent)


def _render_items(model: type[Model], items: Sequence[Short], indent: int) -> Iterator[str]:
    pad = " " * (indent + STEP)
    for item in items:
        if not isinstance(item, dict):
            yield f"{pad}{render_item(str(item))}"
            continue
        flow = _render_flow(model, item) if model in _WHOLE or not item else ""
        lines = [flow] if flow else list(_render_fields(model, item, indent + 2 * STEP))
        yield f"{pad}- {lines[0].lstrip()}"
        yield from lines[1:]


def _render_flow(model: type[Model], tree: Tree) -> str:
    """A small mapping in brackets, or nothing when it does not fit on a line."""
    texts = {
        name: quote(value, inside=True, is_fact=_is_fact(model, name)) if isinstance(value, str) else ""
        for name, value in tree.items()
    }
    flow = "{" + ", ".join(f"{name}: {text}" for name, text in texts.items()) + "}"
    return flow if all(texts.values()) and len(flow) <= ROOM else ""
