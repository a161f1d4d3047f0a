"""Record paths: which file in the folder of records holds what.

- `<id>/pledge.<language>.md`: a pledge
- `<id>/followup-<id>.<language>.md`: a follow-up of it
- `agreements/<id>/agreement.<language>.md`: a cooperation agreement

What the rest of the program calls a record's *folder* is `2019` or `agreements/2016-2019`; a *part* is the name of a
file in it without language and ending: `pledge`, `agreement`, `followup-2028-01`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ..config import RECORDS
from ..names import ANY_LANGUAGE, Folder, Language
from .accessibility import Statement
from .base import Model
from .deliveries import Deliveries
from .followup import FollowUp
from .links import SourceLinks
from .record import Agreement, Pledge, Record
from .register import Register

# The folder of agreements inside that of the records.
AGREEMENTS = "agreements"
_FOLLOWUP = "followup-"
_NAME = re.compile(rf"(?P<part>pledge|agreement|{_FOLLOWUP}[^.]+)(?:\.(?P<language>[A-Za-z-]+))?\.md")


class RecordKind(StrEnum):
    """What a record's file holds."""

    PLEDGE = "pledge"
    AGREEMENT = "agreement"
    FOLLOWUP = "followup"


_MODELS: dict[RecordKind, type[Record] | type[FollowUp]] = {
    RecordKind.PLEDGE: Pledge,
    RecordKind.AGREEMENT: Agreement,
    RecordKind.FOLLOWUP: FollowUp,
}
# The class of the model by what files are called in catalogues and schemas.
FILE_MODELS: dict[str, type[Model]] = {
    **{kind.value: model for kind, model in _MODELS.items()},
    "register": Register,
    "accessibility": Statement,
    "links": SourceLinks,
    "deliveries": Deliveries,
}


class RecordFile(NamedTuple):
    """The name of a record's file, taken apart.

    Attributes:
        kind: what it holds.
        record: the id of the pledge or the agreement whose folder it is in.
        followup: the id of a follow-up, else nothing.
        language: the language it is written in, or nothing where that does not matter.
    """

    kind: RecordKind
    record: str
    followup: str = ""
    language: Language = ANY_LANGUAGE

    @classmethod
    def parse(cls, path: str) -> RecordFile | None:
        """The file that a path ends in, with the folder's name as the record's id; None where it is no record's.

        Whether it stands where such a file should, and whether its ids can be ids, is not asked: `path` says where it
        would be.
        """
        file = cls.parse_link(path)
        return file if file and file.language else None

    @classmethod
    def parse_link(cls, target: str) -> RecordFile | None:
        """The file that a link names (`../2019/pledge.sv.md#synas`), also without a language; None where it is none."""
        folder, _, name = target.partition("#")[0].rpartition("/")
        match = _NAME.fullmatch(name)
        return cls.at(Folder(folder), match["part"], Language(match["language"] or "")) if match else None

    @classmethod
    def at(cls, folder: Folder, part: str, language: Language = ANY_LANGUAGE) -> RecordFile:
        """The file of a folder and a part; what is called like no other part is a follow-up."""
        record = folder.rpartition("/")[2]
        if part in (RecordKind.PLEDGE, RecordKind.AGREEMENT):
            return cls(RecordKind(part), record, "", language)
        return cls(RecordKind.FOLLOWUP, record, part.removeprefix(_FOLLOWUP), language)

    @classmethod
    def of(cls, record: Record | FollowUp, language: Language = ANY_LANGUAGE) -> RecordFile:
        """The file that a record or a follow-up is written in."""
        if isinstance(record, FollowUp):
            return cls(RecordKind.FOLLOWUP, record.pledge, record.id, language)
        kind = RecordKind.AGREEMENT if isinstance(record, Agreement) else RecordKind.PLEDGE
        return cls(kind, record.id, "", language)

    @property
    def id(self) -> str:
        """The id of what it holds."""
        return self.followup or self.record

    @property
    def folder(self) -> Folder:
        """The record's folder inside that of the records: `2019`, `agreements/2016-2019`."""
        return Folder(f"{AGREEMENTS}/{self.record}" if self.kind is RecordKind.AGREEMENT else self.record)

    @property
    def part(self) -> str:
        """Its name without language and ending: `pledge`, `followup-2028-01`."""
        return f"{_FOLLOWUP}{self.followup}" if self.kind is RecordKind.FOLLOWUP else self.kind.value

    @property
    def name(self) -> str:
        """Its name: `pledge.sv.md`."""
        return f"{self.part}.{self.language}.md"

    @property
    def path(self) -> str:
        """Where it is inside the folder of records: `2019/pledge.sv.md`."""
        return f"{self.folder}/{self.name}"

    @property
    def project_path(self) -> str:
        """Where it is inside the project: `pledges/2019/pledge.sv.md`."""
        return f"{RECORDS}/{self.path}"

    @property
    def model(self) -> type[Record] | type[FollowUp]:
        """The class of the model that it is written in."""
        return _MODELS[self.kind]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is published beside a record.

    Attributes:
        folder: the record's folder inside `pledges/`: `2019` or `agreements/2016-2019`.
        name: the file's name.
        path: where it is, relative to the project, with `/`.
    """

    folder: Folder
    name: str
    path: str


def folder_of(record: Record | FollowUp) -> Folder:
    """The folder that a record's or a follow-up's files are in, inside that of the records."""
    return RecordFile.of(record).folder


def part_of(record: Record | FollowUp) -> str:
    """The name of a record's or a follow-up's files without language and ending."""
    return RecordFile.of(record).part


def is_agreement(folder: Folder) -> bool:
    """Whether a record's folder is that of an agreement."""
    return folder.startswith(f"{AGREEMENTS}/")
