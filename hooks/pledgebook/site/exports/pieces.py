"""Pieces for other sites: what can be shown of the site in a frame, or pasted as HTML, and where each piece stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Pledge, Promise
from ..routes import Page, Site

# What a piece is copied or included as, in its own folder. It is no page, so a browser shows it as it is written.
FRAGMENT = "fragment.txt"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: a record, one promise of it, or what holds on the day.

    Attributes:
        page: the page that it is taken from: a record's, or the first.
        promise: the promise, of a piece that is one.
    """

    page: Page
    promise: Promise | None = None

    @property
    def path(self) -> str:
        """Where it stands among pieces, in every language: nothing for what holds, `2019/`, `2019/synas/`."""
        return self.page.path + (f"{self.promise.id}/" if self.promise else "")


def list_pieces(site: Site) -> Iterator[tuple[Page, tuple[Piece, ...]]]:
    """Each page that pieces are taken from, with its pieces: the page itself first, then its promises."""
    for page in (site.page_at[""], *(page for page in site.pages if page.record and page.original is None)):
        promises = page.record.promises if isinstance(page.record, Pledge) else ()
        yield page, (Piece(page), *(Piece(page, promise) for promise in promises))


def list_piece_files(site: Site) -> Iterator[str]:
    """The URL of every file of pieces, as it is named on disk."""
    for page, pieces in list_pieces(site):
        for language in page.languages:
            root = site.root(language)
            yield f"{root}{site.fixed['share']}{page.path}index.html"
            for piece in pieces:
                yield from (f"{root}{site.fixed['embed']}{piece.path}{name}" for name in (FRAGMENT, "index.html"))
