"""Quick fix: the line as it should have been, where that can be worked out from a problem and its file.

Which of them makes the record right is found out where records are checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..markdown.render import PARTED_LINK
from ..model.numbers import guess_amount
from ..problem import Mark, Problem
from ..yaml.characters import clean_line
from .yaml_fixes import YAML_FIXES, YAML_FIXES_BY_LINES, put_quotes

_QUOTES = ("", '"', "'")
_BRACED = re.compile(r"\{[^{}]*\}")
_CHARACTERS = (
    *("character_hidden", "character_turned", "character_joined", "character_foreign"),
    *("characters_garbled", "space_odd"),
)
# What can be read in two ways.
_TWO_WAYS = ("number_ambiguous", "period_two_ways")


def list_quick_fixes(problem: Problem, lines: Sequence[str]) -> Iterator[str]:
    """The lines that could be pasted over the one where a problem stands, the likeliest first.

    Each may be two lines, when one was missing. Whether it makes the record right is for whoever can read that to find
    out.
    """
    number = problem.mark.line - 1
    if not 0 <= number < len(lines):
        return
    line = lines[number]
    by_lines, alone = _FIXES_BY_LINES.get(problem.code), _FIXES.get(problem.code)
    if by_lines:
        ways = by_lines(problem, line, lines[:number])
    elif alone:
        ways = alone(problem, line)
    else:
        ways = _replace(problem, line, problem.suggestion) if problem.suggestion else iter(())
    yield from (mended for mended in ways if mended != line)


def list_readings(problem: Problem, lines: Sequence[str]) -> list[tuple[str, str]]:
    """Where a number or a period can be read in two ways, each with the line that says it and nothing else."""
    number = problem.mark.line - 1
    if problem.code not in _TWO_WAYS or not 0 <= number < len(lines):
        return []
    return [(reading, line) for reading in problem.allowed for line in _replace(problem, lines[number], reading)]


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


def _put_result(problem: Problem, line: str) -> Iterator[str]:
    """A result whose promise stands as a key, with the fields that it has."""
    column = problem.mark.column - 1
    if line[column:].rstrip() == problem.found:
        before = line[:column] if line[:column].rstrip().endswith("-") else f"{line[:column]}- "
        yield before + problem.suggestion


def _move_inside(problem: Problem, line: str, above: Sequence[str]) -> Iterator[str]:
    """A field as far in as the one above, or as those of the item above."""
    for other in reversed(above):
        if other.strip():
            yield " " * (len(other) - len(other.lstrip(" -"))) + line.lstrip()
            break
    item = next((other for other in reversed(above) if other.lstrip().startswith("- ")), "")
    yield " " * (len(item) - len(item.lstrip(" -"))) + line.lstrip()


def _unbrace(problem: Problem, line: str) -> Iterator[str]:
    column = problem.mark.column - 1
    end = line.find("}", column)
    if problem.suggestion and line[column : column + 1] == "{" and end > 0:
        yield line[:column] + problem.suggestion + line[end + 1 :]


def _begin_item(problem: Problem, line: str) -> Iterator[str]:
    """A field by its id as an item of a list."""
    column = problem.mark.column - 1
    if line[column:].rstrip() == f"{problem.found}:":
        yield line[:column] + problem.suggestion


def _drop_item(problem: Problem, line: str) -> Iterator[str]:
    """A list in brackets without what stands in it twice."""
    before, rest = line[: problem.mark.column - 1], line[problem.mark.column - 1 :]
    item = re.match(rf"([\"']?){re.escape(problem.found)}\1\s*(,?)\s*", rest)
    if item and item[2]:
        yield before + rest[item.end() :]
    elif item and before.rstrip().endswith(","):
        yield before.rstrip()[:-1] + rest[item.end() :]


def _list_ids(problem: Problem, line: str) -> Iterator[str]:
    """Ids in a row as a list, or as parts of the list that they already stand in."""
    before = line[: problem.mark.column - 1].rstrip()
    if before.endswith(("[", ",")):
        yield from _replace(problem, line, problem.suggestion.strip("[]"))
    elif not before.endswith("-"):
        yield from _replace(problem, line, problem.suggestion)


def _mend_number(problem: Problem, line: str) -> Iterator[str]:
    """A number as it is plainly meant, under the key that says in a word how (`about: 200`); a range as two of them."""
    amounts = guess_amount(problem.found)
    column = problem.mark.column - 1
    key = re.search(r"(\w+):\s*$", line[:column])
    if problem.suggestion or (len(amounts) == 1 and (not amounts[0][0] or (key and key[1] == amounts[0][0]))):
        for mended in _replace(problem, line, problem.suggestion or amounts[0][1]):
            yield mended
            # What is counted, said anew, goes for how it was said after.
            end = column + len(problem.suggestion)
            yield mended[:end] + re.sub(r",\s*unit:[^,}]+", "", mended[end:], count=1)
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


def _fill_spaces(problem: Problem, line: str) -> Iterator[str]:
    if problem.found in line:
        yield line.replace(problem.found, problem.found.replace(" ", "%20"))


def _put_address(problem: Problem, line: str) -> Iterator[str]:
    if problem.suggestion and problem.found in line:
        yield line.replace(f"({problem.found}", f"({problem.suggestion}", 1)


def _join_link(problem: Problem, line: str) -> Iterator[str]:
    """A link whose words and address stand apart, or have got each other's brackets."""
    if problem.found in line:
        yield line.replace(problem.found, PARTED_LINK.sub(r"[\1\3](\2\4)", problem.found), 1)


