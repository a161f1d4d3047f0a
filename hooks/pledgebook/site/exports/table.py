"""The promises as a table: CSV (RFC 4180) with its CSVW metadata, a row for each promise and what is said of it.

See https://www.w3.org/TR/tabular-data-primer/. A text that a spreadsheet would take for a formula has an apostrophe
first (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from ...model import FollowUp, Pledge, Promise, Result
from ...model.dates import DATE
from ...model.paths import part_of
from ...model.text import LocalizedText
from ...names import ANY_LANGUAGE, Language
from ...records.extensions import name_origin
from .context import ExportContext
from .dataset import FOLDER, LICENCES, render_json

TABLE = f"{FOLDER}promises.csv"
# Where programs look for it (https://www.w3.org/TR/tabular-data-model/#standard-file-metadata).
METADATA = f"{TABLE}-metadata.json"
_KINDS: dict[str, dict[str, Any]] = {
    "uri": {"datatype": "anyURI"},
    "uris": {"datatype": "anyURI", "separator": " "},
    "text": {"datatype": "string"},
    "words": {"datatype": "string"},
    "list": {"datatype": "string", "separator": " "},
    "date": {"datatype": {"base": "string", "format": DATE}},
    "truth": {"datatype": "boolean"},
    "count": {"datatype": "nonNegativeInteger"},
    "number": {"datatype": "decimal"},
}
# What a row tells of, and which of its fields have a column, of what kind; words have one for each language.
_FIELDS = {
    "pledge": "id:text title:words period.start:date period.end:date period.open:truth parties:list unknown:list",
    "promise": "id:text text:words by:list helpers:list places:list themes:list unknown:list",
    "target": "compare:text value:number per:text unit:words",
    "followup": "id:text date:date covers.start:date covers.end:date by:list unknown:list",
    "result": "activity:text status:text status_source:text text:words reason:words",
    "figure": "compare:text value:number unit:words",
}
# Each column's kind and the way to what stands in it. There may be several targets and figures, so they are counted.
COLUMNS = {"identifier": ("uri", "identifier"), "state": ("text", "state")} | {
    f"{part}_{path}".replace(".", "_"): (kind, f"{part}.{path}")
    for part, fields in _FIELDS.items()
    for path, kind in (field.split(":") for field in fields.split())
}
# What no field says by itself: of a period whose end is unknown not even whether it has one.
COLUMNS |= {"pledge_period_open": ("truth", "is_open"), "promise_extends": ("uri", "promise_extends")}
COLUMNS |= {name: ("uris", name) for name in ("pledge_sources", "followup_sources")}
COLUMNS |= {name: ("count", name) for name in ("targets", "figures")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_table(context: ExportContext) -> str:
    """The table: a header, then rows that each end in CRLF."""
    columns, site = dict(_list_columns(context)), context.site
    ways = [(COLUMNS[name][1].split("."), language) for name, language in columns.values()]
    rows = [_render_rows([columns])]
    for pledge in site.book.pledges:
        extended = [_find_extended(context, pledge, promise) for promise in pledge.promises]
        made_of = (pledge, site.day.state(pledge), extended, context.first_url)
        rows.append(context.keep(f"{TABLE} {pledge.id}", made_of, partial(_render_pledge, context, pledge, ways)))
    return "".join(rows)


def _render_pledge(context: ExportContext, pledge: Pledge, ways: Sequence[tuple[Sequence[str], Language]]) -> str:
    return _render_rows((_render_cell(row, *way) for way in ways) for row in _list_rows(context, pledge))


def _render_rows(rows: Iterable[Iterable[str]]) -> str:
    told = io.StringIO(newline="")
    csv.writer(told).writerows(rows)
    return told.getvalue()


def render_metadata(context: ExportContext) -> str:
    """What each column of the table holds, in each language."""

    def say(key: str) -> dict[str, Any]:
        said = ((language, context.words[language].gettext(key)) for language in context.site.book.languages)
        # Backticks are for the page.
        return {"dc:description": [{"@value": text.replace("`", ""), "@language": item} for item, text in said]}

    columns = [
        {"name": header, "titles": header, **_KINDS[COLUMNS[name][0]], **say(f"data.column.{name}")}
        | ({"lang": language} if language else {})
        for header, (name, language) in _list_columns(context)
    ]
    licence, url = {"dc:license": {"@id": LICENCES["facts"]}}, TABLE.removeprefix(FOLDER)
    whole = {"@context": "http://www.w3.org/ns/csvw", "url": url, **say("data.table"), **licence}
    return render_json({**whole, "tableSchema": {"columns": columns}})


def _list_columns(context: ExportContext) -> Iterator[tuple[str, tuple[str, Language]]]:
    """Each header, with the column and the language that it is of."""
    for name, (kind, _) in COLUMNS.items():
        if kind == "words":
            yield from ((f"{name}_{language}", (name, language)) for language in context.site.book.languages)
        else:
            yield name, (name, ANY_LANGUAGE)


def _list_rows(context: ExportContext, pledge: Pledge) -> Iterator[SimpleNamespace]:
    """Every promise, every result and every follow-up is in one row at least."""
    book = context.site.book
    parts: tuple[Pledge | FollowUp, ...] = (pledge, *book.followups_of(pledge))
    urls = {part_of(part): tuple(source.url for source in book.sources_of(part) if source.url) for part in parts}
    make = partial(_make_row, context, urls, pledge)
    for promise in (*pledge.promises, None):
        reports = book.results_of(pledge, promise)
        for report in reports:
            yield make(promise, report.followup, report.result)
        # Of what nobody has reported on as a whole, an empty result says that.
        if all(report.result.activity for report in reports) and (promise or not pledge.promises):
            yield make(promise, result=Result() if promise else None)
    for followup in book.followups_of(pledge):
        if not followup.results:
            yield make(None, followup)


def _find_extended(context: ExportContext, pledge: Pledge, promise: Promise) -> str | None:
    """The promise of an earlier pledge that one is, by its identifier."""
    origin = context.site.book.promise.get(name_origin(pledge, promise))
    return context.name(context.site.identifier(*origin)) if origin and origin[0] is not pledge else None


def _make_row(
    context: ExportContext,
    urls: Mapping[str, tuple[str, ...]],
    pledge: Pledge,
    promise: Promise | None,
    followup: FollowUp | None = None,
    result: Result | None = None,
) -> SimpleNamespace:
    """A row; of several targets or figures none is told as the only one. `urls` are those of each part's sources."""
    targets, figures = promise.target if promise else (), result.figures if result else ()
    return SimpleNamespace(
        identifier=context.name(context.site.identifier(pledge, promise)),
        promise_extends=_find_extended(context, pledge, promise) if promise else None,
        is_open=pledge.period.open if pledge.period.open or pledge.period.end else None,
        pledge_sources=urls[part_of(pledge)],
        followup_sources=urls[part_of(followup)] if followup else (),
        state=context.site.day.state(pledge),
        **{"pledge": pledge, "promise": promise, "followup": followup, "result": result},
        targets=len(targets) if promise else None,
        figures=len(figures) if result else None,
        target=targets[0] if len(targets) == 1 else None,
        figure=figures[0] if len(figures) == 1 else None,
    )


def _render_cell(row: SimpleNamespace, way: Sequence[str], language: Language) -> str:
    """What stands in a column; nothing where nothing is said."""
    value: Any = row
    for step in way:
        value = getattr(value, step, None)
        if value is None:
            return ""
    if isinstance(value, LocalizedText):
        value = value.root.get(language, "")
    # A truth is an int too.
    if isinstance(value, (int, float)):
        return str(value).lower()
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
