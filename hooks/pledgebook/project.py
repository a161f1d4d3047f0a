"""Everything that a project's files say, read once: its settings, its words and its book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .book import Book
from .checks.addresses import check_redirects, check_vanished
from .checks.entries import Entries
from .checks.published import SETTLED
from .load import Loaded, load_book, make_book
from .pages import build_site, list_anchors, list_fixed, list_taken
from .plain import check_plain, list_plain
from .problems import Level, Problem, order_problems
from .redirects import Redirects
from .settings import Settings, SettingsError
from .terms import list_terms
from .whereabouts import Whereabouts, list_places
from .words import WORDS, Catalogues, Words, load_catalogues


@dataclass(frozen=True)
class Project:
    """A project as read.

    Attributes:
        settings: what its settings file says.
        catalogues: the words of its languages.
        book: its records, or nothing when there are errors.
        problems: all that is wrong with any of it.
        entries: the records that are sound by themselves.
        places: what is where; nothing as long as the records cannot be put together.
    """

    settings: Settings
    catalogues: Catalogues
    book: Book | None
    problems: tuple[Problem, ...]
    entries: Entries = field(default_factory=Entries)
    places: Whereabouts | None = None

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


def read_project(settings: Settings, today: date) -> Project:
    """Read a project's catalogues and records, and hold what expires against a day.

    Raises:
        SettingsError: as `read_words`.
    """
    catalogues = read_words(settings)
    words = catalogues[settings.codes[0]]
    # A catalogue that lacks words can lack the names of addresses and anchors too.
    if catalogues.problems:
        return Project(settings, catalogues, None, order_problems(catalogues.problems))
    addresses = [address.strip("/") for address in list_fixed(words).values()]
    terms = list_terms(catalogues.words.values())
    loaded = load_book(settings.root, settings.codes, [*addresses, *settings.codes], list_taken(words), today, terms)
    plain = tuple(check_plain(settings.root, settings.docs))
    places = _find_places(loaded, settings, words, today)
    told = tuple(_check_places(places, loaded.entries, today)) if places else ()
    problems = order_problems([*loaded.problems, *plain, *told])
    is_sound = not plain and not any(problem.level is Level.ERROR for problem in told)
    return Project(settings, catalogues, loaded.book if is_sound else None, problems, loaded.entries, places)


def _find_places(loaded: Loaded, settings: Settings, words: Words, today: date) -> Whereabouts | None:
    """Where everything is, also when something is not as it was published."""
    book = loaded.book
    if book is None and all(problem.code in SETTLED for problem in loaded.errors):
        book = make_book(loaded.entries, settings.codes)
    if book is None:
        return None
    site = build_site(book, words, today)
    owners = list_places(
        site, list_anchors(words)["followup"], list_plain(settings.root / settings.docs, settings.codes)
    )
    redirects = loaded.entries.redirects
    return Whereabouts(site, owners, redirects.record if redirects else Redirects(), loaded.entries.addresses)


def _check_places(places: Whereabouts, entries: Entries, today: date) -> Iterator[Problem]:
    if entries.redirects:
        yield from check_redirects(entries.redirects, places, today)
    yield from check_vanished(places, today)
