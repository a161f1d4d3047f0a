"""Lines of YAML as they should have been, by what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..i18n.field_help import list_all_keys
from ..problem import Problem
from ..yaml.characters import CURLY
from ..yaml.slips import HARD_SPACES

_FIELD = re.compile(r"(?P<start>\s*(?:- +)*[\w.-]+:) +(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"(?P<start>\s*(?:- +)+)(?P<value>\S.*?)\s*")
_BRACKETS = {"[": "]", "{": "}"}
# Fields, however they are gone on with, are no text.
_BRACED = re.compile(r"\[?\s*{\s*\w+:\s")


def _quote(problem: Problem, line: str) -> Iterator[str]:
    """The value of a line between straight quotation marks."""
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    if not match or match["value"][0] in "[{\"'":
        return
    value = match["value"]
    if value[0] in "&*" and re.search(r"[\[{]|^\S+$", value):
        return
    if value[0] in CURLY and value[-1] in CURLY:
        value = value[1:-1]
    start = match["start"] if match["start"].endswith(" ") else match["start"] + " "
    yield start + put_quotes(value)


def _unmark(problem: Problem, line: str) -> Iterator[str]:
    """A field without what a mail program or Markdown puts around its name (`> by:`, `**by:**`); else as a text."""
    match = re.fullmatch(r"(\s*(?:- +)*)(?:> ?)*(\**)([\w.-]+)(?:\2:|:\2)\s*(.*)", line)
    if match and match[3] in list_all_keys():
        yield f"{match[1]}{match[3]}: {match[4]}".rstrip()
    yield from _quote(problem, line)


def _unescape(problem: Problem, line: str) -> Iterator[str]:
    """A text between double quotation marks with a backslash in it, between single ones."""
    yield re.sub(r'"([^"]*\\[^"]*)"', lambda text: put_quotes(text[1]), line)


def _part(problem: Problem, line: str) -> Iterator[str]:
    """A value with a colon: fields between braces if they are some, else a text between straight quotation marks."""
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    name = re.match(r"(\w+):\s", match["value"]) if match else None
    if match and name and name[1] in list_all_keys():
        yield f"{match['start'].rstrip()} {{{match['value'].rstrip('}')}}}"
    yield from _quote(problem, line)


def put_quotes(text: str) -> str:
    """A text on one line between straight quotation marks, single ones if it has double ones itself."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _straighten(problem: Problem, line: str) -> Iterator[str]:
    """A value between typographic quotation marks, between straight ones."""
    column = problem.mark.column - 1
    if line[column:].startswith(problem.found):
        yield line[:column] + put_quotes(problem.found[1:-1]) + line[column + len(problem.found) :]


def _close_quote(problem: Problem, line: str) -> Iterator[str]:
    yield line.rstrip() + line[problem.mark.column - 1 : problem.mark.column]


def _drop_mark(problem: Problem, line: str) -> Iterator[str]:
    column = problem.mark.column - 1
    yield line[:column] + line[column + 1 :]


def _close_bracket(problem: Problem, line: str) -> Iterator[str]:
    opened: list[str] = []
    closing = line.rstrip()[-1:]
    if closing in _BRACKETS.values() and _BRACKETS.get(line[problem.mark.column - 1]) != closing:
        yield line.rstrip()[:-1] + _BRACKETS.get(line[problem.mark.column - 1], "")
    for letter in line[problem.mark.column - 1 :]:
        if letter in _BRACKETS:
            opened.append(_BRACKETS[letter])
        elif opened and letter == opened[-1]:
            opened.pop()
    yield line.rstrip() + "".join(reversed(opened))


def _drop_rest(problem: Problem, line: str) -> Iterator[str]:
    """A line without the commas and brackets after its value; else its text as a whole between quotation marks."""
    column = problem.mark.column - 1
    if not line[column:].strip(" ,;.]}"):
        yield line[:column].rstrip()
    match = _FIELD.fullmatch(line) or _ITEM.fullmatch(line)
    if match and match["value"][0] in "\"'[{" and not _BRACED.match(match["value"]):
        yield match["start"] + " " * (not match["start"].endswith(" ")) + put_quotes(match["value"])


def _put_comma(problem: Problem, line: str) -> Iterator[str]:
    """A comma before the field, or between the two words, that a missing one has joined."""
    before, after = line[: problem.mark.column - 1], line[problem.mark.column - 1 :]
    joined = re.fullmatch(r"(.*?[^\s,;{\[])\s*[;,]?\s+([\w-]+)", before)
    if after.startswith(":") and joined:
        yield f"{joined[1]}, {joined[2]}{after}"
    elif after:
        yield f"{before.rstrip(' ;')}, {after}"


def _merge_commas(problem: Problem, line: str) -> Iterator[str]:
    yield re.sub(r",(\s*,)+", ",", line)
    yield re.sub(r"([\[{]\s*),\s*", r"\1", line)


