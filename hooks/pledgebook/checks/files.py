"""Rules on the files beside a record and the links to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..book import Attachment
from ..model import FollowUp, Model
from ..problems import Level, Mark, Problem, suggest
from ..prose import find_links, name_record
from ..shape import find_prose
from .entries import Entries, Entry


def check_documents(entry: Entry[Model], attachments: Collection[Attachment]) -> Iterator[Problem]:
    """A document has a file beside the record or an address, and the file's name is written as on disk."""
    record = entry.record
    folder = record.pledge if isinstance(record, FollowUp) else getattr(record, "id", "")
    names = {attachment.name for attachment in attachments if attachment.record == folder}
    for place, document in enumerate(getattr(record, "documents", ())):
        path = ("documents", place, "file")
        if not document.file and not document.url:
            yield entry.problem(("documents", place), "document_nowhere", Level.NOTE)
        elif document.file and document.file not in names:
            same = next((name for name in names if name.casefold() == document.file.casefold()), "")
            code = "document_case" if same else "document_missing"
            yield Problem(
                entry.node.find(path).mark,
                code,
                found=document.file,
                allowed=tuple(sorted(names)),
                suggestion=same or suggest(document.file, names),
            )


def check_attachments(entries: Entries) -> Iterator[Problem]:
    """A file beside a record is named as a document of it; otherwise nobody would find it."""
    named = {(entry.record.id, document.file) for entry in entries.records for document in entry.record.documents}
    named |= {
        (entry.record.pledge, document.file) for entry in entries.followups for document in entry.record.documents
    }
    readable = {entry.record.id for entry in entries.records}
    for attachment in entries.attachments:
        if (attachment.record, attachment.name) not in named and attachment.record in readable:
            yield Problem(Mark(attachment.path), "file_unnamed", Level.WARNING, attachment.name)


def check_links(entries: Entries) -> Iterator[Problem]:
    """A link in a record's Markdown leads to a record's file or to a file beside it.

    One from the root of the site (`/om/`) is not followed.
    """
    files = {(attachment.record, attachment.name) for attachment in entries.attachments}
    folders = [(entry.record.id, entry) for entry in entries.records]
    for folder, entry in [*folders, *((entry.record.pledge, entry) for entry in entries.followups)]:
        for node in find_prose(type(entry.record), entry.node):
            for line, target in find_links(node.text):
                named = name_record(target)
                if not target.startswith("/") and named not in entries.folders and (folder, target) not in files:
                    mark = Mark(node.mark.path, node.mark.line + line, 1 if line else node.mark.column)
                    yield Problem(mark, "link_dead", found=target)
