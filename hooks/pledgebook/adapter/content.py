"""Page content: all of a generated page; in a static one, what it asks for, and what it may not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from ..html.field_labels import mark_languages
from ..html.hyphenation import hyphenate_once
from ..html.mentions import PageMentions
from ..html.page_content import PageContent, render_content
from ..html.page_sections import cut_sections
from ..html.pictures import dress_pictures, locate
from ..html.redirect_pages import keep_fragments
from ..html.renderer import PageHeading
from ..i18n.field_help import describe_fields, list_models
from ..images.picture import is_picture
from ..markdown.sanitize import RefusedKind, RefusedMarkup, Sanitized, find_lines, list_pictures, sanitize
from ..names import Language
from ..problem import Mark, Problem
from ..site.routes import OneFile, Page
from .build import Build
from .links import count_lines_before

# What a static page writes where something of the model is to stand.
_STATUSES = "<!-- pledgebook: statuses -->"
_FIELDS = re.compile(r"<!-- pledgebook: fields (\w+) -->")


def fill_generated(
    build: Build,
    language: Language,
    page: MkDocsPage,
    shown: Page,
    one_files: Sequence[OneFile],
    take: Callable[[], PageContent] | None,
) -> str:
    """The content of a generated page, which also gets its table of contents; `take` gives it, if it is made."""
    content = take() if take else render_content(build.one_files.tools, shown, language, one_files)
    if content.entries is not None:
        build.output.entries[language][shown.path] = content.entries
    PageMentions(shown, language, build.page_store.cache, build.page_store.hasher).keep(content.mentions)
    page.toc = get_toc(_nest(content.headings))
    return _finish(build, language, content.html, page, shown.path)


def fill_static(build: Build, language: Language, html: str, page: MkDocsPage, path: str, files: Files) -> str:
    """The content of a static page, with what it asks for, and with a notice where it is not translated."""
    is_translated = build.alternates.is_translated(path, language)
    cleaned = sanitize(html)
    if is_translated:
        build.output.problems += _check(build, page, cleaned, files)
    html = cleaned.html
    if _STATUSES in html:
        html = html.replace(_STATUSES, build.renderer.render_part("statuses", language, path))
    html = _FIELDS.sub(lambda found: _show_fields(build, language, found[1], path), html)
    if not is_translated:
        html = build.renderer.render_part("untranslated", language, path, content=Markup(html))
    return _finish(build, language, hyphenate_once(html, language, build.cache), page, path)


def index_static(build: Build, language: Language, page: MkDocsPage, path: str) -> None:
    """Note what a static page is found by in the search."""
    if build.alternates.is_translated(path, language) and not (page.meta.get("search") or {}).get("exclude"):
        title = Markup(page.meta.get("title", page.title)).striptags()
        build.output.searched[language][path] = cut_sections(page.content or "", title)


def _finish(build: Build, language: Language, html: str, page: MkDocsPage, path: str) -> str:
    """A page whose pictures are shown as they are published, and to which old anchors still lead."""
    html = dress_pictures(html, page.url, build.output.pictures)
    return keep_fragments(html, path, language, build.redirect_map, build.renderer)


def _show_fields(build: Build, language: Language, name: str, path: str) -> str:
    """The table of a class's fields; of a name that no class has, nothing."""
    model = list_models().get(name)
    fields = describe_fields(model, build.project.catalogues[language]) if model else ()
    mark = partial(mark_languages, language=language)
    return build.renderer.render_part("fields", language, path, fields=fields, mark=mark) if fields else ""


def _check(build: Build, page: MkDocsPage, cleaned: Sanitized, files: Files) -> Iterator[Problem]:
    """What had to be taken out of a static page, and the pictures that it shows in vain."""
    path = f"{build.project.settings.docs}/{page.file.src_uri}"
    markdown = page.markdown or ""
    before = count_lines_before(page, markdown)
    refusals = list(cleaned.refusals)
    for href in list_pictures(cleaned.html):
        url = locate(href, page.url)
        if not is_picture(url):
            refusals.append(RefusedMarkup(RefusedKind.KIND, href, "img"))
        elif url not in build.output.pictures and all(file.dest_uri != url for file in files):
            refusals.append(RefusedMarkup(RefusedKind.MISSING, href, "img"))
    for line, refusal in find_lines(markdown, refusals):
        yield Problem(Mark(path, before + line + 1), refusal.kind, found=refusal.found)


def _nest(headings: tuple[PageHeading, ...]) -> list[Any]:
    """Headings as MkDocs takes them: those of level 3 inside the one of level 2 before them."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.anchor, "name": heading.words, "children": []}
        (tokens[-1]["children"] if heading.level > 2 and tokens else tokens).append(token)
    return tokens
