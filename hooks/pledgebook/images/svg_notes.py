"""Notes in a drawing: what programs and people have written in an SVG besides the drawing, taken away.

That is metadata, comments, and elements and attributes of drawing programs, such as who has drawn it and in which
folder. What is drawn, its title and its description stay, byte for byte. As with the camera data of pictures, the
fingerprints of what is published are of what is left.

Source: W3C, Scalable Vector Graphics 2, 5.6 (metadata) and 5.11 (foreign namespaces and private data).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_KEPT = {_SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+\s*(/?)>")
_ATTRIBUTE = re.compile(rb"\s+([\w.-]+):([\w.-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


@dataclass
class _Reader:
    """Reads a drawing, and notes which of its bytes to leave out.

    Attributes:
        data: the drawing.
        cuts: where each part begins and ends that is left out.
        scopes: for each open element, the namespaces by prefix.
        begun: where the element begins that is being left out, and how deep.
    """

    data: bytes
    cuts: list[tuple[int, int]] = field(default_factory=list)
    scopes: list[dict[str, str]] = field(default_factory=lambda: [{"xml": "http://www.w3.org/XML/1998/namespace"}])
    begun: tuple[int, int] | None = None
    comment: int | None = None

    def read(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CommentHandler = self.note
        self.parser.CharacterDataHandler = lambda _: self.close()
        self.parser.Parse(self.data, True)
        self.close(len(self.data))

    def close(self, place: int | None = None) -> None:
        """End the comment or the element that ends where the next thing begins."""
        if self.comment is not None:
            self.cuts.append((self.comment, self.parser.CurrentByteIndex if place is None else place))
            self.comment = None

    def note(self, _: str) -> None:
        self.close()
        if self.begun is None:
            self.comment = self.parser.CurrentByteIndex

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.close()
        own = {key.partition(":")[2]: uri for key, uri in attributes.items() if key.partition(":")[0] == "xmlns"}
        scope = self.scopes[-1] | own if own else self.scopes[-1]
        self.scopes.append(scope)
        prefix, _, local = name.rpartition(":")
        uri = scope.get(prefix, "")
        tag = _TAG.match(self.data, self.parser.CurrentByteIndex)
        if self.begun is not None or not tag:
            return
        if uri not in ("", _SVG) or (uri == _SVG and local == "metadata"):
            if tag[1]:
                self.cuts.append(tag.span())
            else:
                self.begun = tag.start(), len(self.scopes)
            return
        for found in _ATTRIBUTE.finditer(self.data, *tag.span()):
            space = found[1].decode()
            if space != "xmlns" and scope.get(space, "") not in _KEPT:
                self.cuts.append(found.span())

    def end(self, _: str) -> None:
        self.close()
        if self.begun and self.begun[1] == len(self.scopes):
            place = self.parser.CurrentByteIndex
            self.cuts.append((self.begun[0], self.data.index(b">", place) + 1))
            self.begun = None
        self.scopes.pop()


def strip_svg_notes(data: bytes) -> bytes:
    """A drawing without what is written in it besides the drawing; what is no drawing as it is."""
    # In other encodings than those that write these signs as ASCII does, nothing is looked for.
    if b"\0" in data:
        return data
    reader = _Reader(data)
    try:
        reader.read()
    except (expat.ExpatError, ValueError, LookupError):
        return data
    left, at = [], 0
    for start, end in sorted(reader.cuts):
        left.append(data[at : max(start, at)])
        at = max(at, end)
    return b"".join([*left, data[at:]])
