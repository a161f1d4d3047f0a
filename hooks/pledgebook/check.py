"""The rules that one field alone cannot show: references, dates against each other, names, files, overlaps.

Every rule is a generator of problems and nothing else; `check_entries` and `check_book` run them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from .book import Attachment, Book
from .model import UNKNOWN_PARTY, Agreement, Area, FollowUp, Model, Period, Pledge, Record, Register, Source
from .nodes import Node, Path
from .problems import Level, Mark, Problem, suggest
from .prose import find_links, name_record
from .shape import Kind, find_prose, shapes_of
from .text import Text

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M_co]):
    """A record and the node it was read from, which knows where everything in it was written."""

    record: M_co
    node: Node

    def problem(
        self,
        path: Path,
        code: str,
        level: Level = Level.ERROR,
        found: str = "",
        allowed: Iterable[str] = (),
        **details: str,
    ) -> Problem:
        """A problem at the value a path leads to."""
        known = tuple(sorted(allowed))
        return Problem(self.node.find(path).mark, code, level, found, known, suggest(found, known), details)


@dataclass
class Entries:
    """What has been read and is well-formed by itself."""

    register: Entry[Register] | None = None
    pledges: list[Entry[Pledge]] = field(default_factory=list)
    agreements: list[Entry[Agreement]] = field(default_factory=list)
    followups: list[Entry[FollowUp]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    @property
    def records(self) -> list[Entry[Record]]:
        """Pledges and agreements."""
        return [*self.pledges, *self.agreements]


def check_entries(
    entries: Entries, languages: Sequence[str], reserved: Collection[str], anchors: Collection[str]
) -> Iterator[Problem]:
    """Check what can be checked although other files may be broken."""
    if entries.register:
        yield from check_names(entries.register, languages)
        yield from check_register_ids(entries.register)
        yield from check_register_references(entries.register)
    for record in entries.records:
        yield from check_period(record)
        yield from check_own_ids(record)
        yield from check_unknown(record)
        yield from check_documents(record, entries.attachments)
        yield from check_translations(record, languages)
    for pledge in entries.pledges:
        yield from check_address(pledge, reserved, anchors)
        yield from check_promises(pledge)
        yield from check_targets(pledge)
    for followup in entries.followups:
        yield from check_unknown(followup)
        yield from check_documents(followup, entries.attachments)
        yield from check_translations(followup, languages)
    yield from check_attachments(entries)
    yield from check_references(entries)
    yield from check_links(entries)


def check_book(book: Book, entries: Entries) -> Iterator[Problem]:
    """Check what needs the whole book."""
    yield from check_overlaps(book, entries)
    yield from check_continues(book, entries)


def check_names(register: Entry[Register], languages: Sequence[str]) -> Iterator[Problem]:
    """Every party, place and theme has a name in every language of the site."""
    for kind in ("parties", "places", "themes"):
        for place, item in enumerate(getattr(register.record, kind)):
            for language in languages:
                if language not in item.name.languages:
                    yield register.problem(
                        (kind, place, "name"), "name_missing", found=item.id, language=language, field="name"
                    )
    yield from _check_language_codes(register, languages)


def _check_language_codes(register: Entry[Register], languages: Sequence[str]) -> Iterator[Problem]:
    for kind in ("parties", "places", "themes"):
        for place, item in enumerate(getattr(register.record, kind)):
            for name in type(item).model_fields:
                text = getattr(item, name)
                if isinstance(text, Text):
                    for language in text.root:
                        if language not in languages:
                            path = (kind, place, name, language)
                            yield register.problem(path, "language_unknown", found=language, allowed=languages)


def check_register_ids(register: Entry[Register]) -> Iterator[Problem]:
    """No two parties, places, themes or sources share an id."""
    for kind in ("parties", "places", "themes", "sources"):
        yield from _check_repeats(register, (kind,), [item.id for item in getattr(register.record, kind)])


def check_register_references(register: Entry[Register]) -> Iterator[Problem]:
    """A place is part of a place that exists; a gap rests on sources that exist."""
    places = {place.id for place in register.record.places}
    for number, place in enumerate(register.record.places):
        if place.part_of:
            yield from _check_ids(register, ("places", number, "part_of"), [place.part_of], places, "place_unknown")
    sources = {source.id for source in register.record.sources}
    for number, gap in enumerate(register.record.gaps):
        yield from _check_ids(register, ("gaps", number, "sources"), gap.sources, sources, "source_unknown")
    for number, source in enumerate(register.record.sources):
        if source.is_reference:
            yield register.problem(("sources", number), "field_missing", found="publisher")


def check_period(entry: Entry[Record]) -> Iterator[Problem]:
    """The period is given or said to be unknown, and ends after it starts. Signing late is worth a note only."""
    record, period = entry.record, entry.record.period
    unknown = set(record.unknown)
    if period.start is None and not unknown & {"period", "period.start"}:
        yield entry.problem(("period",), "period_missing", found="period")
    elif period.end is None and not period.open and not unknown & {"period", "period.end"}:
        yield entry.problem(("period",), "period_end_missing", found="end")
    yield from _check_order(entry, ("period",), period)
    signed, start = record.dates.signed, period.start
    if signed and start and signed.first_day > start.last_day:
        yield entry.problem(("dates", "signed"), "signed_late", Level.NOTE, str(signed), start=str(start))


def _check_order(entry: Entry[Model], path: Path, period: Period) -> Iterator[Problem]:
    if period.start and period.end and period.end.last_day < period.start.first_day:
        yield entry.problem((*path, "end"), "period_order", found=str(period.end), start=str(period.start))


def check_own_ids(entry: Entry[Record]) -> Iterator[Problem]:
    """No two promises, activities of a promise, focus areas or sources of a record share an id."""
    record = entry.record
    yield from _check_repeats(entry, ("focus_areas",), [area.id for area in record.focus_areas])
    yield from _check_repeats(entry, ("sources",), [source.id for source in record.sources])
    if isinstance(record, Pledge):
        yield from _check_repeats(entry, ("promises",), [promise.id for promise in record.promises])
        for place, promise in enumerate(record.promises):
            path = ("promises", place, "activities")
            yield from _check_repeats(entry, path, [activity.id for activity in promise.activities])


def check_unknown(entry: Entry[Model]) -> Iterator[Problem]:
    """What is listed as unknown is a field there is, and is not given after all; of a list, more may be unknown."""
    yield from _check_unknown(entry, entry.record, ())
    for place, promise in enumerate(getattr(entry.record, "promises", ())):
        yield from _check_unknown(entry, promise, ("promises", place))


def _check_unknown(entry: Entry[Model], record: Model, at: tuple[str | int, ...]) -> Iterator[Problem]:
    written = entry.node.find(at)
    for place, name in enumerate(getattr(record, "unknown", ())):
        first, _, second = name.partition(".")
        shapes = shapes_of(type(record))
        known = sorted(set(shapes) | _inner_names(type(record))) + (["followups"] if isinstance(record, Pledge) else [])
        if name not in known:
            yield entry.problem((*at, "unknown", place), "unknown_field", found=name, allowed=known)
            continue
        value = getattr(record, first, None)
        value = getattr(value, second, None) if second else value
        is_whole = not isinstance(value, Period | Area | tuple)
        if value and is_whole and first in written.mapping:
            yield entry.problem((*at, "unknown", place), "unknown_given", Level.WARNING, name)


def _inner_names(model: type[Model]) -> set[str]:
    return {
        f"{name}.{inner}"
        for name, shape in shapes_of(model).items()
        if shape.kind is Kind.PART and shape.part
        for inner in shapes_of(shape.part)
    }


def check_documents(entry: Entry[Model], attachments: Collection[Attachment]) -> Iterator[Problem]:
    """A document has a file beside the record or an address, and the file's name is written as on disk."""
    record = entry.record
    folder = record.pledge if isinstance(record, FollowUp) else getattr(record, "id", "")
    names = {attachment.name for attachment in attachments if attachment.record == folder}
    for place, document in enumerate(getattr(record, "documents", ())):
        path = ("documents", place, "file")
        if not document.file and not document.url:
            yield entry.problem(("documents", place), "document_nowhere", Level.NOTE)
        elif document.file and document.file not in names:
            same = next((name for name in names if name.casefold() == document.file.casefold()), "")
            code = "document_case" if same else "document_missing"
            yield Problem(
                entry.node.find(path).mark,
                code,
                found=document.file,
                allowed=tuple(sorted(names)),
                suggestion=same or suggest(document.file, names),
            )


