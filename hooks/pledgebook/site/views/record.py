"""The page of a record: a pledge or an agreement with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TypeVar

from ...model import Agreement, FocusArea, FollowUp, Pledge, Promise, Record, Source
from ...model.enums import State, Status
from ...records.book import Book, ReportedResult, Thread
from ...records.day import BookOnDay, Due, Outcomes
from ...records.latest import LatestRecords
from .changes import Event, list_events_of, list_planned

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PromiseLink:
    """A promise of another pledge."""

    pledge: Pledge
    promise: Promise


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise and what is known of it.

    Attributes:
        pledge: the pledge it stands in.
        promise: the promise.
        state: where the pledge stands.
        standing: the newest report by each of those who have reported; empty when nobody has.
        others: all else that has been reported on it as a whole, newest first: what was said stays said.
        earlier: promises it carries on.
        later: promises that carry it on.
        thread: all promises that it hangs together with in that way.
        due: the follow-up of the pledge that is due and not known.
    """

    pledge: Pledge
    promise: Promise
    state: State
    standing: tuple[ReportedResult, ...]
    others: tuple[ReportedResult, ...]
    earlier: tuple[PromiseLink, ...]
    later: tuple[PromiseLink, ...]
    thread: Thread | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What is the same of all promises of a pledge, or of all that say nothing else, so that it need be said only once.

    Attributes:
        by: who gives each of them; empty when they differ.
        places: the places that a promise without its own is made for, where there is one; else empty.
        without_target: how many of them have no target that can be measured.
    """

    by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    without_target: int = 0


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """Promises that stand together: those of a focus area, or those of the same parties."""

    area: FocusArea | None
    parties: tuple[str, ...]
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A follow-up, with its sources written out."""

    followup: FollowUp
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PledgeView:
    """All that the page of a pledge shows.

    Attributes:
        record: the pledge.
        state: where it stands.
        outcomes: how its promises went.
        groups: its promises.
        shared: what is the same of all of them.
        followups: its follow-ups, oldest first.
        agreement: the agreement that it stands in.
        sources: those of the pledge and its follow-ups, each once.
        successor: the record that extends or replaces it.
        predecessor: the record that it extends or replaces.
        continued: the pledge that it carries on.
        current: the newest other pledge in force where this one held; when none is, the newest that has begun since.
        earlier: the pledge before it in the book.
        later: the one after it.
        current_state: where that one stands.
        upcoming: the next pledge to come there.
        events: what has happened to it, newest first.
        due: the follow-up that is due and not known.
        planned: what is planned and has not been done yet, by its name in `dates`.
        is_past: whether its last day is over.
        today: the day that all this is true of; None of a record that neither holds nor is to hold, since that is true
            of every day to come, and its page stays as it is.
    """

    record: Pledge
    state: State
    outcomes: Outcomes
    groups: tuple[PromiseGroup, ...]
    shared: SharedFacts
    followups: tuple[FollowUpView, ...]
    agreement: Agreement | None
    sources: tuple[Source, ...]
    successor: Record | None
    predecessor: Record | None
    continued: Pledge | None
    current: Record | None
    current_state: State | None
    upcoming: Record | None
    earlier: Pledge | None
    later: Pledge | None
    events: tuple[Event, ...]
    due: Due | None
    planned: tuple[str, ...]
    is_past: bool
    today: date | None

    @property
    def is_reported(self) -> bool:
        """Whether anything is known of how any of its promises went."""
        return any(item.standing or item.others for group in self.groups for item in group.promises)


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that the page of an agreement shows; `pledges` are those that stand in it, all else is as of a pledge."""

    record: Agreement
    state: State
    pledges: tuple[Pledge, ...]
    sources: tuple[Source, ...]
    successor: Record | None
    predecessor: Record | None
    earlier: Agreement | None
    later: Agreement | None
    current: Record | None
    current_state: State | None
    upcoming: Record | None
    events: tuple[Event, ...]
    planned: tuple[str, ...]
    is_past: bool
    today: date | None


@dataclass(frozen=True, slots=True)
class WholeView:
    """A pledge and the agreement it stands in, on one page without links to their neighbours."""

    record: Pledge
    pledge: PledgeView
    agreement: AgreementView | None

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that the page shows."""
        return (self.record, self.agreement.record) if self.agreement else (self.record,)


def build_whole_views(pledges: Iterable[PledgeView], agreements: Iterable[AgreementView]) -> Iterator[WholeView]:
    """Each pledge with all that belongs to it, in order."""
    frames = {view.record.id: replace(view, earlier=None, later=None) for view in agreements}
    for view in pledges:
        frame = frames.get(view.agreement.id) if view.agreement else None
        yield WholeView(view.record, replace(view, earlier=None, later=None), frame)


def build_promise_view(day: BookOnDay, pledge: Pledge, promise: Promise) -> PromiseView:
    """One promise with its reports and its relatives in other pledges."""
    book, key = day.book, f"{pledge.id}/{promise.id}"
    standing = day.latest_results(pledge, promise)
    return PromiseView(
        pledge=pledge,
        promise=promise,
        state=day.state(pledge),
        standing=standing,
        others=tuple(_list_others(book.results_of(pledge, promise), standing)),
        earlier=tuple(_links(book, promise.continues)),
        later=tuple(_links(book, book.continued_by.get(key, ()))),
        thread=book.thread_of.get(key),
        due=day.due(pledge),
    )


