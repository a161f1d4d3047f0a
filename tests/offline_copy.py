"""Makes what an archive is handed of a built site, but for the packages around it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from conftest import DAY, MakeOnce, Project
from pledgebook.archive.build import collect_one_files
from pledgebook.archive.cover import make_notice, render_cover
from pledgebook.archive.metadata import describe_package
from pledgebook.archive.offline_copy import make_offline_copy
from pledgebook.config import SETTINGS, read_settings
from pledgebook.files.tree import list_sums, place_in, read_tree, write_tree
from pledgebook.html.renderer import open_renderer
from pledgebook.project import read_project


def make_copy(project: Project, day: str, folder: Path) -> Path:
    """A folder with a built project's frozen site, its first page and its documentation.

    The web archive and the sources are there too, but empty.

    Args:
        project: a project that has been built.
        day: when it was, in seconds as SOURCE_DATE_EPOCH.
        folder: where to put it.
    """
    moment = datetime.fromtimestamp(int(day), UTC)
    read = read_project(read_settings(project.root / SETTINGS), moment.date())
    assert read.book, read.problems
    renderer = open_renderer(read)
    built = read_tree(project.site)
    contents = place_in("site", make_offline_copy(built, read.settings.site_url, make_notice(renderer, moment.date())))
    contents |= collect_one_files(built, renderer.site)
    contents |= {"sources/LICENSES.md": b"# Licences\n", "sbom.cdx.json": b"{}\n", "web-archive/site.wacz": b""}
    contents |= render_cover(renderer, contents, describe_package(read, moment))
    contents["SHA256SUMS"] = list_sums(contents).encode()
    write_tree(contents, folder)
    return folder


def copy_exempelstad(exempelstad: Project, make_once: MakeOnce) -> Path:
    """What an archive of Exempelstad is handed, once for all tests, in a folder that has to be escaped in an address."""
    name = "Löften å %20#1"
    return make_once("copy", lambda root: make_copy(exempelstad, DAY, root / name)) / name
