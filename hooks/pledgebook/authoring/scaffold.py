"""Scaffold of new records: what an earlier one gives for a start, what has to be filled in, help with each field.

What is certain follows along: ids, parties, places and themes, and which promise carries on which. What was said of
another time does not: texts, targets, dates, people and sources stand as comments at most, and the fields are left
empty, which the check tells of line by line. So nothing can be published that nobody has written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from pydantic_core import PydanticCustomError

from ..i18n.catalogue import Catalogue
from ..i18n.field_help import describe_field, list_keys, render_example
from ..model import Agreement, FocusArea, FollowUp, Model, Period, Pledge, Promise, Record, Register, Result, Target
from ..model.amounts import NUMBER_KEYS
from ..model.dates import PartialDate
from ..model.enums import PartyType
from ..model.introspect import fields_of
from ..model.paths import RecordFile, RecordKind
from ..model.text import LocalizedText
from ..names import Language
from ..yaml.scalar import quote
from .sheet import ScaffoldSheet, in_language, must_be_filled

# What a draft offers of the fields that may be left out, in the order of the model; the others are only named.
_OFFERED = {
    Pledge: {"agreement", "dates", "area", "signatories", "statements", "focus_areas", "basis", "documents", "unknown"},
    Agreement: {"dates", "signatories", "statements", "focus_areas", "documents", "unknown"},
    FollowUp: {"summary", "documents", "unknown"},
    Promise: {"with", "focus_area", "in_short", "places", "themes", "target", "continues"},
    Result: {"figures", "text", "reason"},
}


def read_years(name: str) -> Period | None:
    """The period that a folder's name gives: `2027`, `2027-2028`, `2027-03` or `2027-03-2027-05`; None if none."""
    match = re.fullmatch(r"(\d{4}(?:-\d\d)?)(?:-(\d{4}(?:-\d\d)?))?", name)
    if not match:
        return None
    try:
        return Period(start=PartialDate.parse(match[1]), end=PartialDate.parse(match[2] or match[1]))
    except PydanticCustomError:
        return None


def scaffold_record(
    model: type[Pledge] | type[Agreement],
    name: str,
    source: Record | None,
    register: Register | None,
    agreements: Iterable[Agreement],
    words: Mapping[Language, Catalogue],
) -> dict[RecordFile, str]:
    """The files of a new pledge or agreement.

    Args:
        model: which of the two.
        name: the name of its folder.
        source: the earlier one to start from, if there is one.
        register: whose parties are to be named when there is no earlier one.
        agreements: those that a pledge may belong to.
        words: the catalogue of each language by its code, the first one's first.

    Returns:
        The texts of the new files, one for each language, the first one's first.
    """
    period = read_years(name)
    kind = RecordKind.PLEDGE if model is Pledge else RecordKind.AGREEMENT
    texts = {}
    for number, (language, spoken) in enumerate(words.items()):
        sheet = ScaffoldSheet(spoken)
        title = _renew_title(source, period, spoken)
        if number:
            _add_words(sheet, model, source, title)
        else:
            values = _carry(model, source, register, agreements, period, name) | {"title": title}
            _add_facts(sheet, model, source, values)
        texts[RecordFile(kind, name, language=language)] = sheet.text
    return texts


def scaffold_followup(
    pledge: Pledge, when: PartialDate, taken: Iterable[str], words: Mapping[Language, Catalogue]
) -> dict[RecordFile, str]:
    """The files of a new follow-up of a pledge, with every promise in it.

    Args:
        pledge: what is followed up.
        when: the date of the follow-up.
        taken: ids that follow-ups of the pledge already have.
        words: the catalogue of each language by its code, the first one's first.

    Returns:
        The texts of the new files, one for each language, the first one's first.
    """
    used = set(taken)
    names = (str(when) if number == 1 else f"{when}-{number}" for number in range(1, len(used) + 2))
    name = next(name for name in names if name not in used)
    texts = {}
    for number, (language, spoken) in enumerate(words.items()):
        sheet = ScaffoldSheet(spoken)
        if number:
            sheet.add_head("draft.translation")
            sheet.offer(FollowUp, "summary")
            for promise in pledge.promises[:1]:
                sheet.add("")
                sheet.note(spoken.gettext("draft.results"))
                words_of_result = render_example(describe_field(Result, "text", spoken))
                sheet.add(f"# results:\n#   - promise: {promise.id}\n#     {words_of_result}")
        else:
            _add_followup(sheet, pledge, when)
        texts[RecordFile(RecordKind.FOLLOWUP, pledge.id, name, language)] = sheet.text
    return texts


