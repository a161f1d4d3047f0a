"""All records as JSON, and each by itself in the same shape: what their files say, and apart what follows from it.

What a record says stands as the model has it, without what nobody has written, so that a book can be made of it again.
The shape is described by a JSON Schema (`data_schema`), whose address has the shape's version in it.
"""

from __future__ import annotations

import json
import re
from datetime import date as Date
from typing import Any

from pydantic import Field

from ...model import Agreement, FollowUp, Model, Pledge, Promise, Record, Register
from ...model.dates import PartialDate
from ...model.enums import State, Status, StatusSource
from ...model.links import SourceLink
from ...model.paths import folder_of, part_of
from ...names import Folder, Language
from ...records.book import Book
from ...records.day import Due
from ...urls import relative_href
from ..routes import Site
from .context import ExportContext

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


def render_dataset(context: ExportContext, record: Record | None = None) -> str:
    """All records, or one with its follow-ups."""
    book = context.site.book
    records = (record,) if record else (*book.pledges, *book.agreements)
    pledges = tuple(record for record in records if isinstance(record, Pledge))
    folder = f"{dataset_url(record) if record else DATASET}/.."
    urls = {source.url for record in records for source in book.listed_sources(record)}
    dataset = Dataset.model_construct(
        schema_url=context.address(SCHEMA) if context.site_url else relative_href(SCHEMA, folder),
        version=VERSION,
        licence=LICENCES,
        holds_on=context.site.day.today,
        site=context.site_url,
        languages=book.languages,
        shared=book.register,
        pledges=pledges,
        agreements=tuple(record for record in records if isinstance(record, Agreement)),
        followups=tuple(item for item in book.followups if item.pledge in {pledge.id for pledge in pledges}),
        lost_links=tuple(link for url, link in book.lost_links.items() if record is None or url in urls),
        derived={folder_of(record): _derive(context, record) for record in records},
    )
    values = dataset.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    for followup in values["followups"]:
        # The one usual value that means something to whoever reads it.
        for result in followup.get("results", ()):
            result.setdefault("status", Status.NOT_REPORTED.value)
    return render_json(values)


def render_json(values: Any) -> str:
    """JSON as all exports write it: RFC 8259, with letters as they are."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _derive(context: ExportContext, record: Record) -> RecordFacts:
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
            for item in book.attachments
            if item.folder == folder_of(record)
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
