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
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.commands.build import build as run_build
from mkdocs.config.base import LegacyConfig, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from .addresses import language_root
from .book import Book
from .cards import draw_card
from .clock import ClockError, read_today
from .exports import list_exports
from .fields import describe_fields, list_models
from .frame import make_frame
from .live.builds import Order, Outcome
from .markup import Cleaned, Part, Refusal, clean, find_lines, list_pictures
from .opengraph import Preview, make_preview, name_card
from .pages import Page, list_anchors
from .pictures import (
    PictureError,
    Published,
    Shown,
    dress_pictures,
    is_picture,
    locate,
    publish_picture,
)
from .plain import address_from, split_language
from .policy import PAGE_POLICY, SERVER_FILES, find_breaches, render_server_file
from .preserve.press import PRINT, Press
from .preserve.tree import write_tree
from .problems import Level, Mark, Problem, order_problems
from .project import Project, read_project
from .render import Heading, Renderer, record_of
from .report import find_paper, render_problem, render_report, render_summary
from .searchindex import FOLDER, LIBRARY, PLUGIN_INDEX, STEMMER, list_entries, list_files, write_index
from .settings import CALM, SETTINGS, SettingsError, read_settings
from .signposts import Outside, keep_places, list_rules, render_posts
from .sources import Sources
from .staging import Staging
from .translations import Translations
from .whereabouts import Whereabouts
from .words import WORDS, Words

_STATUSES = "<!-- pledgebook: statuses -->"
_FIELDS = re.compile(r"<!-- pledgebook: fields (\w+) -->")
_STYLESHEET = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_NOT_FOR_READERS = re.compile(
    rf"({WORDS}|{PRINT})/|assets/javascripts/|assets/stylesheets/palette\.|assets/images/favicon\.png"
)
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
        press: makes one file of each record.
        staging: where the site is put together before it takes the last one's place.
        language: the one that is being built.
        kept: files that the first language wrote and the others write over, by name.
        indexes: what can be searched, by language.
        published: what pictures have become, by their bytes, names and use; kept for the next build of the process.
        pictures: how each picture is shown, by its address from the root of the site.
        copies: the files of pictures, by their addresses from the root of the site.
        found: what is wrong with the pages, in all languages.
        stylesheet: the theme's, from the root of the site.
        plain: the titles of plain pages by address, in the language that is being built.
    """

    project: Project
    book: Book
    renderer: Renderer
    translations: Translations
    press: Press
    staging: Staging
    language: str
    kept: dict[str, bytes] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    published: dict[tuple[bytes, str, bool], Published] = field(default_factory=dict)
    pictures: dict[str, Shown] = field(default_factory=dict)
    copies: dict[str, bytes] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)
    stylesheet: str = ""
    plain: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return self.project.catalogues[self.language]

    @property
    def root(self) -> str:
        return language_root(self.language, self.book.original)

    @property
    def places(self) -> Whereabouts:
        assert self.project.places is not None, "a book without errors"
        return self.project.places

    def keep(self, html: str, address: str) -> str:
        """A page that old anchors still lead right on."""
        return keep_places(html, address, self.language, self.places, self.renderer)

    def describe(self, page: Page) -> str:
        """The front matter of a generated page's file, which gives MkDocs its title and description."""
        title = self.renderer.crumb(page, self.language)
        # Material writes titles into its pages as they are.
        values: dict[str, Any] = {
            "title": str(escape(title)),
            "description": self.renderer.description(page, self.language),
        }
        if page.original:
            # Its words would be found twice.
            values["search"] = {"exclude": True}
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
        return "\n".join(["---", *lines, "---", ""])


