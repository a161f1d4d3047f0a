"""The book: every record of a site, in order, and what follows from them together. It never changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from .model import Agreement, FollowUp, Party, Place, Pledge, Promise, Record, Register, Result, Source, Theme
from .vocabulary import State


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is published beside a record.

    Attributes:
        record: the id of the pledge or agreement.
        name: the file's name.
        path: where it is, relative to the project, with `/`.
    """

    record: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one follow-up says of one promise."""

    followup: FollowUp
    result: Result


@dataclass(frozen=True)
class Book:
    """Everything that is published, in the order of time.

    Attributes:
        languages: codes of the site's languages, the one that facts are written in first.
        register: what the records share.
        pledges: by start, then id; those whose start is unknown first.
        agreements: in the same order.
        followups: by date.
        attachments: files to publish beside the records.
    """

    languages: tuple[str, ...]
    register: Register
    pledges: tuple[Pledge, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def original(self) -> str:
        """The language that the records are first written in."""
        return self.languages[0]

    @cached_property
    def pledge(self) -> dict[str, Pledge]:
        """Pledges by id."""
        return {pledge.id: pledge for pledge in self.pledges}

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by id."""
        return {agreement.id: agreement for agreement in self.agreements}

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
        later: dict[str, list[str]] = {}
        for key, (_, promise) in self.promise.items():
            for earlier in promise.continues:
                later.setdefault(earlier, []).append(key)
        return {earlier: tuple(keys) for earlier, keys in later.items()}

    @cached_property
    def _source(self) -> dict[str, Source]:
        return {source.id: source for source in self.register.sources}

    @cached_property
    def _followups_of(self) -> dict[str, tuple[FollowUp, ...]]:
        by_pledge = sorted(self.followups, key=lambda followup: followup.pledge)
        return {key: tuple(group) for key, group in groupby(by_pledge, key=lambda followup: followup.pledge)}

    @cached_property
    def _reports_of(self) -> dict[str, tuple[Report, ...]]:
        reports: dict[str, list[Report]] = {}
        for followup in reversed(self.followups):
            for result in followup.results:
                reports.setdefault(f"{followup.pledge}/{result.promise or ''}", []).append(Report(followup, result))
        return {key: tuple(found) for key, found in reports.items()}

    @cached_property
    def _pledges_of(self) -> dict[str, tuple[Pledge, ...]]:
        frames: dict[str, list[Pledge]] = {}
        for pledge in self.pledges:
            if pledge.agreement:
                frames.setdefault(pledge.agreement, []).append(pledge)
        return {key: tuple(found) for key, found in frames.items()}

    @cached_property
    def _successors(self) -> dict[str, tuple[str, Record]]:
        found: dict[str, tuple[str, Record]] = {}
        for record in (*self.pledges, *self.agreements):
            if record.extends:
                found[record.extends] = ("extended", record)
            if record.replaces:
                found[record.replaces] = ("replaced", record)
        return found

    def sources_of(self, record: Record | FollowUp) -> tuple[Source, ...]:
        """The sources of a record, those of the register written out."""
        return tuple(
            self._source.get(source.id, source) if source.is_reference else source for source in record.sources
        )

    def find_sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Sources of the register by their ids."""
        return tuple(self._source[name] for name in ids)

    def listed_sources(self, record: Record) -> tuple[Source, ...]:
        """All sources that the page of a record names, each once: its own, then those of its follow-ups."""
        followups = self.followups_of(record) if isinstance(record, Pledge) else ()
        listed: dict[str, Source] = {}
        parts: tuple[Record | FollowUp, ...] = (record, *followups)
        for part in parts:
            for source in self.sources_of(part):
                listed.setdefault(source.id, source)
        return tuple(listed.values())

    def followups_of(self, pledge: Pledge) -> tuple[FollowUp, ...]:
        """The follow-ups of a pledge, oldest first."""
        return self._followups_of.get(pledge.id, ())

    def reports_of(self, pledge: Pledge, promise: Promise | None) -> tuple[Report, ...]:
        """What has been reported on a promise (or, with None, on the pledge as a whole), newest first."""
        return self._reports_of.get(f"{pledge.id}/{promise.id if promise else ''}", ())

    def standing_of(self, pledge: Pledge, promise: Promise) -> tuple[Report, ...]:
        """The newest report on a promise as a whole by each of those who have reported; empty when nobody has."""
        newest: dict[tuple[str, ...], Report] = {}
        for report in self.reports_of(pledge, promise):
            if report.result.activity is None:
                newest.setdefault(tuple(sorted(report.followup.by)), report)
        return tuple(newest.values())

    def pledges_of(self, agreement: Agreement) -> tuple[Pledge, ...]:
        """The pledges that stand in an agreement."""
        return self._pledges_of.get(agreement.id, ())

    def successor_of(self, record: Record) -> Record | None:
        """The record that says it extends or replaces this one."""
        found = self._successors.get(record.id)
        return found[1] if found else None

    def state_of(self, record: Record, today: date) -> State:
        """Where a record stands on a day."""
        if record.state:
            return record.state
        how, _ = self._successors.get(record.id, ("", None))
        start, end = record.period.start, record.period.end
        if how:
            return State(how)
        if start is None or (end is None and not record.period.open):
            return State.UNKNOWN
        if start.first_day > today:
            return State.UPCOMING
        return State.ENDED if end and end.last_day < today else State.IN_FORCE


def order_records(records: Iterable[Record]) -> list[Record]:
    """Records by start, then id; those whose start is unknown come first."""

    def place(record: Record) -> tuple[date, str]:
        start = record.period.start
        return (start.first_day if start else date.min, record.id)

    return sorted(records, key=place)
