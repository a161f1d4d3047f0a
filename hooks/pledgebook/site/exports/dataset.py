"""All records as JSON, and each by itself in the same shape: what their files say, and apart what follows from it.

What a record says stands as the model has it, without what nobody has written, so that a book can be made of it again.
The shape is described by a JSON Schema (`data_schema`), whose address has the shape's version in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from functools import cache, partial
from itertools import chain
from typing import Any, TypeAlias

from pydantic import Field
from pydantic_core import to_json

from ...model import Agreement, FollowUp, Model, Pledge, Promise, Record, Register
from ...model.dates import PartialDate
from ...model.enums import State, Status, StatusSource
from ...model.links import SourceLink
from ...model.paths import Attachment, RecordFile, folder_of, part_of
from ...names import Folder, Language
from ...records.book import Book
from ...records.day import Due
from ...records.grouping import group_pairs
from ...urls import relative_href
from ..routes import Site
from .context import ExportContext, Render

# The first number is in the address of the schema and goes up when programs that read it have to be changed, the second
# when something is added.
VERSION = "1.0"
# These addresses are the same on every site, whatever its languages.
FOLDER = "data/"
DATASET = f"{FOLDER}dataset.json"
_BY_ITSELF = re.compile(rf"{FOLDER}(pledges|agreements)/(.+)\.json")
SCHEMA = f"{FOLDER}schema/{VERSION.partition('.')[0]}.json"
LICENCES = {
    "facts": "https://creativecommons.org/publicdomain/zero/1.0/",
    "texts": "https://creativecommons.org/licenses/by/4.0/",
}
_INDENT = 2
# A number that may be written with or without an exponent; each has a name, which makes it quick to find.
_ODD_NUMBER = re.compile(rb": -?(?:[0-9.]+e|0\.0000)")


class ReportFacts(Model):
    """The newest status of a promise by some of those who have reported on it."""

    status: Status
    status_source: StatusSource | None = None
    by: tuple[str, ...]
    followup: str
    date: PartialDate | None = None


class PromiseFacts(Model):
    """What follows for a promise; without reports nobody has reported on it."""

    identifier: str
    reports: tuple[ReportFacts, ...] = ()


class EditionFacts(Model):
    """What was published on a day; `note` is the id of the change of the record that says why."""

    date: Date
    fingerprint: str
    note: str | None = None


class FileFacts(Model):
    """A file beside a record, with the SHA-256 that it was last published with."""

    name: str
    url: str
    sha256: str | None = None


class RecordFacts(Model):
    """What follows for a record from all records together, on the day that the document holds on.

    `outdated` are the files whose translations are older than their originals, by language.
    """

    identifier: str
    pages: dict[Language, str]
    dataset: str
    state: State
    due: Due | None = None
    promises: dict[str, PromiseFacts] = Field(default_factory=dict)
    outdated: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    editions: tuple[EditionFacts, ...] = ()
    files: tuple[FileFacts, ...] = ()


class Dataset(Model):
    """The document. What is `derived` stands by the folder of its record, which for a pledge is its id."""

    schema_url: str = Field(alias="$schema")
    version: str
    licence: dict[str, str]
    holds_on: Date
    site: str
    languages: tuple[Language, ...]
    shared: Register = Field(alias="register")
    pledges: tuple[Pledge, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    lost_links: tuple[SourceLink, ...] = ()
    derived: dict[Folder, RecordFacts] = Field(default_factory=dict)


def dataset_url(record: Record) -> str:
    """The URL of a record by itself, the same on every site."""
    kind = "pledges" if isinstance(record, Pledge) else "agreements"
    return f"{FOLDER}{kind}/{record.id}.json"


def find_page_of_dataset(url: str, site: Site) -> str:
    """The path of the page of the record at such a URL, whether or not it is there; nothing for any other URL."""
    found = _BY_ITSELF.fullmatch(url)
    return (site.fixed["agreements"] if found[1] == "agreements" else "") + f"{found[2]}/" if found else ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The JSON of what documents are put together of: of the register, records, follow-ups and what is derived.

    Each is indented as it stands in all of them.
    """

    register: bytes
    records: Mapping[Folder, bytes]
    followups: Mapping[RecordFile, bytes]
    derived: Mapping[Folder, bytes]


FindParts: TypeAlias = Callable[[ExportContext], _Parts]


def list_datasets(site: Site) -> dict[str, Render]:
    """The data of a site: URL → what makes the whole, or one record; what stands in both is rendered once."""
    render = partial(render_dataset, find_parts=cache(_render_parts))
    wanted = {DATASET: None, **{dataset_url(record): record for record in site.book.record_in.values()}}
    return {url: partial(render, record=record) for url, record in wanted.items()}