def check_attachments(entries: Entries) -> Iterator[Problem]:
    """A file beside a record is named as a document of it; otherwise nobody would find it."""
    named = {(entry.record.id, document.file) for entry in entries.records for document in entry.record.documents}
    named |= {
        (entry.record.pledge, document.file) for entry in entries.followups for document in entry.record.documents
    }
    readable = {entry.record.id for entry in entries.records}
    for attachment in entries.attachments:
        if (attachment.record, attachment.name) not in named and attachment.record in readable:
            yield Problem(Mark(attachment.path), "file_unnamed", Level.WARNING, attachment.name)


def check_translations(entry: Entry[Model], languages: Sequence[str]) -> Iterator[Problem]:
    """A record without a file in one of the languages is worth a note, and never stops a build."""
    for language in languages[1:]:
        if language not in getattr(entry.record, "translations", {}):
            yield entry.problem((), "translation_missing", Level.NOTE, language)


def check_address(entry: Entry[Pledge], reserved: Collection[str], anchors: Collection[str]) -> Iterator[Problem]:
    """A pledge does not take an address that a page of the site has, nor a promise an anchor that a section has."""
    if entry.record.id in reserved:
        yield entry.problem((), "address_taken", found=entry.record.id)
    for place, promise in enumerate(entry.record.promises):
        if promise.id in anchors:
            yield entry.problem(("promises", place, "id"), "anchor_taken", found=promise.id)


