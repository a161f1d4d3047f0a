"""Words of a catalogue (gettext, `.po`), read with Python's standard library alone.

`i18n.catalogue` is what everything else speaks with; this is for what has to work where nothing is installed.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

_LINE = re.compile(r'(?:(?P<key>msgid|msgid_plural|msgstr|msgstr\[[0-9]\]) )?(?P<text>".*")')
_PLURAL = re.compile(r"plural=([^;\n]+)")


class Words(Protocol):
    """What says something in a language: a catalogue, of either kind."""

    def gettext(self, key: str, **values: object) -> str:
        """The words for a key, with `{name}` filled in."""

    def ngettext(self, key: str, number: int, **values: object) -> str:
        """The words for a key in the plural form that a number takes, with `{number}` filled in."""

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""


@dataclass(frozen=True)
class PlainCatalogue:
    """Message catalogue of one file: key → words, in every plural form."""

    _words: Mapping[str, Sequence[str]] = field(repr=False)
    _rule: Callable[[int], int] = field(repr=False)

    def gettext(self, key: str, **values: object) -> str:
        """The words for a key, with `{name}` filled in; a `KeyError` where there are none."""
        words = self._words[key][0]
        return words.format(**values) if values else words

    def ngettext(self, key: str, number: int, **values: object) -> str:
        """The words for a key in the plural form that a number takes, with `{number}` filled in."""
        return self._words[key][self._rule(number)].format(number=number, **values)

    def has(self, key: str) -> bool:
        """Whether there are words for a key."""
        return key in self._words


def read_catalogue(path: Path) -> PlainCatalogue:
    """Read a catalogue that the engine has with it."""
    return parse_catalogue(path.read_text(encoding="utf-8"))


def parse_catalogue(text: str) -> PlainCatalogue:
    """The words of a catalogue. What is written for translators is left out, and so is what has not been translated."""
    words: dict[str, Sequence[str]] = {}
    for entry in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        key = ""
        for line in entry.splitlines():
            if match := _LINE.fullmatch(line.strip()):
                key = match["key"] or key
                parts[key] = parts.get(key, "") + str(ast.literal_eval(match["text"]))
        words[parts.get("msgid", "")] = [value for name, value in parts.items() if name.startswith("msgstr")]
    plural = _PLURAL.search(words.get("", [""])[0])
    return PlainCatalogue(words, gettext.c2py(plural[1] if plural else "n != 1"))
