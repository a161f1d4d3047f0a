"""Report link: where to tell of a fault on a page, as the register's address with the page filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

# What an address may leave open, in braces.
OPENINGS = ("address", "title")
_OPENING = re.compile(r"\{([^{}]*)\}")


def fill_link(pattern: str, address: str, title: str) -> str:
    """An address with a page's own address and title in the places left open, percent-encoded (RFC 3986, 6068)."""
    values = {"address": address, "title": title}
    return _OPENING.sub(lambda match: quote(values[match[1]], safe=""), pattern)


def render_mail(pattern: str, subject: str, body: str) -> str:
    """A bare mail address with subject and text added; one that has its own, and any other address, stays as it is."""
    if not pattern.startswith("mailto:") or "?" in pattern:
        return pattern
    text = body.replace("\n", "\r\n")
    return f"{pattern}?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def find_unusable(pattern: str) -> Iterator[tuple[str, str]]:
    """What is wrong with an address that is to be filled in: the code of the rule, and what breaks it."""
    if not re.match(r"https://[^\s/{}]+(/|\?|$)|mailto:[^\s@{}?]+@[^\s@{}?]+(\?|$)", pattern):
        yield "fault_address", pattern
        return
    openings = _OPENING.findall(pattern)
    for name in openings:
        if name not in OPENINGS:
            yield "fault_opening", f"{{{name}}}"
    if re.search(r"[{}]", _OPENING.sub("", pattern)):
        yield "fault_opening", pattern
    is_bare_mail = pattern.startswith("mailto:") and "?" not in pattern
    if "address" not in openings and not is_bare_mail:
        yield "fault_blind", pattern
