"""Everything that a project's files say, read once: its settings, its words and its book."""

from __future__ import annotations

from dataclasses import dataclass, field

from .book import Book
from .checks.entries import Entries
from .load import load_book
from .pages import list_fixed, list_taken
from .problems import Problem, order_problems
from .settings import Settings, SettingsError
from .words import WORDS, Catalogues, Words, load_catalogues


@dataclass(frozen=True)
class Project:
    """A project as read.

    Attributes:
        settings: what its settings file says.
        catalogues: the words of its languages.
        book: its records, or nothing when there are errors.
        problems: all that is wrong with any of it.
        entries: the records that could be read, also when there are errors.
    """

    settings: Settings
    catalogues: Catalogues
    book: Book | None
    problems: tuple[Problem, ...]
    entries: Entries = field(default_factory=Entries)

    @property
    def words(self) -> Words:
        """The words of the site's first language."""
        return self.catalogues[self.settings.codes[0]]


def read_words(settings: Settings) -> Catalogues:
    """Read a project's catalogues.

    Raises:
        SettingsError: the site's first language has no catalogue, so nothing could be said.
    """
    catalogues = load_catalogues(settings.theme / WORDS, settings.codes, settings.root)
    if settings.codes[0] not in catalogues.words:
        raise SettingsError(", ".join(str(problem.mark) for problem in catalogues.problems) + ": no such catalogue")
    return catalogues


def read_project(settings: Settings) -> Project:
    """Read a project's catalogues and records.

    Raises:
        SettingsError: as `read_words`.
    """
    catalogues = read_words(settings)
    words = catalogues[settings.codes[0]]
    # A catalogue that lacks words can lack the names of addresses and anchors too.
    if catalogues.problems:
        return Project(settings, catalogues, None, order_problems(catalogues.problems))
    addresses = [address.strip("/") for address in list_fixed(words).values()]
    loaded = load_book(settings.root, settings.codes, [*addresses, *settings.codes], list_taken(words))
    return Project(settings, catalogues, loaded.book, loaded.problems, loaded.entries)