def check_promises(entry: Entry[Pledge]) -> Iterator[Problem]:
    """A pledge has promises, or says that they are unknown."""
    if not entry.record.promises and "promises" not in entry.record.unknown:
        yield entry.problem(("promises",), "promises_missing", found="promises")


def check_targets(entry: Entry[Pledge]) -> Iterator[Problem]:
    """A count has a number and says how it is meant."""
    for place, promise in enumerate(entry.record.promises):
        for number, target in enumerate(promise.target):
            if target.kind.value in ("count", "recurring") and (target.value is None or target.compare is None):
                path = ("promises", place, "target", number)
                yield entry.problem(path, "target_number", found=target.kind.value)


def check_references(entries: Entries) -> Iterator[Problem]:
    """Every id that a record names exists."""
    register = entries.register.record if entries.register else None
    if register is None:
        return
    parties = {party.id for party in register.parties}
    places = {place.id for place in register.places}
    themes = {theme.id for theme in register.themes}
    shared = {source.id for source in register.sources}
    pledges = {entry.record.id for entry in entries.pledges} | entries.folders
    agreements = {entry.record.id for entry in entries.agreements} | entries.folders

    for entry in entries.records:
        record = entry.record
        own = {source.id for source in record.sources}
        siblings = pledges if isinstance(record, Pledge) else agreements
        yield from _check_sources(entry, record.sources, shared)
        yield from _check_source_uses(entry, own)
        yield from _check_ids(entry, ("parties",), record.parties, parties, "party_unknown")
        for name in ("replaces", "extends"):
            yield from _check_one(entry, (name,), getattr(record, name), siblings, "record_unknown")
        for number, signatory in enumerate(record.signatories):
            yield from _check_one(entry, ("signatories", number, "party"), signatory.party, parties, "party_unknown")
        for number, area in enumerate(record.focus_areas):
            yield from _check_ids(entry, ("focus_areas", number, "places"), area.places, places, "place_unknown")
            yield from _check_ids(entry, ("focus_areas", number, "themes"), area.themes, themes, "theme_unknown")
    for pledge in entries.pledges:
        yield from _check_one(pledge, ("agreement",), pledge.record.agreement, agreements, "agreement_unknown")
        yield from _check_one(pledge, ("continues",), pledge.record.continues, pledges, "record_unknown")
        yield from _check_ids(pledge, ("area", "places"), pledge.record.area.places, places, "place_unknown")
        yield from _check_promise_ids(pledge, parties, places, themes)
    yield from _check_promise_links(entries)
    yield from _check_followups(entries, parties, shared)


