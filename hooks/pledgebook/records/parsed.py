"""Parsed records: what the rules look at, and where everything in it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..history.ledger import Ledger
from ..history.ledger_heads import LedgerHead
from ..history.originals import Originals
from ..history.published_urls import PublishedUrl
from ..history.snapshot import Snapshot, make_snapshot
from ..history.translation_memory import TranslationMemory
from ..model import Agreement, FollowUp, Pledge, Record, Register
from ..model.accessibility import Statement
from ..model.deliveries import DELIVERIES, Deliveries
from ..model.links import LINKS, SourceLinks
from ..model.located import Located
from ..model.paths import Attachment, RecordFile, folder_of, part_of
from ..model.redirects import Redirects
from ..names import Folder
from ..problem import Mark
from ..yaml.characters import compose
from ..yaml.node import Node
from ..yaml.reader import parse_yaml
from .attachments import name_documents, name_linked
from .findings import Findings
from .grouping import group_pairs


@dataclass
class ParsedRecords:
    """Parsed records: what has been read and is well-formed by itself.

    Attributes:
        register: what all records share, if it could be read.
        statement: the accessibility statement, likewise.
        pledges: the pledges, each with the nodes that it was written in.
        agreements: the agreements, likewise.
        followups: the follow-ups, likewise.
        attachments: the files beside the records, also those that nobody has named.
        folders: the folders of all records, also of those that cannot be read.
        sources: the files of all records, without language, also those that cannot be read.
        has_statement: whether there is an accessibility statement, also when it cannot be read.
        ledgers: what has been published of each record, by folder.
        ledger_folders: the folders of all records that have a ledger, also one that cannot be read.
        heads: how many editions each ledger is to have, by folder.
        has_heads: whether there is such a list, also when it cannot be read.
        has_sound_heads: whether all of that list could be read, also when there is none.
        committed_heads: the heads that git has, when there are neither heads nor ledgers in the project.
        memories: what the translations of each record render, by folder.
        redirects: where things are that have moved, if anybody has said so.
        links: what came of asking the addresses of sources.
        deliveries: the archives that have been made.
        addresses: all addresses that have been published.
        root: the project's folder.
        findings: what is known of each of them by itself.
        originals: what pictures were before what cameras had written in them was taken away (see `history.originals`).
    """

    register: Located[Register] | None = None
    statement: Located[Statement] | None = None
    pledges: list[Located[Pledge]] = field(default_factory=list)
    agreements: list[Located[Agreement]] = field(default_factory=list)
    followups: list[Located[FollowUp]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    folders: set[Folder] = field(default_factory=set)
    sources: set[RecordFile] = field(default_factory=set)
    has_statement: bool = False
    ledgers: dict[Folder, Ledger] = field(default_factory=dict)
    ledger_folders: set[Folder] = field(default_factory=set)
    heads: dict[Folder, LedgerHead] = field(default_factory=dict)
    has_heads: bool = False
    has_sound_heads: bool = True
    committed_heads: dict[Folder, LedgerHead] = field(default_factory=dict)
    memories: dict[Folder, TranslationMemory] = field(default_factory=dict)
    redirects: Located[Redirects] | None = None
    links: Located[SourceLinks] = field(
        default_factory=lambda: Located(SourceLinks(), lambda: Node(Mark(LINKS), {})),
    )
    deliveries: Located[Deliveries] = field(
        default_factory=lambda: Located(Deliveries(), lambda: Node(Mark(DELIVERIES), {})),
    )
    addresses: tuple[PublishedUrl, ...] = ()
    root: Path = Path()
    originals: Originals = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    _snapshots: dict[Folder, Snapshot] = field(default_factory=dict)

    @cached_property
    def files(self) -> dict[Folder, tuple[str, ...]]:
        """The names of the files in each folder, once all is read."""
        return group_pairs((attachment.folder, attachment.name) for attachment in self.attachments)

    @cached_property
    def documents(self) -> frozenset[tuple[str, str]]:
        """Folder and name of every file that is named as a document, once all is read."""
        return name_documents(entry.record for entry in self.holders)

    @cached_property
    def linked(self) -> frozenset[tuple[str, str]]:
        """Folder and name of every file beside a record that its text shows or leads to, once all is read."""
        links = ((folder_of(entry.record), self.findings.list_targets(entry)) for entry in self.holders)
        return name_linked(links, self.files)

    @cached_property
    def published(self) -> tuple[Attachment, ...]:
        """The files that are published beside the records: those that are named, and those that are already."""
        kept = {(folder, name) for folder, ledger in self.ledgers.items() for name in ledger.list_files()}
        known = self.documents | self.linked | kept
        return tuple(item for item in self.attachments if (item.folder, item.name) in known)

    @property
    def records(self) -> list[Located[Record]]:
        """Pledges and agreements."""
        return [*self.pledges, *self.agreements]

    @property
    def shared(self) -> tuple[Located[Register] | Located[Statement], ...]:
        """What stands beside the records in words of every language: the register and the accessibility statement."""
        return tuple(entry for entry in (self.register, self.statement) if entry)

    @property
    def holders(self) -> list[Located[Record | FollowUp]]:
        """Pledges and agreements, then follow-ups."""
        return [*self.records, *self.followups]

    @cached_property
    def _holders_in(self) -> dict[Folder, tuple[Located[Record | FollowUp], ...]]:
        """The record and the follow-ups in each folder, once all is read."""
        return group_pairs((folder_of(entry.record), entry) for entry in self.holders)

    @cached_property
    def _published_in(self) -> dict[Folder, tuple[Attachment, ...]]:
        """The published files in each folder, once all is read."""
        return group_pairs((item.folder, item) for item in self.published)

    def find_mark(self, attachment: Attachment) -> Mark:
        """Where a file beside a record is named as a document; of any other, the file itself."""
        for entry in self._holders_in.get(attachment.folder, ()):
            for place, document in enumerate(entry.record.documents):
                for name in ("file", "text_version"):
                    if compose(getattr(document, name) or "") == attachment.name:
                        return entry.node.nearest(("documents", place, name)).mark
        return Mark(attachment.path)

    def find_hashes(self, attachment: Attachment) -> Iterator[tuple[Mark, str]]:
        """Each SHA-256 that is stated of a file beside a record, and where."""
        for entry in self._holders_in.get(attachment.folder, ()):
            for place, document in enumerate(entry.record.documents):
                if document.sha256 and compose(document.file or "") == attachment.name:
                    yield entry.node.nearest(("documents", place, "sha256")).mark, document.sha256

    @property
    def marked_folders(self) -> list[Folder]:
        """The folders in which a translation says which original it renders."""
        records = [entry.record for entry in self.holders]
        marked = (record for record in records if any(item.of for item in record.translations.values()))
        return list(dict.fromkeys(map(folder_of, marked)))

    def forget_nodes(self) -> None:
        """Forget where everything in the records was written, and what of it was published: it can be read again."""
        self._snapshots.clear()
        parse_yaml.cache_clear()
        for entry in self.holders:
            entry.forget()

    def snapshot_of(self, folder: Folder) -> Snapshot:
        """What a record's files say, once all is read."""
        if folder not in self._snapshots:
            self._snapshots[folder] = self._read_snapshot(folder)
        return self._snapshots[folder]

    def _read_snapshot(self, folder: Folder) -> Snapshot:
        holders = self._holders_in.get(folder, ())
        # Files belong to the record itself; when that cannot be read, nothing is said of them.
        is_read = any(isinstance(entry.record, Record) for entry in holders)
        files = {item.name: item.path for item in self._published_in.get(folder, ()) if is_read}
        by_part = {part_of(entry.record): entry for entry in holders}
        ledger = self.ledgers.get(folder)
        published = ledger.list_files() if ledger else {}
        return make_snapshot(by_part, files, self.root, published, self.originals)

    def parts_of(self, folder: Folder) -> tuple[str, ...]:
        """The stems of the files that a folder has, also of those that cannot be read, once all is read."""
        return self._parts_in.get(folder, ())

    @cached_property
    def _parts_in(self) -> dict[Folder, tuple[str, ...]]:
        return group_pairs((file.folder, file.part) for file in sorted(self.sources, key=lambda file: file.part))

    def is_whole(self, folder: Folder) -> bool:
        """Whether each file of a record could be read, so that the record can be held against what was published."""
        return set(self.parts_of(folder)) == set(self.snapshot_of(folder).entries)
