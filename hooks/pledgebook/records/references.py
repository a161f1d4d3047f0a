"""References: the ids that records and follow-ups name, and which of them lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from ..model import UNKNOWN_PARTY, Agreement, FollowUp, Model, Pledge, Promise, Record, Register, Source
from ..model.enums import ChangeKind
from ..model.introspect import fields_of
from ..model.paths import is_agreement
from ..names import Folder
from ..yaml.node import Path
from .book import is_later
from .extensions import inherit_promises

Holder: TypeAlias = Record | FollowUp
# Where an id stands, in which field, and the id.
_NamedId: TypeAlias = tuple[Path, str, str]
# The fields that hold ids of places and of parties.
PLACE_FIELDS = ("places", "likewise")
_PARTY_FIELDS = ("parties", "by", "helpers", "party")
_SINGLE_FIELDS = ("source", "party")
_ID_FIELDS = (*_SINGLE_FIELDS, "sources", "themes", *PLACE_FIELDS, *_PARTY_FIELDS)


@dataclass(frozen=True, slots=True)
class MissingReference:
    """An id that leads nowhere.

    Attributes:
        holder: the record or the follow-up that names it.
        path: where in it.
        code: which rule that breaks, as in `Problem`.
        name: the id; of a source that stands nowhere and is not named in full, the field it lacks.
        known: the ids that could stand there.
    """

    holder: Holder
    path: Path
    code: str
    name: str
    known: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """Every id that may be named: of the register, of records, with what can be read, and of each pledge's promises."""

    parties: frozenset[str]
    places: frozenset[str]
    themes: frozenset[str]
    sources: frozenset[str]
    pledges: dict[str, Pledge | None]
    agreements: dict[str, Agreement | None]
    promises: dict[str, dict[str, Promise]]


def find_missing_references(
    register: Register, records: Collection[Record], followups: Iterable[FollowUp], folders: Iterable[Folder]
) -> Iterator[MissingReference]:
    """Every id that a record or a follow-up names and that is nowhere.

    The folders are those of all records, also of those that cannot be read: to name one is no fault.
    """
    pledges = {record.id: record for record in records if isinstance(record, Pledge)}
    agreements = {record.id: record for record in records if isinstance(record, Agreement)}
    folders = frozenset(folders)
    known = _Known(
        parties=frozenset(party.id for party in register.parties),
        places=frozenset(place.id for place in register.places),
        themes=frozenset(theme.id for theme in register.themes),
        sources=frozenset(source.id for source in register.sources),
        pledges={id: pledges.get(id) for id in folders if not is_agreement(id)},
        agreements={id: agreements.get(id) for id in (f.rpartition("/")[2] for f in folders if is_agreement(f))},
        promises={item.id: {own.id: own for own in item.promises} for item in inherit_promises(pledges.values())},
    )
    for record in records:
        yield from _find_in_record(record, known)
        if isinstance(record, Pledge):
            yield from _find_in_pledge(record, known)
    for followup in followups:
        yield from _find_in_followup(followup, known)


def _find_unknown(
    holder: Holder, path: Path, name: str | None, known: Collection[str], code: str
) -> Iterator[MissingReference]:
    """An id, if there is one and it is not known."""
    if name is not None and name not in known:
        yield MissingReference(holder, path, code, name, known)


def _find_other(
    record: Record, field: str, name: str | None, known: Mapping[str, Record | None]
) -> Iterator[MissingReference]:
    """A record that another follows on, if it is none or that other itself."""
    if name is not None and name == record.id:
        yield MissingReference(record, (field,), "record_itself", name)
    elif name is not None and name not in known:
        yield MissingReference(record, (field,), "record_unknown", name, _list_earlier(record, known))


def _list_earlier(record: Record, known: Mapping[str, Record | None]) -> list[str]:
    """The records that a record may follow on: not itself, and none that is known to be later."""
    return [id for id, other in known.items() if id != record.id and not (other and is_later(other, record))]


def _find_in_record(record: Record, known: _Known) -> Iterator[MissingReference]:
    siblings: Mapping[str, Record | None] = known.pledges if isinstance(record, Pledge) else known.agreements
    ids = list(list_ids(record))
    yield from _find_sources(record, record.sources, ids, known.sources)
    yield from _find_other(record, "replaces", record.replaces, siblings)
    yield from _find_other(record, "extends", record.extends, siblings)
    yield from _find_subjects(record, ids, known)


