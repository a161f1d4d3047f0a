"""Rules that one record can be held to by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from ..model import Area, Figure, FocusArea, FollowUp, Model, Period, Pledge, Promise, Record, Target
from ..model.amounts import Measure
from ..model.dates import LATEST
from ..model.enums import ChangeKind, Compare, TargetKind
from ..model.introspect import FieldKind, fields_of
from ..model.located import Located
from ..names import Language
from ..problem import Level, Problem, suggest
from ..yaml.node import Path
from .dates import LONG_BEFORE, check_order, render_period
from .ids import check_repeats

# So many words may be quoted as they are; more than that is somebody else's text.
QUOTED_WORDS = 25


def check_period(entry: Located[Record], latest: date | None = None) -> Iterator[Problem]:
    """The period is given or said to be unknown, and ends after it starts. Signing late is worth a note only.

    `latest` is the last day that anything can have happened on: of a signing that lies ahead that is told instead.
    """
    record, period = entry.record, entry.record.period
    unknown = set(record.unknown)
    if period.start is None and not unknown & {"period", "period.start"}:
        yield entry.problem(("period",), "period_missing", found="period")
    elif period.end is None and not period.open and not unknown & {"period", "period.end"}:
        yield entry.problem(("period",), "period_end_missing", found="end")
    if period.end and period.open:
        yield entry.problem(("period", "open"), "period_open", found=str(period.end))
    yield from check_order(entry, ("period",), period)
    signed, start = record.dates.signed, period.start
    is_past = signed and (latest is None or signed.first_day <= latest)
    if signed and start and is_past and not is_misdated(record) and signed.first_day > start.last_day:
        yield entry.problem(("dates", "signed"), "signed_late", Level.NOTE, str(signed), start=str(start))


def check_own_ids(entry: Located[Record]) -> Iterator[Problem]:
    """No two promises, activities of a promise, focus areas, goals of one or sources of a record share an id."""
    record = entry.record
    yield from check_repeats(entry, ("focus_areas",), [area.id for area in record.focus_areas])
    for place, area in enumerate(record.focus_areas):
        yield from check_repeats(entry, ("focus_areas", place, "goals"), [goal.id for goal in area.goals])
    yield from check_repeats(entry, ("sources",), [source.id for source in record.sources])
    if isinstance(record, Pledge):
        yield from check_repeats(entry, ("promises",), [promise.id for promise in record.promises])
        for place, promise in enumerate(record.promises):
            path = ("promises", place, "activities")
            yield from check_repeats(entry, path, [activity.id for activity in promise.activities])


def check_unknown(entry: Located[Model]) -> Iterator[Problem]:
    """What is listed as unknown is a field there is, and is not given after all; of a list, more may be unknown."""
    yield from _check_unknown(entry, entry.record, ())
    for name in ("promises", "changes"):
        for place, part in enumerate(getattr(entry.record, name, ())):
            yield from _check_unknown(entry, part, (name, place))


def check_asked(entry: Located[Record | FollowUp]) -> Iterator[Problem]:
    """What a follow-up or a change must say is said, or said to be unknown."""
    record = entry.record
    changes = [(("changes", place), change) for place, change in enumerate(getattr(record, "changes", ()))]
    for at, part in changes if isinstance(record, Record) else [((), record)]:
        for name in type(part).asked:
            if name not in part.unknown and name not in entry.node.nearest(at).mapping:
                yield entry.problem(at, "field_asked", found=name)


def check_earlier_ends(entry: Located[Record]) -> Iterator[Problem]:
    """An end that a period had before is told once, of a change of the period, and lies after it begins."""
    period = entry.record.period
    told = {period.end}
    for place, change in enumerate(entry.record.changes):
        is_moved = change.kind is ChangeKind.PERIOD_CHANGED and change.earlier_end not in told
        told.add(change.earlier_end)
        is_early = change.earlier_end and period.start and change.earlier_end.last_day < period.start.first_day
        if change.earlier_end and (is_early or not is_moved):
            yield entry.problem(("changes", place, "earlier_end"), "earlier_end", found=str(change.earlier_end))


def _check_unknown(entry: Located[Model], record: Model, at: tuple[str | int, ...]) -> Iterator[Problem]:
    written = entry.node.nearest(at)
    for place, name in enumerate(getattr(record, "unknown", ())):
        first, _, second = name.partition(".")
        known = _list_names(type(record)) + (["followups"] if isinstance(record, Pledge) else [])
        if name not in known:
            yield _explain_not_unknown(entry, (*at, "unknown", place), type(record), name, known)
            continue
        value = getattr(record, first, None)
        value = getattr(value, second, None) if second else value
        if _is_given(value) and first in written.mapping:
            yield entry.problem((*at, "unknown", place), "unknown_given", Level.WARNING, name)


def _explain_not_unknown(
    entry: Located[Model], path: Path, model: type[Model], name: str, known: Collection[str]
) -> Problem:
    """What cannot be listed as unknown there: a field of the parts of a list, or none at all."""
    parts = {key: spec.part for key, spec in fields_of(model).items() if spec.part and spec.kind is FieldKind.PARTS}
    first, _, last = name.partition(".")[0], *name.rpartition(".")[1:]
    lists = [first] if first in parts and first != name else [key for key in parts if name in fields_of(parts[key])]
    if len(lists) == 1:
        own = fields_of(parts[lists[0]])
        code = "unknown_inside" if "unknown" in own and last in own else "unknown_item"
        return entry.problem(path, code, found=name, field=lists[0], meant=last)
    return entry.problem(path, "unknown_field", found=name, allowed=() if lists else known)


def check_named_fields(entry: Located[Record]) -> Iterator[Problem]:
    """What sources disagree about, and what a source is given for, is a field there is, or one of a promise there."""
    record = entry.record
    known = _list_names(type(record))
    inner = [f"promises.{promise.id}" for promise in getattr(record, "promises", ())]
    inner += [f"{above}.{name}" for above in inner for name in fields_of(Promise)]
    areas = [f"focus_areas.{area.id}" for area in record.focus_areas]
    inner += [*areas, *(f"{above}.{name}" for above in areas for name in fields_of(FocusArea))]
    for name in ("conflicts", "evidence"):
        for place, item in enumerate(getattr(record, name)):
            if item.field not in (*known, *inner):
                mark = entry.node.nearest((name, place, "field")).mark
                near = _find_named(item.field.replace("/", "."), known, inner)
                yield Problem(mark, "named_field", found=item.field, allowed=tuple(known), suggestion=near)


def _find_named(text: str, known: Sequence[str], inner: Sequence[str]) -> str:
    """The field that a name is meant for: the same in other signs, the only one of a promise, or one much like it."""
    if text in (*known, *inner):
        return text
    ends = [name for name in (*known, *inner) if name.endswith(f".{text}")]
    if len(ends) == 1 or text in fields_of(Promise):
        return ends[0] if len(ends) == 1 else ""
    return suggest(text, (*known, *inner))


def _is_given(value: object) -> bool:
    """Whether a fact is known as a whole; a list may be known in part, and defaults say nothing."""
    match value:
        case Period():
            return value.start is not None
        case Area():
            return bool(value.places)
        case tuple():
            return False
    return bool(value)


def _list_names(model: type[Model]) -> list[str]:
    """What a file may name the fields of a class by, and those of its parts."""
    inner = {
        f"{name}.{inner}"
        for name, spec in fields_of(model).items()
        if spec.kind is FieldKind.PART and spec.part
        for inner in fields_of(spec.part)
    }
    unsaid = {name for name in model.unwritten if name != "body"}
    return sorted({*fields_of(model), *inner} - unsaid)


def check_statements(entry: Located[Record]) -> Iterator[Problem]:
    """What somebody is said to have said has a source, was said in office about this record, and is quoted in short."""
    record = entry.record
    is_proven = any(item.field == "statements" and item.sources for item in record.evidence)
    for number, said in enumerate(record.statements):
        at: tuple[str | int, ...] = ("statements", number)
        if not said.sources and not is_proven:
            yield entry.problem((*at, "name"), "statement_unsourced", Level.WARNING, said.name)
        if not said.title and not said.party:
            yield entry.problem((*at, "name"), "statement_private", Level.NOTE, said.name)
        if said.quote and len(said.quote.split()) > QUOTED_WORDS:
            words, limit = str(len(said.quote.split())), str(QUOTED_WORDS)
            yield entry.problem((*at, "quote"), "statement_quoted", Level.NOTE, words, limit=limit)
        when, start, end = said.date, record.period.start, record.period.end
        is_early = when and start and when.last_day + LONG_BEFORE < start.first_day
        if is_early or (when and end and when.first_day > end.last_day):
            period = render_period(record.period)
            yield entry.problem((*at, "date"), "statement_outside", Level.NOTE, str(said.date), period=period)


def check_translations(entry: Located[Model], languages: Sequence[Language]) -> Iterator[Problem]:
    """A record without a file in one of the languages is worth a note, and never stops a build."""
    for language in languages[1:]:
        if language not in getattr(entry.record, "translations", {}):
            yield entry.problem((), "translation_missing", Level.NOTE, language, language=language)


def check_address(entry: Located[Pledge], reserved: Collection[str], anchors: Collection[str]) -> Iterator[Problem]:
    """A pledge takes no address of the site's, nor a promise an anchor."""
    if entry.record.id in reserved:
        yield entry.problem((), "address_taken", found=entry.record.id)
    families = tuple(anchor for anchor in anchors if anchor.endswith("-"))
    for place, promise in enumerate(entry.record.promises):
        if promise.id in anchors or promise.id.startswith(families):
            yield entry.problem(("promises", place, "id"), "anchor_taken", found=promise.id)


