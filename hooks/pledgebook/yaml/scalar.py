"""Scalars and fields as YAML text: quoting, escapes, folded and literal blocks, lists of short texts.

Quotes stand only where a reader of YAML needs them, be it another than ours, which takes every plain scalar for a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

import yaml

from .reader import parse_yaml

WIDTH = 120
STEP = 2
# So long may be what is written on one line by a program; an author's own line may be longer.
ROOM = WIDTH - 20
# Facts that need no quotes although other readers of YAML see numbers, dates and truth values in them.
# A zero that comes first (the code of a municipality) they would lose.
_FACT = re.compile(r"(?!-?0\d)(\d{4}(-\d{2}){0,2}|-?\d+([.,]\d+)?|true|yes|no)")
# What YAML 1.2 takes for a number (https://yaml.org/spec/1.2.2/, 10.3.2), and PyYAML, which reads 1.1, may not.
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+")
_DATE_OR_ID = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z][a-z0-9-]*")
_WORDS_OF_YAML = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def quote(text: str, inside: bool = False, is_fact: bool = False) -> str:
    """A text as a scalar on one line, in double quotes if it needs any.

    Args:
        text: what it is to be read as, by any reader of YAML.
        inside: whether it stands inside brackets.
        is_fact: whether it may look like a number, a date or a truth value without quotes.

    Returns:
        The scalar, or nothing when it takes escapes; see `escape`.
    """
    if is_fact and _FACT.fullmatch(text):
        return text
    if not text.isprintable():
        return ""
    if ":" not in text and _reads_as(text, text, inside) and _is_text(text, inside):
        return text
    quoted = f'"{text}"'
    return quoted if "\\" not in text and _reads_as(quoted, text, inside) else ""


def quote_always(text: str) -> str:
    """A text as a scalar on one line, in double quotes unless it is a date or an id."""
    is_plain = _DATE_OR_ID.fullmatch(text) and text not in _WORDS_OF_YAML
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def escape(text: str) -> str:
    """Any text as a scalar on one line, in double quotes and with escapes."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=1_000_000).strip()


def _is_text(plain: str, inside: bool) -> bool:
    """Whether other readers of YAML too see a text in this, and no number, date or truth value."""
    if _NUMBER.fullmatch(plain):
        return False
    try:
        # Python's own reader takes a question mark inside brackets for the beginning of a key.
        node = yaml.compose(f"[{plain}]" if inside else plain, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if isinstance(node, yaml.SequenceNode):
        (node,) = node.value
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":str")


def _reads_as(written: str, text: str, inside: bool) -> bool:
    """Whether a scalar written in this way is read as this text, with nothing to warn of."""
    line = f"a: [{written}, b]\n" if inside else f"a: {written}\n"
    source = parse_yaml(line, "")
    value = source.node.get(["a"]) if source.node and not source.problems else None
    return value is not None and value.plain() == ([text, "b"] if inside else text)


def render_text(name: str, text: str, indent: int, is_fact: bool) -> Iterator[str]:
    """The lines of a field with a text: on its own line, folded if it is long, line by line if it has lines."""
    pad = " " * indent
    inner = " " * (indent + STEP)
    lines = text.split("\n")
    is_plain = all(line.isprintable() for line in lines) and not text.startswith(" ")
    if len(lines) > 1 and is_plain:
        yield f"{pad}{name}: |-"
        yield from (inner + line if line else "" for line in lines)
    elif len(text) > ROOM - indent and is_plain and "  " not in text:
        yield f"{pad}{name}: >-"
        room = WIDTH - indent - STEP
        yield from (inner + line for line in wrap(text, room, break_long_words=False, break_on_hyphens=False))
    else:
        yield f"{pad}{name}: {quote(text, is_fact=is_fact) or escape(text)}"


def render_list(name: str, texts: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a field with a list of short facts, a single line if they fit."""
    pad = " " * indent
    quoted = [quote(text, inside=True, is_fact=True) for text in texts]
    flow = f"{pad}{name}: [{', '.join(quoted)}]"
    if all(quoted) and len(flow) <= ROOM:
        yield flow
    else:
        yield f"{pad}{name}:"
        yield from (f"{pad}  {render_item(text)}" for text in texts)


def render_item(fact: str) -> str:
    """A fact as an item of a list."""
    return f"- {quote(fact, is_fact=True) or escape(fact)}"
