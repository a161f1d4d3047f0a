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
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup
from mkdocs import utils
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from .addresses import language_root, relate
from .book import Book
from .clock import read_today
from .load import load_book
from .pages import Page, build_site, list_anchors, list_fixed
from .problems import Level, Mark, Problem
from .render import Heading, Renderer
from .report import render_problem, render_summary
from .settings import CALM, SETTINGS, Settings, SettingsError, read_settings
from .staging import clear, publish, stage
from .words import WORDS, Catalogues, Words, load_catalogues

_KEPT_FROM_FIRST_LANGUAGE = ("404.html",)
_SEARCH_INDEX = "search/search_index.json"

_log = get_plugin_logger("pledgebook")
# static-i18n puts a stand-in here during its nested builds, and leaves it there when one of them fails.
_clean_directory = utils.clean_directory


@dataclass
class _Build:
    """What one build of the whole site knows, for all its languages."""

    settings: Settings
    catalogues: Catalogues
    book: Book
    renderer: Renderer
    pages: dict[str, Page]
    folder: Path
    language: str = ""
    untranslated: set[str] = field(default_factory=set)
    written: dict[str, set[str]] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return self.catalogues[self.language]

    @property
    def root(self) -> str:
        return language_root(self.language, self.book.original)

    def address(self, url: str) -> str:
        """The address of a page without its language."""
        return url.removeprefix(self.root)


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
        self.build.language = self.build.book.original
        if self._command == "build":
            config.site_dir = str(stage(self.build.folder))
        return config

    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let static-i18n see a file for every generated page, and for every plain page that lacks a translation."""
        build = self.build
        problems = []
        for address in build.pages:
            for language in build.book.languages:
                uri = f"{address}index.{language}.md"
                if files.get_file_from_path(uri):
                    problems.append(Problem(Mark(f"{build.settings.docs}/{uri}"), "address_taken", found=f"/{address}"))
                files.append(_name_file(uri, config))
        _report(problems, build.catalogues[build.book.original])
        self._add_untranslated(files, config)
        for file in [file for file in files if file.src_uri.startswith(f"{WORDS}/")]:
            files.remove(file)
        return files

    def _add_untranslated(self, files: Files, config: MkDocsConfig) -> None:
        build = self.build
        generated = {f"{address}index" for address in build.pages}
        for file in list(files.documentation_pages()):
            stem, language = _split_language(file.src_uri, build.book.languages)
            if stem in generated or language not in ("", build.book.original):
                continue
            for other in build.book.languages[1:]:
                uri = f"{stem}.{other}.md"
                if not files.get_file_from_path(uri):
                    files.append(_name_file(uri, config))
                    build.untranslated.add(uri)

    @event_priority(-101)
    def _fill_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give the files content, after static-i18n has made its own out of them."""
        build = self.build
        build.written[build.language] = set()
        for file in files.documentation_pages():
            page = build.pages.get(_address_of(file))
            if page:
                title = (
                    build.words.say("menu.start") if not page.address else build.renderer.title(page, build.language)
                )
                file.content_string = _front_matter(
                    title=title, description=build.renderer.description(page, build.language)
                )
            elif file.src_uri in build.untranslated:
                stem, _ = _split_language(file.src_uri, build.book.languages)
                file.content_string = _read_original(stem, config, build.book.original)
            if page or file.src_uri in build.untranslated:
                file.edit_uri = None
                file.generated_by = "pledgebook"
            if self._is_translated(page, file):
                build.written[build.language].add(_address_of(file))
        if build.language == build.book.original:
            for item in build.book.attachments:
                record = build.book.pledge.get(item.record) or build.book.agreement[item.record]
                uri = build.renderer.site.address(record) + item.name
                files.append(File.generated(config, uri, abs_src_path=str(build.settings.root / item.path)))
        return files

    def _is_translated(self, page: Page | None, file: File) -> bool:
        build = self.build
        return build.language in page.languages if page else file.src_uri not in build.untranslated

    on_files = CombinedEvent(_add_files, _fill_files)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The content of a generated page; fragments in plain pages; the notice on one that is not translated."""
        build = self.build
        address = _address_of(page.file)
        shown = build.pages.get(address)
        if shown:
            rendered = build.renderer.render(shown, build.language)
            page.toc = get_toc(_nest(rendered.headings))
            return rendered.html
        marker = "<!-- pledgebook: statuses -->"
        if marker in html:
            html = html.replace(marker, build.renderer.render_part("statuses", build.language, address))
        if page.file.src_uri in build.untranslated:
            html = build.renderer.render_part("untranslated", build.language, address, content=Markup(html))
        return html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Words for the theme's own templates."""
        env.globals["say"] = self.build.words.say
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What the pages outside the record need: the map of the site, and the page for lost addresses."""
        build = self.build
        values: dict[str, Any] = dict(context)
        if template_name == "sitemap.xml":
            values["entries"] = list(_list_addresses(build))
        elif template_name == "404.html":
            base = context["base_url"].rstrip("/") + "/"
            values["sections"] = [
                build.renderer.render_part("not_found", language, "", base=base, level=1 + bool(number))
                for number, language in enumerate(build.book.languages)
            ]
        context.update(values)  # type: ignore[typeddict-item]
        return context

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The page in the other languages, its own address, and where its language's search index is."""
        build = self.build
        address = build.address(page.url)
        shown = build.pages.get(address)
        values = {
            "title": build.renderer.title(shown, build.language) if shown else page.title,
            "menu_languages": [
                {
                    "language": language,
                    "name": name,
                    "href": relate(language_root(language, build.book.original) + address, page.url),
                    "current": language == build.language,
                }
                for language, name in build.settings.languages.items()
            ],
            "alternates": _list_alternates(build, address),
            "canonical": _find_canonical(build, address),
            "notice": build.renderer.render_part("compiled", build.language, address)
            if build.book.register.publication == "compiled"
            else "",
            "search_base": relate(build.root, page.url),
            "is_record": bool(shown),
        }
        context["pledgebook"] = values  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-50)
    def _finish_language(self, *, config: MkDocsConfig) -> None:
        """After one language: its own search index, and what only the first language may say."""
        build, folder = self.build, Path(config.site_dir)
        index = folder / _SEARCH_INDEX
        if index.is_file():
            data = _own_index(index.read_bytes(), build.language, build.root, _stems(config, build.language))
            if build.root:
                target = folder / build.root / _SEARCH_INDEX
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            else:
                build.kept[_SEARCH_INDEX] = data
        if not build.root:
            kept = [name for name in _KEPT_FROM_FIRST_LANGUAGE if (folder / name).is_file()]
            build.kept |= {name: (folder / name).read_bytes() for name in kept}

    @event_priority(-101)
    def _finish_site(self, *, config: MkDocsConfig) -> None:
        """After all languages, when the whole site is on disk: put back what the last language wrote over."""
        if getattr(config.plugins["i18n"], "building", False):
            return
        for name, data in self.build.kept.items():
            (Path(config.site_dir) / name).write_bytes(data)
        self._whole = True

    on_post_build = CombinedEvent(_finish_language, _finish_site)

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed, also by its warnings, does not take the last site's place."""
        self._whole = False
        utils.clean_directory = _clean_directory

    def on_shutdown(self) -> None:
        """The very last: a whole site takes the place of the last one."""
        if self._command == "build" and self._build:
            if self._whole:
                publish(self._build.folder)
            else:
                clear(self._build.folder)


