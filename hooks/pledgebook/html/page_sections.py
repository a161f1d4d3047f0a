"""Sections of a page: the words under each of its headings that has an anchor, for the search.

Read with a pattern and not a parser, since what writes the pages (Jinja, Python-Markdown, nh3) closes every element and
quotes every attribute, and it is done for every page that is searched.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(
    r"""([^<]+)|<!--.*?-->|<(/?)([a-z][^\s/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>""", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s"'=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
_HEADING = re.compile("h[1-6]")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Words on either side of these do not run together; those on either side of any other tag do.
_APART = frozenset(["p", "code", "pre", "li", "ol", "ul", "sub", "sup"])
_NOT_WORDS = frozenset(["object", "script", "style"])
# What is not searched has this attribute, or is the numbers beside lines of code.
_LEFT_OUT = "data-search-exclude"
_LINE_NUMBERS = "linenodiv"
# The sign beside a heading that links to it.
_PERMALINK = "headerlink"


class PageSection(NamedTuple):
    """The words of a section: the anchor of its heading, which the first one lacks, the heading, and the rest."""

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
    for text, mark, tag, attributes in _TOKEN.findall(html):
        if text:
            cutter.add(text)
        elif mark:
            cutter.leave(tag.lower())
        elif tag:
            cutter.enter(tag.lower(), attributes)
    return tuple(PageSection(part.anchor, _join(part.title) or title, _join(part.text)) for part in cutter.sections)


def _join(words: list[str]) -> str:
    return " ".join(unescape("".join(words)).split())


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
        if not self.unread:
            section = self.section or self._begin("", 0)
            (section.title if self.heading else section.text).append(text)

    def enter(self, tag: str, written: str) -> None:
        """An element begins."""
        if tag in _VOID:
            return
        is_empty = written.endswith("/")
        attributes = _read(written) if _matters(tag, written) else {}
        self.open.append(tag)
        anchor = attributes.get("id")
        if anchor is not None and _HEADING.fullmatch(tag):
            if tag != "h1" and not self.sections:
                self._begin("", 0)
            self._begin(anchor if self.sections else "", len(self.open))
            self.heading = len(self.open)
        elif not self.section:
            self._begin("", 0)
        is_unread = tag in _NOT_WORDS or _LEFT_OUT in attributes or attributes.get("class") == _LINE_NUMBERS
        is_sign = self.heading and tag == "a" and attributes.get("class") == _PERMALINK
        if (is_unread or is_sign) and not self.unread:
            self.unread = len(self.open)
        elif tag in _APART:
            self.add(" ")
        if is_empty:
            self.leave(tag)

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
        elif tag in _APART:
            self.add(" ")

    def _begin(self, anchor: str, depth: int) -> _Section:
        self.section = _Section(anchor, depth)
        self.sections.append(self.section)
        return self.section


def _matters(tag: str, written: str) -> bool:
    """Whether what an element's attributes say could matter: most elements' do not, and are not read."""
    return (
        "id=" in written or _LEFT_OUT in written or _LINE_NUMBERS in written or (tag == "a" and _PERMALINK in written)
    )


def _read(written: str) -> dict[str, str]:
    return {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(written)}
