"""Carries the book into MkDocs. The only module that knows MkDocs, its events and its plugins.

With several languages every event comes once per language: the first language's build, and inside its last event a
whole build for each of the others (mkdocs-static-i18n, `plugin.py`). The records are read once, in the outer build.

Generated pages enter as files that stand in the docs folder in name only. They must be there before static-i18n (at
priority -100) makes its own files out of all files, and get their content after it has (-101).
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from .addresses import language_root
from .book import Book
from .clock import ClockError, read_today
from .fields import describe_fields, list_models
from .frame import make_frame
from .pages import Page, build_site, list_anchors
from .policy import HEADER_FILES, PAGE_POLICY, find_breaches, render_headers
from .problems import Level, Mark, Problem
from .project import Project, read_project
from .prose import AlignmentExtension
from .render import Heading, Renderer
from .report import render_problem, render_summary
from .searchindex import FOLDER, LIBRARY, PLUGIN_INDEX, STEMMER, list_entries, list_files, write_index
from .settings import CALM, SETTINGS, SettingsError, read_settings
from .staging import Staging
from .translations import Translations
from .words import WORDS, Words

_STATUSES = "<!-- pledgebook: statuses -->"
_FIELDS = re.compile(r"<!-- pledgebook: fields (\w+) -->")
_STYLESHEET = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_NOT_FOR_READERS = re.compile(rf"{WORDS}/|assets/javascripts/|assets/stylesheets/palette\.|assets/images/favicon\.png")
_KEPT_FROM_FIRST_LANGUAGE = ("404.html",)

_log = get_plugin_logger("pledgebook")
# static-i18n puts a stand-in here during its nested builds, and leaves it there when one of them fails.
_clean_directory = utils.clean_directory


@dataclass
class _Build:
    """What one build of the whole site knows, for all its languages.

    Attributes:
        project: the files as read.
        book: its book.
        renderer: makes the HTML of generated pages.
        translations: the pages by language.
        staging: where the site is put together before it takes the last one's place.
        language: the one that is being built.
        kept: files that the first language wrote and the others write over, by name.
        indexes: what can be searched, by language.
        breaches: what the site's policy forbids and a page has.
    """

    project: Project
    book: Book
    renderer: Renderer
    translations: Translations
    staging: Staging
    language: str
    kept: dict[str, bytes] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    breaches: list[Problem] = field(default_factory=list)

    @property
    def words(self) -> Words:
        return self.project.catalogues[self.language]

    @property
    def root(self) -> str:
        return language_root(self.language, self.book.original)

    def describe(self, page: Page) -> str:
        """The front matter of a generated page's file, which gives MkDocs its title and description."""
        title = self.renderer.crumb(page, self.language)
        # Material writes titles into its pages as they are.
        values = {"title": str(escape(title)), "description": self.renderer.description(page, self.language)}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
        return "\n".join(["---", *lines, "---", ""])


