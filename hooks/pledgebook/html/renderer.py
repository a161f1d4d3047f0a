"""Renderer: views to HTML, with the fragments of the theme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias

from markupsafe import Markup

from ..files.cache import NO_CACHE, ContentCache
from ..i18n.catalogue import Catalogue, Catalogues
from ..images.social_card import Card
from ..markdown.render import MarkdownRenderer
from ..model import Register
from ..model.enums import PartyType, Status
from ..names import Language
from ..project import Project
from ..site.routes import OneFile, Page, PageKind, Site, describe, list_anchors, list_queries, title_of
from ..site.views.restore import fill_stand_ins
from ..site.views.subjects import MentionView
from .context import TemplateContext
from .fragments import open_fragments
from .glossary_links import GlossaryLinks

_HEADING = re.compile(r'<h([23])[^>]*? id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_LANGUAGE = re.compile(r' lang="[\w-]+"')
_NOT_WORDS = re.compile(r"<[^>]+>")
# Pages that terms are not linked on.
_WITHOUT_TERMS = (PageKind.GLOSSARY, PageKind.SEARCH, PageKind.EDITIONS, PageKind.EDITION)

# A macro of the theme's, and what calls it.
Macro: TypeAlias = Callable[[MentionView, TemplateContext], Markup]
MentionRenderer: TypeAlias = Callable[[MentionView, Macro, TemplateContext], Markup]


def _render_mention(mention: MentionView, macro: Macro, context: TemplateContext) -> Markup:
    return macro(mention, context)


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading with an anchor, for the table of contents; its words are HTML that says their language alone."""

    level: int
    anchor: str
    words: Markup


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page in one language: its HTML and its headings."""

    html: str
    headings: tuple[PageHeading, ...]


def _name_parties(register: Register) -> str:
    """What the words begin with that are said of parties which are not the police and one municipality."""
    types = [party.type for party in register.parties if not party.part_of]
    if PartyType.POLICE in types and types.count(PartyType.MUNICIPALITY) == 1:
        return "usual."
    return "several." if PartyType.POLICE in types and PartyType.MUNICIPALITY in types else "others."


class Renderer:
    """Renders fragments of the theme in every language of a site."""

    def __init__(
        self,
        site: Site,
        catalogues: Catalogues,
        themes: Path | Sequence[Path],
        names: Mapping[Language, str],
        cache: ContentCache = NO_CACHE,
    ) -> None:
        """Make a renderer for one build.

        Args:
            site: the pages.
            catalogues: the words.
            themes: the folders that `fragments/` is in; a fragment of an earlier one stands for that of a later one.
            names: each language's own name, by code.
            cache: where translated fragments are kept.
        """
        self.site = site
        self.catalogues = catalogues = catalogues.prefer(_name_parties(site.book.register))
        self.names = names
        self._environment = open_fragments((themes,) if isinstance(themes, Path) else themes, cache)
        original = catalogues[site.book.original]
        anchors, queries = list_anchors(original), list_queries(original)
        markdown = {language: MarkdownRenderer(words) for language, words in catalogues.words.items()}
        self._contexts = {
            language: TemplateContext(site, words, anchors, queries, markdown)
            for language, words in catalogues.words.items()
        }

    def title(self, page: Page, language: Language) -> str:
        """What a page is called; of several with one name, also its path."""
        words = title_of(page, self.catalogues[language], self.site.book).words
        return f"{words} ({page.path.strip('/')})" if words in self._repeated_titles[language] else words

    def crumb(self, page: Page, language: Language) -> str:
        """What a page is called in a breadcrumb."""
        return self.title(page, language) if page.path else self.catalogues[language].gettext("menu.start")

    def description(self, page: Page, language: Language) -> str:
        """What a page holds, in a sentence or two; of several that hold the same, also what it is called."""
        words = describe(page, self.catalogues[language], self.site.book)
        if words not in self._repeated_descriptions[language]:
            return words
        title = title_of(page, self.catalogues[language], self.site.book).words
        return f"{words} ({page.path.strip('/') if title in self._repeated_titles[language] else title})"

    @cached_property
    def _repeated_titles(self) -> dict[Language, Set[str]]:
        return self._find_repeated(lambda page, words: title_of(page, words, self.site.book).words)

    @cached_property
    def _repeated_descriptions(self) -> dict[Language, Set[str]]:
        return self._find_repeated(lambda page, words: describe(page, words, self.site.book))

    def _find_repeated(self, say: Callable[[Page, Catalogue], str]) -> dict[Language, Set[str]]:
        """What is said of more than one page, by language."""
        counted = (
            (language, Counter(say(page, words) for page in self.site.pages))
            for language, words in self.catalogues.words.items()
        )
        return {language: {said for said, pages in counts.items() if pages > 1} for language, counts in counted}

    def card(self, page: Page | None, language: Language, site: str) -> Card:
        """The picture that a page is shared with: a record has its own, all other pages that of the site.

        Args:
            page: the page.
            language: the language of the words.
            site: the name of the site in it.
        """
        if page is None or page.record is None:
            return Card(site, site)
        record = page.record
        context = self._contexts[language]
        title = title_of(page, context.words, self.site.book).words
        period = context.words.period(record.period)
        return Card(site, title, (*([] if period in title else [period]), context.parties(record.parties)))

    def render(
        self,
        page: Page,
        language: Language,
        one_files: Sequence[OneFile] = (),
        render_mention: MentionRenderer = _render_mention,
    ) -> RenderedPage:
        """A whole page.

        Args:
            page: the page.
            language: the language that it is shown in.
            one_files: the files that what it shows can be kept as.
            render_mention: renders a mention on it with the macro.
        """
        context = self._contexts[language].at(page)
        template = self._environment.get_template(f"{page.kind}.html")
        title = title_of(page, context.words, self.site.book)
        shown = {"page": page, "view": page.view, "title": title, "one_files": one_files, "mention": render_mention}
        html = template.render(**shown, **self._values(context))
        if context.past:
            html = fill_stand_ins(html, context.redacted)
        return RenderedPage(html, tuple(find_headings(html)))

    def link_terms(self, html: str, page: Page, language: Language) -> str:
        """The content of a page, where the first use of each term of the glossary leads to what it means.

        What was is left as it was, and so is a record in one file, which stands alone.
        """
        if page.kind in _WITHOUT_TERMS:
            return html
        context = self._contexts[language].at_path(page.path)
        return self._glossary.link(html, language, f"{context.href('glossary', context.anchor('term'))}-")

    @cached_property
    def _glossary(self) -> GlossaryLinks:
        return GlossaryLinks(self.site.book.register.glossary, self.site.book.languages)

    def render_part(self, name: str, language: Language, path: str, **values: object) -> str:
        """A fragment by its name, for the page at a path; `values` are what it shows."""
        context = self._contexts[language].at_path(path)
        return self._environment.get_template(f"{name}.html").render(**values, **self._values(context))

    def render_file(self, name: str, **values: object) -> str:
        """A file that is no HTML and of no one language, by the name of its fragment; `values` are what it shows."""
        return self._environment.get_template(name).render(**values)

    def _values(self, context: TemplateContext) -> dict[str, Any]:
        """What every fragment has by name: `w` is the template context, `t` and `n` say words by their key."""
        return {
            "w": context,
            "t": context.words.gettext,
            "n": context.words.ngettext,
            "book": context.book,
            "names": self.names,
            "statuses": list(Status),
            "root": self.site.root(context.language),
        }


def open_renderer(project: Project, cache: ContentCache = NO_CACHE) -> Renderer:
    """The renderer of a project's site.

    Args:
        project: read without errors; its pages are those of the day that it was read for.
        cache: where translated fragments are kept.
    """
    assert project.redirect_map is not None, "a book without errors"
    settings = project.settings
    site = project.redirect_map.site
    return Renderer(site, project.catalogues, settings.themes, settings.languages, cache)


def find_headings(html: str) -> Iterator[PageHeading]:
    """The headings of level 2 and 3 that have an anchor, in order.

    Read with a pattern and not a parser, since the fragments that write them are our own, and it is done for every
    page. Of their tags, only those remain that say which language words are in.
    """
    for level, anchor, words in _HEADING.findall(html):
        spans: list[str] = []
        told = _NOT_WORDS.sub(partial(_keep_language, spans), words)
        yield PageHeading(int(level), anchor, Markup(" ".join(told.split())))


def _keep_language(spans: list[str], tag: re.Match[str]) -> str:
    if tag[0].startswith("<span"):
        language = _LANGUAGE.search(tag[0])
        spans.append("</span>" if language else "")
        return f"<span{language[0]}>" if language else ""
    return spans.pop() if tag[0] == "</span>" and spans else ""