def _check_promise_ids(
    entry: Entry[Pledge], parties: Collection[str], places: Collection[str], themes: Collection[str]
) -> Iterator[Problem]:
    areas = {area.id for area in entry.record.focus_areas}
    promisers = {*parties, UNKNOWN_PARTY}
    for number, promise in enumerate(entry.record.promises):
        at: tuple[str | int, ...] = ("promises", number)
        yield from _check_ids(entry, (*at, "by"), promise.by, promisers, "party_unknown")
        yield from _check_ids(entry, (*at, "with"), promise.helpers, parties, "party_unknown")
        yield from _check_ids(entry, (*at, "places"), promise.places, places, "place_unknown")
        yield from _check_ids(entry, (*at, "themes"), promise.themes, themes, "theme_unknown")
        yield from _check_one(entry, (*at, "focus_area"), promise.focus_area, areas, "focus_unknown")
        for place, activity in enumerate(promise.activities):
            inner = (*at, "activities", place)
            yield from _check_ids(entry, (*inner, "by"), activity.by, promisers, "party_unknown")
            yield from _check_ids(entry, (*inner, "places"), activity.places, places, "place_unknown")
    for number, change in enumerate(entry.record.changes):
        known = {promise.id for promise in entry.record.promises}
        if change.kind.value != "removed":
            yield from _check_one(entry, ("changes", number, "promise"), change.promise, known, "promise_unknown")


def _check_promise_links(entries: Entries) -> Iterator[Problem]:
    known = {f"{entry.record.id}/{promise.id}" for entry in entries.pledges for promise in entry.record.promises}
    whole = {entry.record.id for entry in entries.pledges}
    for entry in entries.pledges:
        for number, promise in enumerate(entry.record.promises):
            for place, earlier in enumerate(promise.continues):
                broken = earlier.partition("/")[0] in entries.folders - whole
                if earlier not in known and not broken:
                    path = ("promises", number, "continues", place)
                    yield entry.problem(path, "promise_unknown", found=earlier, allowed=known)


def _check_followups(entries: Entries, parties: Collection[str], shared: Collection[str]) -> Iterator[Problem]:
    promises = {entry.record.id: {item.id: item for item in entry.record.promises} for entry in entries.pledges}
    for entry in entries.followups:
        record = entry.record
        yield from _check_sources(entry, record.sources, shared)
        yield from _check_source_uses(entry, {source.id for source in record.sources})
        yield from _check_ids(entry, ("by",), record.by, parties, "party_unknown")
        yield from _check_order(entry, ("covers",), record.covers)
        known = promises.get(record.pledge)
        if known is None:
            continue
        for number, result in enumerate(record.results):
            at = ("results", number)
            yield from _check_one(entry, (*at, "promise"), result.promise, known, "promise_unknown")
            promise = known.get(result.promise or "")
            activities = {activity.id for activity in promise.activities} if promise else set()
            yield from _check_one(entry, (*at, "activity"), result.activity, activities, "activity_unknown")


def _check_sources(entry: Entry[Model], sources: Sequence[Source], shared: Collection[str]) -> Iterator[Problem]:
    for number, source in enumerate(sources):
        if source.is_reference and source.id not in shared:
            named = source.url or source.title
            if named:
                yield entry.problem(("sources", number), "field_missing", found="publisher")
            else:
                yield entry.problem(("sources", number), "source_unknown", found=source.id, allowed=shared)


