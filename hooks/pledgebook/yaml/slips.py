"""Slips of the hand in YAML: tabs, hard spaces and control characters, and what an author did where PyYAML fails.

Word processors and keyboards put in what cannot be seen, and PyYAML tells of a fault where it notices it, which may be
a line below the one that somebody has to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

import yaml

from ..problem import Mark, Problem
from .characters import CONTROL

# So many faults of YAML in one file are told; whoever has more has pasted something else.
MAX_PROBLEMS = 20
# What stands for the hyphen of a list in texts that were pasted.
BULLETS = "–—•·▪●○◦‣∙\uf0b7"
DASH = re.compile(rf"\s*([{BULLETS}])\s")
HARD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HARD_SPACE = re.compile(f"[{HARD_SPACES}]")
# The indent of a line, its hyphens, and the name of its field with what stands after the colon.
_BEFORE_VALUE = re.compile(rf"[ {HARD_SPACES}]*(?:-[ {HARD_SPACES}]+)*(?:\w+:[ {HARD_SPACES}]+)?")
_INDENT = re.compile(r"[ \t]*(?:-[ \t]+)*")
_COLON_INSIDE = re.compile(r":\s.*:(\s|$)")
# What ends front matter, wherever it stands.
FENCE_INSIDE = re.compile(r"\s*[-–—]{3,}\s*")
_FIELDS = re.compile(r"\s*(?:- +)*[\w.-]+: +[a-z_]+:\s")
_KEY = re.compile(r"\s*([\w.-]+):(\s|$)")
_VALUE = re.compile(r"\s*[\w.-]+: +[^\s|>#]")
_ITEM_KEY = re.compile(r"\s*- +([\w.-]+):(\s|$)")
# The beginning of a value in quotation marks that is not closed on its line.
_OPENED = re.compile(r"(\s*(?:- +)*(?:[\w.-]+: +)?)([\"'])(.*)")
# Where a quotation mark opens a value rather than closing one.
_OPENS_VALUE = re.compile(r"\s*(?:- +)*(?:[\w.-]+: +)?|.*[\[{,:] *")
# A number that something is to be more than.
_COMPARED = re.compile(r">=? *\d")
# Words of PyYAML's messages; the first that stands in one says what it is about.
_YAML_FAULTS = (
    ("block scalar", "yaml_character"),
    ("unknown escape character", "yaml_escape"),
    ("expected escape sequence", "yaml_escape"),
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("while scanning a quoted scalar", "yaml_quote"),
    ("cannot start any token", "yaml_character"),
    ("mapping keys are not allowed", "yaml_character"),
    ("node content", "yaml_commas"),
    ("flow sequence", "yaml_bracket"),
    ("flow mapping", "yaml_bracket"),
    ("alias", "yaml_alias"),
    ("anchor", "yaml_alias"),
    ("tag", "yaml_tag"),
    ("block mapping", "yaml_indent"),
    ("block sequence", "yaml_indent"),
    ("block collection", "yaml_indent"),
    ("expected key", "yaml_indent"),
    ("block entries are not allowed", "yaml_indent"),
)
_MARKS = re.compile(rf"\s*([{BULLETS}*o]|\d+[.)])\s")
_TOLD_AT_BEGINNING = {"yaml_quote", "yaml_bracket", "yaml_no_colon", "yaml_alias"}


def find_slips(text: str, path: str, first_line: int) -> tuple[Problem, ...]:
    """The letters that YAML must not be read with, or reads as something else than the author sees.

    Returns:
        Problems `yaml_tab`, `yaml_space` and `control_character`, at most `MAX_PROBLEMS` of them.
    """
    lines = enumerate(text.split("\n"), first_line)
    return tuple(islice((slip for number, line in lines for slip in _find_in_line(line, path, number)), MAX_PROBLEMS))


def _find_in_line(line: str, path: str, number: int) -> Iterator[Problem]:
    indent, before = _INDENT.match(line), _BEFORE_VALUE.match(line)
    if indent and "\t" in indent[0]:
        yield Problem(Mark(path, number, indent[0].index("\t") + 1), "yaml_tab")
    # It looks like an ordinary space, where YAML counts spaces, as word processors and some keyboards make it.
    hard = _HARD_SPACE.search(before[0]) if before else None
    if hard and line.strip():
        yield Problem(Mark(path, number, hard.start() + 1), "yaml_space")
    for match in CONTROL.finditer(line):
        found = f"U+{ord(match[0]):04X}"
        yield Problem(Mark(path, number, match.start() + 1), "control_character", found=found)


def explain_error(error: yaml.MarkedYAMLError, lines: list[str], path: str, first_line: int) -> Problem:
    """The problem behind an error of PyYAML, at the line that has to be mended."""
    words = f"{error.context or ''} {error.problem or ''}"
    code = next((code for part, code in _YAML_FAULTS if part in words), "yaml_other")
    place = error.problem_mark or error.context_mark
    if (code in _TOLD_AT_BEGINNING or "block scalar" in words) and error.context_mark:
        place = error.context_mark
    found = error.problem_mark
    if code == "yaml_bracket" and found and place and found.line == place.line and found.line < len(lines):
        # It is not the end that is missing where the line goes on.
        if lines[found.line][found.column : found.column + 1] == ",":
            code, place = "yaml_commas", found
        elif lines[found.line][found.column : found.column + 1].strip("]}"):
            code, place = "yaml_no_comma", found
    line, column = (place.line, place.column) if place else (0, 0)
    code, line, column = _find_cause(code, line, column, lines)
    if code == "yaml_character" and line < len(lines) and _COMPARED.match(lines[line], column):
        code = "yaml_compare"
    if code == "yaml_colon" and _FIELDS.match(lines[line]):
        code = "yaml_fields"
    # What is not closed in a last line without an end was probably not all saved.
    if code in _TOLD_AT_BEGINNING and line == len(lines) - 1 and first_line == 1:
        code = "file_cut"
    told = lines[line].strip()[:80] if line < len(lines) else ""
    if code == "yaml_no_hyphen":
        told = told.partition(":")[0]
    return Problem(Mark(path, first_line + line, column + 1), code, found=told)


def _find_cause(code: str, line: int, column: int, lines: list[str]) -> tuple[str, int, int]:
    """What an author did, where YAML only notices what came of it, and perhaps some lines below."""
    for number in (line, line - 1):
        text = lines[number] if 0 <= number < len(lines) else ""
        if FENCE_INSIDE.fullmatch(text):
            return "yaml_fence", number, _count_indent(text)
        dash = _MARKS.match(text)
        if dash:
            return "yaml_dash", number, dash.start(1)
    quote = _find_open_quote(lines, line)
    if quote:
        return "yaml_quote", *quote
    if code == "yaml_indent" and line < len(lines) and _lacks_name(lines, line):
        return "yaml_list_lost", line, _count_indent(lines[line])
    if code == "yaml_indent" and line < len(lines):
        return _find_wrong_indent(line, column, lines)
    if code == "yaml_no_colon" and line < len(lines) and _is_lone_item(lines, line):
        return "yaml_no_hyphen", line, column
    if code != "yaml_colon" or line >= len(lines):
        return code, line, column
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is not None and lines[line].lstrip().startswith("- ") and _VALUE.match(lines[above]):
        return "yaml_list_lost", line, _count_indent(lines[line])
    if _COLON_INSIDE.search(lines[line]):
        return code, line, column
    if above is not None and not re.search(r":(\s|$)", lines[above]):
        code = "yaml_no_hyphen" if _is_lone_item(lines, above) else "yaml_no_colon"
        return code, above, _count_indent(lines[above])
    outside = _find_outside(lines, line)
    number = line if outside is None else outside
    return "yaml_indent", number, _count_indent(lines[number])


def _lacks_name(lines: list[str], line: int) -> bool:
    """Whether a list begins where no field has been named for it, since the one above has its value already."""
    above = next((lines[number] for number in range(line - 1, -1, -1) if lines[number].strip()), "")
    is_inside = not _count_indent(above) or _count_indent(lines[line]) > _count_indent(above)
    return lines[line].lstrip().startswith("- ") and is_inside and _VALUE.match(above) is not None


def _find_wrong_indent(line: int, column: int, lines: list[str]) -> tuple[str, int, int]:
    before = lines[line][:column].strip()
    if before.endswith(('"', "'", "]", "}")):
        return "yaml_after", line, column
    if before.endswith(":") and lines[line][column:].startswith("- "):
        return "yaml_list_beside", line, column
    outside = _find_outside(lines, line)
    if outside is not None:
        return "yaml_indent", outside, _count_indent(lines[outside])
    number = _find_no_hyphen(lines, line)
    if number is not None:
        return "yaml_no_hyphen", number, _count_indent(lines[number])
    return "yaml_indent", line, column


def _find_outside(lines: list[str], line: int) -> int | None:
    """The line above, if it alone stands less far in than those around it; None when that is not why."""
    above = [number for number in range(line) if lines[number].strip()]
    if len(above) < 2 or not _VALUE.match(lines[above[-1]]):
        return None
    indent, outside, before = (_count_indent(lines[number]) for number in (line, above[-1], above[-2]))
    inside = before + 2 * lines[above[-2]].lstrip().startswith("- ")
    return above[-1] if outside < before and inside == indent else None


def _find_open_quote(lines: list[str], last: int) -> tuple[int, int] | None:
    """Where a text in quotation marks begins that goes on to where another one begins, since it was never closed."""
    for number, line in enumerate(lines[:last]):
        opened = _OPENED.match(line)
        if not opened or _find_quote(opened[3], opened[2]) is not None:
            continue
        for other in lines[number + 1 : last + 1]:
            place = _find_quote(other, opened[2])
            if place is not None:
                if not _OPENS_VALUE.fullmatch(other[:place]) or not other[place + 1 : place + 2].strip():
                    return None
                return number, opened.start(2)
    return None


def _find_quote(text: str, quote: str) -> int | None:
    """Where the first quotation mark stands that is not escaped."""
    escaped = r"\\." if quote == '"' else "''"
    found = re.compile(f"(?:{escaped}|[^{quote}])*").match(text)
    place = found.end() if found else 0
    return place if place < len(text) else None


def _find_no_hyphen(lines: list[str], line: int) -> int | None:
    """The line of a list's item that lacks its hyphen, when YAML fails at a line; None when that is not why."""
    indent = _count_indent(lines[line])
    above = [number for number in range(line) if lines[number].strip()]
    block = list(takewhile(lambda number: _count_indent(lines[number]) >= indent, reversed(above)))
    key = _KEY.match(lines[line])
    items = (_ITEM_KEY.match(lines[number]) for number in block if _count_indent(lines[number]) == indent)
    if key and any(item and item[1] == key[1] for item in items):
        return line
    first = block[-1] if block else line
    is_item = lines[line].lstrip().startswith("- ")
    return first if is_item and _count_indent(lines[first]) > indent and _KEY.match(lines[first]) else None


def _is_lone_item(lines: list[str], number: int) -> bool:
    """Whether a line of one word stands beside the items of a list, and so lacks their hyphen."""
    indent = _count_indent(lines[number])
    beside = [other for other in (*reversed(lines[:number]), "") if other.strip()][:1]
    is_word = re.fullmatch(r"\s*[\w-]+\s*", lines[number]) is not None
    return is_word and any(other.startswith(f"{' ' * indent}- ") for other in beside)


def _count_indent(line: str) -> int:
    return len(line) - len(line.lstrip())
