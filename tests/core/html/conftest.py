"""What pages are read with, and records that link to each other."""

from __future__ import annotations

from html.parser import HTMLParser

from core.conftest import agreement, pledge


class Parsed(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


LINKED: dict[str, str | bytes | None] = {
    "2026/pledge.sv.md": pledge("period: 2026\ntitle: Löfte 2026"),
    "2027/lofte.pdf": b"%PDF",
    "agreements/2024-2027/agreement.sv.md": agreement(),
}
