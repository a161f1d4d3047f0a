"""Problems in words: for people at a terminal, one by one or as a whole list, and for machines."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import TextIO

from ..i18n.catalogue import Catalogue
from ..i18n.field_help import describe_field, find_label, list_models
from ..names import Language
from ..problem import Level, Problem
from .quick_fix import list_readings
from .source_lines import SourceLines

_WIDEST = 120
# So many of the allowed values are shown.
_MOST = 12
# So many of the places that one fault shows in are named.
_MOST_PLACES = 3
_INDENT = "    "
# What is said of numbers, each written with a point before its decimals.
_COUNTED = ("status_unmet", "status_met", "status_begun")
_DECIMAL = re.compile(r"^[0-9]+\.[0-9]+(?= |$)")
_LONGEST_LINE = 1_000
# C0 and C1 controls, but for tabs and line ends; and marks of direction (Unicode, UAX 9).
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile(rf"{_UNSEEN.pattern}|\r")
# Select Graphic Rendition, ECMA-48: bold, and the colour that each level has.
_RESET, _BOLD = "\x1b[0m", "\x1b[1m"
_COLOURS = {Level.ERROR: "\x1b[1;31m", Level.WARNING: "\x1b[1;33m", Level.NOTE: "\x1b[1;36m", Level.HINT: "\x1b[1;34m"}


@dataclass(frozen=True, slots=True)
class OutputStyle:
    """How a list is set: its width in letters (0 where lines have no end), and whether it has colours."""

    width: int = 0
    has_colour: bool = False


def find_output_style(stream: TextIO, environment: Mapping[str, str]) -> OutputStyle:
    """The terminal that a stream leads to, with colours if nobody asks to be without (https://no-color.org).

    What leads elsewhere has neither width nor colours: each message stays on one line, as editors read them.
    """
    if not stream.isatty():
        return OutputStyle()
    has_colour = not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return OutputStyle(min(shutil.get_terminal_size().columns, _WIDEST), has_colour)


def render_message(problem: Problem, words: Catalogue) -> str:
    """What was found, then what was meant or is allowed."""
    found = shorten(" ".join(problem.found.split()), 80, placeholder="…")
    allowed = _render_allowed(problem, words)
    values = {"path": problem.mark.path, **problem.details, "allowed": allowed}
    name = f"{problem.family}.{found}"
    values["found"] = _name_field(problem, words) or (words.gettext(name) if words.has(name) else found)
    for name in ("parties", "by"):
        if name in values:
            values[name] = words.join(values[name].split(", "))
    for name in {"found", "target"} & {*values} if problem.code in _COUNTED else ():
        values[name] = _DECIMAL.sub(lambda match: words.number(float(match[0])), values[name])
    if "per" in values:
        values["target"] += " " + words.gettext("per." + values["per"])
    if "places" in values:
        values["places"] = _render_places(values["places"].split("\n"), words)
    for name in ("language", "spoken"):
        if name in values:
            values[f"{name}_name"] = words.name_of(Language(values[name]))
    parts = [words.gettext(f"problem.{problem.code}", **values)]
    if "places" in values and "{places}" not in words.gettext(f"problem.{problem.code}"):
        parts.append(words.gettext("problem.places", number=values["number"], places=values["places"]))
    if problem.suggestion:
        parts.append(words.gettext("problem.suggestion", suggestion=problem.suggestion))
    if "elsewhere" in values:
        parts.append(words.gettext("problem.elsewhere", found=found, elsewhere=values["elsewhere"]))
    # All that is allowed is told if nothing is suggested, and else if it is the few words of a vocabulary.
    is_told = problem.allowed and (problem.family or not problem.suggestion)
    if is_told and "{allowed}" not in words.gettext(f"problem.{problem.code}"):
        parts.append(words.gettext("problem.allowed", allowed=allowed))
    example = _find_example(problem, words)
    if example:
        parts.append(words.gettext("problem.example", example=example))
    return show_hidden(" ".join(parts))


def _find_example(problem: Problem, words: Catalogue) -> str:
    """How a field may be written that is missing or lacks its parts, unless something better is known."""
    if problem.suggestion:
        return ""
    if problem.code == "field_missing" and not problem.allowed and words.has(f"missing.{problem.found}"):
        return words.gettext(f"missing.{problem.found}")
    model = list_models().get(problem.details.get("part_of", ""))
    if problem.code == "value_mapping" and model:
        field = problem.details["field"]
        return "".join(f"{field}: {example}" for example in describe_field(model, field, words).examples[:1])
    return ""


def show_hidden(text: str) -> str:
    """A text whose marks that would move the cursor, ring a bell or turn words round stand as their numbers."""
    return _HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _name_field(problem: Problem, words: Catalogue) -> str:
    """A field that a problem is about, by its key and by what it is called; nothing if not known."""
    holder = list_models().get(problem.details.get("holder", ""))
    label = find_label(holder, problem.found, words) if holder else None
    return words.gettext("problem.field", name=problem.found, label=label) if label else ""


def _render_allowed(problem: Problem, words: Catalogue) -> str:
    named = [_render_term(problem.family, value, words) for value in dict.fromkeys(problem.allowed)]
    if len(named) <= _MOST:
        return words.join(named, "or")
    more = words.number(len(named) - _MOST)
    return words.gettext("problem.more", items=", ".join(named[:_MOST]), number=more)


def _render_places(places: Sequence[str], words: Catalogue) -> str:
    """The first of many places, and how many more there are."""
    more = len(places) - _MOST_PLACES
    if more > 0:
        return words.gettext("problem.more", items=", ".join(places[:_MOST_PLACES]), number=words.number(more))
    return words.join(places)


def _render_term(family: str, value: str, words: Catalogue) -> str:
    return words.gettext("problem.term", word=words.gettext(f"{family}.{value}"), value=value) if family else value


def render_problem(problem: Problem, words: Catalogue) -> str:
    """One line: `path:line:column: error: what was found`, then what was meant or is allowed."""
    level = words.gettext(f"level.{problem.level}")
    return words.gettext(
        "problem.line", place=show_hidden(str(problem.mark)), level=level, message=render_message(problem, words)
    )


def render_report(
    problems: Iterable[Problem], words: Catalogue, sources: SourceLines, style: OutputStyle | None = None
) -> str:
    """The whole list: heaviest first, else as given; each with its line, a caret under the place, and the line mended.

    What is to be pasted is never cut nor broken, however narrow the terminal is.
    """
    style = style or OutputStyle()
    levels = list(Level)
    ordered = sorted(problems, key=lambda problem: levels.index(problem.level))
    groups = groupby(ordered, key=lambda problem: (problem.level, problem.mark.path))
    blocks = ["\n\n".join(_render_block(problem, words, sources, style) for problem in group) for _, group in groups]
    return "\n\n".join(blocks)


def _render_block(problem: Problem, words: Catalogue, sources: SourceLines, style: OutputStyle) -> str:
    lines = _wrap(render_problem(problem, words), style)
    if style.has_colour:
        place, level = str(problem.mark), words.gettext(f"level.{problem.level}")
        lines[0] = lines[0].replace(place, f"{_BOLD}{place}{_RESET}", 1)
        lines[0] = lines[0].replace(f": {level}: ", f": {_COLOURS[problem.level]}{level}{_RESET}: ", 1)
    line = sources.line(problem.mark.path, problem.mark.line)
    if line.strip():
        lines += _point_at(line, problem.mark.column, style)
    if problem.fix:
        lines.append(f"  {words.gettext('problem.corrected')}")
        lines += [f"{_INDENT}{show_hidden(part)}" for part in problem.fix.split("\n")]
    for reading, other in list_readings(problem, sources.lines(problem.mark.path)):
        lines += [f"  {words.gettext('problem.reading', reading=reading)}", f"{_INDENT}{show_hidden(other)}"]
    return "\n".join(lines)


def _wrap(text: str, style: OutputStyle) -> list[str]:
    if not style.width:
        return [text]
    width = max(style.width, 20)
    return textwrap.wrap(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _point_at(line: str, column: int, style: OutputStyle) -> list[str]:
    """A line as wide as the terminal allows, with the place in view, and a caret under it."""
    place = min(column - 1, len(line))
    room = max((style.width or _WIDEST) - len(_INDENT), 20)
    # Of a very long line, only what is shown is looked at.
    shown = _show(line) if len(line) <= _LONGEST_LINE else ""
    if not shown or _width_of(shown) > room:
        start = max(0, min(place - room // 2, len(line) - room + 2))
        before = "…" if start else ""
        cut = _show(line[start : start + room])
        while _width_of(before + cut) > room - 1:
            cut = cut[:-1]
        after = "…" if start + len(cut) < len(line) else ""
        shown, place = before + cut + after, place - start + len(before)
    caret = " " * _width_of(shown[:place]) + "^"
    return [f"{_INDENT}{shown}", f"{_INDENT}{caret}"]


def _show(text: str) -> str:
    """A text with something in the place of each letter that a terminal does not show as itself."""
    return "".join(letter if letter.isprintable() else " " if letter == "\t" else "\ufffd" for letter in text)


def _width_of(text: str) -> int:
    """How many columns of a terminal a text takes: none for marks over letters, two for wide letters."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )


def render_json(problems: Iterable[Problem], words: Catalogue) -> str:
    """One JSON object: `problems`, a list of objects whose names stay the same, and `counts` by level."""
    values = [
        {
            "path": problem.mark.path,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "level": problem.level.value,
            "code": problem.code,
            "message": render_message(problem, words),
            "found": problem.found,
            "allowed": list(problem.allowed),
            "suggestion": problem.suggestion,
            "corrected": problem.fix,
        }
        for problem in problems
    ]
    counts = {level.value: sum(1 for value in values if value["level"] == level.value) for level in Level}
    text = json.dumps({"problems": values, "counts": counts}, ensure_ascii=False, indent=2)
    # The same text to whoever reads JSON, and nothing to a terminal.
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def render_summary(problems: Iterable[Problem], words: Catalogue) -> str:
    """How many problems of each level there are, heaviest first; or that there are none."""
    problems = tuple(problems)
    counts = {level: sum(1 for problem in problems if problem.level is level) for level in Level}
    found = [words.ngettext(f"problems.{level}s", number) for level, number in counts.items() if number]
    return " ".join(found) or words.gettext("problems.none")