class _Stopped(Abort):
    """The sources have errors; the message lists them."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems


class SiteEvents(BasePlugin[LegacyConfig]):
    """MkDocs' events, for one process."""

    def __init__(self) -> None:
        """Start with nothing built."""
        super().__init__()
        self._command = ""
        self._build: _Build | None = None
        self._whole = False
        self._published: dict[tuple[bytes, str, bool], Published] = {}

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
        self._build = _prepare(config, self._published)
        if self._command == "build":
            config.site_dir = str(self.build.staging.folder)
        return config

    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let static-i18n see a file for every generated page, and for every plain page that lacks a translation."""
        build = self.build
        _report(_list_plain(build, files), build.project)
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
        _replace_pictures(build, files, config)
        _add_cards(build, files, config)
        return files

    on_files = CombinedEvent(_add_files, _fill_files)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The content of a generated page; fragments in plain pages; the notice on one that is not translated."""
        build = self.build
        address = _address_of(page.file)
        shown = build.translations.pages.get(address)
        if shown:
            # What is shown while it is written has to come fast, and is kept by nobody.
            is_kept = self._command in ("build", "gh-deploy")
            one_files = build.press.print(shown, build.language, config.site_name) if is_kept else ()
            write_tree({item.address: item.data for item in one_files}, Path(config.site_dir))
            rendered = build.renderer.render(shown, build.language, one_files)
            page.toc = get_toc(_nest(rendered.headings))
            return build.keep(dress_pictures(rendered.html, page.url, build.pictures), address)
        cleaned = clean(html)
        if build.translations.is_translated(address, build.language):
            build.found += _check_plain(build, page, cleaned, files)
        html = dress_pictures(cleaned.html, page.url, build.pictures)
        if _STATUSES in html:
            html = html.replace(_STATUSES, build.renderer.render_part("statuses", build.language, address))
        html = _FIELDS.sub(lambda found: _show_fields(build, found[1], address), html)
        if not build.translations.is_translated(address, build.language):
            html = build.renderer.render_part("untranslated", build.language, address, content=Markup(html))
        return build.keep(html, address)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """What the theme's own templates write with, for one language."""
        words = self.build.words
        anchors = list_anchors(self.build.project.words)
        self.build.stylesheet = _find_stylesheet(files)
        env.autoescape = True
        pages = {_address_of(file): file.page for file in files.documentation_pages() if file.page}
        plain = pages.keys() & self.build.translations.plain
        self.build.plain = {address: Markup(pages[address].title).striptags() for address in plain}
        env.globals |= {
            "say": words.say,
            "anchor": anchors.__getitem__,
            "language": words.language,
            "root": self.build.root,
            "direction": words.direction,
            "policy": PAGE_POLICY,
            "stylesheet": self.build.stylesheet,
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
                Markup(
                    build.renderer.render_part(
                        "footer",
                        language,
                        "",
                        base=base,
                        title=build.project.catalogues[language].say("not_found.title"),
                        url=build.translations.full_address("", language),
                    )
                )
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
        address = _address_of(page.file)
        values = {
            "frame": make_frame(address, build.language, title, build.renderer, build.translations, build.plain),
            "preview": _preview(build, address, config),
        }
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Refuse what the site's policy would keep a browser from running."""
        self.build.found += [
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
        build, folder = self.build, Path(config.site_dir)
        _report(order_problems([*build.found, *build.press.problems]), build.project)
        for name, data in build.kept.items():
            (folder / name).write_bytes(data)
        shutil.rmtree((folder / PLUGIN_INDEX).parent, ignore_errors=True)
        texts = {f"{FOLDER}/{language}.js": text for language, text in build.indexes.items()}
        rules = list(list_rules(build.places, build.project.settings.site_url))
        texts |= {name: text for name in SERVER_FILES if (text := render_server_file(name, build.press.style, rules))}
        styles = (build.stylesheet, *config.extra_css)
        outside = Outside(build.project.settings.site_url, styles, str(config.theme.get("favicon", "")))
        texts |= render_posts(build.places, build.renderer, outside)
        texts |= list_exports(build.renderer.site, build.project.settings.site_url)
        write_tree({name: text.encode() for name, text in texts.items()}, folder)
        self._whole = True

    on_post_build = CombinedEvent(_finish_language, _finish_site)

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed, also by its warnings, does not take the last site's place."""
        self._whole = False
        utils.clean_directory = _clean_directory
        # What no check foresaw is told of in a line that helps an author; MkDocs has just named the page.
        if os.environ.get(CALM) and self._build and not isinstance(error, (SystemExit, MkDocsException)):
            raise Abort(self._build.words.say("build.broke", reason=f"{type(error).__name__}: {error}")) from error

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


def rebuild(order: Order) -> Outcome:
    """Build the site once more in this process, for the preview; what is wrong is told and never raised."""
    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.propagate = False
    logger.handlers = [heard]
    try:
        config = load_config(str(order.settings), site_dir=str(order.folder), site_url=order.address)
        run_build(config, serve_url=order.address)
    except _Stopped as error:
        return Outcome(False, (*error.problems, *heard.problems))
    except (Exception, SystemExit) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = str(error) if isinstance(error, MkDocsException) else f"{error!r} ({last.filename}:{last.lineno})"
        return Outcome(False, tuple(heard.problems), (*heard.remarks, reason))
    return Outcome(True, tuple(heard.problems), tuple(heard.remarks))


class _Listener(logging.Handler):
    """Hears the warnings of a build: our own as problems, the engine's as they are."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = getattr(record, "problem", None)
        if problem:
            self.problems.append(problem)
        else:
            self.remarks.append(record.getMessage())


def _prepare(config: MkDocsConfig, published: dict[tuple[bytes, str, bool], Published]) -> _Build:
    try:
        today = read_today(os.environ)
        project = read_project(read_settings(Path(config.config_file_path or SETTINGS)), today)
    except (ClockError, SettingsError) as error:
        raise Abort(str(error)) from error
    _report(project.problems, project)
    assert project.book is not None, "a book without errors"
    assert project.places is not None
    site = project.places.site
    stemmed = [language for language in project.book.languages if _find_in_library(STEMMER.format(language))]
    search_files = {language: list_files(language, stemmed) for language in project.book.languages}
    theme, languages = project.settings.theme, project.settings.languages
    renderer = Renderer(site, project.catalogues, theme, languages, search_files)
    translations = Translations(project.settings, {page.address: page for page in site.pages})
    pictures: dict[str, Shown] = {}
    copies: dict[str, bytes] = {}
    return _Build(
        project=project,
        book=project.book,
        renderer=renderer,
        translations=translations,
        press=Press(renderer, translations, theme / PRINT, pictures, copies, today),
        staging=Staging.beside(Path(config.site_dir)),
        language=project.book.original,
        published=published,
        pictures=pictures,
        copies=copies,
    )


def _report(problems: Iterable[Problem], project: Project) -> None:
    """Errors stop the build with one list of them all; warnings count under `--strict`; notes are told."""
    words = project.words
    errors = []
    for problem in problems:
        if problem.level is Level.ERROR:
            errors.append(problem)
        else:
            level = logging.WARNING if problem.level is Level.WARNING else logging.INFO
            _log.log(level, render_problem(problem, words), extra={"problem": problem})
    if errors:
        told = render_report(errors, words, Sources(project.settings.root), find_paper(sys.stderr, os.environ))
        raise _Stopped(f"{told}\n\n{render_summary(errors, words)}", tuple(errors))


def _show_fields(build: _Build, name: str, address: str) -> str:
    """The table of a class's fields; of a name that no class has, nothing."""
    model = list_models().get(name)
    fields = describe_fields(model, build.words) if model else ()
    return build.renderer.render_part("fields", build.language, address, fields=fields) if fields else ""


def _list_plain(build: _Build, files: Files) -> Iterable[Problem]:
    """Note the plain pages and which of them lack words in a language; none may take a generated page's address."""
    found: dict[str, dict[str, str]] = {}
    for file in files.documentation_pages():
        stem, language = split_language(file.src_uri, build.book.languages)
        found.setdefault(address_from(stem), {})[language] = f"{build.project.settings.docs}/{file.src_uri}"
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
        folder = build.renderer.site.address(build.book.record_in[item.folder])
        source = build.project.settings.root / item.path
        is_document = (item.folder, item.name) in build.book.documents
        published = _publish_picture(build, source, item.path, is_document) if is_picture(item.name) else None
        if published:
            build.pictures[folder + item.name] = published.shown
            _add_copies(build, published, folder, files, config)
        if is_document or not published:
            files.append(File.generated(config, folder + item.name, abs_src_path=str(source)))


def _replace_pictures(build: _Build, files: Files, config: MkDocsConfig) -> None:
    """Put copies in the place of the pictures in the docs folder."""
    for file in list(files.media_files()):
        if file.src_dir != config.docs_dir or file.generated_by or not is_picture(file.src_uri):
            continue
        path = f"{build.project.settings.docs}/{file.src_uri}"
        published = _publish_picture(build, Path(config.docs_dir) / file.src_uri, path)
        if published:
            folder = file.dest_uri.rpartition("/")[0]
            build.pictures[file.dest_uri] = published.shown
            files.remove(file)
            _add_copies(build, published, f"{folder}/".lstrip("/"), files, config)


def _publish_picture(build: _Build, source: Path, path: str, is_document: bool = False) -> Published | None:
    data = source.read_bytes()
    key = (sha256(data).digest(), source.name, is_document)
    try:
        if key not in build.published:
            build.published[key] = publish_picture(data, source.name, is_original_kept=is_document)
        return build.published[key]
    except PictureError as error:
        # A document that no page shows may be of any size; the check has seen to all others beside records.
        if not is_document:
            build.found.append(Problem(Mark(path), error.code, found=source.name, details={"part": error.part}))
    return None


def _add_copies(build: _Build, published: Published, folder: str, files: Files, config: MkDocsConfig) -> None:
    for name, data in published.files.items():
        build.copies[folder + name] = data
        files.append(File.generated(config, folder + name, content=data))


def _add_cards(build: _Build, files: Files, config: MkDocsConfig) -> None:
    """The pictures that pages in this language are shared with."""
    if not build.project.settings.site_url:
        return
    shown = [
        page
        for page in build.translations.pages.values()
        if build.language in page.languages and record_of(page) and page.original is None
    ]
    for page in (None, *shown):
        uri = name_card(build.language, page.address if page else "")
        card = build.renderer.card(page, build.language, config.site_name)
        files.append(File.generated(config, uri, content=draw_card(card)))


def _preview(build: _Build, address: str, config: MkDocsConfig) -> Preview | None:
    """What a page is shared with; one that is not translated, as in the language that it is shown in."""
    if not build.project.settings.site_url:
        return None
    page = build.translations.pages.get(address)
    is_record = record_of(page) is not None
    languages = [code for code in build.book.languages if build.translations.is_translated(address, code)]
    language = build.language if build.language in languages else build.book.original
    catalogues = build.project.catalogues
    return make_preview(
        build.renderer.card(page, language, config.site_name),
        build.project.settings.site_url + name_card(language, (page.original or address) if page and is_record else ""),
        is_record,
        catalogues[language].locale,
        [catalogues[code].locale for code in languages if code != language],
    )


def _check_plain(build: _Build, page: MkDocsPage, cleaned: Cleaned, files: Files) -> Iterator[Problem]:
    """What had to be taken out of a plain page, and the pictures that it shows in vain."""
    path = f"{build.project.settings.docs}/{page.file.src_uri}"
    markdown = page.markdown or ""
    # MkDocs takes the front matter from the beginning, and sometimes an empty line from the end.
    before = page.file.content_string.rstrip().count("\n") - markdown.rstrip().count("\n")
    refusals = list(cleaned.refusals)
    for address in list_pictures(cleaned.html):
        target = locate(address, page.url)
        if not is_picture(target):
            refusals.append(Refusal(Part.KIND, address, "img"))
        elif target not in build.pictures and all(file.dest_uri != target for file in files):
            refusals.append(Refusal(Part.MISSING, address, "img"))
    for line, refusal in find_lines(markdown, refusals):
        yield Problem(Mark(path, before + line + 1), refusal.part, found=refusal.found)


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

    Not the catalogues and what prints records, which lie in the theme; not maps of sources; not the theme's
    scripts, nor the colours that go with its switch, since the frame has no use for them.
    """
    return not (uri.endswith(".map") or _NOT_FOR_READERS.match(uri))


def _name_file(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def _address_of(file: File) -> str:
    """The address of a file's page without its language, from the name that static-i18n gives it."""
    return address_from(str(getattr(file, "norm_src_uri", file.src_uri)).removesuffix(".md"))


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
