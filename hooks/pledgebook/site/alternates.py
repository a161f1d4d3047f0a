"""Language alternates (`hreflang`): which languages each page can really be read in, and the map of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..config import Settings
from ..names import Language
from ..urls import language_root, relative_href
from .routes import Page


@dataclass(frozen=True, slots=True)
class Alternate:
    """The full URL of a page in one language (`x-default` for whoever speaks none of them)."""

    language: str
    href: str


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the map of the site; when its words were last changed (`lastmod`) is left out where nobody knows."""

    href: str
    updated: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language, as the language menu links to it, whether or not it has words there."""

    language: Language
    name: str
    href: str
    is_current: bool
    is_translated: bool


@dataclass
class Alternates:
    """The pages of a site by language.

    Attributes:
        settings: the languages and the site's full URL.
        pages: generated pages by path.
        untranslated: for each other language, paths of static pages that have no words in it.
        static: paths of static pages.
    """

    settings: Settings
    pages: Mapping[str, Page]
    untranslated: dict[str, set[str]] = field(default_factory=dict)
    static: set[str] = field(default_factory=set)

    @property
    def _original(self) -> Language:
        return self.settings.codes[0]

    def is_translated(self, path: str, language: Language) -> bool:
        """Whether a page has words of its own in a language."""
        page = self.pages.get(path)
        if page:
            return language in page.languages
        return path not in self.untranslated.get(language, ())

    def find_written(self, path: str, language: Language) -> Language:
        """The language that a static page's words are in, where it is shown in another."""
        return language if path in self.pages or self.is_translated(path, language) else self._original

    def list_alternates(self, path: str, language: Language) -> tuple[Alternate, ...]:
        """What a page says of its translations (`hreflang`): each says the same, and none that is missing is named."""
        found = self._translations(path)
        if len(found) < 2 or not self.is_translated(path, language) or self._is_copy(path):
            return ()
        return (*found, Alternate("x-default", self.settings.site_url + quote(path)))

    def find_canonical(self, path: str, language: Language) -> str:
        """A page's canonical full URL; one that is not translated, or shows another again, names what it shows."""
        shown = language if self.is_translated(path, language) else self._original
        page = self.pages.get(path)
        original = page.original if page and page.original else path
        return self.full_url(original, shown) if self.settings.site_url else ""

    def list_menu(self, path: str, language: Language) -> tuple[LanguageLink, ...]:
        """Every language of the site, each leading to the same page from the one in `language`."""
        page_url = quote(language_root(language, self._original) + path)
        return tuple(
            LanguageLink(
                language=code,
                name=name,
                href=relative_href(quote(language_root(code, self._original) + path), page_url),
                is_current=code == language,
                is_translated=self.is_translated(path, code),
            )
            for code, name in self.settings.languages.items()
        )

    def list_entries(self) -> Iterator[SitemapEntry]:
        """The map of the site: each page in each language it can be read in; empty when the site has no full URL."""
        if not self.settings.site_url:
            return
        for language in self.settings.codes:
            for path in sorted({*self.pages, *self.static}):
                if self.is_translated(path, language) and not self._is_copy(path):
                    page = self.pages.get(path)
                    updated = page.edited.isoformat() if page and page.edited else ""
                    yield SitemapEntry(self.full_url(path, language), updated, self._translations(path))

    def _is_copy(self, path: str) -> bool:
        page = self.pages.get(path)
        return bool(page and page.original)

    def _translations(self, path: str) -> tuple[Alternate, ...]:
        if not self.settings.site_url or len(self.settings.codes) < 2:
            return ()
        codes = [code for code in self.settings.codes if self.is_translated(path, code)]
        return tuple(Alternate(code, self.full_url(path, code)) for code in codes)

    def full_url(self, path: str, language: Language) -> str:
        """The full URL of a page in a language; from the root of the site when that has none."""
        return (self.settings.site_url or "/") + language_root(language, self._original) + quote(path)