class SiteEvents(BasePlugin[LegacyConfig]):
    """MkDocs' events, for one process."""

    def __init__(self) -> None:
        """Start with nothing built."""
        super().__init__()
        self._command = ""
        self._build: _Build | None = None
        self._whole = False

    @property
    def build(self) -> _Build:
        """The build that is going on."""
        assert self._build is not None, "on_config has not run"
        return self._build

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what was asked for; when `pledgebook` asks, only what matters to an author is printed."""
        self._command = command
        if os.environ.get(CALM):
            for handler in logging.getLogger("mkdocs").handlers:
                handler.setLevel(logging.WARNING)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """In the outer build: read everything anew, stop if there are errors, and build beside the last site."""
        i18n = config.plugins["i18n"]
        if getattr(i18n, "building", False):
            self.build.language = str(getattr(i18n, "current_language", ""))
            return config
        utils.clean_directory = _clean_directory
        self._whole = False
        self._build = _prepare(config)
        # MkDocs asks for names of extensions, and takes extensions too.
        config.markdown_extensions.append(AlignmentExtension())  # type: ignore[arg-type]
        if self._command == "build":
            config.site_dir = str(self.build.staging.folder)
        return config

    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let static-i18n see a file for every generated page, and for every plain page that lacks a translation."""
        build = self.build
        _report(_list_plain(build, files), build.project.words)
        for address in build.translations.pages:
            for language in build.book.languages:
                files.append(_name_file(f"{address}index.{language}.md", config))
        for language, addresses in build.translations.untranslated.items():
            for address in sorted(addresses):
                files.append(_name_file(f"{address}index.{language}.md", config))
        for file in [file for file in files if not _is_for_readers(file.src_uri)]:
            files.remove(file)
        return files

    @event_priority(-101)
    def _fill_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give the files content, after static-i18n has made its own out of them."""
        build = self.build
        for file in files.documentation_pages():
            address = _address_of(file)
            page = build.translations.pages.get(address)
            if page:
                file.content_string = build.describe(page)
            elif not build.translations.is_translated(address, build.language):
                file.content_string = _read_original(address, Path(config.docs_dir), build.book.original)
            else:
                continue
            file.edit_uri = None
            file.generated_by = "pledgebook"
        if not build.root:
            _add_attachments(build, files, config)
            _add_library(build, files, config)
        return files

    on_files = CombinedEvent(_add_files, _fill_files)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The content of a generated page; fragments in plain pages; the notice on one that is not translated."""
        build = self.build
        address = _address_of(page.file)
        shown = build.translations.pages.get(address)
        if shown:
            rendered = build.renderer.render(shown, build.language)
            page.toc = get_toc(_nest(rendered.headings))
            return rendered.html
        if _STATUSES in html:
            html = html.replace(_STATUSES, build.renderer.render_part("statuses", build.language, address))
        html = _FIELDS.sub(lambda found: _show_fields(build, found[1], address), html)
        if not build.translations.is_translated(address, build.language):
            html = build.renderer.render_part("untranslated", build.language, address, content=Markup(html))
        return html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """What the theme's own templates write with, for one language."""
        words = self.build.words
        anchors = list_anchors(self.build.project.words)
        env.autoescape = True
        env.globals |= {
            "say": words.say,
            "anchor": anchors.__getitem__,
            "language": words.language,
            "direction": words.direction,
            "policy": PAGE_POLICY,
            "stylesheet": _find_stylesheet(files),
        }
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What the pages outside the record need: the map of the site, and the page for lost addresses."""
        build = self.build
        values: dict[str, Any] = dict(context)
        if template_name == "sitemap.xml":
            values["entries"] = list(build.translations.list_entries())
        elif template_name == "404.html":
            base = context["base_url"].rstrip("/") + "/"
            values["parts"] = [
                Markup(build.renderer.render_part("not_found", language, "", base=base, level=1 + bool(number)))
                for number, language in enumerate(build.book.languages)
            ]
            values["footers"] = [
                Markup(build.renderer.render_part("footer", language, "", base=base))
                for language in build.book.languages
            ]
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What stands around the page's content."""
        build = self.build
        title = Markup(page.title).striptags()
        frame = make_frame(_address_of(page.file), build.language, title, build.renderer, build.translations)
        context["frame"] = frame  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Refuse what the site's policy would keep a browser from running."""
        self.build.breaches += [
            Problem(Mark(page.file.src_uri), "inline_script", found=breach) for breach in find_breaches(output)
        ]
        return output

    @event_priority(-50)
    def _finish_language(self, *, config: MkDocsConfig) -> None:
        """After one language: its own search index, and what only the first language may say."""
        build, folder = self.build, Path(config.site_dir)
        found = folder / PLUGIN_INDEX
        if found.is_file():
            documents = json.loads(found.read_bytes())["docs"]
            entries = list_entries(documents, build.root, build.language, build.renderer, build.translations)
            build.indexes[build.language] = write_index(entries)
        if not build.root:
            kept = [name for name in _KEPT_FROM_FIRST_LANGUAGE if (folder / name).is_file()]
            build.kept |= {name: (folder / name).read_bytes() for name in kept}

    @event_priority(-101)
    def _finish_site(self, *, config: MkDocsConfig) -> None:
        """After all languages, when the whole site is on disk: put back what the last language wrote over."""
        if getattr(config.plugins["i18n"], "building", False):
            return
        _report(self.build.breaches, self.build.project.words)
        folder = Path(config.site_dir)
        for name, data in self.build.kept.items():
            (folder / name).write_bytes(data)
        shutil.rmtree((folder / PLUGIN_INDEX).parent, ignore_errors=True)
        texts = {f"{FOLDER}/{language}.js": text for language, text in self.build.indexes.items()}
        texts |= {name: render_headers(name) for name in HEADER_FILES}
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text.encode())
        self._whole = True

    on_post_build = CombinedEvent(_finish_language, _finish_site)

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed, also by its warnings, does not take the last site's place."""
        self._whole = False
        utils.clean_directory = _clean_directory

    def on_shutdown(self) -> None:
        """The very last: a whole site takes the place of the last one."""
        if self._command != "build" or self._build is None:
            return
        staging = self._build.staging
        if not self._whole:
            staging.clear()
            return
        try:
            staging.publish()
        except OSError as error:
            staging.clear()
            _log.error(self._build.project.words.say("build.held", folder=staging.site.name, reason=str(error)))
            raise SystemExit(1) from error


def _prepare(config: MkDocsConfig) -> _Build:
    try:
        today = read_today(os.environ)
        project = read_project(read_settings(Path(config.config_file_path or SETTINGS)))
    except (ClockError, SettingsError) as error:
        raise Abort(str(error)) from error
    _report(project.problems, project.words)
    assert project.book is not None, "a book without errors"
    site = build_site(project.book, project.words, today)
    stemmed = [language for language in project.book.languages if _find_in_library(STEMMER.format(language))]
    search_files = {language: list_files(language, stemmed) for language in project.book.languages}
    return _Build(
        project=project,
        book=project.book,
        renderer=Renderer(site, project.catalogues, project.settings.theme, project.settings.languages, search_files),
        translations=Translations(project.settings, {page.address: page for page in site.pages}),
        staging=Staging.beside(Path(config.site_dir)),
        language=project.book.original,
    )