def _check_source_uses(entry: Entry[Model], known: Collection[str]) -> Iterator[Problem]:
    """Wherever in a record sources are named (`sources`, `source`), they stand in its own list of them."""
    for path, name in _named_sources(entry.node, ()):
        if name not in known:
            yield entry.problem(path, "source_unlisted", found=name, allowed=known)


def _named_sources(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in node.mapping.items():
        here = (*path, name)
        if name == "sources" and path:
            for number, item in enumerate(value.items):
                yield (*here, number), item.text
        elif name == "source" and path:
            yield here, value.text
        else:
            yield from _named_sources(value, here)
    for number, item in enumerate(node.items):
        yield from _named_sources(item, (*path, number))


def check_links(entries: Entries) -> Iterator[Problem]:
    """A link in a record's Markdown leads to a record's file or to a file beside it.

    One from the root of the site (`/om/`) is not followed.
    """
    files = {(attachment.record, attachment.name) for attachment in entries.attachments}
    folders = [(entry.record.id, entry) for entry in entries.records]
    for folder, entry in [*folders, *((entry.record.pledge, entry) for entry in entries.followups)]:
        for node in find_prose(type(entry.record), entry.node):
            for line, target in find_links(node.text):
                named = name_record(target)
                if not target.startswith("/") and named not in entries.folders and (folder, target) not in files:
                    mark = Mark(node.mark.path, node.mark.line + line, 1 if line else node.mark.column)
                    yield Problem(mark, "link_dead", found=target)


def check_overlaps(book: Book, entries: Entries) -> Iterator[Problem]:
    """Two pledges that hold at the same time are for different areas (one that extends another is no rival of it)."""
    entry_of = {entry.record.id: entry for entry in entries.pledges}
    by_area: dict[tuple[str, ...], list[Pledge]] = {}
    for pledge in book.pledges:
        if pledge.period.start:
            by_area.setdefault(tuple(sorted(pledge.area.places)), []).append(pledge)
    for pledges in by_area.values():
        for earlier, later in pairwise(pledges):
            if _overlap(earlier, later) and earlier.id not in (later.extends, later.replaces):
                entry = entry_of[later.id]
                yield entry.problem(("period",), "period_overlap", Level.WARNING, later.id, other=earlier.id)


def _overlap(earlier: Record, later: Record) -> bool:
    start, end = later.period.start, earlier.period.end
    if start is None or (end is None and not earlier.period.open):
        return False
    return end is None or start.first_day <= end.last_day


def check_continues(book: Book, entries: Entries) -> Iterator[Problem]:
    """A promise carries on one of an earlier pledge, not of its own or a later one."""
    order = {pledge.id: place for place, pledge in enumerate(book.pledges)}
    for entry in entries.pledges:
        for number, promise in enumerate(entry.record.promises):
            for place, earlier in enumerate(promise.continues):
                if order[earlier.partition("/")[0]] >= order[entry.record.id]:
                    path = ("promises", number, "continues", place)
                    yield entry.problem(path, "continues_later", found=earlier)


def _check_repeats(entry: Entry[Model], path: Path, ids: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, name in enumerate(ids):
        if name in seen:
            yield entry.problem((*path, place, "id"), "id_repeated", found=name)
        seen.add(name)


def _check_ids(
    entry: Entry[Model], path: Path, ids: Iterable[str], known: Collection[str], code: str
) -> Iterator[Problem]:
    for place, name in enumerate(ids):
        if name not in known:
            yield entry.problem((*path, place), code, found=name, allowed=known)


def _check_one(
    entry: Entry[Model], path: Path, name: str | None, known: Collection[str], code: str
) -> Iterator[Problem]:
    if name is not None and name not in known:
        yield entry.problem(path, code, found=name, allowed=known)
