"""Quick fix: the line as it should have been, where that can be worked out from a problem and its file.

A mended YAML line is offered only if the file can then be read further than before. Nothing is offered on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ..i18n.field_help import list_models
from ..model.introspect import known_keys
from ..model.numbers import guess_amount
from ..problem import Mark, Problem
from ..yaml.reader import parse_page, parse_yaml
from ..yaml.slips import HARD_SPACES

_FIELD = re.compile(r"(?P<start>\s*(?:- +)*[\w.-]+:) +(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"(?P<start>\s*(?:- +)+)(?P<value>\S.*?)\s*")
_CURLY = "“”„‟‘’‚‛"
_QUOTES = ("", '"', "'")
_BRACED = re.compile(r"\{[^{}]*\}")
_BRACKETS = {"[": "]", "{": "}"}


def list_quick_fixes(problem: Problem, lines: Sequence[str]) -> Iterator[str]:
    """The lines that could be pasted over the one where a problem stands, the likeliest first.

    Each may be two lines, when one was missing. Whether it makes the record right is for whoever can read that to find
    out.

    Args:
        problem: what is wrong.
        lines: the whole file, without line ends.
    """
    number = problem.mark.line - 1
    if not 0 <= number < len(lines):
        return
    line = lines[number]
    for mended in _list_ways(problem, line, lines[:number]):
        if mended != line and (problem.code not in _CHECKED or _reads_further(problem, lines, mended)):
            yield mended


def list_readings(problem: Problem, lines: Sequence[str]) -> list[tuple[str, str]]:
    """Where a number can be read in two ways, each with the line that says it and nothing else."""
    number = problem.mark.line - 1
    if problem.code != "number_ambiguous" or not 0 <= number < len(lines):
        return []
    return [(reading, line) for reading in problem.allowed for line in _replace(problem, lines[number], reading)]


def _list_ways(problem: Problem, line: str, above: Sequence[str]) -> Iterator[str]:
    mend = _WAYS.get(problem.code)
    if mend:
        yield from mend(problem, line)
    elif problem.code == "yaml_no_colon":
        yield from _put_colon(line, above)
    elif problem.code == "yaml_indent":
        yield from _indent_as_above(line, above)
    elif problem.suggestion:
        yield from _replace(problem, line, problem.suggestion)


def _replace(problem: Problem, line: str, new: str) -> Iterator[str]:
    """The found text, where it stands, changed for another; quoted as it was, unless it becomes fields."""
    column = problem.mark.column - 1
    for quote in _QUOTES:
        old = f"{quote}{problem.found}{quote}"
        if problem.found and line[column:].startswith(old):
            end = column + len(old)
            after = line[end : end + 1]
            if quote or not (after.isalnum() or after == "_"):
                mark = "" if problem.code == "value_mapping" else quote
                yield f"{line[:column]}{mark}{new}{mark}{line[end:]}"


def _quote(problem: Problem, line: str) -> Iterator[str]:
    """The value of a line between straight quotation marks."""
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    if not match or match["value"][0] in "[{\"'":
        return
    value = match["value"]
    if value[0] in "&*" and re.search(r"[\[{]|^\S+$", value):
        return
    if value[0] in _CURLY and value[-1] in _CURLY:
        value = value[1:-1]
    start = match["start"] if match["start"].endswith(" ") else match["start"] + " "
    yield start + _between_quotes(value)


def _quote_quoted(problem: Problem, line: str) -> Iterator[str]:
    """A text that begins with a word between quotation marks, between other marks as a whole."""
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    if match and match["value"][0] in "\"'":
        yield match["start"] + " " * (not match["start"].endswith(" ")) + _between_quotes(match["value"])


def _list_ids(problem: Problem, line: str) -> Iterator[str]:
    """Ids in a row as a list, or as parts of the list that they already stand in."""
    before = line[: problem.mark.column - 1].rstrip()
    if before.endswith(("[", ",")):
        yield from _replace(problem, line, problem.suggestion.strip("[]"))
    elif not before.endswith("-"):
        yield from _replace(problem, line, problem.suggestion)


def _between_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _straighten(problem: Problem, line: str) -> Iterator[str]:
    """A value between typographic quotation marks, between straight ones."""
    column = problem.mark.column - 1
    if line[column:].startswith(problem.found):
        yield line[:column] + _between_quotes(problem.found[1:-1]) + line[column + len(problem.found) :]


def _close_quote(problem: Problem, line: str) -> Iterator[str]:
    yield line.rstrip() + line[problem.mark.column - 1 : problem.mark.column]


def _close_bracket(problem: Problem, line: str) -> Iterator[str]:
    opened: list[str] = []
    for letter in line[problem.mark.column - 1 :]:
        if letter in _BRACKETS:
            opened.append(_BRACKETS[letter])
        elif opened and letter == opened[-1]:
            opened.pop()
    yield line.rstrip() + "".join(reversed(opened))


def _put_colon(line: str, above: Sequence[str]) -> Iterator[str]:
    """`title A` and `title:A`, when the first word is the name of a field; else the text above goes on in the line."""
    match = re.fullmatch(r"(\s*(?:- +)*)(\w+)(?::| +)(\S.*)", line)
    field = next((found for other in reversed(above) if (found := _FIELD.fullmatch(other))), None)
    if match and match[2] in _known_keys():
        yield f"{match[1]}{match[2]}: {match[3]}"
    elif field:
        start = field["start"]
        yield " " * (len(start) - len(start.lstrip(" -")) + 2) + line.lstrip()


def _spread_tabs(problem: Problem, line: str) -> Iterator[str]:
    indent = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    whole = indent[0] if indent else ""
    yield whole.replace("-\t", "- ").replace("\t", "  ") + line[len(whole) :]


def _soften_spaces(problem: Problem, line: str) -> Iterator[str]:
    before, colon, value = line.partition(":")
    hard = re.compile(f"[{HARD_SPACES}]")
    start = len(value) - len(value.lstrip())
    yield hard.sub(" ", before) + colon + hard.sub(" ", value[:start]) + value[start:]


def _mend_number(problem: Problem, line: str) -> Iterator[str]:
    """A number as it is plainly meant, under the key that says in a word how (`about: 200`); a range as two of them."""
    amounts = guess_amount(problem.found)
    column = problem.mark.column - 1
    key = re.search(r"(\w+):\s*$", line[:column])
    if problem.suggestion or (len(amounts) == 1 and (not amounts[0][0] or (key and key[1] == amounts[0][0]))):
        yield from _replace(problem, line, problem.suggestion or amounts[0][1])
    elif key and key[1] == "count" and len(amounts) == 1:
        word, number = amounts[0]
        start = key.start(1)
        moved = replace(problem, mark=Mark(problem.mark.path, problem.mark.line, column + 1 + len(word) - len(key[1])))
        yield from _replace(moved, f"{line[:start]}{word}{line[key.end(1) :]}", number)
    elif key and key[1] == "count" and amounts:
        yield from _split_range(problem, line, amounts)


def _split_range(problem: Problem, line: str, amounts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A measure between braces as two, one for each end of its range."""
    found = next((part for part in _BRACED.finditer(line) if part.start() < problem.mark.column <= part.end()), None)
    if not found:
        return
    value = rf"count:\s*([\"']?){re.escape(problem.found)}\1"
    parts = [re.sub(value, f"{key}: {number}", found[0], count=1) for key, number in amounts]
    before, after = line[: found.start()], line[found.end() :]
    if re.fullmatch(r"\s*(- +)+", before):
        yield "\n".join(f"{before}{part}{after}" for part in parts)
    elif before.rstrip().endswith(("[", ",")):
        yield f"{before}{', '.join(parts)}{after}"
    else:
        yield f"{before}[{', '.join(parts)}]{after}"


