"""Hash of a page: all that it is made of, so that a page of which nothing has changed need not be made again.

A page is a function of its view and of what all pages share. What the theme's fragments look up besides is only ever
something of a record that is in the view: what stands on that record's own page counts as a part of the record. The
one exception is an edition, which names other records by their ids alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..config import Settings
from ..files.own_code import hash_own_code
from ..files.tree import Files, read_layers
from ..files.value_hash import ValueHasher
from ..model import FollowUp, Pledge, Record
from ..model.paths import RecordFile, folder_of
from ..names import Language
from ..site.routes import Page
from ..site.views.editions import EditionView
from .renderer import Renderer

_PACKAGES = (
    *("babel", "jinja2", "lxml", "markdown", "markupsafe", "nh3", "pydantic", "pydantic-core", "pyphen", "pyyaml"),
)
# What puts pages together, by name alone: this room does without it.
_ENGINE = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")


@dataclass
class PageHasher:
    """Hashes the pages of one build.

    Attributes:
        settings: the settings of the site.
        renderer: of its pages.
        theme: the theme's files, read before anything is made of them: some of them are read again, and only then.
    """

    settings: Settings
    renderer: Renderer
    theme: Files
    _values: ValueHasher = field(init=False)
    _records: dict[str, bytes] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._values = ValueHasher(self._find_more)

    def is_theme_changed(self) -> bool:
        """Whether a file of the theme has been changed, so that some page may have been made of what it is now."""
        return read_layers(self.settings.themes) != self.theme

    def hash(self, value: object) -> bytes:
        """The hash of a value, in which a record stands for all that its page shows."""
        return self._values.hash(value)

    def hash_content(self, page: Page, language: Language, part: object = None) -> bytes:
        """The hash of what a page says in a language, or of a part of it.

        Raises:
            TypeError: the view holds something of which nobody can tell what it says.
        """
        return self.hash((self._shared, page, page.view if part is None else part, language))

    def hash_shared(self, value: object) -> bytes:
        """The hash of what stands on no page, together with what all pages share; nothing of it is remembered."""
        return ValueHasher().hash((self._shared, value))

    def hash_export(self, name: str, value: object) -> bytes:
        """The hash of an export or a part of one, by its name and all that it is made of besides what pages share."""
        return self.hash((self._shared, name, value))

    @cached_property
    def _shared(self) -> bytes:
        """What all pages share: what makes them, the words, the register, and which addresses there are."""
        settings, site = self.settings, self.renderer.site
        return self.hash(
            (
                hash_own_code(*_PACKAGES, *_ENGINE),
                self.theme,
                (settings.languages, settings.docs, settings.site_url),
                (site.book.languages, site.book.register, site.book.statement, site.book.files),
                [page.path for page in site.pages if page.known_languages is not None],
                (site.fixed, site.files, site.whole, site.editions, site.one_files),
            )
        )

    def _find_more(self, part: object) -> object:
        """What is looked up of a record, a follow-up or an edition, besides what it says itself."""
        book = self.renderer.site.book
        if isinstance(part, EditionView):
            return self._titles
        record = book.pledge.get(part.pledge) if isinstance(part, FollowUp) else part
        return self._hash_record(record) if isinstance(record, Record) else None

    @cached_property
    def _titles(self) -> bytes:
        """What all records are called: an edition tells what its record once named, and that is looked up today."""
        records = self.renderer.site.book.record_in
        return ValueHasher().hash({folder: record.title for folder, record in records.items()})

    def _hash_record(self, record: Record) -> bytes:
        folder = folder_of(record)
        if folder not in self._records:
            self._records[folder] = ValueHasher().hash(tuple(self._list_parts(record)))
        return self._records[folder]

    def _list_parts(self, record: Record) -> Iterator[object]:
        book, folder = self.renderer.site.book, folder_of(record)
        current = book.record_in.get(folder)
        ledger = book.ledgers.get(folder)
        yield len(ledger.editions) if ledger else 0
        yield [book.lost_links.get(source.url or "") for source in (book.listed_sources(current) if current else ())]
        for part in (current, *(book.followups_of(current) if isinstance(current, Pledge) else ())):
            yield part
            if part is not None:
                yield [book.outdated.get(RecordFile.of(part, language)) for language in book.languages]
