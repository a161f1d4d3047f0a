"""Limits of Markdown: texts that would take Python-Markdown minutes are told of instead of read.

Python-Markdown looks for the end of each bracket, quotation and definition anew, and reads what stands inside another
by calling itself. No text that somebody means comes near any of these limits.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

# A report of thirty pages has a hundred thousand letters.
MAX_LENGTH = 120_000
# How many letters may be passed over in a paragraph, all its brackets taken together, before each finds its end.
MAX_PASSED = 1_000_000
# How many lists and quotations may begin on a line, one inside another.
MAX_DEPTH = 20
MAX_TERMS = 300
# Notes under one mark, and marks of one note.
MAX_NOTES = 100
MAX_LINES = 4_000
MAX_SIGNS = 15_000
_NESTED = re.compile(rf"^[ ]*(?:(?:>|[-*+]|[0-9]{{1,9}}[.)])[ ]*){{{MAX_DEPTH},}}", re.MULTILINE)
_RULES = re.compile(r"[ ]*(?:[-*] *)+")
_TERM = re.compile(r"^ {0,3}\*\[[^\]\n]*\]:", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_NOTE = re.compile(r"\[\^[^\]\n]*\]")
_SIGN = re.compile(r"""["'`*_\[\]<>&{}|\\!:^-]""")
_BRACKET = re.compile(r"\\.|[\[\]()]", re.DOTALL)


class ExcessKind(StrEnum):
    """What there is too much of, by the code of its problem."""

    LENGTH = "text_long"
    LINES = "text_lines"
    SIGNS = "text_signs"
    BRACKETS = "text_brackets"
    DEPTH = "text_deep"
    TERMS = "text_terms"


@dataclass(frozen=True, slots=True)
class Excess:
    """That there is too much of something in a text, how much there may be, and on which line, counted from 0."""

    kind: ExcessKind
    line: int
    limit: int = 0


def find_excess(text: str) -> Excess | None:
    """What keeps a text from being read as Markdown in a moment; None of any text that somebody means."""
    if len(text) > MAX_LENGTH:
        return Excess(ExcessKind.LENGTH, 0, MAX_LENGTH)
    if text.count("\n") > MAX_LINES:
        return Excess(ExcessKind.LINES, MAX_LINES, MAX_LINES)
    if len(_SIGN.findall(text)) > MAX_SIGNS:
        return Excess(ExcessKind.SIGNS, 0, MAX_SIGNS)
    for deep in _NESTED.finditer(text):
        line = text[deep.start() : text.find("\n", deep.start()) % (len(text) + 1)]
        if not _RULES.fullmatch(line):
            return Excess(ExcessKind.DEPTH, text.count("\n", 0, deep.start()), MAX_DEPTH)
    terms = list(_TERM.finditer(text))
    if len(terms) > MAX_TERMS:
        return Excess(ExcessKind.TERMS, text.count("\n", 0, terms[MAX_TERMS].start()), MAX_TERMS)
    notes = Counter(_NOTE.findall(text))
    if notes and max(notes.values()) > MAX_NOTES:
        return Excess(ExcessKind.TERMS, 0, MAX_NOTES)
    start = 0
    for block in _BLANK.split(text):
        if _count_passed(block) > MAX_PASSED:
            return Excess(ExcessKind.BRACKETS, text.count("\n", 0, text.find(block, start)))
        start += len(block)
    return None


def _count_passed(block: str) -> int:
    """How many letters lie between each bracket of a paragraph and its end: for an open one, all that follow."""
    open_at: dict[str, list[int]] = {"]": [], ")": []}
    passed = 0
    for found in _BRACKET.finditer(block):
        match found[0]:
            case "[":
                open_at["]"].append(found.start())
            case "(":
                open_at[")"].append(found.start())
            case "]" | ")" if open_at[found[0]]:
                passed += found.start() - open_at[found[0]].pop()
    return passed + sum(len(block) - place for places in open_at.values() for place in places)
