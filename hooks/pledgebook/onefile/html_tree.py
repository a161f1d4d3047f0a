"""Reads a record's one-file HTML into a tree of blocks and words: what is set in type of it.

The tree says what each thing is, by its kind and its classes, and nothing of how it looks.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from lxml import etree

from ..html.hyphenation import HYPHEN

Node: TypeAlias = dict[str, Any]

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
    *("nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What is not shown as it is written; a space by itself is, and stands between all words.
_SPACES = " \t\r\n\f"
_SPACE = re.compile(f"[{_SPACES}]{{2,}}|[{_SPACES[1:]}]")
_DIGITS = re.compile(r"\s*\+?([0-9]{1,9})")
# Browsers follow no cell further (HTML Living Standard, 4.9.11), and each column takes memory.
_MOST_COLUMNS = 1000
_PICTURE = re.compile(r"data:image/([a-z]+)(?:\+xml)?;base64,(.*)", re.DOTALL)


def read_one_file(one_file: str, day: date) -> tuple[Node, dict[str, bytes]]:
    """What is set in type, and the pictures in it by the names that it calls them.

    The former is what the file says of itself, its blocks, and the places in it that its links lead to.
    """
    # What sets type parts words by itself.
    document = etree.fromstring(one_file.replace(HYPHEN, ""), etree.HTMLParser())
    reader = _OneFileReader(document, day)
    return reader.tree, reader.pictures


class _OneFileReader:
    """Reads a record in one file."""

    def __init__(self, document: etree._Element, day: date) -> None:
        self.pictures: dict[str, bytes] = {}
        self._anchors: set[str] = set()
        self._goals: set[str] = set()
        self._level = 0
        # Whether what has been read of a paragraph ends in a space.
        self._after_space = True
        meta = {item.get("name"): item.get("content") for item in document.iter("meta")}
        body = document.find("body")
        assert body is not None, "the parser makes one"
        blocks = self._read_flow(body)
        self.tree: Node = {
            "language": _split_language(document.get("lang", "")),
            "direction": document.get("dir", "ltr"),
            "title": meta["dcterms.title"],
            "collection": meta["dcterms.isPartOf"],
            "description": meta.get("description", ""),
            "publisher": meta.get("dcterms.publisher", ""),
            "period": meta.get("dcterms.temporal", ""),
            "address": meta.get("dcterms.identifier", ""),
            "date": [day.year, day.month, day.day],
            "blocks": blocks,
            "anchors": self._anchors & self._goals,
        }

    def _read_flow(self, element: etree._Element) -> list[Node]:
        """Blocks, with the words between them as paragraphs."""
        blocks: list[Node] = []
        run: list[etree._Element | str | None] = [element.text]
        for child in element:
            if _is_block(child):
                blocks += self._read_paragraph(run)
                blocks += self._read_block(child)
                run = []
            else:
                run.append(child)
            run.append(child.tail)
        return [*blocks, *self._read_paragraph(run)]

    def _read_paragraph(self, run: list[etree._Element | str | None]) -> list[Node]:
        words = self._read_line(run)
        return [{"kind": "p", "words": words}] if words else []

    def _read_block(self, element: etree._Element) -> Iterator[Node]:
        node, tag = self._describe(element), element.tag
        if tag in _HEADINGS:
            # A document outline has no gaps (ISO 14289-1, 7.4.2).
            self._level = min(_HEADINGS[tag], self._level + 1)
            yield node | {"kind": "heading", "level": self._level, "words": self._read_words(element)}
        elif tag in ("ul", "ol"):
            items = [self._describe(item) | {"blocks": self._read_flow(item)} for item in element.iterchildren("li")]
            yield node | {"kind": tag, "start": _read_number(element, "start"), "items": items}
        elif tag == "dl":
            yield node | {"kind": "dl", "items": list(self._read_terms(element))}
        elif tag == "table" and element.find(".//tr") is not None:
            yield node | self._read_table(element)
        elif tag == "hr":
            yield node | {"kind": "hr"}
        elif tag == "pre":
            yield node | {"kind": "pre", "text": "".join(element.itertext()).rstrip("\n")}
        else:
            blocks = self._read_flow(element)
            if tag == "p" and len(blocks) == 1 and blocks[0]["kind"] == "p":
                yield node | blocks[0]
            elif blocks or "anchor" in node:
                yield node | {"kind": "group", "blocks": blocks}

    def _read_terms(self, element: etree._Element) -> Iterator[Node]:
        """Terms with what is said of them; terms that share it stand together."""
        terms: list[Node] = []
        blocks: list[Node] = []
        for item in element.iter("dt", "dd"):
            if item.tag == "dd":
                blocks += self._read_flow(item)
                continue
            if blocks:
                yield {"words": terms, "blocks": blocks}
                terms, blocks = [], []
            terms += [*([{"kind": "br"}] if terms else []), *self._read_words(item)]
        yield {"words": terms, "blocks": blocks}

    def _read_table(self, element: etree._Element) -> Node:
        lines = [list(row.iterchildren("td", "th")) for row in element.iter("tr")]
        rows = [[self._read_cell(cell, len(lines) - place) for cell in line] for place, line in enumerate(lines)]
        has_head = bool(lines) and all(cell.tag == "th" for cell in lines[0])
        heads = len(element.xpath("./thead/tr")) or int(has_head)
        caption = element.find("caption")
        return {
            "kind": "table",
            "columns": max((sum(cell["columns"] for cell in row) for row in rows), default=0),
            "head": rows[:heads],
            "body": rows[heads:],
            "caption": self._read_words(caption) if caption is not None else [],
        }

    def _read_cell(self, element: etree._Element, rows: int) -> Node:
        """A cell, and how many columns and rows it takes; there are only so many rows from it on."""
        return {
            "blocks": self._read_flow(element),
            "is_heading": element.tag == "th",
            "classes": element.get("class", "").split(),
            "columns": min(_read_number(element, "colspan") or 1, _MOST_COLUMNS),
            "rows": min(_read_number(element, "rowspan") or 1, rows),
        }

    def _read_words(self, element: etree._Element) -> list[Node]:
        return self._read_line(_list_parts(element))

    def _read_line(self, run: Iterable[etree._Element | str | None]) -> list[Node]:
        """Words with one space between them and none around them, as a browser shows them."""
        self._after_space = True
        words = self._read_run(run)
        while words and _strip_end(words):
            pass
        return words

    def _read_run(self, run: Iterable[etree._Element | str | None]) -> list[Node]:
        """Words without a space that follows another."""
        nodes: list[Node] = []
        for part in run:
            if isinstance(part, str):
                text = _SPACE.sub(" ", part.lstrip(_SPACES) if self._after_space else part)
                if text:
                    nodes.append({"kind": "text", "text": text})
                    self._after_space = text.endswith(" ")
            elif part is not None and isinstance(part.tag, str):
                nodes.append(self._read_phrase(part))
        return nodes

    def _read_phrase(self, part: etree._Element) -> Node:
        tag = part.tag
        if tag in ("svg", "img", "br"):
            self._after_space = tag == "br"
        if tag == "svg":
            return {"kind": "sign", "svg": etree.tostring(part, encoding="unicode", with_tail=False, method="xml")}
        if tag == "img":
            return self._describe(part) | self._read_picture(part)
        if tag == "br":
            return {"kind": "br"}
        node = self._describe(part) | {"kind": tag, "words": self._read_run(_list_parts(part))}
        href = part.get("href") if tag == "a" else None
        if href:
            node["href"] = href
            if href.startswith("#"):
                self._goals.add(href[1:])
        return node

    def _read_picture(self, element: etree._Element) -> Node:
        found = _PICTURE.fullmatch(element.get("src", ""))
        if not found:
            return {"kind": "text", "text": element.get("alt") or ""}
        name = f"{len(self.pictures)}.{found[1]}"
        self.pictures[name] = base64.b64decode(found[2])
        return {"kind": "picture", "file": name, "alt": element.get("alt") or ""}

    def _describe(self, element: etree._Element) -> Node:
        """What an element says of itself whatever it is: its anchor, its language and its classes."""
        node: Node = {}
        anchor = element.get("id")
        if anchor and anchor not in self._anchors:
            self._anchors.add(anchor)
            node["anchor"] = anchor
        language, classes = element.get("lang"), element.get("class")
        if language:
            node["language"] = _split_language(language)
        if classes:
            node["classes"] = classes.split()
        return node


def _list_parts(element: etree._Element) -> list[etree._Element | str | None]:
    return [element.text, *(part for child in element for part in (child, child.tail))]


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or (
        len(element) > 0 and any(child.tag in _BLOCKS for child in element.iterdescendants())
    )


def _read_number(element: etree._Element, name: str) -> int:
    """The number that an attribute begins with, as browsers read it; 1 when there is none."""
    found = _DIGITS.match(element.get(name, ""))
    return int(found[1]) if found else 1


def _split_language(code: str) -> list[str | None]:
    """A language and its region, as the typesetter takes them (BCP 47: `en-GB`)."""
    language, *rest = code.split("-")
    region = next((part for part in rest if len(part) == 2), None)
    return [language.lower(), region]


def _strip_end(words: list[Node]) -> bool:
    """Take the space from the end; whether what is left may end in one still."""
    last = words[-1]
    if last["kind"] == "text":
        text = last["text"].rstrip(" ")
        if text:
            last["text"] = text
            return False
        words.pop()
        return True
    if last["kind"] == "br":
        words.pop()
        return True
    if last.get("words"):
        return _strip_end(last["words"])
    return False