def _renew_title(source: Record | None, period: Period | None, words: Catalogue) -> str:
    """The earlier title with the new years in the place of the old, or nothing when they do not stand in it."""
    if source is None or period is None:
        return ""
    title = in_language(source.title, words.language)
    old = words.period(source.period)
    return quote(title.replace(old, words.period(period))) if old in title else ""


def _carry(
    model: type[Record],
    source: Record | None,
    register: Register | None,
    agreements: Iterable[Agreement],
    period: Period | None,
    name: str,
) -> dict[str, str]:
    """The fields of a new record that can be known beforehand."""
    values = {"period": re.sub(r"(-\d\d)-(?=\d{4})", r"\1–", name) if period else ""}
    if source:
        values["parties"] = _list(source.parties)
    elif register:
        pair = (PartyType.POLICE, PartyType.MUNICIPALITY)
        values["parties"] = _list([party.id for party in register.parties if party.type in pair])
    if isinstance(source, Pledge):
        said = [("scope", source.area.scope), ("places", _list(source.area.places))]
        area = ", ".join(f"{key}: {value}" for key, value in said if value)
        values["area"] = f"{{{area}}}" if area else ""
    start = period.start if period else None
    if model is Pledge and start:
        framing = [item for item in agreements if start.year in item.period.years(start.year)]
        if framing:
            values["agreement"] = quote(framing[-1].id)
    return values


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(items)}]" if items else ""


def _add_facts(sheet: ScaffoldSheet, model: type[Record], source: Record | None, values: Mapping[str, str]) -> None:
    """The file of the first language, which holds facts and words."""
    sheet.add_head("draft.original")
    areas = source.focus_areas if source else ()
    lists = {"focus_areas": [partial(_add_focus_area, sheet, area, with_facts=True) for area in areas]}
    if model is Pledge:
        lists["promises"] = [partial(_add_promises, sheet, source if isinstance(source, Pledge) else None)]
    _add_fields(sheet, model, values, lists, source)


def _add_fields(
    sheet: ScaffoldSheet,
    model: type[Model],
    values: Mapping[str, str],
    lists: Mapping[str, Sequence[Callable[[], None]]],
    source: Record | None = None,
) -> None:
    """The fields of a class: lists with their items, what has a value or must be filled in, the rest in comments."""
    for name in _list_offered(model):
        if lists.get(name):
            sheet.explain(model, name)
            sheet.add(f"{name}:")
            for add_item in lists[name]:
                add_item()
        elif name in values or (must_be_filled(model, name) and name != "results"):
            sheet.explain(model, name)
            if not values.get(name):
                sheet.quote_earlier(_text_of(source, name))
                sheet.ask(model, name)
            sheet.add(f"{name}: {values.get(name, '')}".rstrip())
        else:
            sheet.offer(model, name)
        sheet.add("")
    offered = set(_list_offered(model))
    others = [name for name in list_keys(model) if name not in offered and name != "id"]
    sheet.note(sheet.words.gettext("draft.others", names=sheet.words.join(others)))


def _text_of(source: Record | None, name: str) -> LocalizedText | None:
    value = getattr(source, name, None)
    return value if isinstance(value, LocalizedText) else None


def _list_offered(model: type[Model]) -> Iterator[str]:
    for name in list_keys(model):
        if must_be_filled(model, name) or name in _OFFERED.get(model, ()):
            yield name


def _add_focus_area(sheet: ScaffoldSheet, area: FocusArea, with_facts: bool) -> None:
    title = in_language(area.title, sheet.words.language)
    sheet.add(f"  - id: {area.id}")
    sheet.add(f"    title: {quote(title)}".rstrip() if title else "    title:")
    if with_facts and area.kind is not FocusArea.model_fields["kind"].default:
        sheet.add(f"    kind: {area.kind}")


def _add_promises(sheet: ScaffoldSheet, source: Pledge | None) -> None:
    """Every promise of the earlier pledge with its words still to be written; without one, a single empty promise."""
    if source is None or not source.promises:
        _add_promise(sheet, "", None, helps=True)
        return
    sheet.note(sheet.words.gettext("draft.again"), 2)
    for number, promise in enumerate(source.promises):
        _add_promise(sheet, source.id, promise, helps=not number)


