"""What exports are made of besides the form itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ...i18n.catalogue import Catalogues
from ..routes import Site


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What an export is made of.

    Attributes:
        site: the pages, with the records and the day.
        words: the words of each language.
        site_url: the full URL of the site, ending in `/`, or nothing.
    """

    site: Site
    words: Catalogues
    site_url: str

    def address(self, url: str) -> str:
        """The full URL of one that is told from the root of the site; that itself where nobody knows where it is."""
        return self.site_url + url


Render: TypeAlias = Callable[[ExportContext], str]
"""Makes the text of one export."""
