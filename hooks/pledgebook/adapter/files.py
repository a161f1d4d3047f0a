"""Files as MkDocs knows them: generated pages, and what stands beside records.

Generated pages are added after static-i18n (at priority -100) has made its own files out of all files: it would make
each of them several times, and what it adds to a page, the theme has no use for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from ..config import PRINT
from ..files.resources import DOCS, WORDS
from ..html.framed_piece import EMBED_STYLE
from ..images.accent import DEFAULT
from ..names import Language
from ..problem import Mark, Problem
from ..site.static_pages import address_from, is_left_out, split_language
from .build import Build
from .pages import GeneratedPage

# What the theme looks like, and its mark as an icon.
STYLE, ICON = "assets/pledgebook.css", "assets/favicon.svg"
_STYLESHEET = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
_NOT_FOR_READERS = re.compile(
    rf"(fragments|{WORDS}|{PRINT})/|assets/javascripts/|assets/stylesheets/palette\.|assets/images/favicon\.png"
)


def path_of(file: File) -> str:
    """The path of a file's page, of a static one from the name that static-i18n gives it."""
    return address_from(str(getattr(file, "norm_src_uri", file.src_uri)).removesuffix(".md"))


def add_engine_files(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Let static-i18n see the pages that come with the engine in name only, what stands beside them as it is.

    Pages in a language that the site does without are left out.
    """
    for file in files.documentation_pages():
        if is_left_out(file.src_uri, build.book.languages):
            files.remove(file)
    for uri in build.engine_files:
        source = config.docs_dir if uri.endswith(".md") else str(DOCS)
        files.append(File(uri, source, config.site_dir, config.use_directory_urls))


def note_static_pages(build: Build, files: Files) -> Iterator[Problem]:
    """Note the static pages and which of them lack words in a language; none may take a generated page's path."""
    found: dict[str, dict[str, str]] = {}
    for file in files.documentation_pages():
        stem, language = split_language(file.src_uri, build.book.languages)
        found.setdefault(address_from(stem), {})[language] = f"{build.project.settings.docs}/{file.src_uri}"
    for path, sources in found.items():
        first = next(iter(sources.values()))
        if path in build.alternates.pages:
            yield Problem(Mark(first), "address_taken", found=f"/{path}")
        elif build.book.original not in sources:
            yield Problem(Mark(first), "original_missing", found=f"*.{build.book.original}.md")
        build.alternates.static.add(path)
        for language in build.book.languages:
            if language not in sources:
                build.alternates.untranslated.setdefault(language, set()).add(path)


def name_untranslated(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Let static-i18n see a file for every static page that lacks a translation, in name only."""
    for language, paths in build.alternates.untranslated.items():
        # Under the name of the original, from which its links lead.
        stems = (_find_original(path, (Path(config.docs_dir), DOCS), build.book.original)[0] for path in sorted(paths))
        for stem in stems:
            name = f"{stem}.{language}.md"
            files.append(File(name, config.docs_dir, config.site_dir, config.use_directory_urls))


def fill_static_pages(build: Build, language: Language, files: Files, config: MkDocsConfig) -> None:
    """Give the files that are there in name only content."""
    for file in files.documentation_pages():
        path = path_of(file)
        own = build.engine_files.get(file.src_uri)
        if own:
            file.content_string = own.read_text(encoding="utf-8")
        elif not build.alternates.is_translated(path, language):
            original = _find_original(path, (Path(config.docs_dir), DOCS), build.book.original)[1]
            file.content_string = original.read_text(encoding="utf-8-sig")
        else:
            continue
        file.edit_uri = None
        file.generated_by = "pledgebook"


def add_generated_pages(build: Build, language: Language, files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages of a language, where they are in it."""
    renderer = build.renderer
    for path, page in build.alternates.pages.items():
        file = File.generated(config, f"{path}index.md", content="")
        file.dest_uri = f"{renderer.site.root(language)}{path}index.html"
        GeneratedPage(renderer.crumb(page, language), renderer.description(page, language), file, config)
        files.append(file)


def leave_out_useless(files: Files) -> None:
    """Leave out what of the theme is of no use to a reader.

    That is the catalogues and what prints records, which lie in the theme; maps of sources; the theme's scripts, and
    the colours that go with its switch, since the frame has no use for them.
    """
    for file in list(files):
        if file.src_uri.endswith(".map") or _NOT_FOR_READERS.match(file.src_uri):
            files.remove(file)


def disable_search(config: MkDocsConfig) -> None:
    """Where the settings list the search plugin, spare it its work: it would read every page for nothing."""
    plugin = config.plugins.get("material/search")
    if plugin:
        plugin.config["enabled"] = False


def paint_files(build: Build, files: Files) -> None:
    """Give the theme's own style sheet and icon the site's accent."""
    for file in files if build.accent != DEFAULT else ():
        if file.src_uri in (STYLE, EMBED_STYLE, ICON) and DEFAULT.light in file.content_string:
            file.content_string = build.accent.paint(file.content_string)


def write_static_files(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Write what is no page in MkDocs' stead, which would write again what has not changed."""
    for file in files:
        if not file.is_documentation_page() and file.inclusion.is_included():
            build.write({file.dest_uri: file.content_bytes}, config)
            file.inclusion = InclusionLevel.EXCLUDED


def find_stylesheet(files: Files) -> str:
    """The URL of the theme's style sheet, whose name has a fingerprint of its content in it."""
    return next((file.src_uri for file in files.css_files() if _STYLESHEET.fullmatch(file.src_uri)), "")


def _find_original(path: str, folders: Iterable[Path], original: Language) -> tuple[str, Path]:
    """The file that a static page's original is written in, and its name without language and ending."""
    stems = (f"{path}index", f"{path}README", path.rstrip("/"))
    for folder, stem, ending in product(folders, stems, (f".{original}.md", ".md")):
        if (folder / f"{stem}{ending}").is_file():
            return stem, folder / f"{stem}{ending}"
    raise FileNotFoundError(path)
