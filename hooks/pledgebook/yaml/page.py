"""A Markdown page as text: front matter between two lines of `---`, and the body under it."""

from __future__ import annotations

from typing import NamedTuple

FENCE = "---"


class PageText(NamedTuple):
    """A page split at its two lines of hyphens; joined, the parts are the page to the letter.

    Attributes:
        opening: the line before the front matter, as it was written, with its line end.
        front: the front matter, whole lines.
        closing: the line after it, with its line end if it has one.
        body: all that follows.
    """

    opening: str
    front: str
    closing: str
    body: str


def split_page(text: str) -> PageText | None:
    """Split a page with Unix line ends into front matter and body; None when the lines of hyphens are not there."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return None
    front = "".join(f"{line}\n" for line in lines[1:end])
    closing = lines[end] + "\n" * (end + 1 < len(lines))
    return PageText(f"{lines[0]}\n", front, closing, "\n".join(lines[end + 1 :]))
