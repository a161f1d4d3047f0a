"""Formatter of front matter: order, quotes, lists and indents are set, comments and meaning stay.

The concrete syntax (see `yaml.cst`) is put together again; nothing is read into values and written back, so folded
texts keep their lines. What comes out is read and compared with what went in, and only the same facts with the same
comments are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import yaml

from ..i18n.field_help import TRANSLATION
from ..model import Model, Period, Register, Translation
from ..model.dates import split_period
from ..model.introspect import FieldKind, fields_of, known_keys
from ..model.paths import RecordFile
from ..model.register import REGISTER
from ..problem import Level, Problem
from ..yaml.cst import Block, find_comments, parse_cst, read_raw
from ..yaml.page import FENCE, split_page
from ..yaml.reader import even_out, parse_page, parse_yaml
from ..yaml.scalar import STEP, WIDTH, quote


@dataclass(frozen=True, slots=True)
class FormattedPage:
    """A formatted file, or as it was when it cannot be read; then with the reasons.

    Attributes:
        text: the whole file.
        problems: why it was left as it was.
    """

    text: str
    problems: tuple[Problem, ...] = ()


def find_model(path: str) -> type[Model] | None:
    """The class of the model that a file is written in, by its name; None if there is none.

    Args:
        path: the file, from any folder (`2027/pledge.sv.md`).
    """
    if PurePosixPath(path).name == REGISTER:
        return Register
    file = RecordFile.parse(path)
    return file.model if file else None


def format_page(text: str, path: str, model: type[Model]) -> FormattedPage:
    """Format a record's file.

    Args:
        text: the whole file, with Unix line ends.
        path: where it is, for problems; a page ends with `.md`, all else is YAML alone.
        model: the class of the model that it is written in.

    Returns:
        The new text. The words under the front matter are the same but for empty lines at the very end. A file with
        faults in its YAML comes back as it was, with those faults.
    """
    is_page = path.endswith(".md")
    source = parse_page(text, path) if is_page else parse_yaml(text, path)
    faults = tuple(problem for problem in source.problems if problem.level is Level.ERROR)
    if source.node is None or faults:
        return FormattedPage(text, faults or source.problems)
    if not is_page:
        return FormattedPage(_rewrite(text, model, path))
    page = split_page(text)
    assert page is not None
    body = page.body.rstrip("\n")
    front = _rewrite(page.front, model, path)
    return FormattedPage(f"{FENCE}\n{front}{FENCE}\n" + (f"{body}\n" if body.strip() else ""))


def _rewrite(text: str, model: type[Model], path: str) -> str:
    """The new layout of a YAML text, if it says what the old one said; else the old one."""
    before = even_out(text)
    try:
        whole = parse_cst(before)
        if whole is None:
            return text
        after = render_blocks(whole, model)
        comments = [sorted(find_comments(version)) for version in (before, after)]
    except yaml.YAMLError:
        # The reader's parser is written in C, and takes a few things that this one does not.
        return text
    old, new = parse_yaml(before, path), parse_yaml(after, path)
    is_same = old.node and new.node and _settle(old.node.plain()) == _settle(new.node.plain())
    return after if is_same and comments[0] == comments[1] else text


def render_blocks(whole: Block, model: type[Model]) -> str:
    """A YAML text in the usual layout.

    Args:
        whole: the concrete syntax, as `parse_cst` gives it or as edits left it.
        model: the class of the model that it is written in, which gives the order of the fields.
    """
    written = _render_block(whole, model, FieldKind.PART, 0)
    return "".join(f"{line}\n" for line in _trim([*whole.above, *written]))


def _settle(value: object) -> object:
    """A value with its years joined by a hyphen; a dash between them means the same."""
    if isinstance(value, dict):
        return {name: _settle(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_settle(item) for item in value]
    return _join_years(value) if isinstance(value, str) else value


def _join_years(text: str) -> str:
    """A period in its usual form: `2027-2028`, and a dash without spaces between whole dates."""
    pair = split_period(text)
    if not pair:
        return text
    is_years = all(re.fullmatch(r"\d{4}", part) for part in pair)
    return ("-" if is_years else "–").join(pair)


def _trim(lines: Iterable[str]) -> list[str]:
    """Lines without empty ones at the beginning and the end."""
    found = list(lines)
    while found and not found[0].strip():
        found.pop(0)
    while found and not found[-1].strip():
        found.pop()
    return found


def _render_block(block: Block, model: type[Model] | None, kind: FieldKind, indent: int) -> Iterator[str]:
    """The lines of a mapping or a list in block style."""
    parts = block.parts
    if isinstance(block.value, yaml.MappingNode) and kind is not FieldKind.WORDS:
        parts = sorted(parts, key=lambda part: _rank(part.key.value if part.key else "", model))
    for part in parts:
        yield from _render_part(part, model, kind, indent)
    for line in _squeeze(block.below):
        yield " " * indent + line if line else ""


def _render_part(part: Block, model: type[Model] | None, kind: FieldKind, indent: int) -> Iterator[str]:
    pad = " " * indent
    inner, inner_kind = _look_into(model, kind, part.key)
    above = _squeeze([*part.above, *part.behind[1:]])
    if part.key is None and part.is_block:
        first = min(part.parts, key=lambda item: _rank(item.key.value if item.key else "", inner))
        if isinstance(part.value, yaml.MappingNode):
            above += [line for line in [*first.above, *first.behind[1:]] if line]
            first.above, first.behind = [], first.behind[:1]
    yield from (pad + line if line else "" for line in above)
    head = f"{_scalar(part.key, False)}:" if part.key else "-"
    lines = list(_render_value(part, inner, inner_kind, indent, len(head)))
    if part.is_block and part.key is None:
        # An item's first field stands on the line of its hyphen.
        first_line = lines[0].removeprefix(" " * (indent + STEP))
        yield f"{pad}- {first_line}"
        yield from lines[1:]
        return
    lines[0] = f"{pad}{head} {lines[0]}".rstrip()
    if part.behind:
        # Within a text that goes on, a comment would end it.
        last = 0 if part.is_block or lines[0].endswith(("|", ">")) else -1
        lines[last] += f"  {part.behind[0]}"
    yield from lines


def _render_value(part: Block, model: type[Model] | None, kind: FieldKind, indent: int, head: int) -> Iterator[str]:
    """A value's lines; the first one goes on behind the key or the hyphen."""
    node = part.value
    room = WIDTH - indent - head - 1 - (len(part.behind[0]) + 2 if part.behind else 0)
    if isinstance(node, yaml.ScalarNode):
        yield from _render_scalar(node, model, indent)
    elif part.is_block:
        short = _short_list(part, kind, room)
        if short:
            yield short
            return
        if part.key:
            yield ""
        yield from _render_block(part, model, kind, indent + STEP)
    else:
        yield from _render_flow(part, model, kind, indent, room)


