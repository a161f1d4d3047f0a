"""Site tools: what pages and records are made with, in this process and in others, which are given it once.

Views are closures, and fragments are translated in each process: what goes from one to another is what the site is
built of, which is a small part of what reading it anew would take.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..config import Settings
from ..files.cache import ContentCache, hash_parts
from ..files.tree import Files
from ..i18n.catalogue import Catalogues
from ..images.logo import Logo
from ..names import Language
from ..records.day import BookOnDay
from ..site.alternates import Alternates
from ..site.build import build_site
from ..site.routes import PLAIN, Page
from .page_hash import PageHasher
from .renderer import Renderer
from .search_index import EntryFinder


@dataclass(frozen=True)
class SiteTools:
    """Tools of one build; pickled, they are what is needed to make them again.

    Attributes:
        hasher: tells what pages are made of, and has what renders them.
        alternates: which page can be read in which language.
        cache: where what is slow to make is kept.
        style: the style sheet of a record in one file.
        logo: the site's logo, if it has one.
        print_files: what PDFs are set with.
    """

    hasher: PageHasher
    alternates: Alternates
    cache: ContentCache
    style: str
    logo: Logo | None
    print_files: Files

    @property
    def renderer(self) -> Renderer:
        """Renders fragments."""
        return self.hasher.renderer

    @cached_property
    def print_hash(self) -> bytes:
        """The hash of what PDFs are set with."""
        return hash_parts(self.print_files)

    @cached_property
    def _finders(self) -> dict[Language, EntryFinder]:
        return {language: EntryFinder(language, self.renderer) for language in self.renderer.names}

    def find_entries(self, page: Page, language: Language) -> bytes | None:
        """What the record of a page of its own is found by in a language that the page can be read in, packed."""
        if page.record is None or not page.is_record_page(language):
            return None
        return self._finders[language].pack_record(page, page.record)

    def __reduce__(self) -> tuple[Any, ...]:
        site = self.renderer.site
        static = [name for name in PLAIN if name in site.fixed]
        # None of what this process has kept.
        given = (replace(self.cache), self.style, self.logo, self.print_files)
        return _open_tools, (self.hasher.settings, self.renderer.catalogues, site.day, static, self.hasher.theme, given)


def _open_tools(
    settings: Settings,
    catalogues: Catalogues,
    day: BookOnDay,
    static: Collection[str],
    theme: Files,
    given: tuple[ContentCache, str, Logo | None, Files],
) -> SiteTools:
    site = build_site(day, catalogues[day.book.original], static)
    renderer = Renderer(site, catalogues, settings.themes, settings.languages, given[0])
    return SiteTools(PageHasher(settings, renderer, theme), Alternates(settings, site.page_at), *given)