def _put_hyphen(problem: Problem, line: str) -> Iterator[str]:
    column = problem.mark.column - 1
    yield f"{line[:column]}-{line[column + 1 :]}"


def _drop_controls(problem: Problem, line: str) -> Iterator[str]:
    """The line without what cannot be seen; where that parted two words, a space does."""
    shown = "".join(" " if letter.isspace() and letter != "\t" else letter for letter in line)
    yield "".join(letter for letter in shown if letter.isprintable() or letter == "\t").rstrip()


def _put_hyphens(problem: Problem, line: str) -> Iterator[str]:
    if re.fullmatch(r"\s*[-–—]{1,5}\s*", line):
        yield "---"


def _take_single(problem: Problem, line: str) -> Iterator[str]:
    """The one value of a list, without the list."""
    match = re.fullmatch(r"(\s*(?:- +)*[\w.-]+: +)\[\s*([^\[\],]+?)\s*\]\s*", line)
    if match:
        yield match[1] + match[2]


def _add_field(problem: Problem, line: str) -> Iterator[str]:
    """A field that is missing, with the only value it can well have."""
    if len(problem.allowed) != 1:
        return
    column = problem.mark.column - 1
    added = f"{problem.found}: {problem.allowed[0]}"
    before = line[:column]
    if before.rstrip().endswith("{"):
        yield f"{before}{added}, {line[column:]}"
    elif re.fullmatch(r" *(- +)*id: [\w-]+ *", line):
        yield f"{line}\n{' ' * column}{added}"
    elif not before.strip(" -"):
        yield f"{before}{added}\n{' ' * column}{line[column:]}"


