"""Page content: all that a generated page says in a language, rendered by whichever process has the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..files.process_pool import Shared
from ..files.tree import Files
from ..names import Language
from ..site.routes import OneFile, Page
from .hyphenation import hyphenate_words
from .mentions import PageMentions
from .renderer import PageHeading, RenderedPage
from .site_tools import SiteTools

# So many pages, or pieces, take as long to render as it does to start a process.
FEWEST_PAGES = 100


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of a page.

    Attributes:
        html: its HTML, with links to the glossary and with hyphens; its pictures are as they were written.
        headings: its headings.
        mentions: the mentions on it, for `PageMentions.keep`.
        entries: what its record is found by in the search, for `list_entries`; nothing on a page without one.
    """

    html: str
    headings: tuple[PageHeading, ...]
    mentions: Files = field(default_factory=dict)
    entries: bytes | None = None


def render_content(tools: SiteTools, page: Page, language: Language, one_files: Sequence[OneFile] = ()) -> PageContent:
    """Render the content of a page.

    Args:
        tools: what it is rendered with.
        page: the page.
        language: the language that it is shown in.
        one_files: the files that what it shows can be kept as.
    """
    mentions = PageMentions(page, language, tools.cache, tools.hasher)
    rendered = tools.renderer.render(page, language, one_files, mentions.render)
    entries = tools.find_entries(page, language)
    return replace(finish_content(tools, rendered, page, language), mentions=mentions.shown, entries=entries)


def finish_content(tools: SiteTools, rendered: RenderedPage, page: Page, language: Language) -> PageContent:
    """The content of a page without mentions that has been rendered."""
    html = hyphenate_words(tools.renderer.link_terms(rendered.html, page, language), language)
    return PageContent(html, rendered.headings)


def render_page_at(shared: Shared[SiteTools], path: str, language: Language) -> PageContent:
    """The same of a page that is kept as no file, by its path."""
    return render_content(shared.value, shared.value.renderer.site.page_at[path], language)
