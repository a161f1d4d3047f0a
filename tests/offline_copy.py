"""What an archive is handed of a built site, but for the packages around it, and whether it is whole."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from conftest import CHECK_MARKUP, DAY, MakeOnce, Project, is_guessed_breach
from pledgebook.archive.build import collect_one_files
from pledgebook.archive.cover import make_notice, render_documentation, render_first_page
from pledgebook.archive.layout import DATA, DOCUMENTATION
from pledgebook.archive.metadata import describe_package
from pledgebook.archive.offline_copy import make_offline_copy
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.tree import place_in, read_tree, write_tree
from pledgebook.html.renderer import open_renderer
from pledgebook.project import read_project


def make_copy(project: Project, day: str, folder: Path) -> Path:
    """A folder with a built project's frozen site and its first page, as in a SIP with its documentation.

    The web archive and the sources are there too, but empty.

    Args:
        project: a project that has been built.
        day: when it was, in seconds as SOURCE_DATE_EPOCH.
        folder: where to put the SIP.
    """
    moment = datetime.fromtimestamp(int(day), UTC)
    read = read_project(read_settings(project.root / SETTINGS), moment.date())
    assert read.book, read.problems
    renderer = open_renderer(read)
    built = read_tree(project.site)
    contents = place_in("site", make_offline_copy(built, read.settings.site_url, make_notice(renderer, moment.date())))
    contents |= collect_one_files(built, renderer.site)
    contents |= {"sources/LICENSES.md": b"# Licences\n", "sbom.cdx.json": b"{}\n", "web-archive/site.wacz": b""}
    package = describe_package(read, moment)
    documentation = render_documentation(renderer, contents, package)
    contents["index.html"] = render_first_page(renderer, contents, package)
    write_tree({**place_in(DATA, contents), **place_in(DOCUMENTATION, documentation)}, folder)
    return folder / DATA


def copy_exempelstad(exempelstad: Project, make_once: MakeOnce) -> Path:
    """What an archive of Exempelstad is handed, once for all tests, in a folder that has to be escaped in an address."""
    name = "Löften å %20#1"
    return make_once("copy", lambda root: make_copy(exempelstad, DAY, root / name)) / name / DATA


def find_package(copy: Path) -> Path:
    """The folder of the SIP that a copy is in."""
    return copy.parents[DATA.count("/")]


def parse(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def is_page(path: str) -> bool:
    """Whether it is a page of the site, rather than a document on it that stands by itself."""
    return path.endswith(("index.html", "404.html"))


def list_targets(page: html.HtmlElement) -> Iterator[str]:
    """Everything a page leads to or loads, but for the addresses that say where it was published."""
    yield from page.xpath("//a/@href|//area/@href|//@src|//form/@action|//*[local-name()='a']/@*[local-name()='href']")
    yield from page.xpath("//link[not(@rel='canonical' or @rel='alternate')]/@href")
    for refresh in page.xpath("//meta[@http-equiv='refresh']/@content"):
        yield re.split(r"url\s*=\s*", refresh, flags=re.IGNORECASE)[1]
    for sources in page.xpath("//@srcset"):
        yield from (source.split()[0] for source in sources.split(","))
    yield from page.xpath("//@*[starts-with(name(), 'data-index-')]")


def read_entries(copy: Path) -> Iterator[tuple[str, str]]:
    """The page of each search and the addresses that it can lead to."""
    for index in (copy / "site/assets/search").glob("??.js"):
        script = index.read_text(encoding="utf-8")
        rows = json.loads(script.split(" = ", 2)[2].rstrip(";\n"))["entries"]
        for path in copy.glob("site/**/index.html"):
            page = parse(path)
            if page.get("lang") == index.stem and page.xpath("//@data-search"):
                root = page.xpath(f"string(//@data-root-{index.stem})")
                yield from ((path.relative_to(copy).as_posix(), root + row[0]) for row in rows)


def check_links(copy: Path, base: str) -> int:
    """Hold every link, of the documentation too, to the files; how many there are."""
    package = find_package(copy)
    pages = {path.relative_to(package).as_posix(): parse(path) for path in package.rglob("*.html")}
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    asked = [(path, target) for path, page in pages.items() for target in list_targets(page)]
    asked += [(f"{DATA}/{path}", target) for path, target in read_entries(copy)]
    faults, own = [], 0
    for path, target in asked:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            if target.startswith(base) and path.startswith(f"{DATA}/site/") and is_page(path):
                faults.append(f"{path}: leads out of the copy: {target}")
            continue
        own += 1
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        anchor = unquote(parts.fragment)
        if not (package / found).is_file() or (anchor and anchor not in anchors.get(found, set())):
            faults.append(f"{path}: {target}")
    assert [] == faults
    return own


def check_markup(copy: Path) -> None:
    done = subprocess.run([*CHECK_MARKUP, str(find_package(copy))], capture_output=True, text=True, check=False)
    faults = [
        f"{item.get('url', '').partition(copy.name)[2]}:{item.get('lastLine', 0)}: {item['message']}"
        for item in json.loads(done.stderr)["messages"]
        if not is_guessed_breach(item)
    ]
    assert [] == faults
