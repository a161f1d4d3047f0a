"""Which languages each page can really be read in, and what the page says of the others to browsers and searchers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..config import Settings
from ..urls import language_root
from .routes import Page


@dataclass(frozen=True, slots=True)
class Alternate:
    """The full address of a page in one language (`x-default` for whoever speaks none of them)."""

    language: str
    href: str


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the map of the site."""

    href: str
    updated: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A language in the menu, and the way to the same page in it, whether or not it has words there."""

    language: str
    name: str
    address: str
    is_current: bool
    is_translated: bool


@dataclass
class Alternates:
    """The pages of a site by language.

    Attributes:
        settings: the languages and the site's address.
        pages: generated pages by address.
        untranslated: for each other language, addresses of plain pages that have no words in it.
        plain: addresses of plain pages.
    """

    settings: Settings
    pages: Mapping[str, Page]
    untranslated: dict[str, set[str]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)

    @property
    def _original(self) -> str:
        return self.settings.codes[0]

    def is_translated(self, address: str, language: str) -> bool:
        """Whether a page has words of its own in a language."""
        page = self.pages.get(address)
        if page:
            return language in page.languages
        return address not in self.untranslated.get(language, ())

    def list_alternates(self, address: str, language: str) -> tuple[Alternate, ...]:
        """What a page says of its translations (`hreflang`): each says the same, and none that is missing is named."""
        found = self._translations(address)
        if len(found) < 2 or not self.is_translated(address, language) or self._is_copy(address):
            return ()
        return (*found, Alternate("x-default", self.settings.site_url + address))

    def find_canonical(self, address: str, language: str) -> str:
        """A page's own full address; one that is not translated, or shows another again, points to what it shows."""
        shown = language if self.is_translated(address, language) else self._original
        page = self.pages.get(address)
        original = page.original if page and page.original else address
        return self.full_address(original, shown) if self.settings.site_url else ""

    def list_menu(self, address: str, language: str) -> tuple[MenuItem, ...]:
        """Every language, each leading to the same page."""
        return tuple(
            MenuItem(
                language=code,
                name=name,
                address=language_root(code, self._original) + address,
                is_current=code == language,
                is_translated=self.is_translated(address, code),
            )
            for code, name in self.settings.languages.items()
        )

    def list_entries(self) -> Iterator[SitemapEntry]:
        """The map of the site: each page in each language it can be read in; empty when the site has no address."""
        if not self.settings.site_url:
            return
        for language in self.settings.codes:
            for address in sorted({*self.pages, *self.plain}):
                if self.is_translated(address, language) and not self._is_copy(address):
                    page = self.pages.get(address)
                    updated = page.updated.isoformat() if page and page.updated else ""
                    yield SitemapEntry(self.full_address(address, language), updated, self._translations(address))

    def _is_copy(self, address: str) -> bool:
        page = self.pages.get(address)
        return bool(page and page.original)

    def _translations(self, address: str) -> tuple[Alternate, ...]:
        if not self.settings.site_url:
            return ()
        codes = [code for code in self.settings.codes if self.is_translated(address, code)]
        return tuple(Alternate(code, self.full_address(address, code)) for code in codes)

    def full_address(self, address: str, language: str) -> str:
        """Where a page is in a language; from the root of the site when that has no address."""
        return (self.settings.site_url or "/") + language_root(language, self._original) + address