def check_folder(entry: Located[Record]) -> Iterator[Problem]:
    """Years in a folder's name are those of its record."""
    if is_misdated(entry.record):
        period = render_period(entry.record.period)
        yield entry.problem(("period",), "folder_period", Level.WARNING, entry.record.id, period=period)


def is_misdated(record: Record) -> bool:
    """Whether the name of a record's folder has a year that the record is not for."""
    named = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", record.id)
    is_dated = bool(record.period.years(LATEST))
    return bool(named and is_dated and any(year and not record.period.may_touch(int(year)) for year in named.groups()))


def check_promises(entry: Located[Pledge]) -> Iterator[Problem]:
    """A pledge has promises, extends one that has, or says that they are unknown."""
    if not (entry.record.promises or entry.record.extends or "promises" in entry.record.unknown):
        yield entry.problem(("promises",), "promises_missing", found="promises")


def check_targets(entry: Located[Pledge]) -> Iterator[Problem]:
    """A count has a number and says how it is meant; one that is nothing or less is worth a question."""
    for place, promise in enumerate(entry.record.promises):
        at: tuple[str | int, ...] = ("promises", place)
        yield from _check_targets(entry, (*at, "target"), promise.target)
        for number, activity in enumerate(promise.activities):
            yield from _check_targets(entry, (*at, "activities", number, "target"), activity.target)


