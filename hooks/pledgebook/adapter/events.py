"""MkDocs' events, in the order that they come.

With several languages every event comes once per language: the first language's build, and inside its last event a
whole build for each of the others (mkdocs-static-i18n, `plugin.py`). The records are read once, in the outer build.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup
from mkdocs import utils
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from ..authoring.site_build import SITE_BUILD
from ..html.page_frame import make_page_frame
from ..html.search_index import SearchIndex, list_entries, render_index
from ..images.mark import render_mark
from ..names import ANY_LANGUAGE, Language
from ..onefile.build import AHEAD, AHEAD_OF_FIRST
from ..problem import Mark, Problem, order_problems
from ..reporting.progress import SILENT
from ..site.csp import PAGE_POLICY, find_breaches
from ..site.routes import list_anchors
from ..site.server_files import LOST
from .build import Build, PublishedPictures, start_build
from .content import fill_generated, fill_static, index_static
from .conversion import describe_ground, prepare_conversion
from .files import (
    ICON,
    add_engine_files,
    add_generated_pages,
    disable_search,
    fill_static_pages,
    find_stylesheet,
    leave_out_useless,
    name_untranslated,
    note_static_pages,
    paint_files,
    path_of,
    write_static_files,
)
from .handover import Handover
from .links import check_followed, follow_links
from .media import add_attachments, begin_cards, preview, replace_pictures
from .pages import GeneratedPage, list_menu
from .reporting import AuthorFormatter, explain_disk, explain_exchange, find_words, log, report
from .site_files import make_page_files, make_site_files
from .templates import list_template_values
from .theme import open_theme

# static-i18n puts a stand-in here during its nested builds, and leaves it there when one of them fails: each build of a
# process begins by putting the real one back.
_clean_directory = utils.clean_directory


class SiteEvents(BasePlugin[LegacyConfig]):
    """MkDocs' events, for one process."""

    def __init__(self) -> None:
        """Start with nothing built."""
        super().__init__()
        self.progress = SILENT
        self._handover = Handover()
        self._command = ""
        self._build: Build | None = None
        self.language = ANY_LANGUAGE
        self._static_titles: dict[str, str] = {}
        self._whole = False
        self._published: PublishedPictures = {}
        # Once is enough: a preview builds as often as somebody saves.
        self._is_pruned = False
        # The hash of what all pages of the language share, and what all its static pages are converted by.
        self._shared, self._ground = b"", ""

    @property
    def build(self) -> Build:
        """The build that is going on."""
        assert self._build is not None, "on_config has not run"
        return self._build

    @property
    def _is_kept(self) -> bool:
        """Whether somebody keeps what is built; what is shown while it is written has to come fast, and nobody does."""
        return self._command in ("build", "gh-deploy")

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what was asked for; when the command asks, only what matters to an author is printed."""
        self._command = command
        if SITE_BUILD.get():
            for handler in logging.getLogger("mkdocs").handlers:
                handler.setLevel(logging.WARNING)
                handler.setFormatter(AuthorFormatter(handler.formatter))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """In the outer build: read everything anew, stop if there are errors, and build beside the last site."""
        i18n = config.plugins["i18n"]
        if getattr(i18n, "building", False):
            self.language = Language(str(getattr(i18n, "current_language", "")))
            return config
        utils.clean_directory = _clean_directory
        self._whole = False
        # There is much to look through for what may be thrown away, and once all is read is soon enough.
        gc.disable()
        try:
            self._build = start_build(config, self._published, self.progress)
            if self._command == "build":
                # All rules have looked at them.
                self.build.project.entries.forget_nodes()
                gc.collect()
                gc.freeze()
        finally:
            gc.enable()
        self.language = self._build.book.original
        self._handover.begin(config, self._build.project)
        disable_search(config)
        if self._command == "build":
            config.site_dir = str(self.build.staging.folder)
        return config

    @event_priority(-101)
    def find_templates(self, config: MkDocsConfig) -> None:
        """After static-i18n has put its own first: the site's templates come before all, and then the engine's."""
        open_theme(config.theme, self.build.project.settings.themes, self.build.page_store.cache)

    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Before static-i18n makes its own files out of all files: static pages that are not in the docs folder."""
        add_engine_files(self.build, files, config)
        report(note_static_pages(self.build, files), self.build.project)
        name_untranslated(self.build, files, config)
        leave_out_useless(files)
        return files

    @event_priority(-101)
    def _fill_files(self, files: Files, config: MkDocsConfig) -> Files:
        """After it has: their content, generated pages, and what is no page."""
        build = self.build
        fill_static_pages(build, self.language, files, config)
        add_generated_pages(build, self.language, files, config)
        if self._is_kept:
            build.one_files.prepare(build.alternates.pages.values(), is_new=build.page_store.is_new())
        self._ground = ""
        if self.language == build.book.original:
            add_attachments(build, files, config)
        replace_pictures(build, files, config)
        paint_files(build, files)
        build.output.check_free(file.dest_uri for file in files.documentation_pages())
        if self._is_kept:
            most = AHEAD_OF_FIRST if self.language == build.book.original else AHEAD
            build.one_files.look_ahead(self.language, config.site_name, most)
        return files

    on_files = CombinedEvent(_add_files, _fill_files)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Links of a static page, which is then converted."""
        if isinstance(page, GeneratedPage):
            return markdown
        self._ground = self._ground or describe_ground(config, files)
        prepare_conversion(page, self._ground)
        return follow_links(self.build, self.language, markdown, page, path_of(page.file))

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """What stands in a static page."""
        is_static = not isinstance(page, GeneratedPage)
        return fill_static(self.build, self.language, html, page, path_of(page.file), files) if is_static else ""

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """What the theme's own templates write with, for one language; what needs no page is written first."""
        build, language = self.build, self.language
        words = build.project.catalogues[language]
        build.output.stylesheet = find_stylesheet(files)
        pages = {path_of(file): file.page for file in files.documentation_pages() if file.page}
        static = pages.keys() & build.alternates.static
        self._static_titles = {path: Markup(pages[path].title).striptags() for path in static}
        self._shared = b""
        if build.is_staged(config):
            write_static_files(build, files, config)
        if self._is_kept and language == build.book.original:
            # Other processes have pages to render meanwhile; at the end they would have nothing to do.
            self._write(make_site_files(build, config), config)
        root = build.renderer.site.root(language)
        env.globals |= {
            "say": words.gettext,
            "anchor": list_anchors(build.project.words).__getitem__,
            "language": language,
            "original": build.book.original,
            "root": root,
            "search_url": root + build.renderer.site.fixed["search"],
            "place": build.book.register.name.get(language).words,
            "mark": render_mark(),
            "logo": build.logo,
            "menu": list_menu,
            "favicon": build.project.settings.look.favicon or ICON,
            "direction": words.direction,
            "policy": PAGE_POLICY,
            "stylesheet": build.output.stylesheet,
        }
        return env

    def _write(self, files: Iterable[tuple[str, bytes]], config: MkDocsConfig) -> None:
        """Write files that are no pages of MkDocs', one after the other."""
        for url, data in files:
            self.build.output.made.append(url)
            self.build.write({url: data}, config)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What the pages outside the record need: the map of the site, and the page for lost addresses."""
        context.update(list_template_values(self.build, template_name, context["base_url"]))  # type: ignore[typeddict-item]
        return context

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What stands around the page's content, which of a generated page is made now, if the whole is not kept."""
        build, language, path = self.build, self.language, path_of(page.file)
        title = Markup(page.title).striptags()
        values: dict[str, Any] = {
            "frame": make_page_frame(path, language, title, build.renderer, build.alternates, self._static_titles),
            "preview": preview(build, language, path, config.site_name),
        }
        if isinstance(page, GeneratedPage):
            self._shared = self._shared or build.page_store.hash_frame(config, nav, build.logo)
            self._fill(page, (*values.values(), page.meta, self._shared), config)
        else:
            index_static(build, language, page, path)
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def _fill(self, page: GeneratedPage, around: Sequence[object], config: MkDocsConfig) -> None:
        """Give a generated page its content, unless the whole is kept."""
        build, language, path = self.build, self.language, path_of(page.file)
        shown = build.alternates.pages[path]
        one_files = build.one_files.build(shown, language, config.site_name) if self._is_kept else ()
        build.output.check_free(item.url for item in one_files)
        build.write({item.url: item.data for item in one_files}, config)
        page.key = build.page_store.make_key(shown, language, (*around, one_files))
        page.kept = build.page_store.find(page.key)
        take = build.one_files.take_content(shown, language)
        if not page.kept:
            page.content = fill_generated(build, language, page, shown, one_files, take)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Refuse what the site's policy would keep a browser from running; a page that was kept has been looked at."""
        build = self.build
        if isinstance(page, GeneratedPage) and page.kept:
            output = page.take_kept()
        else:
            breaches = list(find_breaches(output))
            build.output.problems += [
                Problem(Mark(page.file.src_uri), "inline_script", found=breach) for breach in breaches
            ]
            if isinstance(page, GeneratedPage):
                page.clear()
                if not breaches:
                    build.page_store.keep(page.key, output)
        build.keep_page(page.file, output, config)
        return output

    @event_priority(-50)
    def _finish_language(self, *, config: MkDocsConfig) -> None:
        """After one language: its own search index, and what only the first language may say."""
        build, language, folder = self.build, self.language, Path(config.site_dir)
        # After its PDFs, which pages wait for: other processes then have something to do also when all pages are made.
        begin_cards(build, language, config.site_name)
        store = build.page_store
        sections, found = build.output.searched[language], build.output.entries.pop(language, {})
        entries = list_entries(sections, language, store.hasher, build.alternates, store.cache, found)
        words = build.project.catalogues.search[language]
        build.output.indexes[language] = render_index(SearchIndex(language, words, tuple(entries))).encode()
        if language == build.book.original and (folder / LOST).is_file():
            build.output.kept[LOST] = (folder / LOST).read_bytes()

    @event_priority(-101)
    def _finish_site(self, *, config: MkDocsConfig) -> None:
        """After all languages, when the whole site is on disk: put back what the last language wrote over."""
        if getattr(config.plugins["i18n"], "building", False):
            return
        build = self.build
        early = () if self._is_kept else make_site_files(build, config)
        self._write(chain(build.output.kept.items(), early, make_page_files(build, config)), config)
        build.output.check_free(build.output.made)
        find = build.staging.find if build.is_staged(config) else Path(config.site_dir).joinpath
        dead = check_followed(build, find) if self._command != "serve" else ()
        report(order_problems([*build.output.problems, *build.one_files.problems, *dead]), build.project)
        self._whole = True
        build.page_store.finish()
        build.close()
        if not self._is_pruned:
            build.cache.prune()
            self._is_pruned = True

    on_post_build = CombinedEvent(_finish_language, _finish_site)

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed, also by its warnings, does not take the last site's place."""
        self._whole = False
        if self._build:
            self._build.close()
        # What no check foresaw is told of in a line that helps an author; MkDocs has just named the page.
        if SITE_BUILD.get() and self._build and not isinstance(error, (SystemExit, MkDocsException)):
            reason = f"{type(error).__name__}: {error}"
            words = find_words(self._build.project)
            if isinstance(error, OSError):
                raise Abort(explain_disk(error, self._build.staging, words)) from error
            raise Abort(words.gettext("build.broke", reason=reason)) from error

    def on_shutdown(self) -> None:
        """The very last: a whole site takes the place of the last one."""
        if self._build:
            self._build.close()
        if self._command != "build" or self._build is None:
            return
        staging = self._build.staging
        if not self._whole:
            staging.clear()
            return
        try:
            staging.allow_reading()
            self._handover.publish(staging)
        except OSError as error:
            staging.clear()
            log.error(explain_exchange(error, staging, find_words(self._build.project)))
            raise SystemExit(1) from error
        # All goes with the process: there is nothing in it to look for that may be thrown away.
        gc.freeze()