def _list_others(reports: Iterable[ReportedResult], standing: tuple[ReportedResult, ...]) -> Iterator[ReportedResult]:
    """The reports on a promise as a whole that are not among the newest, but for those that say nothing."""
    for report in reports:
        result = report.result
        is_said = result.status is not Status.NOT_REPORTED or result.figures or result.text or result.reason
        if result.activity is None and is_said and report not in standing:
            yield report


def build_pledge_views(day: BookOnDay) -> Iterator[PledgeView]:
    """Each pledge of the book, in order."""
    book = day.book
    latest_records = LatestRecords(day)
    for pledge, (earlier, later) in zip(book.pledges, _neighbours(book.pledges), strict=True):
        latest = latest_records.find(pledge)
        yield PledgeView(
            record=pledge,
            state=day.state(pledge),
            outcomes=day.outcomes(pledge),
            groups=_group(day, pledge),
            shared=_share(day, pledge),
            followups=tuple(FollowUpView(item, book.sources_of(item)) for item in book.followups_of(pledge)),
            agreement=book.agreement.get(pledge.agreement or ""),
            sources=book.listed_sources(pledge),
            successor=book.successor_of(pledge),
            predecessor=book.pledge.get(pledge.extends or pledge.replaces or ""),
            continued=book.pledge.get(pledge.continues or ""),
            current=latest.current,
            current_state=day.state(latest.current) if latest.current else None,
            upcoming=latest.upcoming,
            earlier=earlier,
            later=later,
            events=list_events_of(book, pledge, day.today),
            due=day.due(pledge),
            planned=list_planned(pledge, day.today),
            is_past=_is_past(day, pledge),
            today=_find_day(day, pledge),
        )


def build_agreement_views(day: BookOnDay) -> Iterator[AgreementView]:
    """Each agreement of the book, in order."""
    book = day.book
    latest_records = LatestRecords(day)
    for agreement, (earlier, later) in zip(book.agreements, _neighbours(book.agreements), strict=True):
        latest = latest_records.find(agreement)
        yield AgreementView(
            record=agreement,
            state=day.state(agreement),
            pledges=book.pledges_of(agreement),
            sources=book.listed_sources(agreement),
            successor=book.successor_of(agreement),
            predecessor=book.agreement.get(agreement.extends or agreement.replaces or ""),
            earlier=earlier,
            later=later,
            current=latest.current,
            current_state=day.state(latest.current) if latest.current else None,
            upcoming=latest.upcoming,
            events=list_events_of(book, agreement, day.today),
            planned=list_planned(agreement, day.today),
            is_past=_is_past(day, agreement),
            today=_find_day(day, agreement),
        )


def _is_past(day: BookOnDay, record: Record) -> bool:
    end = record.period.end
    return end is not None and end.last_day < day.today


def _find_day(day: BookOnDay, record: Record) -> date | None:
    return day.today if day.state(record) in (State.IN_FORCE, State.UPCOMING) else None


def _neighbours(records: tuple[R, ...]) -> Iterator[tuple[R | None, R | None]]:
    for place in range(len(records)):
        earlier = records[place - 1] if place else None
        later = records[place + 1] if place + 1 < len(records) else None
        yield earlier, later


def _links(book: Book, keys: Iterable[str]) -> Iterator[PromiseLink]:
    for key in keys:
        yield PromiseLink(*book.promise[key])


def _share(day: BookOnDay, pledge: Pledge) -> SharedFacts:
    promises, places = pledge.promises, day.subjects.drop_parts(pledge.area.places)
    if len(promises) < 2:
        return SharedFacts()
    is_around = any((not item.places and "places" not in item.unknown) or item.places == places for item in promises)
    return SharedFacts(
        by=promises[0].by if len({item.by for item in promises}) == 1 else (),
        places=places if is_around else (),
        without_target=sum(not item.target and "target" not in item.unknown for item in promises),
    )


def _group(day: BookOnDay, pledge: Pledge) -> tuple[PromiseGroup, ...]:
    views = [build_promise_view(day, pledge, promise) for promise in pledge.promises]
    if pledge.focus_areas and any(promise.focus_area for promise in pledge.promises):
        areas = [(area, [view for view in views if view.promise.focus_area == area.id]) for area in pledge.focus_areas]
        rest = [view for view in views if view.promise.focus_area is None]
        groups = [PromiseGroup(area, (), tuple(found)) for area, found in areas if found]
        return (*groups, PromiseGroup(None, (), tuple(rest))) if rest else tuple(groups)
    order = {parties: place for place, parties in reversed(list(enumerate(view.promise.by for view in views)))}
    ordered = sorted(views, key=lambda view: order[view.promise.by])
    return tuple(
        PromiseGroup(None, parties, tuple(found))
        for parties, found in groupby(ordered, key=lambda view: view.promise.by)
    )
