"""A record's files: its HTML and its PDF in a language, made together with what its pages say, by any process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from ..files.cache import ContentCache
from ..files.process_pool import Shared
from ..files.tree import Files
from ..html.fragments import translate_fragments
from ..html.page_content import PageContent, finish_content, render_content
from ..html.site_tools import SiteTools
from ..model import FollowUp, Pledge, Record
from ..model.paths import folder_of
from ..names import Language
from ..records.day import BookOnDay
from ..site.routes import OneFile, Page, Site
from ..site.views.changes import list_events_of
from .html import FindPicture, make_one_file
from .pdf import LettersError, PdfError, list_parts, set_pdf

# Stands for a letter that no font has, and is in all of them.
_SQUARE = "\u25a1"


@dataclass(frozen=True)
class RecordFiles:
    """The files of a record in a language.

    Attributes:
        html: the HTML.
        pdf: the PDF, unless it could not be set.
        fault: why it could not: the code of the problem, and what was found.
        contents: the content of the pages that show the record, by their paths, where the HTML was made too.
    """

    html: bytes
    pdf: bytes = b""
    fault: tuple[str, str] = ("", "")
    contents: Mapping[str, PageContent] = field(default_factory=dict)

    def list_files(self, url: str) -> tuple[OneFile, ...]:
        """Those that there are; their URL is without its ending."""
        files = {"html": self.html, "pdf": self.pdf}
        return tuple(OneFile(kind, f"{url}.{kind}", data) for kind, data in files.items() if data)


def make_record_files(
    shared: Shared[SiteTools],
    path: str,
    language: Language,
    site_name: str,
    find_picture: FindPicture,
    html: bytes = b"",
) -> RecordFiles:
    """Make the files of a record, and the content of its pages, which show how large they are.

    Args:
        shared: what they are made with.
        path: the path of the record's page.
        language: the language.
        site_name: what the site is called in it.
        find_picture: gives the pictures that the record shows.
        html: the HTML, when it is kept from before; the PDF alone is made then.
    """
    tools, site = shared.value, shared.value.renderer.site
    page, shown = site.page_at[path], find_shown(site, site.page_at[path])
    assert page.record is not None, "a record's page"
    if html:
        return RecordFiles(html, *_set_pdf(tools, page.record, html.decode()))
    rendered = tools.renderer.render(shown, language)
    text = make_one_file(tools, rendered.html, shown, language, site_name, find_picture)
    made = RecordFiles(text.encode(), *_set_pdf(tools, page.record, text))
    files = made.list_files(site.one_file_url(page.record, language))
    contents = {path: render_content(tools, page, language, files)}
    if shown is not page:
        contents[shown.path] = finish_content(tools, rendered, shown, language)
    return RecordFiles(made.html, made.pdf, made.fault, contents)


def prepare_process(themes: Sequence[Path], cache: ContentCache) -> bool:
    """Load what files are made with, and translate the fragments of some themes, before the site is known."""
    return translate_fragments(themes, cache)


def find_shown(site: Site, page: Page) -> Page:
    """The page that a record in one file shows: of a pledge, the one with all that belongs to it."""
    return site.page_at[site.whole_path(page.record)] if isinstance(page.record, Pledge) else page


def find_kept_pdf(tools: SiteTools, record: Record, html: bytes) -> bytes:
    """The PDF that has been set of an HTML file before, or nothing."""
    return tools.cache.find(_list_parts(tools, record, html.decode())) or b""


def _list_parts(tools: SiteTools, record: Record, text: str) -> Files:
    return list_parts(text, tools.print_hash, _day_of(record, tools.renderer.site.day))


def _set_pdf(tools: SiteTools, record: Record, text: str) -> tuple[bytes, tuple[str, str]]:
    """The PDF of a record, or why there is none.

    A letter that no font has, and that only others' words have, is a square in it.
    """
    day = _day_of(record, tools.renderer.site.day)
    while True:
        try:
            make = partial(set_pdf, text, tools.print_files, day)
            return tools.cache.get_or_make(_list_parts(tools, record, text), make), ("", "")
        except LettersError as error:
            # What JSON writes as it is.
            own = "".join(item.model_dump_json() for item in (record, *_list_followups(record, tools)))
            of_own = "".join(letter for letter in str(error) if letter in own)
            changed = text.translate(dict.fromkeys(map(ord, str(error)), _SQUARE))
            if of_own or changed == text:
                return b"", ("pdf_letters", of_own or str(error))
            text = changed
        except PdfError as error:
            return b"", ("pdf_failed", str(error))


def _list_followups(record: Record, tools: SiteTools) -> Sequence[FollowUp]:
    return tools.renderer.site.book.followups_of(record) if isinstance(record, Pledge) else ()


def _day_of(record: Record, day: BookOnDay) -> date:
    """The day that a record's PDF bears, so that the file stays the same until something happens.

    It is the first day of the newest thing that it tells of; or else the day that it was published, that its sources
    were last read, or that it begins. Only what is still to come, and has none of these, is dated today.
    """
    book = day.book
    told = (event.date.first_day for event in list_events_of(book, record, day.today) if event.date)
    ledger = book.ledgers.get(folder_of(record))
    read = (source.read.first_day for source in book.sources_of(record) if source.read)
    known = (next((when for when in told if when <= day.today), None), ledger and ledger.newest.date)
    fallbacks = (*known, max(read, default=None), book.sort_date(record))
    return next((when for when in fallbacks if when and when <= day.today), day.today)
