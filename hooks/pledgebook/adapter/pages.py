"""Generated pages as MkDocs knows them: made when they are put together, unless the cache has them from before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from ..files.cache import ContentCache
from ..files.value_hash import ValueHasher
from ..html.page_hash import PageHasher
from ..html.redirect_pages import keep_fragments
from ..images.logo import Logo
from ..images.publish import PictureCopies
from ..names import Language
from ..site.redirects import RedirectMap
from ..site.routes import Page

# With any other, nobody can tell what becomes of a page.
_KNOWN_PLUGINS = {"i18n", "search", "material/search"}
_OWN_PLUGIN = "pledgebook"
# Where the files are on this machine, and what MkDocs says to itself.
_LOCAL = {"config_file_path", "docs_dir", "site_dir", "dev_addr", "watch", "strict"}


class GeneratedPage(MkDocsPage):
    """A generated page. It has no Markdown, and no content before its turn comes to be put together."""

    def __init__(self, title: str, description: str, file: File, config: MkDocsConfig) -> None:
        """Take the place of the page that MkDocs would make of a file.

        Args:
            title: what it is called in the menu.
            description: what it says of itself to search engines.
            file: its file, which is there in name only.
            config: MkDocs' settings.
        """
        # Titles are written as they are.
        super().__init__(str(escape(title)), file, config)
        self.meta = {"description": description}
        # Where the whole page is kept, and the page, when it was kept by an earlier build.
        self.key = b""
        self.kept = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave it empty."""
        self.content = ""

    def take_kept(self) -> str:
        """The page as it was kept, which is then forgotten here."""
        kept, self.kept = self.kept, ""
        return kept

    def clear(self) -> None:
        """Forget its content, which is on disk, so that memory does not grow with the number of pages."""
        self.content = ""
        self.toc = get_toc([])


@dataclass
class PageStore:
    """Store of whole generated pages, by all that they are made of.

    Attributes:
        cache: where they are kept.
        hasher: tells what they are made of.
        redirect_map: what has stood at old anchors of them.
        pictures: how each picture is shown, by its URL.
    """

    cache: ContentCache
    hasher: PageHasher
    redirect_map: RedirectMap
    pictures: Mapping[str, PictureCopies]

    def hash_frame(self, config: MkDocsConfig, nav: Navigation, logo: Logo | None) -> bytes:
        """The hash of what all the pages of a language share besides their views, made once for all of them."""
        return self.hasher.hash((describe_frame(config, nav), logo, self.pictures))

    def is_new(self) -> bool:
        """Whether nothing is kept of what all pages share as it is now, so that each page has to be rendered."""
        return self.cache.find(self._list_shared()) is None

    def finish(self) -> None:
        """Note that all pages are kept."""
        self.cache.get_or_make(self._list_shared(), bytes)

    def _list_shared(self) -> dict[str, bytes]:
        return {"all pages": self.hasher.hash_shared(None)}

    def make_key(self, page: Page, language: Language, around: object) -> bytes:
        """The key of a page.

        Args:
            page: the page.
            language: the language that it is shown in.
            around: all that stands around what its view shows, with the hash of what is shared among it.
        """
        old = keep_fragments("", page.path, language, self.redirect_map, self.hasher.renderer)
        content = self.hasher.hash_content(page, language)
        # A hasher of its own, since what has been hashed is remembered: each page has its own frame and its own files.
        return ValueHasher().hash((content, old, self.redirect_map.redirects_on(page.path), around))

    def find(self, key: bytes) -> str:
        """The page that is kept under a key, or nothing."""
        return (self.cache.find({"page": key}) or b"").decode()

    def keep(self, key: bytes, html: str) -> None:
        """Keep a page."""
        self.cache.keep({"page": key}, html.encode())


def is_foreseeable(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook could change a page."""
    own = {*config.hooks, _OWN_PLUGIN} & set(config.plugins)
    return len(own) == 1 and set(config.plugins) - own <= _KNOWN_PLUGINS


def describe_frame(config: MkDocsConfig, nav: Navigation) -> Sequence[object]:
    """What all the pages of a language have around them."""
    told = [(name, value) for values in (config, config.theme) for name, value in values.items()]
    plain = [(name, value) for name, value in told if name not in _LOCAL and _is_plain(value)]
    return (plain, str(config.theme.locale), [(item.title, item.url) for item in list_menu(nav)])


def list_menu(entries: Iterable[StructureItem]) -> Iterator[MkDocsPage | Link]:
    """The pages and links of the menu, which has one level, in their order."""
    for entry in entries:
        if isinstance(entry, Section):
            yield from list_menu(entry.children)
        elif isinstance(entry, MkDocsPage | Link):
            yield entry


def _is_plain(value: object) -> bool:
    # Some settings are mappings of MkDocs' own, such as `extra`.
    if isinstance(value, Mapping | list | tuple | Set):
        return all(map(_is_plain, value.values() if isinstance(value, Mapping) else value))
    return value is None or isinstance(value, str | bytes | int | float | date)
