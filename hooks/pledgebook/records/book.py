"""The book: every record of a site, in order, and what follows from them together. It never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..history.ledger import Ledger
from ..model import Agreement, FollowUp, Party, Place, Pledge, Promise, Record, Register, Result, Source, Theme
from ..model.accessibility import Statement
from ..model.enums import Publication
from ..model.links import LOST, SourceLink
from ..model.paths import Attachment, RecordFile, folder_of, part_of
from ..model.text import LocalizedText
from ..names import Folder, Language
from .attachments import name_documents
from .extensions import inherit_promises
from .grouping import group_pairs
from .page_sources import PageSources, list_page_sources
from .parsed import ParsedRecords
from .sort_dates import Order, find_sort_dates, order_followups, order_records
from .translation_status import Freshness, TranslationFreshness, find_translations
from .units import share_units


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """What one follow-up says of one promise."""

    followup: FollowUp
    result: Result


@dataclass(frozen=True, slots=True)
class Thread:
    """Promises that carry each other on, directly or through others, in the order of their pledges.

    Attributes:
        id: the first promise's pledge and id, `2017-synas`.
        promises: two or more, each with its pledge.
    """

    id: str
    promises: tuple[tuple[Pledge, Promise], ...]

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """The pledges it runs through, each once."""
        return tuple({pledge.id: pledge for pledge, _ in self.promises}.values())


@dataclass(frozen=True)
class Book:
    """Everything that is published, in the order of time.

    Attributes:
        languages: codes of the site's languages, the one that facts are written in first.
        register: what the records share.
        pledges: by sort date, then id; those that nothing places in time first.
        agreements: in the same order.
        followups: by date, or else by what else places them.
        sort_dates: where each record stands in time, by its folder.
        attachments: files to publish beside the records.
        statement: how accessible the site is, when anybody has said so.
        outdated: translations that are older than their originals, by file.
        ledgers: what has been published of the records, by folder.
        lost_links: the addresses of sources that did not answer when they were last asked.
    """

    languages: tuple[Language, ...]
    register: Register
    pledges: tuple[Pledge, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    sort_dates: Mapping[Folder, Order] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    statement: Statement | None = None
    outdated: Mapping[RecordFile, TranslationFreshness] = field(default_factory=dict)
    ledgers: Mapping[Folder, Ledger] = field(default_factory=dict)
    lost_links: Mapping[str, SourceLink] = field(default_factory=dict)

    @property
    def publisher(self) -> LocalizedText | None:
        """Who publishes the site: whoever the register names, or else, of one that the parties publish, themselves."""
        if self.register.publisher or self.register.publication is Publication.COMPILED:
            return self.register.publisher
        return (self.statement.publisher if self.statement else None) or self.register.name

    @property
    def original(self) -> Language:
        """The language that the records are first written in."""
        return self.languages[0]

    def sort_date(self, record: Record) -> date | None:
        """The day that a record stands at among others, which is never told; None of one that nothing places."""
        placed = self.sort_dates.get(folder_of(record))
        return placed[0] if placed else None

    @cached_property
    def pledge(self) -> dict[str, Pledge]:
        """Pledges by id."""
        return {pledge.id: pledge for pledge in self.pledges}

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by id."""
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def record_in(self) -> dict[Folder, Record]:
        """Pledges and agreements by their folder."""
        return {folder_of(record): record for record in (*self.pledges, *self.agreements)}

    @cached_property
    def files(self) -> frozenset[tuple[str, str]]:
        """Folder and name of every file that is published beside a record."""
        return frozenset((item.folder, item.name) for item in self.attachments)

    @cached_property
    def documents(self) -> frozenset[tuple[str, str]]:
        """Folder and name of every file that is a document of a record."""
        return name_documents((*self.pledges, *self.agreements, *self.followups))

    @cached_property
    def party(self) -> dict[str, Party]:
        """Parties by id."""
        return {party.id: party for party in self.register.parties}

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.register.places}

    @cached_property
    def theme(self) -> dict[str, Theme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.register.themes}

    @cached_property
    def promise(self) -> dict[str, tuple[Pledge, Promise]]:
        """Promises with their pledges, by `pledge/promise`."""
        return {
            f"{pledge.id}/{promise.id}": (pledge, promise) for pledge in self.pledges for promise in pledge.promises
        }

    @cached_property
    def continued_by(self) -> dict[str, tuple[str, ...]]:
        """For each promise (`pledge/promise`), the later promises that carry it on."""
        return group_pairs(
            (earlier, key) for key, (_, promise) in self.promise.items() for earlier in promise.continues
        )

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """Every thread of promises, in the order of their first promises."""
        ids: set[str] = set()
        threads = []
        for keys in self._linked_promises():
            first = keys[0].replace("/", "-")
            # 2019/a-b and 2019-a/b would share a name; no id has two hyphens in a row.
            name = keys[0].replace("/", "--") if first in ids else first
            ids.add(name)
            threads.append(Thread(name, tuple(self.promise[key] for key in keys)))
        return tuple(threads)

    def _linked_promises(self) -> Iterator[list[str]]:
        """Promises (`pledge/promise`) that are linked by `continues`, two or more at a time, in the book's order."""
        order = {key: place for place, key in enumerate(self.promise)}
        seen: set[str] = set()
        for start in self.promise:
            linked, waiting = set[str](), [start]
            while waiting:
                key = waiting.pop()
                if key not in seen:
                    seen.add(key)
                    linked.add(key)
                    waiting += [*self.promise[key][1].continues, *self.continued_by.get(key, ())]
            if len(linked) > 1:
                yield sorted(linked, key=order.__getitem__)

    @cached_property
    def thread_of(self) -> dict[str, Thread]:
        """For each promise (`pledge/promise`) that carries on another or is carried on, its thread."""
        return {f"{pledge.id}/{promise.id}": thread for thread in self.threads for pledge, promise in thread.promises}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources of the register by id."""
        return {source.id: source for source in self.register.sources}

    @cached_property
    def _followups_of(self) -> dict[str, tuple[FollowUp, ...]]:
        return group_pairs((followup.pledge, followup) for followup in self.followups)

    @cached_property
    def _reports_of(self) -> dict[str, tuple[ReportedResult, ...]]:
        return group_pairs(
            (f"{followup.pledge}/{result.promise or ''}", ReportedResult(followup, result))
            for followup in reversed(self.followups)
            for result in followup.results
        )

    @cached_property
    def _pledges_of(self) -> dict[str, tuple[Pledge, ...]]:
        return group_pairs((pledge.agreement, pledge) for pledge in self.pledges if pledge.agreement)

    @cached_property
    def _successors(self) -> dict[tuple[type[Record], str], Record]:
        """For each record that another extends or replaces, by its class and id, that other."""
        records = (*self.pledges, *self.agreements)
        return {
            (type(record), earlier): record
            for record in records
            for earlier in (record.extends, record.replaces)
            if earlier
        }

    def sources_of(self, record: Record | FollowUp) -> tuple[Source, ...]:
        """The sources of a record, those of the register written out."""
        return tuple(self._fill_in(source) if source.is_reference else source for source in record.sources)

    def _fill_in(self, reference: Source) -> Source:
        """A source of the register, with what the record itself says of it."""
        shared = self.source.get(reference.id, reference)
        return shared.model_copy(update={name: getattr(reference, name) for name in reference.model_fields_set})

    def find_sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Sources of the register by their ids."""
        return tuple(self.source[name] for name in ids)

    def listed_sources(self, record: Record) -> tuple[Source, ...]:
        """All sources that the page of a record names, each once: its own, then those of its follow-ups."""
        return self._page_sources[folder_of(record)].listed

    def cited_source(self, name: str, record: Record | FollowUp) -> Source:
        """A source by the id that a record or a follow-up knows it by, as the record's page lists it."""
        return self._page_sources[folder_of(record)].cited[part_of(record), name]

    @cached_property
    def _page_sources(self) -> dict[str, PageSources]:
        """The sources that each record's page names, by the record's folder."""
        return {
            folder: list_page_sources((part, self.sources_of(part)) for part in self._parts_of(record))
            for folder, record in self.record_in.items()
        }

    def _parts_of(self, record: Record) -> tuple[Record | FollowUp, ...]:
        """A record and its follow-ups, which share a page."""
        return (record, *self.followups_of(record)) if isinstance(record, Pledge) else (record,)

    def followups_of(self, pledge: Pledge) -> tuple[FollowUp, ...]:
        """The follow-ups of a pledge, oldest first."""
        return self._followups_of.get(pledge.id, ())

    def unread_followups_of(self, pledge: Pledge) -> tuple[FollowUp, ...]:
        """The follow-ups of a pledge that are there, while what they say of its promises is not known."""
        return tuple(followup for followup in self.followups_of(pledge) if "results" in followup.unknown)

    def results_of(self, pledge: Pledge, promise: Promise | None) -> tuple[ReportedResult, ...]:
        """What has been reported on a promise (or, with None, on the pledge as a whole), newest first."""
        return self._reports_of.get(f"{pledge.id}/{promise.id if promise else ''}", ())

    def step_results_of(self, pledge: Pledge, promise: Promise | None = None) -> tuple[ReportedResult, ...]:
        """What has been said of steps of a promise, or (with None) of any promise of a pledge, newest first."""
        promises = (promise,) if promise else pledge.promises
        found = (item for promise in promises for item in self.results_of(pledge, promise))
        return tuple(item for item in found if item.result.activity and item.result.is_said)

    def record_of(self, part: Record | FollowUp) -> Record:
        """The record whose page a record or a follow-up is on."""
        return self.pledge[part.pledge] if isinstance(part, FollowUp) else part

    def outdated_in(self, record: Record | FollowUp, language: Language) -> TranslationFreshness | None:
        """Its translation into a language, if the record has changed since."""
        return self.outdated.get(RecordFile.of(record, language))

    def pledges_of(self, agreement: Agreement) -> tuple[Pledge, ...]:
        """The pledges that stand in an agreement."""
        return self._pledges_of.get(agreement.id, ())

    def successor_of(self, record: Record) -> Record | None:
        """The record that says it extends or replaces this one."""
        return self._successors.get((type(record), record.id))


def is_later(one: Record, other: Record) -> bool:
    """Whether the record `one` is known to come after `other`."""
    start, before = one.period.start, other.period.start
    return start is not None and before is not None and (start.first_day, one.id) > (before.first_day, other.id)


def make_book(entries: ParsedRecords, languages: tuple[Language, ...]) -> Book | None:
    """The book of all that could be read; none without a register."""
    if entries.register is None:
        return None
    pledges, followups = share_units(
        inherit_promises(entry.record for entry in entries.pledges), (entry.record for entry in entries.followups)
    )
    agreements = [entry.record for entry in entries.agreements]
    placed = find_sort_dates((*pledges, *agreements), followups)
    marked = entries.marked_folders
    translations = (item for folder in marked for item in find_translations(entries, folder, languages))
    return Book(
        languages=languages,
        register=entries.register.record,
        pledges=order_records(pledges, placed),
        agreements=order_records(agreements, placed),
        followups=order_followups(followups),
        sort_dates=placed,
        attachments=entries.published,
        statement=entries.statement.record if entries.statement else None,
        outdated={item.file: item for item in translations if item.state is Freshness.STALE},
        ledgers=dict(entries.ledgers),
        lost_links={link.url: link for link in entries.links.record.links if link.state in LOST},
    )