def _add_promise(sheet: ScaffoldSheet, earlier: str, promise: Promise | None, helps: bool) -> None:
    values = {}
    if not helps:
        sheet.add("")
    if promise:
        values = {
            "id": promise.id,
            "by": _list(promise.by),
            "with": _list(promise.helpers),
            "focus_area": promise.focus_area or "",
            "places": _list(promise.places),
            "themes": _list(promise.themes),
            "continues": f"{earlier}/{promise.id}",
        }
        sheet.quote_earlier(promise.text, 2)
    hyphen = "  - "
    for name in _list_offered(Promise):
        value, must = values.get(name, ""), must_be_filled(Promise, name)
        if helps:
            sheet.explain(Promise, name, 2 if hyphen.strip() else 4)
        if value or must:
            sheet.add(f"{hyphen}{name}: {value}".rstrip())
        elif name == "target" and promise and promise.target:
            sheet.note(sheet.words.gettext("draft.target"), 4)
            targets = [render_target(item, sheet.words.language) for item in promise.target]
            sheet.add(f"# target: {targets[0] if len(targets) == 1 else _list(targets)}", 4)
        elif helps:
            sheet.add_example(Promise, name, 4)
        hyphen = "    " if value or must else hyphen


def render_target(part: Model, language: Language) -> str:
    """A target, or a part of one, in short (`{at_least: 4, unit: walks}`), but for what is said of one record alone."""
    fields: dict[str, str] = {}
    for attribute, field in type(part).model_fields.items():
        value = getattr(part, attribute)
        if value != field.default and attribute not in ("as_stated", "id"):
            fields[attribute] = _render_value(value, language)
    short = part.shorten({name: fields[name] for name in fields_of(type(part)) if name in fields})
    assert isinstance(short, dict)
    if short.keys() & NUMBER_KEYS.keys() and fields.get("kind") == Target.imply_kind(fields.get("per")):
        del short["kind"]
    return "{" + ", ".join(f"{name}: {value}" for name, value in short.items()) + "}"


def _render_value(value: object, language: Language) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_render_value(item, language) for item in value)}]"
    if isinstance(value, LocalizedText):
        return quote(value.get(language).words, inside=True)
    return render_target(value, language) if isinstance(value, Model) else str(value).replace("True", "true")


def _add_words(sheet: ScaffoldSheet, model: type[Record], source: Record | None, title: str) -> None:
    """The file of another language, which holds words alone."""
    sheet.add_head("draft.translation")
    sheet.explain(model, "title")
    if not title:
        sheet.quote_earlier(_text_of(source, "title"))
    sheet.add(f"title: {title}\n".rstrip() + "\n")
    sheet.explain(model, "summary")
    sheet.quote_earlier(_text_of(source, "summary"))
    sheet.add("summary:")
    if source and source.focus_areas:
        sheet.add("\nfocus_areas:")
        for area in source.focus_areas:
            _add_focus_area(sheet, area, with_facts=False)
    if isinstance(source, Pledge) and source.promises:
        sheet.add("\npromises:")
        for promise in source.promises:
            sheet.quote_earlier(promise.text, 2)
            sheet.add(f"  - id: {promise.id}\n    text:")
    elif model is Pledge:
        sheet.add("")
        sheet.note(sheet.words.gettext("draft.promises"))
        sheet.add_example(Pledge, "promises")


def _add_followup(sheet: ScaffoldSheet, pledge: Pledge, when: PartialDate) -> None:
    start, end = pledge.period.start, pledge.period.end
    values = {"date": str(when)}
    if len(pledge.parties) == 1:
        values["by"] = pledge.parties[0]
    if start and end and start.year == end.year:
        values["covers"] = str(start) if start == end else f"{{start: {start}, end: {end}}}"
    sheet.add_head("draft.followup")
    results = [partial(_add_result, sheet, item, helps=not number) for number, item in enumerate(pledge.promises)]
    _add_fields(sheet, FollowUp, values, {"results": results})


def _add_result(sheet: ScaffoldSheet, promise: Promise, helps: bool) -> None:
    language = sheet.words.language
    if not helps:
        sheet.add("")
    said = " ".join(promise.text.get(language).words.split())
    sheet.add("# " + sheet.words.gettext("draft.promise", text=said), 2)
    for target in promise.target:
        sheet.note(sheet.words.gettext("draft.measure", target=render_target(target, language)), 2)
    sheet.add(f"  - promise: {promise.id}")
    for name in _list_offered(Result):
        if name == "promise":
            continue
        if helps:
            sheet.explain(Result, name, 4)
        if must_be_filled(Result, name):
            sheet.add(f"{name}:", 4)
        elif helps:
            sheet.add_example(Result, name, 4)
