"""Pieces for other sites: what can be shown of the site in a frame, or pasted as HTML, and where each piece stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ...model import Pledge, Promise
from ...names import Language
from ..routes import Page, Site


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: a record, one promise of it, or what holds on the day.

    Attributes:
        page: the page that it is taken from: a record's, or the first.
        promise: the promise, of a piece that is one.
        fragment: what each is copied or included as, in its own folder. It is no page, so browsers show it as written.
    """

    fragment: ClassVar[str] = "fragment.txt"

    page: Page
    promise: Promise | None = None

    @property
    def path(self) -> str:
        """Where it stands among pieces, in every language: nothing for what holds, `2019/`, `2019/synas/`."""
        return self.page.path + (f"{self.promise.id}/" if self.promise else "")

    def url(self, site: Site, language: Language) -> str:
        """The URL of the folder that it stands in, where it can be framed."""
        return site.root(language) + site.fixed["embed"] + self.path


def find_piece_path(address: str) -> str:
    """Where the piece of what is at an address stands among pieces: `2019/#synas` → `2019/synas/`."""
    return "/".join([*filter(None, re.split("[/#]", address)), ""])


def list_pieces(site: Site) -> Iterator[tuple[Page, tuple[Piece, ...]]]:
    """Each page that pieces are taken from, with its pieces: the page itself first, then its promises."""
    for page in (site.page_at[""], *(page for page in site.pages if page.record and page.original is None)):
        yield page, list_pieces_of(page)


def list_pieces_of(page: Page) -> tuple[Piece, ...]:
    """The pieces that are taken from a page."""
    promises = page.record.promises if isinstance(page.record, Pledge) else ()
    return (Piece(page), *(Piece(page, promise) for promise in promises))


def list_piece_files(site: Site) -> Iterator[str]:
    """The URL of every file of pieces, as it is named on disk."""
    for page, pieces in list_pieces(site):
        for language in page.languages:
            yield f"{site.share_url(page, language)}index.html"
            for piece in pieces:
                yield from (piece.url(site, language) + name for name in (Piece.fragment, "index.html"))