def _indent_as_above(line: str, above: Sequence[str]) -> Iterator[str]:
    """The line as far in as its neighbour above, if that is the only place near where it can be read."""
    text = line.lstrip()
    last = next((other for other in reversed(above) if other.strip()), "")
    item = next((other for other in reversed(above) if other.lstrip().startswith("- ")), "")
    glued = re.fullmatch(r"(\s*)-(\w+:.*)", line)
    name = re.match(r"\w+(?=:)", text)
    if glued:
        yield f"{glued[1]}- {glued[2]}"
    elif text.startswith("- ") and item:
        yield " " * (len(item) - len(item.lstrip())) + text
    elif name and name[0] in _known_keys():
        yield " " * (len(last) - len(last.lstrip(" -"))) + text


_WAYS: Mapping[str, Callable[[Problem, str], Iterator[str]]] = {
    "yaml_colon": _quote,
    "yaml_character": _quote,
    "yaml_comment": _quote,
    "yaml_alias": _quote,
    "yaml_tag": _quote,
    "yaml_quote": _close_quote,
    "yaml_bracket": _close_bracket,
    "yaml_after": _quote_quoted,
    "yaml_tab": _spread_tabs,
    "yaml_space": _soften_spaces,
    "yaml_dash": _put_hyphen,
    "quotes_curly": _straighten,
    "control_character": _drop_controls,
    "frontmatter_missing": _put_hyphens,
    "frontmatter_open": _put_hyphens,
    "value_single": _take_single,
    "number_format": _mend_number,
    "id_list": _list_ids,
    "field_missing": _add_field,
}
_CHECKED = {
    *("yaml_colon", "yaml_character", "yaml_alias", "yaml_tag", "yaml_quote", "yaml_bracket", "yaml_no_colon"),
    *("yaml_indent", "yaml_tab", "yaml_space", "yaml_dash", "yaml_comment", "yaml_after"),
}


def _reads_further(problem: Problem, lines: Sequence[str], mended: str) -> bool:
    """Whether a mended line has nothing against it, nor the lines before it anything that they had not already."""
    number = problem.mark.line
    parse = parse_page if problem.mark.path.endswith(".md") else parse_yaml
    before = parse("\n".join(lines), "").problems
    after = parse("\n".join([*lines[: number - 1], mended, *lines[number:]]), "").problems
    known = {(other.mark, other.code) for other in before if other.mark.line < number}
    return all(other.mark.line > number or (other.mark, other.code) in known for other in after)


@cache
def _known_keys() -> frozenset[str]:
    """Every key that may be written in any file."""
    return frozenset(name for model in list_models().values() for name in known_keys(model))
