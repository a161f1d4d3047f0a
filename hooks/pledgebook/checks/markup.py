"""Rules on what Markdown in records, the register and the accessibility statement may become."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..images.picture import is_picture
from ..markdown.render import name_file, render_plain
from ..markdown.sanitize import RefusedKind, RefusedMarkup, find_lines, list_pictures, sanitize
from ..model.introspect import find_prose
from ..problem import Problem
from ..records.parsed import ParsedRecords
from ..yaml.node import Node

# Raw HTML is shown as words, so only these begin what can hold an attribute or an address.
_OPENING = re.compile(r"[\[{<]")


def check_markup(entries: ParsedRecords) -> Iterator[Problem]:
    """Markdown gives no attribute that does something, no address of an unknown sort, no picture without words."""
    for entry in (*entries.shared, *entries.holders):
        for node in find_prose(type(entry.record), entry.node):
            if _OPENING.search(node.text):
                yield from _check_text(node)


def _check_text(node: Node) -> Iterator[Problem]:
    cleaned = sanitize(render_plain(node.text))
    others = [address for address in list_pictures(cleaned.html) if not is_picture(name_file(address))]
    refusals = [*cleaned.refusals, *(RefusedMarkup(RefusedKind.KIND, address, "img") for address in others)]
    for line, refusal in find_lines(node.text, refusals):
        yield Problem(node.mark.at_line(line), refusal.kind, found=refusal.found)
