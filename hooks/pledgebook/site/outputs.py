"""Outputs: the URLs of all files that the site makes itself, which nothing that people put beside it may take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..problem import Mark, Problem
from ..records.parsed import ParsedRecords
from .exports.dataset import FOLDER
from .exports.listing import list_exports
from .exports.pieces import list_piece_files
from .routes import ONE_FILE_KINDS, Site
from .server_files import LOST, SERVER_FILES, SITEMAPS

# What pages are made of, out of the theme, the docs folder and what the program draws.
ASSETS = "assets"
_ALWAYS = (LOST, *SITEMAPS, *SERVER_FILES)
# First steps of URLs that no record can have as its folder; those of pages come besides.
RESERVED = frozenset(
    {ASSETS, "index", *(name.strip("_.").partition("/")[0].partition(".")[0] for name in (*_ALWAYS, FOLDER))}
)


def list_outputs(site: Site) -> Iterator[str]:
    """The URL of every file that the site makes out of records and words, as it is named on disk."""
    yield from _ALWAYS
    yield from list_exports(site)
    yield from list_piece_files(site)
    for page in site.pages:
        for language in site.book.languages:
            yield f"{site.url(page, language)}index.html"
        if page.record and not page.original:
            names = (site.one_file_url(page.record, language) for language in page.languages)
            yield from (f"{name}.{kind}" for name in names for kind in ONE_FILE_KINDS)


def check_outputs(site: Site, entries: ParsedRecords, static: Mapping[str, str]) -> Iterator[Problem]:
    """No file takes the place of one that the site makes, on any file system.

    Args:
        site: the pages.
        entries: the records, with the files beside them.
        static: the files in the docs folder by their URLs from the root of the site, each with its path.
    """
    made = {url.casefold() for url in list_outputs(site)}
    pages = {page.path.casefold() for page in site.pages}
    for attachment in entries.attachments:
        if attachment.folder in site.book.record_in:
            url = site.path(site.book.record_in[attachment.folder]) + attachment.name
            if url.casefold() in made:
                yield Problem(entries.find_mark(attachment), "file_taken", found=attachment.name)
    for url, path in static.items():
        if url.casefold() in made:
            yield Problem(Mark(path), "file_taken", found=path.rpartition("/")[2])
        elif url.casefold() in pages:
            yield Problem(Mark(path), "address_taken", found=f"/{url}")
