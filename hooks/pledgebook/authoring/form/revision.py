"""Puts what a form says into front matter that somebody has written, and leaves what it does not say anew.

Only what differs between two trees (see `values`) is written; every other value keeps its letters, and every comment
its place. Comments go with an item that is taken away, since they are about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

import yaml

from ...i18n.field_help import TRANSLATION
from ...model import Figure, Model, Period, Source, Target, Translation
from ...model.enums import Compare, TargetKind
from ...model.introspect import FieldKind, FieldSpec, fields_of, known_keys
from ...yaml.cst import Block, find_comments, parse_cst, read_raw
from ..format import WIDTH, quote, render_parts
from .values import ROW, Tree

_STEP = 2
_ROOM = WIDTH - 20
# Written anew as a whole when something in them changes, in their shortest form.
_WHOLE = (Period, Target, Figure)
_NUMBERS = {Compare.EXACTLY: "count", Compare.AT_LEAST: "at_least", Compare.AT_MOST: "at_most", Compare.ABOUT: "about"}
_BARE = (TargetKind.COVERAGE, TargetKind.EVENT, TargetKind.LEVEL)
# What the short forms give words by.
_WORDS = ("coverage", "event", "level")
# Facts that need no quotes although other readers of YAML see numbers, dates and truth values in them.
_PLAIN = re.compile(r"\d{4}(-\d{2}){0,2}|-?\d+([.,]\d+)?|true|yes|no")
_SEQUENCE = "tag:yaml.org,2002:seq"


class RevisionError(ValueError):
    """The front matter is written in a way that nothing can safely be put into."""


def revise(front: str, model: type[Model], old: Tree, new: Tree, keep_rest: bool = False) -> str:
    """Front matter with the difference between two trees written into it, in the usual layout.

    Args:
        front: the text between the lines of hyphens.
        model: the class that it is written in.
        old: the tree of the text as it stands.
        new: the tree that it is to say.
        keep_rest: whether items that the new tree lacks stay, as in a translation, where the original has the say.

    Raises:
        RevisionError: it is not a mapping over lines.
    """
    if not front.strip():
        return "".join(f"{line}\n" for line in _write_fields(model, new, 0))
    whole = parse_cst(front)
    if whole is None:
        raise RevisionError
    _revise_mapping(whole, model, old, new, keep_rest)
    return render_parts(whole, model)


def _shapes(model: type[Model]) -> dict[str, FieldSpec]:
    return fields_of(model) | {TRANSLATION: FieldSpec(FieldKind.PART, Translation)}


def _revise_mapping(part: Block, model: type[Model], old: Tree, new: Tree, keep_rest: bool) -> None:
    if model in _WHOLE or not isinstance(part.value, yaml.MappingNode):
        _rewrite(part, model, new)
        return
    if not part.is_block:
        _unfold(part, part.value)
    shapes = _shapes(model)
    kept: list[Block] = []
    loose: list[str] = []
    for child in part.parts:
        name = child.key.value if child.key else ""
        if name in shapes and old.get(name) != new.get(name):
            if name not in new:
                loose += _collect_comments(child)
                continue
            _revise_value(child, shapes[name], old.get(name), new[name], keep_rest)
        child.above[:0] = loose
        loose = []
        kept.append(child)
    part.below[:0] = loose
    there = {child.key.value for child in kept if child.key}
    part.parts = kept + [_make_field(model, name, new[name]) for name in new if name not in there | {ROW}]
    if not part.parts and part.key is None:
        part.above += part.below
        part.value, part.below = _parse(["x: {}"]).parts[0].value, []


def _unfold(part: Block, mapping: yaml.MappingNode) -> None:
    """Take a mapping out of its brackets; each of its values stays as it was written."""
    part.above = [*part.above, *find_comments("\n".join(read_raw(mapping)))]
    part.parts = [Block(-1, -1, key, value) for key, value in mapping.value]
    part.value = yaml.MappingNode(mapping.tag, mapping.value, flow_style=False)


def _collect_comments(part: Block) -> list[str]:
    """Every comment above, behind and inside a part."""
    found = [*part.above, *part.behind]
    if not part.is_block and isinstance(part.value, yaml.CollectionNode):
        found += find_comments("\n".join(read_raw(part.value)))
    for inner in part.parts:
        found += _collect_comments(inner)
    return [line for line in [*found, *part.below] if line]


def _replace(part: Block, fresh: Block) -> None:
    """Give a part another value; comments that stood within the old one come to stand above."""
    within = Block(part.line, part.column, None, part.value, parts=part.parts, below=part.below)
    part.above = [*part.above, *_collect_comments(within)]
    part.value, part.parts, part.below = fresh.value, fresh.parts, []


def _rewrite(part: Block, model: type[Model], new: Tree) -> None:
    """Write a part anew; what only its author knows the meaning of follows along."""
    unknown: Tree = {}
    if isinstance(part.value, yaml.MappingNode):
        known = known_keys(model)
        unknown = {key.value: _read_plain(value) for key, value in part.value.value if key.value not in known}
    # The form has the say of what it can show; the rest of a whole part is written out as it stood.
    _replace(part, _parse(_write_item(model, new, unknown)).parts[0])


def _read_plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _read_plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_read_plain(item) for item in node.value]
    return str(node.value)


def _revise_value(part: Block, shape: FieldSpec, old: object, new: object, keep_rest: bool) -> None:
    if shape.kind is FieldKind.PART and shape.part and isinstance(new, dict):
        _revise_mapping(part, shape.part, old if isinstance(old, dict) else {}, new, keep_rest)
    elif shape.kind is FieldKind.PARTS and shape.part and isinstance(new, list):
        _revise_items(part, shape.part, old if isinstance(old, list) else [], new, keep_rest)
    elif isinstance(new, list):
        _revise_list(part, new)
    else:
        _replace(part, _parse(_write_text("x", str(new), 0, shape.kind is FieldKind.FACT)).parts[0])


def _revise_list(part: Block, texts: list[str]) -> None:
    """A list of short facts; those that stay keep their comments."""
    noted = part.is_block and any(item.above or item.behind for item in part.parts)
    if not noted:
        _replace(part, _parse(_write_list("x", texts, 0)).parts[0])
        return
    known = {item.value.value: item for item in part.parts if isinstance(item.value, yaml.ScalarNode)}
    fresh = {text: _parse(["x:", f"  - {_write_short(text, True)}"]).parts[0].parts[0] for text in texts}
    _set_items(part, [known.get(text, fresh[text]) for text in texts])


def _set_items(part: Block, items: Sequence[Block]) -> None:
    part.parts = list(items)
    part.value = yaml.SequenceNode(_SEQUENCE, [item.value for item in items], flow_style=False)


def _revise_items(part: Block, model: type[Model], old: Sequence[Tree], new: Sequence[Tree], keep_rest: bool) -> None:
    before = {item[ROW]: item for item in old if ROW in item}
    is_single = not isinstance(part.value, yaml.SequenceNode)
    if is_single and len(new) == 1 and new[0].get(ROW) == 0 and 0 in before:
        _revise_mapping(part, model, before[0], new[0], keep_rest)
        return
    rows = _list_rows(part)
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
        _replace(part, _parse(_write_list("x", [item.value.value for item in items], 0)).parts[0])
        return
    if not part.is_block:
        part.above = [*part.above, *_collect_comments(Block(0, 0, None, part.value))]
    _set_items(part, items)


def _list_rows(part: Block) -> list[Block]:
    """The items under a key, also when they are written in brackets or there is only one and no list."""
    if isinstance(part.value, yaml.SequenceNode):
        return part.parts if part.is_block else [Block(-1, -1, None, item) for item in part.value.value]
    if isinstance(part.value, yaml.ScalarNode) and not part.value.value:
        return []
    inner = Block(-1, -1, None, part.value, parts=part.parts, below=part.below)
    part.parts, part.below = [], []
    return [inner]


def _make_field(model: type[Model], name: str, value: object) -> Block:
    return _parse(_write_field(_shapes(model)[name], name, value, 0)).parts[0]


def _make_item(model: type[Model], item: Tree, spaced: bool) -> Block:
    part = _parse(_write_items("x", model, [item], 0, is_list=True)).parts[0].parts[0]
    part.above = [""] if spaced else []
    return part


def _parse(lines: Iterable[str]) -> Block:
    whole = parse_cst("".join(f"{line}\n" for line in lines))
    assert whole is not None
    return whole


def _write_item(model: type[Model], new: Tree, unknown: Tree) -> Iterator[str]:
    """A part of a record under a key of its own."""
    short = _shorten(model, new)
    if isinstance(short, str) and not unknown:
        yield from _write_text("x", short, 0, is_fact=True)
        return
    tree = short if isinstance(short, dict) else new
    flow = _write_flow(model, tree) if model in _WHOLE and not unknown else ""
    if flow:
        yield f"x: {flow}"
        return
    yield "x:"
    yield from _write_tree(model, tree, _STEP)
    if unknown:
        written = yaml.safe_dump(unknown, allow_unicode=True, sort_keys=False, width=1_000_000)
        yield from (f"{' ' * _STEP}{line}" for line in written.splitlines())


def _write_fields(model: type[Model], tree: Tree, indent: int) -> Iterator[str]:
    """The fields of a class, in block style."""
    shapes = _shapes(model)
    for name, value in tree.items():
        if name != ROW:
            yield from _write_field(shapes[name], name, value, indent)


def _write_tree(model: type[Model], tree: Tree, indent: int) -> Iterator[str]:
    """The fields of a part, of which some may be keys of a short form."""
    known = {name: value for name, value in tree.items() if name in _shapes(model)}
    for name, value in tree.items():
        if name in known:
            yield from _write_fields(model, {name: value}, indent)
        elif name != ROW:
            yield from _write_text(name, str(value), indent, name not in _WORDS)


def _write_field(shape: FieldSpec, name: str, value: object, indent: int) -> Iterator[str]:
    if shape.part and isinstance(value, list):
        yield from _write_items(name, shape.part, value, indent)
    elif shape.part and isinstance(value, dict):
        lines = list(_write_item(shape.part, value, {}))
        pad = " " * indent
        yield f"{pad}{name}:{lines[0].removeprefix('x:')}"
        yield from (pad + line for line in lines[1:])
    elif isinstance(value, list):
        yield from _write_list(name, value, indent)
    else:
        yield from _write_text(name, str(value), indent, shape.kind is FieldKind.FACT)


def _write_items(
    name: str, model: type[Model], items: Sequence[Tree], indent: int, is_list: bool = False
) -> Iterator[str]:
    """A list of parts; one target alone needs no list."""
    pad = " " * indent
    if len(items) == 1 and model in _WHOLE and not is_list:
        lines = list(_write_item(model, items[0], {}))
        yield f"{pad}{name}:{lines[0].removeprefix('x:')}"
        yield from (pad + line for line in lines[1:])
        return
    shorts = [_shorten(model, item) for item in items]
    if all(isinstance(short, str) for short in shorts) and not is_list:
        yield from _write_list(name, [str(short) for short in shorts], indent)
        return
    yield f"{pad}{name}:"
    for short in shorts:
        if isinstance(short, str):
            yield f"{pad}  - {_write_short(short, True)}"
            continue
        flow = _write_flow(model, short) if model in _WHOLE or not short else ""
        lines = [f"{pad}    {flow}"] if flow else list(_write_tree(model, short, indent + 2 * _STEP))
        yield f"{pad}  - {lines[0].lstrip()}"
        yield from lines[1:]


def _shorten(model: type[Model], tree: Tree) -> Tree | str:
    """A part in its shortest form, which may be a text."""
    fields = {name: value for name, value in tree.items() if name != ROW}
    if model is Period:
        return _shorten_period(fields)
    if model in (Target, Figure):
        return _shorten_number(fields)
    return str(fields["id"]) if model is Source and fields.keys() == {"id"} else fields


def _shorten_period(fields: Tree) -> Tree | str:
    start, end = fields.get("start"), fields.get("end")
    if fields.keys() == {"start", "end"}:
        if start == end:
            return str(start)
        if re.fullmatch(r"\d{4}", str(start)) and re.fullmatch(r"\d{4}", str(end)):
            return f"{start}-{end}"
    if fields.get("open") and not end:
        return {name: value for name, value in fields.items() if name != "open"} | {"end": "open"}
    return fields


def _shorten_number(fields: Tree) -> Tree:
    kind, compare = fields.get("kind"), fields.get("compare")
    if kind in _BARE and not fields.keys() & {"compare", "value"} and "unit" in fields:
        return {kind: fields["unit"]} | {name: value for name, value in fields.items() if name not in ("kind", "unit")}
    if compare in _NUMBERS and "value" in fields:
        number = {_NUMBERS[Compare(str(compare))]: fields["value"]}
        return number | {name: value for name, value in fields.items() if name not in ("compare", "value")}
    return fields


def _write_flow(model: type[Model], tree: Tree) -> str:
    """A small mapping in brackets, or nothing when it does not fit on a line."""
    shapes = _shapes(model)
    texts: dict[str, str] = {}
    for name, value in tree.items():
        is_fact = shapes[name].kind is FieldKind.FACT if name in shapes else name not in _WORDS
        texts[name] = _quote(value, is_fact, inside=True) if isinstance(value, str) else ""
    flow = "{" + ", ".join(f"{name}: {text}" for name, text in texts.items()) + "}"
    return flow if all(texts.values()) and len(flow) <= _ROOM else ""


def _quote(text: str, is_fact: bool, inside: bool = False) -> str:
    return text if is_fact and _PLAIN.fullmatch(text) else quote(text, inside)


def _write_list(name: str, texts: Sequence[str], indent: int) -> Iterator[str]:
    """A list of short texts, on one line if they fit."""
    pad = " " * indent
    quoted = [_quote(text, is_fact=True, inside=True) for text in texts]
    flow = f"{pad}{name}: [{', '.join(quoted)}]"
    if all(quoted) and len(flow) <= _ROOM:
        yield flow
    else:
        yield f"{pad}{name}:"
        yield from (f"{pad}  - {_write_short(text, True)}" for text in texts)


def _write_text(name: str, text: str, indent: int, is_fact: bool) -> Iterator[str]:
    """A field with a text: on its own line, folded if it is long, line by line if it has lines."""
    pad = " " * indent
    inner = " " * (indent + _STEP)
    lines = text.split("\n")
    is_plain = all(line.isprintable() for line in lines) and not text.startswith(" ")
    if len(lines) > 1 and is_plain:
        yield f"{pad}{name}: |-"
        yield from (inner + line if line else "" for line in lines)
    elif len(text) > _ROOM - indent and is_plain and "  " not in text:
        yield f"{pad}{name}: >-"
        room = WIDTH - indent - _STEP
        yield from (inner + line for line in wrap(text, room, break_long_words=False, break_on_hyphens=False))
    else:
        yield f"{pad}{name}: {_write_short(text, is_fact)}"


def _write_short(text: str, is_fact: bool) -> str:
    """A text on one line, whatever it takes."""
    written = _quote(text, is_fact)
    return written or yaml.safe_dump(text, default_style='"', allow_unicode=True, width=1_000_000).strip()
