"""What exports are made of besides the form itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ...i18n.catalogue import Catalogues
from ..routes import Site

RenderFragment: TypeAlias = Callable[..., str]
"""Renders a fragment of the theme by its name, with what it shows."""
Keep: TypeAlias = Callable[[str, object, Callable[[], str]], str]
"""Finds a text from before, or makes it.

It is known by its name, and by all that it is made of besides what all pages share, where a record stands for all that
its page shows.
"""


def _refuse(name: str, **values: object) -> str:
    raise LookupError(name)


def _make_anew(name: str, told: object, make: Callable[[], str]) -> str:
    return make()


@dataclass(frozen=True, slots=True, eq=False)
class ExportContext:
    """What an export is made of, each its own, so that what is made of it can be remembered.

    Attributes:
        site: the pages, with the records and the day.
        words: the words of each language.
        site_url: the full URL of the site, ending in `/`, or nothing.
        first_url: the one that it had first, ending in `/`, where the settings say that it has moved, or nothing.
        render: renders what is no JSON, table or feed; other exports do without.
        keep: finds what has been made of the same before.
    """

    site: Site
    words: Catalogues
    site_url: str
    first_url: str = ""
    render: RenderFragment = _refuse
    keep: Keep = _make_anew

    def address(self, url: str) -> str:
        """The full URL of one that is told from the root of the site; that itself where nobody knows where it is."""
        return self.site_url + url

    def name(self, url: str) -> str:
        """What a thing with such a URL goes by, wherever the site has moved."""
        return (self.first_url or self.site_url) + url


Render: TypeAlias = Callable[[ExportContext], str | bytes]
"""Makes one export, or nothing where it can say nothing without the full URL of the site.

A large one is made as bytes, since a text that is large is held several times while it is encoded.
"""
