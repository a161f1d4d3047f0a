"""Shared HTML: what many pages show alike, such as a promise with its reports, rendered once for all of them.

It is rendered as seen from nowhere, with a mark for each href, and each page fills in its own. The marks are characters
that no text of a record may have (`control_character`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup

from ..names import NO_FOLDER, Folder

# The page that shared HTML is seen from; no page is there.
NOWHERE = "\ufffe"
_MARK = re.compile("\ufffe([^\ufffe\uffff]*)\ufffe([^\ufffe\uffff]*)\uffff")
# So much stays rendered in each language, and then all begins anew: pages that show the same come close together.
_MOST = 2**13


def mark_href(url: str, folder: Folder = NO_FOLDER) -> str:
    """The mark for the href to a URL; `folder` is the record's whose element its fragment names, if it is one's."""
    return f"\ufffe{folder}\ufffe{url}\uffff"


@dataclass(slots=True)
class PageState:
    """What is remembered while one page is written.

    Attributes:
        texts: how many Markdown texts there have been on the page; each has its number.
        is_numbered: whether that number stands in the anchor of a footnote of any of them.
        source_numbers: the number of each source by its id, as listed on a record's page, by the record's folder.
    """

    texts: int = 0
    is_numbered: bool = False
    source_numbers: dict[str, dict[str, int]] = field(default_factory=dict)


class Macro(Protocol):
    """A macro of the theme's."""

    name: str

    def __call__(self, item: object, /, *told: object) -> Markup:
        """What it writes of an item; the template context comes next."""


@dataclass(frozen=True, slots=True)
class SharedHtml:
    """HTML with marks.

    Attributes:
        html: the HTML.
        texts: how many Markdown texts there are in it.
        item: what it is rendered of, kept so that nothing else comes to stand at its place in memory.
    """

    html: str
    texts: int
    item: object

    def fill(self, write: Callable[[str, Folder], str]) -> Markup:
        """The HTML for a page; `write` gives its href to a URL, and for the element of a record in a folder."""
        return Markup(_MARK.sub(lambda mark: write(mark[2], Folder(mark[1])), self.html))


@dataclass(frozen=True, slots=True)
class SharedFragments:
    """All shared HTML of a build in one language: by the macro, the item's place in memory, and what else is told."""

    _known: dict[tuple[object, ...], SharedHtml] = field(default_factory=dict)

    def find(self, key: tuple[object, ...]) -> SharedHtml | None:
        """What has been rendered before."""
        return self._known.get(key)

    def keep(self, key: tuple[object, ...], html: SharedHtml) -> None:
        """Keep what has been rendered; where there is no more room, in the place of all that was before."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = html
