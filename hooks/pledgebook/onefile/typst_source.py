"""Typst source: the tree of a record, written as a document that calls the functions of the template.

Python walks the tree, since Typst's own script takes many times as long for it; how each thing looks is the template's.
All that somebody has written stands in string literals, so that none of it is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from .html_tree import Node

TEMPLATE = "onefile.typ"

# What is nested deeper than this is written before it, under a name: Typst reads and follows nesting only so far.
_DEEPEST = 12
_PHRASES = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emph"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
    **dict.fromkeys(("del", "s"), "strike"),
    **dict.fromkeys(("ins", "u"), "underline"),
    **{"q": "quote", "sub": "sub", "sup": "super", "mark": "highlight"},
}
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


# An expression, and how deep it is nested.
Code: TypeAlias = tuple[str, int]

_NOTHING: Code = ("none", 0)
_LINE_END: Code = ("linebreak()", 0)
_PARAGRAPH_END: Code = ("parbreak()", 0)


def render_source(tree: Node) -> str:
    """Render what `read_one_file` gives. Only what a link leads to gets a label, since each of them takes time."""
    return _SourceRenderer(tree).render()


class _SourceRenderer:
    """Renders one tree."""

    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._anchors: set[str] = tree["anchors"]
        # What has a name, by its text.
        self._named: dict[str, str] = {}

    def render(self) -> str:
        tree = self._tree
        words = ("title", "collection", "description", "publisher", "period", "address", "direction")
        year, month, day = tree["date"]
        record = [*(f"{name}: {_quote(tree[name])}" for name in words), *_language_of(tree)]
        record.append(f"date: datetime(year: {year}, month: {month}, day: {day})")
        body = "\n".join(text for text, _ in self._list_flow(tree["blocks"]))
        named = "\n".join(f"let {name} = {text}" for text, name in self._named.items())
        return f'#import "{TEMPLATE}": *\n#{{\n{named}\nshow: record.with({", ".join(record)})\n{body}\n}}\n'

    def _name(self, text: str) -> Code:
        return self._named.setdefault(text, f"part-{len(self._named)}"), 0

    def _nest(self, text: str, inner: Iterable[Code]) -> Code:
        depth = 1 + max([depth for _, depth in inner], default=0)
        return (text, depth) if depth < _DEEPEST else self._name(text)

    def _call(self, name: str, *arguments: Code | str) -> Code:
        given = [(item, 0) if isinstance(item, str) else item for item in arguments]
        return self._nest(f"{name}({', '.join([text for text, _ in given])})", given)

    def _join(self, codes: list[Code]) -> Code:
        if len(codes) < 2:
            return codes[0] if codes else _NOTHING
        return self._nest("{" + "; ".join([text for text, _ in codes]) + "}", codes)

    def _flow(self, blocks: list[Node]) -> Code:
        return self._join([*self._list_flow(blocks)])

    def _list_flow(self, blocks: list[Node]) -> Iterator[Code]:
        before = ""
        for node in blocks:
            if before:
                yield _PARAGRAPH_END
            code = self._block(node, before == "heading")
            # A heading is itself the place that a link to it leads to.
            yield self._in_language(node, code) if node["kind"] == "heading" else self._say(node, code)
            before = node["kind"]

    def _block(self, node: Node, is_first: bool) -> Code:
        """One block; the first below a heading may look otherwise."""
        kind = node["kind"]
        if kind == "heading":
            body = self._in_language(node, self._words(node["words"]))
            heading = self._call("heading", f"level: {node['level']}", body)
            is_place = node.get("anchor") in self._anchors
            return self._call("labelled", _quote(node["anchor"]), heading) if is_place else heading
        if kind == "p":
            first = ["is-first: true"] if is_first else []
            return self._call("paragraph", _classes(node), *first, self._words(node["words"]))
        if kind in ("ul", "ol"):
            return self._list(node)
        if kind == "dl":
            terms = [self._call("", self._words(item["words"]), self._within(item["blocks"])) for item in node["items"]]
            return self._call("facts", *terms)
        if kind == "table":
            return self._table(node)
        if kind == "hr":
            return "rule()", 0
        if kind == "pre":
            return self._call("raw", "block: true", _quote(node["text"]))
        body = self._flow(node["blocks"])
        return self._call("group", _classes(node), body) if "classes" in node else body

    def _list(self, node: Node) -> Code:
        items = []
        for item in node["items"]:
            body = self._say(item, self._within(item["blocks"]))
            items.append(self._call("long-item", body) if len(item["blocks"]) > 1 else body)
        is_airy = any(len(item["blocks"]) > 1 for item in node["items"])
        options = ["is-airy: true"] if is_airy else []
        if node["kind"] == "ol":
            options.append(f"start: {node['start']}")
        return self._call("numbers" if node["kind"] == "ol" else "bullets", _classes(node), *options, *items)

    def _within(self, blocks: list[Node]) -> Code:
        """What stands in an item or a cell: its first paragraph is only words there, and so is a short list."""
        if not blocks:
            return _NOTHING
        first, *rest = blocks
        if first["kind"] == "ul" and all(_is_plain(item["blocks"]) for item in first["items"]):
            lines = [self._say(item, self._plain(item["blocks"][0])) for item in first["items"]]
            codes = [self._say(first, self._join([part for line in lines for part in (_LINE_END, line)][1:]))]
        else:
            codes = [self._plain(first)] if _is_plain([first]) else [*self._list_flow([first])]
        if rest:
            codes += [_PARAGRAPH_END, *self._list_flow(rest)]
        return self._join(codes)

    def _plain(self, node: Node) -> Code:
        return self._say(node, self._words(node["words"]))

    def _table(self, node: Node) -> Code:
        head, body = ([self._cell(cell) for row in node[part] for cell in row] for part in ("head", "body"))
        header = [self._call("table.header", *head)] if head else []
        caption = self._words(node["caption"])
        return self._call("data-table", f"columns: {node['columns']}", caption, *header, *body)

    def _cell(self, cell: Node) -> Code:
        spans = {"colspan": cell["columns"], "rowspan": cell["rows"]}
        options = [f"{name}: {span}" for name, span in spans.items() if span != 1]
        if cell["is_heading"]:
            options.append("is-heading: true")
        return self._call("cell", _classes(cell), *options, self._within(cell["blocks"]))

    def _words(self, words: list[Node]) -> Code:
        return self._join([self._phrase(node, place == 0) for place, node in enumerate(words)])

    def _phrase(self, node: Node, is_first: bool) -> Code:
        kind = node["kind"]
        if kind == "text":
            return _quote(node["text"]), 0
        if kind == "br":
            return _LINE_END
        if kind == "sign":
            return self._name(f"sign({_quote(node['svg'])})")
        if kind == "picture":
            call = "logo" if "pb-logo" in node.get("classes", ()) else "picture"
            return self._call(call, _quote(node["file"]), _quote(node["alt"]))
        body = self._words(node["words"])
        if kind == "a":
            goal = self._find_goal(node.get("href", ""))
            body = self._call("link-to", goal, body) if goal else body
        elif kind in _PHRASES:
            body = self._call(_PHRASES[kind], body)
        if "classes" in node:
            body = self._call("phrase", _classes(node), *(["is-first: true"] if is_first else []), body)
        return self._say(node, body)

    def _find_goal(self, href: str) -> str:
        if href.startswith("#"):
            return f"label({_quote(href[1:])})" if href[1:] in self._anchors else ""
        return _quote(href) if href.startswith(_OUTSIDE) else ""

    def _say(self, node: Node, body: Code) -> Code:
        """A body in the language of a node, behind the place that links to the node lead to."""
        body = self._in_language(node, body)
        is_place = node.get("anchor") in self._anchors
        return self._join([self._call("place-of", _quote(node["anchor"])), body]) if is_place else body

    def _in_language(self, node: Node, body: Code) -> Code:
        return self._call("text", *_language_of(node), body) if "language" in node else body


def _is_plain(blocks: list[Node]) -> bool:
    return len(blocks) == 1 and blocks[0]["kind"] == "p" and "classes" not in blocks[0]


def _language_of(node: Node) -> list[str]:
    language, region = node["language"]
    return [f"lang: {_quote(language)}", f"region: {_quote(region) if region else 'none'}"]


def _classes(node: Node) -> str:
    return "(" + "".join([f"{_quote(name)}," for name in node.get("classes", ())]) + ")"


def _quote(text: str) -> str:
    """A string literal."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    return f"\\{letter}" if letter in '\\"' else f"\\u{{{ord(letter):x}}}"
