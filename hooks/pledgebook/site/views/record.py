"""The page of a record: a pledge or an agreement with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from ...model import Agreement, FocusArea, FollowUp, Pledge, Promise, Record, Source
from ...model.enums import State
from ...records.book import Book, ReportedResult, Thread
from ...records.day import BookOnDay, Due, Outcomes
from ...records.latest import LatestRecords
from .changes import Event, list_events_of, list_planned

R = TypeVar("R", Pledge, Agreement)
# Events that a page tells of beside the facts.
CHANGES = ("updated", "changed", "followed_up")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """What the pages of pledges and agreements show alike.

    Attributes:
        record: the pledge or the agreement.
        state: where it stands.
        sources: those of the record and its follow-ups, each once.
        successor: the record that extends or replaces it.
        successor_state: where that one stands.
        predecessor: the record that it extends or replaces.
        current: the newest other one in force where this one held; when none is, the newest that has begun since.
        current_state: where that one stands.
        upcoming: the next one to come there.
        earlier: the one before it in the book.
        later: the one after it.
        events: what has happened to it, newest first.
        planned: what is planned and has not been done yet, by its name in `dates`.
        is_past: whether its last day is over.
        today: the day that all this is true of; None of a record that neither holds nor is to hold, since that is true
            of every day to come, and its page stays as it is.
    """

    record: Record
    state: State
    sources: tuple[Source, ...]
    successor: Record | None
    successor_state: State | None
    predecessor: Record | None
    current: Record | None
    current_state: State | None
    upcoming: Record | None
    earlier: Record | None
    later: Record | None
    events: tuple[Event, ...]
    planned: tuple[str, ...]
    is_past: bool
    today: date | None

    @property
    def last_change(self) -> Event | None:
        """The newest change of what is told, where there has been one: one that is dated, if any is."""
        found = [event for event in self.events if event.kind in CHANGES]
        return next((event for event in found if event.date), next(iter(found), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeView(RecordView):
    """All that the page of a pledge shows.

    Attributes:
        outcomes: how its promises went.
        groups: its promises.
        shared: what is the same of all of them.
        followups: its follow-ups, oldest first.
        agreement: the agreement that it stands in.
        continued: the pledge that it carries on.
        due: the follow-up that is due and not known.
    """

    record: Pledge
    outcomes: Outcomes
    groups: tuple[PromiseGroup, ...]
    shared: SharedFacts
    followups: tuple[FollowUpView, ...]
    agreement: Agreement | None
    continued: Pledge | None
    due: Due | None

    @property
    def is_unchanged(self) -> bool:
        """Whether it extends a pledge whose promises are the same, word for word."""
        earlier = self.predecessor.promises if self.record.extends and isinstance(self.predecessor, Pledge) else ()
        return bool(earlier) and [item.text for item in earlier] == [item.text for item in self.record.promises]

    @property
    def is_reported(self) -> bool:
        """Whether anything is known of how any of its promises went."""
        return any(item.standing or item.others for group in self.groups for item in group.promises)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView(RecordView):
    """All that the page of an agreement shows; `pledges` are those that stand in it."""

    record: Agreement
    pledges: tuple[Pledge, ...]


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
    """One promise with its reports and its relatives in other pledges, the same for all pages of a day."""
    key = f"{pledge.id}/{promise.id}"
    if key not in day.views:
        day.views[key] = _make_promise_view(day, key, pledge, promise)
    view: PromiseView = day.views[key]
    return view


def _make_promise_view(day: BookOnDay, key: str, pledge: Pledge, promise: Promise) -> PromiseView:
    book = day.book
    standing = day.latest_results(pledge, promise)
    whole = (report for report in book.results_of(pledge, promise) if report.result.activity is None)
    return PromiseView(
        pledge=pledge,
        promise=promise,
        state=day.state(pledge),
        standing=standing,
        others=tuple(report for report in whole if report.result.is_said and report not in standing),
        earlier=tuple(_links(book, promise.continues)),
        later=tuple(_links(book, book.continued_by.get(key, ()))),
        thread=book.thread_of.get(key),
        due=day.due(pledge),
    )


def build_pledge_views(day: BookOnDay) -> Iterator[PledgeView]:
    """Each pledge of the book, in order."""
    book = day.book
    for pledge, common in _list_common(day, book.pledges):
        yield PledgeView(
            record=pledge,
            outcomes=day.outcomes(pledge),
            groups=_group(day, pledge),
            shared=_share(day, pledge),
            followups=tuple(FollowUpView(item, book.sources_of(item)) for item in book.followups_of(pledge)),
            agreement=book.agreement.get(pledge.agreement or ""),
            continued=book.pledge.get(pledge.continues or ""),
            due=day.due(pledge),
            **common,
        )


def build_agreement_views(day: BookOnDay) -> Iterator[AgreementView]:
    """Each agreement of the book, in order."""
    for agreement, common in _list_common(day, day.book.agreements):
        yield AgreementView(record=agreement, pledges=day.book.pledges_of(agreement), **common)


def _list_common(day: BookOnDay, records: tuple[R, ...]) -> Iterator[tuple[R, dict[str, Any]]]:
    """Records of one kind in order, each with what a `RecordView` says of it."""
    latest_records = LatestRecords(day)
    known = {record.id: record for record in records}
    # What nothing places in time is neither earlier nor later than anything.
    placed = [record for record in records if day.book.sort_date(record)]
    place_of = {record.id: place for place, record in enumerate(placed)}
    for record in records:
        place = place_of.get(record.id, len(placed))
        latest, end, state = latest_records.find(record), record.period.end, day.state(record)
        yield (
            record,
            {
                "state": state,
                "sources": day.book.listed_sources(record),
                "successor": (successor := day.book.successor_of(record)),
                "successor_state": day.state(successor) if successor else None,
                "predecessor": known.get(record.extends or record.replaces or ""),
                "current": latest.current,
                "current_state": day.state(latest.current) if latest.current else None,
                "upcoming": latest.upcoming,
                "earlier": placed[place - 1] if 0 < place < len(placed) else None,
                "later": placed[place + 1] if place + 1 < len(placed) else None,
                "events": list_events_of(day.book, record, day.today),
                "planned": list_planned(record, day.today),
                "is_past": end is not None and end.last_day < day.today,
                "today": day.today if state in (State.IN_FORCE, State.UPCOMING) else None,
            },
        )


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
