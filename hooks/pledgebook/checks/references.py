"""Every id that a record names exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..model import UNKNOWN_PARTY, Model, Pledge, Record, Source
from ..model.located import Located
from ..model.paths import AGREEMENTS
from ..problem import Problem
from ..records.parsed import ParsedRecords
from ..yaml.node import Node
from .ids import check_ids, check_one
from .record import check_order


def check_references(entries: ParsedRecords) -> Iterator[Problem]:
    """Every id that a record names exists."""
    register = entries.register.record if entries.register else None
    if register is None:
        return
    parties = {party.id for party in register.parties}
    places = {place.id for place in register.places}
    themes = {theme.id for theme in register.themes}
    shared = {source.id for source in register.sources}
    inside = f"{AGREEMENTS}/"
    pledges = {folder for folder in entries.folders if not folder.startswith(inside)}
    agreements = {folder.removeprefix(inside) for folder in entries.folders if folder.startswith(inside)}

    for entry in entries.records:
        record = entry.record
        own = {source.id for source in record.sources}
        siblings = pledges if isinstance(record, Pledge) else agreements
        yield from _check_sources(entry, record.sources, shared)
        yield from _check_source_uses(entry, own)
        yield from check_ids(entry, ("parties",), record.parties, parties, "party_unknown")
        for name in ("replaces", "extends"):
            yield from _check_other(entry, name, getattr(record, name), siblings)
        for number, signatory in enumerate(record.signatories):
            yield from check_one(entry, ("signatories", number, "party"), signatory.party, parties, "party_unknown")
        for number, area in enumerate(record.focus_areas):
            yield from check_ids(entry, ("focus_areas", number, "places"), area.places, places, "place_unknown")
            yield from check_ids(entry, ("focus_areas", number, "themes"), area.themes, themes, "theme_unknown")
    for pledge in entries.pledges:
        yield from check_one(pledge, ("agreement",), pledge.record.agreement, agreements, "agreement_unknown")
        yield from _check_other(pledge, "continues", pledge.record.continues, pledges)
        yield from check_ids(pledge, ("area", "places"), pledge.record.area.places, places, "place_unknown")
        yield from _check_promise_ids(pledge, parties, places, themes)
    yield from _check_promise_links(entries)
    yield from _check_followups(entries, parties, shared)


def _check_other(entry: Located[Record], field: str, name: str | None, known: Collection[str]) -> Iterator[Problem]:
    """A record that another follows on exists, and is not that other itself."""
    if name is not None and (name == entry.record.id or name not in known):
        others = [other for other in known if other != entry.record.id]
        yield entry.problem((field,), "record_unknown", found=name, allowed=others)


def _check_promise_ids(
    entry: Located[Pledge], parties: Collection[str], places: Collection[str], themes: Collection[str]
) -> Iterator[Problem]:
    areas = {area.id for area in entry.record.focus_areas}
    promisers = {*parties, UNKNOWN_PARTY}
    for number, promise in enumerate(entry.record.promises):
        at: tuple[str | int, ...] = ("promises", number)
        yield from check_ids(entry, (*at, "by"), promise.by, promisers, "party_unknown")
        yield from check_ids(entry, (*at, "with"), promise.helpers, parties, "party_unknown")
        yield from check_ids(entry, (*at, "places"), promise.places, places, "place_unknown")
        yield from check_ids(entry, (*at, "themes"), promise.themes, themes, "theme_unknown")
        yield from check_one(entry, (*at, "focus_area"), promise.focus_area, areas, "focus_unknown")
        for place, activity in enumerate(promise.activities):
            inner = (*at, "activities", place)
            yield from check_ids(entry, (*inner, "by"), activity.by, promisers, "party_unknown")
            yield from check_ids(entry, (*inner, "places"), activity.places, places, "place_unknown")
    for number, change in enumerate(entry.record.changes):
        known = {promise.id for promise in entry.record.promises}
        if change.kind.value != "removed":
            yield from check_one(entry, ("changes", number, "promise"), change.promise, known, "promise_unknown")


def _check_promise_links(entries: ParsedRecords) -> Iterator[Problem]:
    known = {f"{entry.record.id}/{promise.id}" for entry in entries.pledges for promise in entry.record.promises}
    broken = entries.folders - {entry.record.id for entry in entries.pledges}
    for entry in entries.pledges:
        for number, promise in enumerate(entry.record.promises):
            for place, earlier in enumerate(promise.continues):
                if earlier not in known and earlier.partition("/")[0] not in broken:
                    path = ("promises", number, "continues", place)
                    others = [name for name in known if not name.startswith(f"{entry.record.id}/")]
                    yield entry.problem(path, "promise_unknown", found=earlier, allowed=others)


def _check_followups(entries: ParsedRecords, parties: Collection[str], shared: Collection[str]) -> Iterator[Problem]:
    promises = {entry.record.id: {item.id: item for item in entry.record.promises} for entry in entries.pledges}
    for entry in entries.followups:
        record = entry.record
        yield from _check_sources(entry, record.sources, shared)
        yield from _check_source_uses(entry, {source.id for source in record.sources})
        yield from check_ids(entry, ("by",), record.by, parties, "party_unknown")
        yield from check_order(entry, ("covers",), record.covers)
        known = promises.get(record.pledge)
        if known is None:
            continue
        seen: set[tuple[str | None, str | None]] = set()
        for number, result in enumerate(record.results):
            at = ("results", number)
            if result.promise and (result.promise, result.activity) in seen:
                yield entry.problem((*at, "promise"), "result_repeated", found=result.promise)
            seen.add((result.promise, result.activity))
            yield from check_one(entry, (*at, "promise"), result.promise, known, "promise_unknown")
            promise = known.get(result.promise or "")
            activities = {activity.id for activity in promise.activities} if promise else set()
            yield from check_one(entry, (*at, "activity"), result.activity, activities, "activity_unknown")


def _check_sources(entry: Located[Model], sources: Sequence[Source], shared: Collection[str]) -> Iterator[Problem]:
    for number, source in enumerate(sources):
        if source.is_reference and source.id not in shared:
            named = source.url or source.title
            if named:
                yield entry.problem(("sources", number), "field_missing", found="publisher")
            else:
                yield entry.problem(("sources", number), "source_unknown", found=source.id, allowed=shared)


def _check_source_uses(entry: Located[Model], known: Collection[str]) -> Iterator[Problem]:
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