def _prepare(config: MkDocsConfig) -> _Build:
    file = Path(config.config_file_path or SETTINGS)
    try:
        settings = read_settings(file)
    except SettingsError as error:
        raise Abort(str(error)) from error
    catalogues = load_catalogues(settings.theme / WORDS, settings.codes, settings.root)
    original = settings.codes[0]
    if original not in catalogues.words:
        raise Abort(", ".join(f"{problem.mark}: {problem.code}" for problem in catalogues.problems))
    words = catalogues[original]
    _report(catalogues.problems, words)
    addresses = [address.strip("/") for address in list_fixed(words).values()]
    anchors = list_anchors(words).values()
    loaded = load_book(settings.root, settings.codes, [*addresses, *settings.codes], anchors)
    _report(loaded.problems, words)
    assert loaded.book is not None, "a book without errors"
    site = build_site(loaded.book, words, read_today(os.environ))
    renderer = Renderer(site, catalogues, settings.theme, settings.languages)
    pages = {page.address: page for page in site.pages}
    return _Build(settings, catalogues, loaded.book, renderer, pages, Path(config.site_dir))


def _report(problems: Any, words: Words) -> None:
    """Errors stop the build with one list of them all; warnings count under `--strict`; notes are told."""
    for problem in problems:
        if problem.level is Level.WARNING:
            _log.warning(render_problem(problem, words))
        elif problem.level is Level.NOTE:
            _log.info(render_problem(problem, words))
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        lines = [render_problem(problem, words) for problem in errors]
        raise Abort("\n".join([*lines, "", render_summary(errors, words)]))