def _put_colon(problem: Problem, line: str, above: Sequence[str]) -> Iterator[str]:
    """`title A` and `title:A`, when the first word is the name of a field; else the text above goes on in the line."""
    match = re.fullmatch(r"(\s*(?:- +)*)(\w+)(?:\s*[:=;：]\s*| +)(\S.*)", line)
    field = next((found for other in reversed(above) if (found := _FIELD.fullmatch(other))), None)
    if match and match[2] in list_all_keys():
        yield f"{match[1]}{match[2]}: {match[3]}"
    elif field:
        start = field["start"]
        yield " " * (len(start) - len(start.lstrip(" -")) + 2) + line.lstrip()


def _spread_tabs(problem: Problem, line: str, above: Sequence[str]) -> Iterator[str]:
    """The line with spaces, as far in as the fields or the items above, or as wide as tabs are shown."""
    indent = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    whole = indent[0] if indent else ""
    text = line[len(whole) :]
    hyphens = "- " * whole.count("-")
    last = next((other for other in reversed(above) if other.strip() and "\t" not in other), "")
    inside = len(last) - len(last.lstrip(" -"))
    outside = len(last) - len(last.lstrip())
    if hyphens:
        inside = outside + 2 * last.rstrip().endswith(":")
    for width in dict.fromkeys((inside, outside, *(len(whole.expandtabs(size)) for size in (2, 4, 8)))):
        yield f"{' ' * width}{hyphens}{text}"
    yield whole.replace("-\t", "- ").replace("\t", "  ") + text


def _soften_spaces(problem: Problem, line: str) -> Iterator[str]:
    before, colon, value = line.partition(":")
    hard = re.compile(f"[{HARD_SPACES}]")
    start = len(value) - len(value.lstrip())
    yield hard.sub(" ", before) + colon + hard.sub(" ", value[:start]) + value[start:]


def _put_hyphen(problem: Problem, line: str) -> Iterator[str]:
    column = problem.mark.column - 1
    mark = re.match(r"\d+[.)]|\S", line[column:])
    yield f"{line[:column]}-{line[column + len(mark[0]) if mark else column :]}"


def _put_item_hyphen(problem: Problem, line: str) -> Iterator[str]:
    """The hyphen of a list's item in the two columns before its first field, or else before it."""
    column = problem.mark.column - 1
    if line[max(column - 2, 0) : column] == "  ":
        yield f"{line[: column - 2]}- {line[column:]}"
    yield f"{line[:column]}- {line[column:]}"


def _put_hyphens(problem: Problem, line: str) -> Iterator[str]:
    """The line that begins or ends front matter, instead of what was meant for it, or beside what stands there."""
    if re.fullmatch(r"\s*[-–—]{1,5}\s*", line):
        yield "---"
    elif problem.code == "frontmatter_cut":
        yield f"{line}\n---"
    else:
        yield f"---\n{line}"


def _drop_controls(problem: Problem, line: str) -> Iterator[str]:
    """The line without what cannot be seen; where that parted two words, a space does."""
    shown = "".join(" " if letter.isspace() and letter != "\t" else letter for letter in line)
    yield "".join(letter for letter in shown if letter.isprintable() or letter == "\t").rstrip()


def _move_list(problem: Problem, line: str) -> Iterator[str]:
    """A list that begins beside its name, on a line of its own; else the text between quotation marks."""
    match = _FIELD.fullmatch(line)
    if match:
        yield f"{match['start']}\n{' ' * (len(line) - len(line.lstrip()) + 2)}{match['value']}"
        yield f"{match['start']} {put_quotes(match['value'])}"


def _indent_as_above(problem: Problem, line: str, above: Sequence[str]) -> Iterator[str]:
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
    elif name and name[0] in list_all_keys():
        yield " " * (len(last) - len(last.lstrip(" -"))) + text


# How a line is mended by itself, and how by the lines above it.
YAML_FIXES: Mapping[str, Callable[[Problem, str], Iterator[str]]] = {
    "yaml_colon": _quote,
    "yaml_fields": _part,
    "yaml_character": _unmark,
    "yaml_escape": _unescape,
    "yaml_comment": _quote,
    "yaml_note": _quote,
    "yaml_alias": _unmark,
    "yaml_tag": _quote,
    "yaml_quote": _close_quote,
    "yaml_bracket": _close_bracket,
    "yaml_after": _drop_rest,
    "yaml_no_comma": _put_comma,
    "yaml_commas": _merge_commas,
    "yaml_list_beside": _move_list,
    "yaml_no_hyphen": _put_item_hyphen,
    "yaml_quote_unopened": _drop_mark,
    "file_cut": _close_bracket,
    "yaml_space": _soften_spaces,
    "yaml_dash": _put_hyphen,
    "quotes_curly": _straighten,
    "control_character": _drop_controls,
    "frontmatter_missing": _put_hyphens,
    "frontmatter_open": _put_hyphens,
    "frontmatter_cut": _put_hyphens,
}
YAML_FIXES_BY_LINES: Mapping[str, Callable[[Problem, str, Sequence[str]], Iterator[str]]] = {
    "yaml_no_colon": _put_colon,
    "yaml_tab": _spread_tabs,
    "yaml_indent": _indent_as_above,
}