def _check_targets(entry: Located[Pledge], at: tuple[str | int, ...], targets: Iterable[Target]) -> Iterator[Problem]:
    for number, target in enumerate(targets):
        is_counted = target.kind in (TargetKind.COUNT, TargetKind.RECURRING)
        has_number = target.value is not None or target.compare is Compare.SEVERAL
        if is_counted and not (has_number and target.compare):
            yield entry.problem((*at, number), "target_number", found=target.kind.value)
        yield from _check_amount(entry, (*at, number), target)
        yield from _check_parts(entry, (*at, number), target)
        yield from _check_amount(entry, (*at, number, "each"), target.each)
        if target.value == 0 and target.compare is not Compare.AT_MOST:
            yield entry.problem((*at, number, "value"), "target_zero", Level.WARNING, "0")


def check_figures(entry: Located[FollowUp]) -> Iterator[Problem]:
    """What was counted is seldom less than nothing."""
    for place, result in enumerate(entry.record.results):
        for number, figure in enumerate(result.figures):
            yield from _check_amount(entry, ("results", place, "figures", number), figure)
            yield from _check_parts(entry, ("results", place, "figures", number), figure)


def _check_parts(entry: Located[Model], at: tuple[str | int, ...], whole: Target | Figure) -> Iterator[Problem]:
    """A part is no larger than the whole, nor a share than all of it."""
    for number, part in enumerate(whole.of_which):
        path = (*at, "of_which", number, "value")
        most = 100 if part.is_share else whole.value
        yield from _check_amount(entry, (*at, "of_which", number), part)
        if part.value is not None and most is not None and part.value > most:
            yield entry.problem(path, "part_larger", Level.WARNING, f"{part.value:g}", most=f"{most:g}")


def _check_amount(entry: Located[Model], at: Path, amount: Measure | None) -> Iterator[Problem]:
    """A number is not less than nothing, and what is several has none."""
    if amount is None or amount.value is None:
        return
    if amount.compare is Compare.SEVERAL:
        yield entry.problem((*at, "compare"), "several_number", Level.WARNING, amount.compare)
    elif amount.value < 0:
        node = entry.node.nearest((*at, "value"))
        yield Problem(node.mark, "amount_negative", Level.WARNING, node.text, suggestion=node.text.removeprefix("-"))