def _report(problems: Iterable[Problem], words: Words) -> None:
    """Errors stop the build with one list of them all; warnings count under `--strict`; notes are told."""
    errors = []
    for problem in problems:
        if problem.level is Level.ERROR:
            errors.append(problem)
        else:
            level = logging.WARNING if problem.level is Level.WARNING else logging.INFO
            _log.log(level, render_problem(problem, words))
    if errors:
        lines = [render_problem(problem, words) for problem in errors]
        raise Abort("\n".join([*lines, "", render_summary(errors, words)]))


def _show_fields(build: _Build, name: str, address: str) -> str:
    """The table of a class's fields; of a name that no class has, nothing."""
    model = list_models().get(name)
    fields = describe_fields(model, build.words) if model else ()
    return build.renderer.render_part("fields", build.language, address, fields=fields) if fields else ""


def _list_plain(build: _Build, files: Files) -> Iterable[Problem]:
    """Note the plain pages and which of them lack words in a language; none may take a generated page's address."""
    found: dict[str, dict[str, str]] = {}
    for file in files.documentation_pages():
        stem, language = _split_language(file.src_uri, build.book)
        found.setdefault(_address_from(stem), {})[language] = f"{build.project.settings.docs}/{file.src_uri}"
    for address, sources in found.items():
        first = next(iter(sources.values()))
        if address in build.translations.pages:
            yield Problem(Mark(first), "address_taken", found=f"/{address}")
        elif build.book.original not in sources:
            yield Problem(Mark(first), "original_missing", found=f"*.{build.book.original}.md")
        build.translations.plain.add(address)
        for language in build.book.languages:
            if language not in sources:
                build.translations.untranslated.setdefault(language, set()).add(address)


def _add_attachments(build: _Build, files: Files, config: MkDocsConfig) -> None:
    for item in build.book.attachments:
        uri = build.renderer.site.address(build.book.record_in[item.folder]) + item.name
        source = build.project.settings.root / item.path
        files.append(File.generated(config, uri, abs_src_path=str(source)))


def _add_library(build: _Build, files: Files, config: MkDocsConfig) -> None:
    """What the search is done with, out of MkDocs' own copy."""
    for name in sorted(
        {Path(file).name for language in build.book.languages for file in build.renderer.search_files[language]}
    ):
        source = _find_in_library(name)
        if source:
            files.append(File.generated(config, f"{FOLDER}/{name}", abs_src_path=str(source)))


def _find_in_library(name: str) -> Path | None:
    """A file of the search library, by its name."""
    home = Path(search.__file__).parent
    found = home / ("templates/search" if name == LIBRARY else "lunr-language") / name
    return found if found.is_file() else None


def _find_stylesheet(files: Files) -> str:
    """The theme's style sheet, whose name has a fingerprint of its content in it."""
    return next((file.src_uri for file in files.css_files() if _STYLESHEET.fullmatch(file.src_uri)), "")


def _is_for_readers(uri: str) -> bool:
    """Whether a file of the theme is of use to a reader.

    Not the catalogues, which lie in the theme; not maps of sources; not the theme's scripts, nor the colours that go
    with its switch, since the frame has no use for them.
    """
    return not (uri.endswith(".map") or _NOT_FOR_READERS.match(uri))


def _name_file(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def _split_language(uri: str, book: Book) -> tuple[str, str]:
    """A plain page's file name without its language, and the language; a name without one is in the first."""
    stem = uri.removesuffix(".md")
    base, _, language = stem.rpartition(".")
    return (base, language) if language in book.languages else (stem, book.original)


def _address_from(stem: str) -> str:
    folder, _, name = stem.rpartition("/")
    return f"{folder}/".lstrip("/") if name in ("index", "README") else f"{stem}/"


def _address_of(file: File) -> str:
    """The address of a file's page without its language, from the name that static-i18n gives it."""
    return _address_from(str(getattr(file, "norm_src_uri", file.src_uri)).removesuffix(".md"))


def _read_original(address: str, docs: Path, original: str) -> str:
    name = address.rstrip("/")
    stems = (f"{address}index", f"{address}README", name)
    for stem in (f"{stem}{ending}" for stem in stems for ending in (f".{original}", "")):
        path = docs / f"{stem}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8-sig")
    raise FileNotFoundError(address)


def _nest(headings: tuple[Heading, ...]) -> list[Any]:
    """Headings as MkDocs takes them: those of level 3 inside the one of level 2 before them."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.anchor, "name": heading.words, "children": []}
        (tokens[-1]["children"] if heading.level > 2 and tokens else tokens).append(token)
    return tokens