def _find_in_pledge(pledge: Pledge, known: _Known) -> Iterator[MissingReference]:
    yield from _find_unknown(pledge, ("agreement",), pledge.agreement, known.agreements, "agreement_unknown")
    yield from _find_other(pledge, "continues", pledge.continues, known.pledges)
    for number, promise in enumerate(pledge.promises):
        yield from _find_in_promise(pledge, promise, ("promises", number), known)
    promises = known.promises[pledge.id]
    for number, change in enumerate(pledge.changes):
        if change.kind is not ChangeKind.REMOVED:
            yield from _find_unknown(
                pledge, ("changes", number, "promise"), change.promise, promises, "promise_unknown"
            )


def _find_in_promise(pledge: Pledge, promise: Promise, at: Path, known: _Known) -> Iterator[MissingReference]:
    areas = {area.id for area in pledge.focus_areas}
    yield from _find_unknown(pledge, (*at, "focus_area"), promise.focus_area, areas, "focus_unknown")
    for place, earlier in enumerate(promise.continues):
        other, _, name = earlier.partition("/")
        is_broken = other in known.pledges and other not in known.promises
        if name not in known.promises.get(other, ()) and not is_broken:
            others = [
                f"{id}/{key}" for id in _list_earlier(pledge, known.pledges) for key in known.promises.get(id, ())
            ]
            yield MissingReference(pledge, (*at, "continues", place), "promise_unknown", earlier, others)


def _find_in_followup(followup: FollowUp, known: _Known) -> Iterator[MissingReference]:
    ids = list(list_ids(followup))
    yield from _find_sources(followup, followup.sources, ids, known.sources)
    yield from _find_subjects(followup, ids, known)
    promises = known.promises.get(followup.pledge)
    if promises is None:
        return
    for number, result in enumerate(followup.results):
        at = ("results", number)
        yield from _find_unknown(followup, (*at, "promise"), result.promise, promises, "promise_unknown")
        promise = promises.get(result.promise or "")
        # Whether a promise that is not there has an activity is no question.
        if promise or result.promise is None:
            activities = {activity.id for activity in promise.activities} if promise else set()
            yield from _find_unknown(followup, (*at, "activity"), result.activity, activities, "activity_unknown")


def _find_sources(
    holder: Holder, sources: Iterable[Source], ids: Iterable[_NamedId], shared: Collection[str]
) -> Iterator[MissingReference]:
    """Sources of the register that it does not have, and sources in use that the list of the record does not have."""
    own = {source.id for source in sources}
    is_misnamed = False
    for number, source in enumerate(sources):
        if source.is_reference and source.id not in shared:
            if source.url or source.title:
                yield MissingReference(holder, ("sources", number), "field_missing", "publisher")
            else:
                is_misnamed = True
                yield MissingReference(holder, ("sources", number), "source_unknown", source.id, shared)
    for path, field, name in ids:
        # A source of the register that the list lacks may be the one that is misnamed there: one fault, one line.
        if field in ("source", "sources") and name not in own and not (is_misnamed and name in shared):
            yield MissingReference(holder, path, "source_unlisted", name, own)


def _find_subjects(holder: Holder, ids: Iterable[_NamedId], known: _Known) -> Iterator[MissingReference]:
    """Places, themes and parties that the register does not have, wherever they are named."""
    promisers = known.parties | {UNKNOWN_PARTY} if isinstance(holder, Pledge) else known.parties
    for path, field, name in ids:
        if field in PLACE_FIELDS and name not in known.places:
            yield MissingReference(holder, path, "place_unknown", name, known.places)
        elif field == "themes" and name not in known.themes:
            yield MissingReference(holder, path, "theme_unknown", name, known.themes)
        elif field in _PARTY_FIELDS and name not in (parties := promisers if field == "by" else known.parties):
            yield MissingReference(holder, path, "party_unknown", name, parties)


def list_ids(model: Model, above: tuple[str | int, ...] = ()) -> Iterator[_NamedId]:
    """Wherever a part of a record names things of the register, or sources: the path, the field, and the id there."""
    for attribute, name in _list_fields(type(model)):
        path, value = (*above, name), getattr(model, attribute)
        if isinstance(value, Model):
            yield from list_ids(value, path)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Model):
                    yield from list_ids(item, (*path, number))
                else:
                    yield (*path, number), attribute, item
        elif value and attribute in _SINGLE_FIELDS:
            yield path, attribute, value


@cache
def _list_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a class that ids may stand in, or parts that have such fields, each as it is written too."""
    named = {field.alias or name: name for name, field in model.model_fields.items()}
    specs = fields_of(model)
    return tuple((attribute, name) for name, attribute in named.items() if specs[name].part or attribute in _ID_FIELDS)
