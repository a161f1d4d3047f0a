"""Links in static pages: to pages by their files, whatever language those name, also to the files of records."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from mkdocs.structure.pages import Page as MkDocsPage

from ..config import RECORDS
from ..markdown.render import find_targets, is_elsewhere
from ..markdown.sanitize import blank_code
from ..model.paths import RecordFile
from ..names import Language
from ..problem import Level, Mark, Problem
from ..site.routes import list_anchors
from ..site.static_pages import address_from, split_language
from ..urls import relative_href
from .build import Build

_TARGET = r"(\]\(\s*<?|\]:\s*<?|href=[\"']){}"
# A link that is written in HTML.
_RAW = re.compile(r"<a\s[^<>]*?href=[\"']([^\"'<>]+)", re.IGNORECASE)


def follow_links(build: Build, language: Language, markdown: str, page: MkDocsPage, path: str) -> str:
    """A static page with its links to pages as they are in its language; where they lead is noted in the output."""
    source, root, lines = page.file.src_uri, build.renderer.site.root(language), markdown.split("\n")
    before = count_lines_before(page, markdown)
    written = enumerate(blank_code(markdown).split("\n"))
    raw = [(number, target) for number, line in written for target in _RAW.findall(line)]
    for number, target in (*find_targets(markdown), *raw):
        file = re.split("[#?]", target)[0]
        rest = target.removeprefix(file)
        found = _find_address(build, unquote(file), posixpath.dirname(source)) if file else None
        # Files beside the page are MkDocs' own to find; from the root of a host there may be another's pages.
        is_others = file.startswith("/") or (file and not file.endswith(("/", ".md")))
        if (is_elsewhere(target) and file) or (found is None and is_others):
            continue
        way = posixpath.join(page.url, unquote(file))
        steps = posixpath.normpath(way) + "/" * way.endswith("/")
        url = steps if found is None else root + found.partition("#")[0]
        if found is not None or file.endswith(".md"):
            new = "#" if found is None else relative_href(quote(root + found, safe="/#"), quote(page.url)) + rest
            lines[number] = re.sub(_TARGET.format(re.escape(target)), rf"\g<1>{new}", lines[number], count=1)
        if build.alternates.is_translated(path, language):
            mark = Mark(f"{build.project.settings.docs}/{source}", before + number + 1)
            build.output.links.append((Problem(mark, "page_link", found=target), url, rest.partition("#")[2]))
    return "\n".join(lines)


def count_lines_before(page: MkDocsPage, markdown: str) -> int:
    """How many lines of a page's file stand before its Markdown: the front matter, which MkDocs takes from it."""
    # Sometimes it takes an empty line from the end too.
    return page.file.content_string.rstrip().count("\n") - markdown.rstrip().count("\n")


def _find_address(build: Build, file: str, folder: str) -> str | None:
    """The path of the page that a link names by its file or from the root of the site, with a follow-up's anchor."""
    settings, site = build.project.settings, build.renderer.site
    if file.startswith("/"):
        base = urlsplit(settings.site_url).path or "/"
        address = f"{file.removeprefix(base).strip('/').removesuffix('index.md').strip('/')}/".lstrip("/")
    else:
        place = posixpath.normpath(posixpath.join(settings.docs, folder, file))
        record = RecordFile.parse_link(place) if place.startswith(f"{RECORDS}/") else None
        shown = build.book.record_in.get(record.folder) if record else None
        if record and shown:
            anchor = f"#{list_anchors(build.project.words)['followup']}-{record.followup}" if record.followup else ""
            return site.path(shown) + anchor
        if not file.endswith(".md") or not place.startswith(f"{settings.docs}/"):
            return None
        address = address_from(split_language(place.removeprefix(f"{settings.docs}/"), settings.codes)[0])
    return address if address in build.alternates.pages or address in build.alternates.static else None


def check_followed(build: Build, find: Callable[[str], Path]) -> Iterator[Problem]:
    """Where links of static pages lead there is a page or a file, and on it the place that they name.

    Args:
        build: the build.
        find: where a file of the site is, by its path in it.
    """
    for problem, url, anchor in build.output.links:
        file = find(f"{url}index.html" if url.endswith("/") or not url else url)
        if url.startswith("../") or not file.exists():
            yield problem
        elif anchor and file.suffix == ".html" and f'id="{anchor}"' not in file.read_text(encoding="utf-8"):
            yield replace(problem, code="page_anchor", level=Level.WARNING)
