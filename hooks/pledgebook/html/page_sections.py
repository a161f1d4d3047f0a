"""Sections of a page: the words under each of its headings that has an anchor, for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import html as lxml_html

from .text_nodes import VOID

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
    cutter.read(lxml_html.fragment_fromstring(html, create_parent=True))
    return tuple(
        PageSection(part.anchor, " ".join(_list_blocks(part.title)) or title, "\n".join(_list_blocks(part.text)))
        for part in cutter.sections
    )


def _list_blocks(words: list[str]) -> Iterator[str]:
    blocks = (" ".join(block.split()) for block in "".join(words).split(_BREAK))
    yield from filter(None, blocks)


@dataclass(slots=True)
class _Section:
    anchor: str
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Cutter:
    """Where in a page the reading is; a section ends with the element that its heading stands in."""

    sections: list[_Section] = field(default_factory=list)
    section: _Section | None = None
    in_heading: bool = False

    def read(self, element: lxml_html.HtmlElement, *, is_left_out: bool = False) -> None:
        """The words of an element and of all that stands in it."""
        self._add(element.text, is_left_out)
        for child in element:
            if isinstance(child.tag, str):
                self._read_child(child, is_left_out)
            self._add(child.tail, is_left_out)

    def _read_child(self, child: lxml_html.HtmlElement, is_left_out: bool) -> None:
        tag, sort, anchor = str(child.tag), child.get("class"), child.get("id")
        begins = anchor is not None and _HEADING.fullmatch(tag) is not None
        if not self.section and (not begins or tag != "h1"):
            self._begin("")
        if begins:
            self._begin(anchor or "" if self.sections else "")
            self.in_heading = True
        around = self.section
        is_sign = self.in_heading and tag == "a" and sort == _PERMALINK
        is_left_out |= tag in _NOT_WORDS or _LEFT_OUT in child.attrib or sort == _LINE_NUMBERS or is_sign
        self._part(tag, is_left_out)
        self.read(child, is_left_out=is_left_out)
        if begins:
            self.in_heading = False
        self.section = around
        if tag not in VOID:
            self._part(tag, is_left_out)

    def _part(self, tag: str, is_left_out: bool) -> None:
        """Keep what stands before a tag from what stands after it."""
        if tag not in _INLINE:
            self._add(" " if tag in _APART else _BREAK, is_left_out)

    def _add(self, text: str | None, is_left_out: bool) -> None:
        if text and not is_left_out:
            section = self.section or self._begin("")
            (section.title if self.in_heading else section.text).append(text)

    def _begin(self, anchor: str) -> _Section:
        self.section = _Section(anchor)
        self.sections.append(self.section)
        return self.section
