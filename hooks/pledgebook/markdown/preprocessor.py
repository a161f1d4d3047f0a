"""Markdown preprocessor: what people plainly mean, written as Python-Markdown reads it.

People write lists as word processors and mail programs show them: right under the line that introduces them, with
bullets that are letters, indented by two spaces. Python-Markdown would run their items together, and would take a year
at the beginning of a paragraph for the number of an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown.preprocessors import Preprocessor

# Word's bullets (those of its symbol fonts lie in the private use area), and those of others.
_BULLETS = "•·▪▫◦‣⁃∙●○■□➢➤❖✓✔☐☑☒→➔►\uf000-\uf0ff"
_SPACES = " \u00a0\u202f\u2007"
_ITEM = re.compile(rf"([{_SPACES}]*)([-*+]|[0-9]{{1,3}}[.)]|[{_BULLETS}]|[o–—])[{_SPACES}]+(?=\S)")
_GLUED = re.compile(rf"([{_SPACES}]*)([{_BULLETS}])(?=[^\s{_BULLETS}])")
# Items that go by letters or Roman numbers, which no list of Markdown does, each on a line of its own.
_LETTERED = re.compile(rf"[{_SPACES}]*(?:[a-zåäö]\)|[ivx]{{1,4}}[.)])[{_SPACES}]+\S")
# A row of a table, and the beginning of a line of words that may be one.
_ROW = re.compile(r" {0,3}\|[^|\n]+(?:\|[^|\n]+)+\| *")
_YEAR = re.compile(r"( {0,3}[0-9]{4,})([.)])(?= )")
_RULE = re.compile(r" *(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_DIVIDER = re.compile(r"(?=[^\n]*\|)(?=[^\n]*-)[ |:-]+")
_HEADING = re.compile(r"#{1,6}[^#\n]")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_NOTE = re.compile(r" {0,3}\[\^[^\]\n]+\]:")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_QUOTED = re.compile(r" {0,3}> ?")
_SEVERAL = re.compile(rf"[{_SPACES}]+[{_BULLETS}][{_SPACES}]+")
# So many quotations inside one another are looked into.
_DEEPEST = 5


class MeaningPreprocessor(Preprocessor):
    """Rewrites the lines of a text before Python-Markdown reads them."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines as they were meant."""
        return list(clarify(lines))


def clarify(lines: Sequence[str], depth: int = 0) -> Iterator[str]:
    """Lines of Markdown as they were meant; those that are read as they were meant stay to the letter.

    `depth` is how many quotations they stand in.
    """
    writer = _Writer()
    place = 0
    while place < len(lines):
        quoted = _count_quoted(lines, place) if depth < _DEEPEST else 0
        if quoted:
            inner = [_QUOTED.sub("", line, count=1) for line in lines[place : place + quoted]]
            clear = list(clarify(inner, depth + 1))
            # A quotation in which nothing was unclear stays as it was written.
            writer.put_all(lines[place : place + quoted] if clear == inner else [f"> {line}" for line in clear])
            place += quoted
        else:
            writer.take(lines, place)
            place += 1
    return iter(writer.lines)


def _count_quoted(lines: Sequence[str], place: int) -> int:
    end = place
    while end < len(lines) and _QUOTED.match(lines[end]):
        end += 1
    return end - place