def render_dataset(context: ExportContext, record: Record | None = None, find_parts: FindParts | None = None) -> bytes:
    """All records, or one with its follow-ups, as UTF-8.

    Args:
        context: the site.
        record: the one.
        find_parts: finds what has been rendered for another document of the site.
    """
    book, parts = context.site.book, (find_parts or _render_parts)(context)
    records = (record,) if record else tuple(book.record_in.values())
    pledges = [item for item in records if isinstance(item, Pledge)]
    agreements = [item for item in records if isinstance(item, Agreement)]
    followups = book.followups if record is None else book.followups_of(record) if isinstance(record, Pledge) else ()
    folder = f"{dataset_url(record) if record else DATASET}/.."
    urls = {source.url for source in book.listed_sources(record)} if record else book.lost_links.keys()
    head = Dataset.model_construct(
        schema_url=context.address(SCHEMA) if context.site_url else relative_href(SCHEMA, folder),
        version=VERSION,
        licence=LICENCES,
        holds_on=context.site.day.today,
        site=context.site_url,
        languages=book.languages,
        shared=book.register,
        lost_links=tuple(link for url, link in book.lost_links.items() if url in urls),
    )
    values: dict[str, Iterable[bytes]] = {name: [_render(value, 1)] for name, value in _dump(head, {"shared"}).items()}
    values["register"] = [parts.register]
    values["pledges"] = _enclose(b"[]", ([parts.records[folder_of(item)]] for item in pledges), 1)
    values["agreements"] = _enclose(b"[]", ([parts.records[folder_of(item)]] for item in agreements), 1)
    known = (item for item in followups if item.pledge in book.pledge)
    values["followups"] = _enclose(b"[]", ([parts.followups[RecordFile.of(item)]] for item in known), 1)
    derived = ([_render(name), b": ", parts.derived[name]] for name in map(folder_of, records))
    values["derived"] = _enclose(b"{}", derived, 1)
    names = (field.alias or name for name, field in Dataset.model_fields.items())
    # Put together in one go: the whole is large, and each step would hold it once more.
    members = (chain([_render(name), b": "], values[name]) for name in names)
    return b"".join([*_enclose(b"{}", members), b"\n"])


def _render_parts(context: ExportContext) -> _Parts:
    book = context.site.book
    files = group_pairs((item.folder, item) for item in book.attachments)
    derived = {folder: _derive(context, item, files.get(folder, ())) for folder, item in book.record_in.items()}
    return _Parts(
        register=_render(_dump(book.register), 1),
        records={folder: _render(_dump(item), 2) for folder, item in book.record_in.items()},
        followups={RecordFile.of(item): _render(_tell_status(_dump(item)), 2) for item in book.followups},
        derived={folder: _render(_dump(facts), 2) for folder, facts in derived.items()},
    )


def _dump(part: Model, without: set[str] | None = None) -> dict[str, Any]:
    return part.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True, exclude=without)


def _tell_status(followup: dict[str, Any]) -> dict[str, Any]:
    """A follow-up with the one usual value that means something to whoever reads it."""
    for result in followup.get("results", ()):
        result.setdefault("status", Status.NOT_REPORTED.value)
    return followup


def render_json(values: Any) -> str:
    """JSON as all exports write it: RFC 8259, with letters as they are."""
    return _render(values).decode() + "\n"


def _render(values: Any, depth: int = 0) -> bytes:
    """As `json.dumps` does, which takes several times as long; what the two write otherwise is left to it.

    `depth` is how many arrays and objects it stands in. A string has no line breaks in it.
    """
    data = to_json(values, indent=_INDENT)
    if _ODD_NUMBER.search(data):
        data = json.dumps(values, ensure_ascii=False, indent=_INDENT).encode()
    return data.replace(b"\n", _begin_line(depth))


def _enclose(ends: bytes, items: Iterable[Iterable[bytes]], depth: int = 0) -> Iterator[bytes]:
    """The pieces of an array or an object, of the pieces of each thing in it."""
    before = ends[:1]
    for item in items:
        yield before + _begin_line(depth + 1)
        yield from item
        before = b","
    yield ends if before == ends[:1] else _begin_line(depth) + ends[1:]


def _begin_line(depth: int) -> bytes:
    return b"\n" + b" " * _INDENT * depth


def _derive(context: ExportContext, record: Record, files: Iterable[Attachment]) -> RecordFacts:
    site, book = context.site, context.site.book
    ledger = book.ledgers.get(folder_of(record))
    published = ledger.list_files() if ledger else {}
    pledge = record if isinstance(record, Pledge) else None
    return RecordFacts(
        identifier=context.name(site.identifier(record)),
        pages={language: context.address(site.url(record, language)) for language in book.languages},
        dataset=context.address(dataset_url(record)),
        state=site.day.state(record),
        due=site.day.due(pledge) if pledge else None,
        promises={item.id: _derive_promise(context, pledge, item) for item in pledge.promises} if pledge else {},
        outdated={language: names for language in book.languages if (names := _list_outdated(book, record, language))},
        editions=tuple(
            EditionFacts(date=edition.date, fingerprint=edition.fingerprint, note=edition.note or None)
            for edition in (ledger.editions if ledger else ())
        ),
        files=tuple(
            FileFacts(name=item.name, url=context.address(site.file_url(item)), sha256=published.get(item.name))
            for item in files
        ),
    )


def _derive_promise(context: ExportContext, pledge: Pledge, promise: Promise) -> PromiseFacts:
    site = context.site
    found = ((item.result, item.followup) for item in site.day.latest_results(pledge, promise))
    reports = tuple(
        ReportFacts(
            status=result.status, status_source=result.status_source, by=report.by, followup=report.id, date=report.date
        )
        for result, report in found
    )
    return PromiseFacts(identifier=context.name(site.identifier(pledge, promise)), reports=reports)


def _list_outdated(book: Book, record: Record, language: Language) -> tuple[str, ...]:
    """The files of a record whose words in a language are older than their originals."""
    reports: tuple[Record | FollowUp, ...] = book.followups_of(record) if isinstance(record, Pledge) else ()
    return tuple(part_of(part) for part in (record, *reports) if book.outdated_in(part, language))