def _short_list(part: Block, kind: FieldKind, room: int) -> str:
    """A list of short facts on one line, if it fits and nothing is noted in it."""
    is_plain = isinstance(part.value, yaml.SequenceNode) and kind is FieldKind.LIST and part.key is not None
    noted = part.below or any(item.above or item.behind for item in part.parts)
    if not is_plain or noted:
        return ""
    found = _flow(part.value, None, kind)
    return found if found and len(found) <= room else ""


def _render_scalar(node: yaml.ScalarNode, model: type[Model] | None, indent: int) -> Iterator[str]:
    lines = read_raw(node)
    if node.style in ("|", ">"):
        yield lines[0].rstrip()
        yield from _reindent(lines, indent)
    elif len(lines) == 1:
        yield _join_years_in(_scalar(node, False), model)
    else:
        yield lines[0].strip()
        yield from (" " * (indent + STEP) + line.strip() if line.strip() else "" for line in lines[1:])


def _render_flow(part: Block, model: type[Model] | None, kind: FieldKind, indent: int, room: int) -> Iterator[str]:
    """A collection in brackets: on one line if there is room, else as it stood."""
    raw = read_raw(part.value)
    flow = "" if find_comments("\n".join(raw)) else _flow(part.value, model, kind)
    if flow and (len(flow) <= room or len(raw) == 1):
        yield flow
    else:
        yield raw[0].strip()
        yield from (" " * (indent + STEP) + line.strip() if line.strip() else "" for line in raw[1:])


def _flow(node: yaml.Node, model: type[Model] | None, kind: FieldKind) -> str:
    """A value inside brackets, or nothing when it takes several lines."""
    if isinstance(node, yaml.ScalarNode):
        lines = read_raw(node)
        if len(lines) > 1 or node.style in ("|", ">"):
            return ""
        return _join_years_in(_scalar(node, True), model) if lines[0] else "''"
    if isinstance(node, yaml.SequenceNode):
        items = [_flow(item, model, kind) for item in node.value]
        return f"[{', '.join(items)}]" if all(items) else ""
    pairs = list(node.value)
    if kind is not FieldKind.WORDS:
        pairs.sort(key=lambda pair: _rank(pair[0].value, model))
    fields = []
    for key, value in pairs:
        inner, inner_kind = _look_into(model, kind, key)
        is_empty = isinstance(value, yaml.ScalarNode) and read_raw(value) == [""]
        written = "" if is_empty else _flow(value, inner, inner_kind)
        if not written and not is_empty:
            return ""
        fields.append(f"{_scalar(key, True)}: {written}".rstrip())
    return "{" + ", ".join(fields) + "}"


def _scalar(node: yaml.ScalarNode, inside: bool) -> str:
    """A text on one line, with quotes only where they are needed, be it for other readers of YAML than ours."""
    raw = read_raw(node)[0].strip()
    if node.style not in ("'", '"'):
        return raw
    return quote(node.value, inside) or raw


def _look_into(
    model: type[Model] | None, kind: FieldKind, key: yaml.ScalarNode | None
) -> tuple[type[Model] | None, FieldKind]:
    """What the value under a key is written in: a class of the model, and what it holds."""
    if key is None:
        return model, kind
    spec = fields_of(model).get(key.value) if model else None
    if spec:
        return spec.part, spec.kind
    if key.value == TRANSLATION and kind is FieldKind.PART:
        return Translation, FieldKind.PART
    return None, FieldKind.FACT


def _rank(name: str, model: type[Model] | None) -> float:
    """What to sort keys by: their order in the model, those it does not know last."""
    known = known_keys(model) if model else ()
    if name == TRANSLATION and "summary" in known:
        return known.index("summary") + 0.5
    return known.index(name) if name in known else len(known)


def _join_years_in(written: str, model: type[Model] | None) -> str:
    return _join_years(written) if model is Period else written


def _squeeze(lines: Iterable[str]) -> list[str]:
    """Comments with at most one empty line in a row."""
    found: list[str] = []
    for line in lines:
        if line or not found or found[-1]:
            found.append(line)
    return found


def _reindent(lines: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a block scalar below its own line, moved as one."""
    widths = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    given = re.search(r"[1-9]", lines[0].partition("#")[0])
    base = min(widths, default=0)
    # With a number in its head, the text is so much further in than its key.
    target = indent + (int(given[0]) if given else STEP)
    for line in lines[1:]:
        yield " " * target + line[base:] if line.strip() else ""