@dataclass
class _Writer:
    """What has been written, and where in it the next line stands.

    Attributes:
        lines: what has been written.
        indents: how far in the marker of each list stands that the next line may belong to, the outermost first.
        before: what the line before was: nothing, words, an item, a heading or something else.
        fence: what ends the code that the next line stands in.
        is_table: whether the next line is a row of a table.
        is_first: whether the line before begins a block.
    """

    lines: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    before: str = ""
    fence: str = ""
    is_table: bool = False
    is_first: bool = False

    def put(self, line: str, kind: str) -> None:
        self.is_first = kind == "words" and not self.before
        self.lines.append(line)
        self.before = kind

    def put_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.put(line, "other")
        self.indents = []

    def part(self) -> None:
        """A blank line, unless there is one."""
        if self.before:
            self.put("", "")

    def take(self, lines: Sequence[str], place: int) -> None:
        line = lines[place]
        fence = _FENCE.match(line)
        if self.fence or fence:
            self.fence = ("" if fence and fence[1] == self.fence else self.fence) if self.fence else fence[1]  # type: ignore[index]
            self.put(line, "other")
        elif not line.strip():
            self.is_table = False
            self.put(line, "")
        elif self.is_table or (_DIVIDER.fullmatch(line) and "|" in line):
            self.is_table = True
            self.put(line, "other")
        elif _ROW.fullmatch(line) and not self.before and _is_table(lines, place):
            self.is_table = True
            self.put(line, "other")
            if not _DIVIDER.fullmatch(lines[place + 1]):
                self.put("|".join(["", *[" --- "] * (line.count("|") - 1), ""]), "other")
        elif line.startswith("    ") and not self.indents:
            self.put(line, "other")
        elif _RULE.fullmatch(line):
            self.indents = []
            self.put(line, "other")
        else:
            self.take_words(lines, place)

    def take_words(self, lines: Sequence[str], place: int) -> None:
        line = lines[place]
        item = _ITEM.match(line) or _GLUED.match(line)
        year = _YEAR.match(line)
        if _NOTE.match(line):
            self.part()
            self.indents = []
        if item and self.is_item(item, lines, place):
            self.put_item(item, line)
        elif _HEADING.match(line):
            # Parted from what it stands between, a heading is read at once; else each is looked for anew.
            self.part()
            self.indents = []
            self.put(line, "heading")
            self.part()
        elif _UNDERLINE.fullmatch(line) and self.is_first and not self.indents:
            self.put(line, "heading")
            self.part()
        elif self.before in ("words", "item") and _is_lettered(lines, place):
            self.lines[-1] = f"{self.lines[-1].rstrip()}  "
            self.put_words(line)
        elif year and not self.indents:
            self.put(f"{year[1]}\\{year[2]}{line[year.end() :]}", "words")
        else:
            self.put_words(line)

    def is_item(self, item: re.Match[str], lines: Sequence[str], place: int) -> bool:
        """Whether what looks like an item is one, by what stands around it."""
        marker, is_led = item[2], self.before in ("", "heading", "item") or bool(self.indents)
        is_introduced = self.before == "words" and self.lines[-1].rstrip().endswith(":")
        if marker in "o–—":
            beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
            return any(_marker_of(line) == marker for line in beside)
        if marker[0].isdigit():
            return is_led or is_introduced or (self.before == "words" and int(marker[:-1]) == 1)
        return is_led or self.before == "words"

    def put_item(self, item: re.Match[str], line: str) -> None:
        indent, marker, words = len(item[1]), item[2], line[item.end() :]
        while self.indents and indent < self.indents[-1] + 2:
            self.indents.pop()
        level = len(self.indents)
        if not level and self.before in ("words", "other"):
            self.part()
        is_known = marker in "-*+" or marker.endswith(".")
        if is_known and indent == 4 * level and item[1].isascii() and "\u00a0" not in item[0]:
            self.put(line, "item")
        else:
            sign = f"{marker[:-1]}." if marker[0].isdigit() else marker if is_known else "-"
            for part in [words] if is_known or marker.endswith(")") else _SEVERAL.split(words):
                self.put(f"{'    ' * level}{sign} {part}", "item")
        self.indents.append(indent)

    def put_words(self, line: str) -> None:
        text = line.lstrip(_SPACES)
        indent = len(line) - len(text)
        if self.indents and not self.before:
            # After a blank line, what is indented goes on in an item, and what is not ends the list.
            while self.indents and indent < self.indents[-1] + 2:
                self.indents.pop()
            wanted = 4 * len(self.indents)
            if self.indents and indent < wanted:
                line = " " * wanted + text
        elif self.indents and len(self.indents) > 1 and indent < 4 * (len(self.indents) - 1):
            line = "    " * (len(self.indents) - 1) + text if indent else line
        self.put(line, "item" if self.indents else "words")


def _is_table(lines: Sequence[str], place: int) -> bool:
    """Whether a row of a table is followed by another, or by what divides it from one."""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return _ROW.fullmatch(after) is not None or (_DIVIDER.fullmatch(after) is not None and "|" in after)


def _is_lettered(lines: Sequence[str], place: int) -> bool:
    """Whether a line is one of several beside one another that go by letters."""
    beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    return _LETTERED.match(lines[place]) is not None and any(_LETTERED.match(line) for line in beside)


def _marker_of(line: str) -> str:
    item = _ITEM.match(line)
    return item[2] if item else ""
