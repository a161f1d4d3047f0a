"""Conversion of static pages from Markdown, done once for all the builds of a process as long as nothing has changed.

A preview builds as often as somebody saves, and converts the handbook as it comes with the engine each time.
"""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import partial

from markdown import extensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from .pages import is_foreseeable

_log = logging.getLogger("mkdocs")
_EXTENSIONS = {module.name for module in pkgutil.iter_modules(extensions.__path__)}
# More than any site has of static pages; beyond this, all are made anew.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Conversion:
    """What MkDocs makes of a page's Markdown.

    Attributes:
        content: the HTML.
        toc: its headings.
        title: what the page is called.
        anchors: the anchors that are on it.
        links: those that it links to and how, by the name of the file that they are in.
    """

    content: str
    toc: TableOfContents
    title: str | None
    anchors: Set[str]
    links: Mapping[str, Mapping[str, str]]


# By all that they are made of, so that no build can find what another would not have made.
_CONVERSIONS: dict[tuple[str, ...], Conversion] = {}


def has_own_extensions(config: MkDocsConfig) -> bool:
    """Whether Markdown is read with Python-Markdown's own extensions alone, which go by nothing but the text."""
    names = [str(name).removeprefix("markdown.extensions.") for name in config.markdown_extensions]
    return _EXTENSIONS.issuperset(names)


def describe_ground(config: MkDocsConfig, files: Files) -> str:
    """What all static pages of a language are converted by: the settings, where each file is, and what is listened for.

    Nothing where somebody else could change what comes of it.
    """
    if not (is_foreseeable(config) and has_own_extensions(config)):
        return ""
    settings = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    places = [(file.src_uri, file.url, file.inclusion.name) for file in files]
    return repr((settings, places, _log.getEffectiveLevel()))


def prepare_conversion(page: MkDocsPage, ground: str) -> None:
    """Let MkDocs convert a page by `convert_page`."""
    page.render = partial(convert_page, page, ground)  # type: ignore[method-assign]


def convert_page(page: MkDocsPage, ground: str, config: MkDocsConfig, files: Files) -> None:
    """Do what MkDocs does to render a page's Markdown, unless the process has done the same before.

    Args:
        page: the page, whose Markdown has been read.
        ground: as `describe_ground` has it; without one, nothing is kept.
        config: MkDocs' settings.
        files: the files that it can link to.
    """
    # What it is called before already, by the menu or by what stands above its text.
    key = (ground, page.markdown or "", page.file.src_uri, page.file.url, page.title or "")
    found = _CONVERSIONS.get(key)
    if found:
        page.content, page.toc, page.title = found.content, found.toc, found.title
        page.present_anchor_ids = set(found.anchors)
        targets = {name: files.get_file_from_path(name) for name in found.links}
        page.links_to_anchors = {file: dict(found.links[name]) for name, file in targets.items() if file}
        return
    remarks = _RemarkCounter()
    _log.addHandler(remarks)
    try:
        MkDocsPage.render(page, config, files)
    finally:
        _log.removeHandler(remarks)
    # What is remarked on is to be remarked on in each build.
    if ground and not remarks.number:
        if len(_CONVERSIONS) >= _MOST:
            _CONVERSIONS.clear()
        links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
        anchors = frozenset(page.present_anchor_ids or ())
        _CONVERSIONS[key] = Conversion(page.content or "", page.toc, page.title, anchors, links)


class _RemarkCounter(logging.Handler):
    """Counts what the engine says."""

    number = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.number += 1
