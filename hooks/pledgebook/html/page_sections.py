"""Sections of a page: the words under each of its headings that has an anchor, for the search.

Read with a pattern and not a parser, since what writes the pages (Jinja, Python-Markdown, nh3) closes every element and
quotes every attribute, and it is done for every page that is searched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from .text_nodes import VOID

# A tag or a comment, and the words up to the next.
_TOKEN = re.compile(
    r"""<(?:!--.*?-->|(/?)([a-z][^\s/>]*)([^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*)>)?([^<]*)""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
_HEADING = re.compile("h[1-6]")
# Words in these belong to what is around them; any other element is a block of its own.
_WITH_WORDS = ("a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark")
_INLINE = frozenset((*_WITH_WORDS, "q", "s", "samp", "small", "span", "strong", "time", "u", "var", "wbr"))
# Words on either side of these do not run together either.
_APART = frozenset(["code", "sub", "sup"])
# Between blocks, until they are put on lines of their own: the lines of the HTML itself mean nothing.
_BREAK = "\u2029"
_NOT_WORDS = frozenset(["object", "script", "style"])
# What is not searched has this attribute, or is the numbers beside lines of code.
_LEFT_OUT = "data-search-exclude"
_LINE_NUMBERS = "linenodiv"
# The sign beside a heading that links to it.
_PERMALINK = "headerlink"
# Most elements' attributes say nothing that matters, and are not read.
_MATTERS = re.compile(rf"id=|{_LEFT_OUT}|{_LINE_NUMBERS}|{_PERMALINK}")


class PageSection(NamedTuple):
    """The words of a section: the anchor of its heading, which the first one lacks, the heading, and the rest.

    In the rest, each block is on a line of its own.
    """

    anchor: str
    title: str
    text: str


def cut_sections(html: str, title: str) -> tuple[PageSection, ...]:
    """The sections of a page, in order.

    Args:
        html: what stands in the page.
        title: the page's, which is that of each section without words in its heading.
    """
    cutter = _Cutter()
    first, mark, rest = html.partition("<")
    if first:
        cutter.add(first)
    for end, tag, attributes, text in _TOKEN.findall(mark + rest):
        if end:
            cutter.leave(tag.lower())
        elif tag:
            cutter.enter(tag.lower(), attributes)
        if text and not cutter.unread:
            cutter.add(text)
    return tuple(
        PageSection(part.anchor, " ".join(_list_blocks(part.title)) or title, "\n".join(_list_blocks(part.text)))
        for part in cutter.sections
    )


def _list_blocks(words: list[str]) -> Iterator[str]:
    blocks = (" ".join(unescape(block).split()) for block in "".join(words).split(_BREAK))
    yield from filter(None, blocks)


@dataclass(slots=True)
class _Section:
    """A section while its words are gathered; it ends with the element that its heading stands in."""

    anchor: str
    depth: float
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Cutter:
    """Where in a page the reading is: elements that are open, and how many were when one of a kind began, or 0."""

    sections: list[_Section] = field(default_factory=list)
    section: _Section | None = None
    open: list[str] = field(default_factory=list)
    heading: int = 0
    unread: int = 0

    def add(self, text: str) -> None:
        """Words, or what keeps them apart."""
        section = self.section or self._begin("", 0)
        (section.title if self.heading else section.text).append(text)

    def enter(self, tag: str, written: str) -> None:
        """An element begins."""
        if tag in VOID:
            self._part(tag)
            return
        self.open.append(tag)
        if written and _MATTERS.search(written):
            self._read(tag, _read_attributes(written))
        if not self.section:
            self._begin("", 0)
        if tag in _NOT_WORDS and not self.unread:
            self.unread = len(self.open)
        self._part(tag)
        if written.endswith("/"):
            self.leave(tag)

    def _read(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What the attributes of the element that has just begun say."""
        depth = len(self.open)
        if "id" in attributes and _HEADING.fullmatch(tag):
            if tag != "h1" and not self.sections:
                self._begin("", 0)
            self._begin(attributes["id"] if self.sections else "", depth)
            self.heading = depth
        sort = attributes.get("class")
        is_sign = self.heading and tag == "a" and sort == _PERMALINK
        if not self.unread and (_LEFT_OUT in attributes or sort == _LINE_NUMBERS or is_sign):
            self.unread = depth

    def leave(self, tag: str) -> None:
        """An element ends, and with it the sections whose headings stand in it."""
        if not self.open or self.open[-1] != tag:
            return
        depth = len(self.open)
        if self.section and self.section.depth > depth:
            outer = next((section for section in reversed(self.sections) if section.depth <= depth), None)
            if outer:
                # It is never gone back to.
                self.section.depth = math.inf
                self.section = outer
        self.open.pop()
        if self.heading == depth:
            self.heading = 0
        if self.unread == depth:
            self.unread = 0
        else:
            self._part(tag)

    def _part(self, tag: str) -> None:
        """Keep what stands before a tag from what stands after it."""
        if not self.unread and tag not in _INLINE:
            self.add(" " if tag in _APART else _BREAK)

    def _begin(self, anchor: str, depth: int) -> _Section:
        self.section = _Section(anchor, depth)
        self.sections.append(self.section)
        return self.section


def _read_attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(written)}
