"""Builds each pledge and each agreement as one file, as HTML and as PDF, in each language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from ..files.cache import NO_CACHE, ContentCache
from ..files.tree import Files
from ..html.renderer import Renderer
from ..images.publish import PictureCopies
from ..model import Pledge, Record
from ..model.paths import RecordFile
from ..names import Language
from ..problem import Level, Mark, Problem
from ..records.day import BookOnDay
from ..site.alternates import Alternates
from ..site.routes import OneFile, Page
from ..site.views.changes import list_events_of
from .html import make_one_file
from .pdf import LettersError, PdfError, make_pdf

# The folder of style sheet, template and further fonts inside the theme.
PRINT = "print"
STYLE = "onefile.css"


@dataclass
class OneFileBuilder:
    """Builder of records in one file, for one build of the site.

    Attributes:
        renderer: makes the HTML.
        alternates: which page can be read in which language.
        folder: style sheet, template and further fonts.
        pictures: how each picture is shown, by its URL.
        copies: the files of pictures, by their URLs.
        cache: where PDFs are kept.
        problems: why some could not be made.
    """

    renderer: Renderer
    alternates: Alternates
    folder: Path
    pictures: Mapping[str, PictureCopies]
    copies: Mapping[str, bytes]
    cache: ContentCache = NO_CACHE
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def style(self) -> str:
        """The style sheet that stands in every HTML file."""
        return (self.folder / STYLE).read_text(encoding="utf-8")

    @cached_property
    def print_files(self) -> Files:
        """All files of the folder, also those of folders that are links: fonts may stand anywhere in it."""
        places = [Path(place, name) for place, _, names in os.walk(self.folder, followlinks=True) for name in names]
        found = [path for path in sorted(places) if path.is_file()]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def build(self, page: Page, language: Language, site_name: str) -> tuple[OneFile, ...]:
        """Make one file, of each kind, of what a page shows, unless it shows no record or has no words in the language.

        Args:
            page: the page of a record.
            language: the language.
            site_name: what the site is called in it.
        """
        record = page.record
        if record is None or page.original or language not in page.languages:
            return ()
        site = self.renderer.site
        shown = self.alternates.pages[site.whole_path(record)] if isinstance(record, Pledge) else page
        one_file = make_one_file(
            shown,
            language,
            site_name,
            self.style,
            self.renderer,
            self.alternates,
            self._find_picture,
        )
        files = {"html": one_file.encode()}
        try:
            files["pdf"] = make_pdf(one_file, self.print_files, _day_of(record, site.day), self.cache)
        except PdfError as error:
            mark = Mark(RecordFile.of(record, language).project_path)
            code = "pdf_letters" if isinstance(error, LettersError) else "pdf_failed"
            self.problems.append(Problem(mark, code, Level.WARNING, found=str(error)))
        url = site.one_file_url(record, language)
        return tuple(OneFile(kind, f"{url}.{kind}", data) for kind, data in files.items())

    def _find_picture(self, url: str) -> bytes | None:
        """The largest copy of a picture."""
        shown = self.pictures.get(url)
        if shown and shown.copies:
            url = url[: url.rfind("/") + 1] + shown.copies[-1][0]
        return self.copies.get(url)


def _day_of(record: Record, day: BookOnDay) -> date:
    """The day of the newest thing that a record tells of, so that its PDF stays the same until something happens.

    When it tells of nothing that has a date, that is today.
    """
    events = list_events_of(day.book, record)
    return min(events[0].date.last_day, day.today) if events else day.today