_MARKED = (("b|strong", "**"), ("i|em", "*"), ("code", "`"))


def _put_markdown(problem: Problem, line: str) -> Iterator[str]:
    """A line with HTML as Markdown, or in plain words where that is all there can be."""
    marked = line
    for tags, sign in _MARKED:
        words = rf"{sign}\2{sign}" if problem.details else r"\2"
        marked = re.sub(rf"<({tags})>([^<>]+)</\1>", words, marked, flags=re.IGNORECASE)
    marked = re.sub(r"</?(?:u|span|font|center|p|div)(?: [^<>]*)?>", "", marked, flags=re.IGNORECASE)
    yield marked.rstrip()


def _take_single(problem: Problem, line: str) -> Iterator[str]:
    """The one value of a list, without the list; or what the list as a whole means."""
    if problem.suggestion:
        yield re.sub(r"\[[^\[\]]*\]", lambda _: problem.suggestion, line, count=1)
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


def _put_unknown(problem: Problem, line: str) -> Iterator[str]:
    """The list of what is unknown instead of a field, where nothing else stands on its line."""
    field = re.escape(problem.details["field"].partition(".")[0])
    value = rf"([\"']?){re.escape(problem.found)}\2"
    alone = re.fullmatch(rf"(\s*){field}: *(?:{value}|\{{ *\w+: *{value.replace('2', '3', 1)} *\}}) *", line)
    if alone and problem.suggestion:
        yield alone[1] + problem.suggestion


def _put_percent(problem: Problem, line: str) -> Iterator[str]:
    """A share as a number of hundredths, where nothing says yet what is counted."""
    column = problem.mark.column - 1
    share = re.match(rf"{re.escape(problem.found)}: *([\d.]+) *(?=\}})", line[column:])
    if share:
        yield f"{line[:column]}count: {share[1]}, unit: {problem.details['unit']}{line[column + share.end() :]}"


def _put_braces(problem: Problem, line: str) -> Iterator[str]:
    """A field inside the one that it is a part of."""
    indent = line[: problem.mark.column - 1]
    if not indent.strip():
        yield f"{indent}{problem.details['field']}: {{{line.strip()}}}"


_FIXES: Mapping[str, Callable[[Problem, str], Iterator[str]]] = {
    **YAML_FIXES,
    "value_braces": _unbrace,
    "item_by_key": _begin_item,
    "yaml_comma": lambda problem, line: _replace(problem, line, put_quotes(problem.found)),
    "result_short": _put_result,
    **dict.fromkeys(_CHARACTERS, lambda problem, line: iter([clean_line(line)])),
    "value_single": _take_single,
    "number_format": _mend_number,
    "link_space": _fill_spaces,
    "link_dead": _put_address,
    "link_parted": _join_link,
    "markup_shown": _put_markdown,
    "id_list": _list_ids,
    "id_twice": _drop_item,
    "field_missing": _add_field,
    # A field of the record as a whole stands at the beginning of its line.
    **dict.fromkeys(("field_inside", "text_indented"), lambda problem, line: iter([line.lstrip()])),
    "value_unknown": _put_unknown,
    "field_part": _put_braces,
    "field_percent": _put_percent,
}
_FIXES_BY_LINES: Mapping[str, Callable[[Problem, str, Sequence[str]], Iterator[str]]] = {
    **YAML_FIXES_BY_LINES,
    "field_outside": _move_inside,
}