def _name_file(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def _split_language(uri: str, languages: tuple[str, ...]) -> tuple[str, str]:
    stem = uri.removesuffix(".md")
    base, _, language = stem.rpartition(".")
    return (base, language) if language in languages else (stem, "")


def _address_of(file: File) -> str:
    """The address of a file's page without its language, from the name that static-i18n gives it."""
    uri = str(getattr(file, "norm_src_uri", file.src_uri)).removesuffix(".md")
    return uri.removesuffix("index") if uri == "index" or uri.endswith("/index") else f"{uri}/"


def _front_matter(**values: str) -> str:
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])


def _read_original(stem: str, config: MkDocsConfig, original: str) -> str:
    for name in (f"{stem}.{original}.md", f"{stem}.md"):
        path = Path(config.docs_dir) / name
        if path.is_file():
            return path.read_text(encoding="utf-8-sig")
    raise FileNotFoundError(stem)


def _nest(headings: tuple[Heading, ...]) -> list[Any]:
    """Headings as MkDocs takes them: those of level 3 inside the one of level 2 before them."""
    tokens: list[dict[str, Any]] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.anchor, "name": heading.words, "children": []}
        (tokens[-1]["children"] if heading.level > 2 and tokens else tokens).append(token)
    return tokens


def _list_alternates(build: _Build, address: str) -> list[dict[str, str]]:
    """The languages a page can really be read in, with their full addresses; nothing when there is only one."""
    if not build.settings.site_url:
        return []
    shown = build.pages.get(address)
    codes = [code for code in build.book.languages if _is_in(build, address, shown, code)]
    if len(codes) < 2 or build.language not in codes:
        return []
    base = build.settings.site_url
    found = [{"language": code, "href": base + language_root(code, build.book.original) + address} for code in codes]
    return [*found, {"language": "x-default", "href": base + address}]


def _is_in(build: _Build, address: str, page: Page | None, language: str) -> bool:
    if page:
        return language in page.languages
    names = (f"{address}index.{language}.md", f"{address.rstrip('/')}.{language}.md")
    return not any(name in build.untranslated for name in names)


def _find_canonical(build: _Build, address: str) -> str:
    """A page's own full address; one that is not translated points to the words it shows."""
    translated = _is_in(build, address, build.pages.get(address), build.language)
    return build.settings.site_url and build.settings.site_url + (build.root if translated else "") + address


def _list_addresses(build: _Build) -> Any:
    """Every page that stands for itself, with its other languages, for the map of the site."""
    base = build.settings.site_url
    for language, addresses in build.written.items():
        root = language_root(language, build.book.original)
        for address in sorted(addresses):
            page = build.pages.get(address)
            others = [code for code in build.book.languages if _is_in(build, address, page, code)]
            yield {
                "href": base + root + address,
                "updated": page.updated.isoformat() if page and page.updated else "",
                "alternates": [
                    {"language": code, "href": base + language_root(code, build.book.original) + address}
                    for code in others
                ],
            }


def _stems(config: MkDocsConfig, language: str) -> bool:
    """Whether the theme's search knows the inflections of a language."""
    name = f"assets/javascripts/lunr/min/lunr.{language}.min.js"
    return language == "en" or any((Path(folder) / name).is_file() for folder in config.theme.dirs)


def _own_index(data: bytes, language: str, root: str, stems: bool) -> bytes:
    """A search index with the pages of one language only, their addresses relative to that language's root."""
    index: Mapping[str, Any] = json.loads(data)
    documents = [{**item, "location": item["location"].removeprefix(root)} for item in index["docs"]]
    settings = {**index["config"], "lang": [language if stems else "en"]}
    return json.dumps({"config": settings, "docs": documents}, ensure_ascii=False, separators=(",", ":")).encode()
