"""Creates the files of a new pledge, follow-up or agreement, and never writes over any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic_core import PydanticCustomError

from ..config import RECORDS, Settings
from ..files.atomic import Transaction, write_new_folder
from ..history.ledger import PUBLISHED
from ..history.translation_memory import TRANSLATIONS
from ..i18n.catalogue import Catalogue, Catalogues
from ..i18n.enum_labels import list_enum_labels
from ..model import Agreement, Pledge, Record
from ..model.dates import PartialDate
from ..model.ids import is_id
from ..model.paths import AGREEMENTS, RecordFile, RecordKind
from ..names import Language
from ..records.load import read_records
from ..records.parsed import ParsedRecords
from ..records.sort_dates import order_records
from .refusal import Refusal
from .scaffold import read_years, scaffold_followup, scaffold_record

R = TypeVar("R", bound=Record)
# Folders beside those of the pledges, in which no pledge would be found.
_TAKEN = (AGREEMENTS, PUBLISHED, TRANSLATIONS)


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """The record that is asked for.

    Attributes:
        kind: what it is.
        id: the id of the pledge or the agreement; for a follow-up that of its pledge.
        source: the id of the earlier record to start from, or nothing for the newest before it.
        date: the date of a follow-up as it is written (`2028-01`), or nothing for this month.
    """

    kind: RecordKind
    id: str
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class CreatedRecord:
    """Files that have been made.

    Attributes:
        files: the files, the original first.
        note: what is said of them, a line each, or nothing.
    """

    files: tuple[RecordFile, ...]
    note: str


@dataclass(frozen=True)
class RecordCreator:
    """Creates records in a project.

    Attributes:
        settings: the project's settings.
        catalogues: the words of its languages.
        words: those that the author is spoken to with.
    """

    settings: Settings
    catalogues: Catalogues
    words: Catalogue

    def create(self, request: RecordRequest, today: date) -> CreatedRecord:
        """Make the files of a record.

        Raises:
            Refusal: what is asked for cannot be done.
            OSError: a file cannot be written. Nothing has then been made.
        """
        if not is_id(request.id):
            raise self._refuse("new.name", name=request.id)
        if request.kind is RecordKind.PLEDGE and request.id in _TAKEN:
            raise self._refuse("new.taken", name=request.id, folder=f"{RECORDS}/{request.id}")
        labels = list_enum_labels(self.catalogues.words.values())
        entries, _ = read_records(self.settings.root, self.settings.codes, labels)
        if request.kind is RecordKind.FOLLOWUP:
            return self._create_followup(request, entries, today)
        return self._create_record(request, entries)

    def _create_followup(self, request: RecordRequest, entries: ParsedRecords, today: date) -> CreatedRecord:
        pledge = self._choose(request.id, {entry.record.id: entry.record for entry in entries.pledges})
        found = (self.settings.root / RECORDS / request.id).iterdir()
        taken = {file.followup for path in found if (file := RecordFile.parse(path.as_posix()))}
        when = self._read_date(request.date) if request.date else PartialDate(today.year, today.month)
        texts = scaffold_followup(pledge, when, taken, self._languages)
        with Transaction() as files:
            for file, text in texts.items():
                files.write(self.settings.root / file.project_path, text.encode())
        return CreatedRecord(tuple(texts), "")

    def _create_record(self, request: RecordRequest, entries: ParsedRecords) -> CreatedRecord:
        is_pledge = request.kind is RecordKind.PLEDGE
        folder = RecordFile(request.kind, request.id).folder
        target = self.settings.root / RECORDS / folder
        if target.exists():
            raise self._refuse("new.exists", path=f"{RECORDS}/{folder}")
        agreements = order_records([entry.record for entry in entries.agreements])
        records = (entry.record for entry in entries.pledges) if is_pledge else agreements
        known: dict[str, Record] = {record.id: record for record in records}
        source = self._choose(request.source, known) if request.source else _find_newest(request.id, known)
        register = entries.register.record if entries.register else None
        model = Pledge if is_pledge else Agreement
        texts = scaffold_record(model, request.id, source, register, agreements, self._languages)
        write_new_folder(target, {file.name: text.encode() for file, text in texts.items()})
        say = self.words.gettext
        notes = [say("new.source", source=source.id) if source else say("new.small")]
        notes += [] if read_years(request.id) else [say("new.timeless", name=request.id, folder=folder)]
        return CreatedRecord(tuple(texts), "".join(f"{note}\n" for note in notes))

    @property
    def _languages(self) -> dict[Language, Catalogue]:
        return {language: self.catalogues[language] for language in self.settings.codes}

    def _choose(self, name: str, known: Mapping[str, R]) -> R:
        if name not in known:
            listed = self.words.join(sorted(known)) or self.words.gettext("new.nothing")
            raise self._refuse("new.unknown", name=name, known=listed)
        return known[name]

    def _read_date(self, written: str) -> PartialDate:
        try:
            return PartialDate.parse(written)
        except PydanticCustomError as error:
            raise self._refuse("new.date_format", date=written) from error

    def _refuse(self, key: str, **values: str) -> Refusal:
        return Refusal(self.words.gettext(key, **values), is_misuse=True)


def _find_newest(name: str, known: Mapping[str, Record]) -> Record | None:
    """The newest record that begins before the years that a name gives, else the newest there is."""
    period = read_years(name)
    ordered = order_records([record for record in known.values() if record.period.start])
    start = period.start if period else None
    earlier = [record for record in ordered if start and record.period.start and record.period.start < start]
    return next(iter(reversed(earlier if start else ordered)), None)
