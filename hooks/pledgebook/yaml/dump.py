"""Dump of plain values as YAML: one thing a line, in the order given, and the same bytes every time.

The files that commands keep (editions, translation memory) are written so; front matter is written by people, and put
into by `edit`.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml

from .characters import CURLY
from .slips import BULLETS

Tree: TypeAlias = dict[str, Any]
# What a text block would hide, or what the strict reader takes for a slip of the hand.
_ODD = re.compile(r"[^\S\n ]|[\x00-\x08\x0b-\x1f\x7f-\x9f]|[ ]+$|\A\s|\s\Z", re.MULTILINE)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand inside it."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


# What the reader takes for a slip of the hand when no quotation marks stand around it.
_SLIP = re.compile(rf"""[{CURLY}"'{BULLETS}-].*|.*[{CURLY}"']""", re.DOTALL)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _SLIP.fullmatch(text) and "\n" not in text else None
    if "\n" in text or _ODD.search(text):
        style = '"' if _ODD.search(text) else "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def render_yaml(tree: Any, heading: str) -> str:
    """A tree of dicts, lists and texts as YAML, under a comment; None is an empty value."""
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    text = yaml.dump(
        tree, Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=1_000_000
    )
    return comment + text
