"""What one build of the whole site knows, for all its languages."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from ..clock import ClockError, read_today
from ..config import SETTINGS, SettingsError, read_settings
from ..files.atomic import Staging
from ..html.renderer import Renderer, open_renderer
from ..html.search_index import list_files
from ..i18n.catalogue import Catalogue
from ..images.publish import PictureCopies, PublishedPicture
from ..onefile.build import PRINT, OneFileBuilder
from ..problem import Problem
from ..project import Project, read_project
from ..records.book import Book
from ..site.alternates import Alternates
from ..site.redirects import RedirectMap
from ..urls import language_root
from .lunr import find_stemmed
from .reporting import report

# What a picture has become: by its bytes, its name, and whether it is a document that is kept as it is too.
PublishedPictures = dict[tuple[bytes, str, bool], PublishedPicture]


@dataclass
class Build:
    """What one build of the whole site knows, for all its languages.

    Attributes:
        project: the files as read.
        book: its book.
        places: what is where on its site.
        renderer: makes the HTML of generated pages.
        translations: the pages by language.
        press: makes one file of each record.
        staging: where the site is put together before it takes the last one's place.
        language: the one that is being built.
        published: what pictures have become; kept for the next build of the process.
        kept: files that the first language wrote and the others write over, by name.
        indexes: what can be searched, by language.
        pictures: how each picture is shown, by its address from the root of the site.
        copies: the files of pictures, by their addresses from the root of the site.
        found: what is wrong with the pages, in all languages.
        stylesheet: the theme's, from the root of the site.
        plain: the titles of plain pages by address, in the language that is being built.
    """

    project: Project
    book: Book
    places: RedirectMap
    renderer: Renderer
    translations: Alternates
    press: OneFileBuilder
    staging: Staging
    language: str
    published: PublishedPictures
    pictures: dict[str, PictureCopies]
    copies: dict[str, bytes]
    kept: dict[str, bytes] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)
    stylesheet: str = ""
    plain: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Catalogue:
        """The words of the language that is being built."""
        return self.project.catalogues[self.language]

    @property
    def root(self) -> str:
        """The folder of that language's pages (`en/`, or nothing)."""
        return language_root(self.language, self.book.original)


def start_build(config: MkDocsConfig, published: PublishedPictures) -> Build:
    """Read a project anew.

    Args:
        config: MkDocs' settings, which name the project's.
        published: what pictures have become in earlier builds of the process; what this one adds is kept there.

    Raises:
        Abort: there are errors, which the message lists, or no day to build for.
    """
    try:
        today = read_today(os.environ)
        project = read_project(read_settings(Path(config.config_file_path or SETTINGS)), today)
    except (ClockError, SettingsError) as error:
        raise Abort(str(error)) from error
    report(project.problems, project)
    book, places = project.book, project.places
    assert book is not None and places is not None, "a book without errors"
    stemmed = find_stemmed(book.languages)
    search_files = {language: list_files(language, stemmed) for language in book.languages}
    renderer = open_renderer(project, search_files)
    translations = Alternates(project.settings, places.site.page_at)
    pictures: dict[str, PictureCopies] = {}
    copies: dict[str, bytes] = {}
    return Build(
        project=project,
        book=book,
        places=places,
        renderer=renderer,
        translations=translations,
        press=OneFileBuilder(renderer, translations, project.settings.theme / PRINT, pictures, copies),
        staging=Staging.beside(Path(config.site_dir)),
        language=book.original,
        published=published,
        pictures=pictures,
        copies=copies,
    )
