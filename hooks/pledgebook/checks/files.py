"""Rules on the files beside a record and the links to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ..book import folder_of
from ..model import Document, FollowUp, Model, Record
from ..nodes import Node, Path
from ..problems import Level, Mark, Problem, suggest
from ..prose import find_foreign_images, find_links, name_file, name_record
from ..shape import find_prose
from .entries import Entries, Entry


def check_documents(entry: Entry[Record] | Entry[FollowUp], files: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """A document has a file beside the record or an address, and files' names are written as on disk.

    `files` are the names of the files in each folder.
    """
    names = files.get(folder_of(entry.record), ())
    for place, document in enumerate(entry.record.documents):
        if not document.file and not document.url:
            yield entry.problem(("documents", place), "document_nowhere", Level.NOTE)
        for name in ("file", "text_version"):
            written = getattr(document, name)
            if written and written not in names:
                yield _missing(entry, ("documents", place, name), written, names)


def _missing(entry: Entry[Model], path: Path, written: str, names: Collection[str]) -> Problem:
    same = next((name for name in names if name.casefold() == written.casefold()), "")
    code = "document_case" if same else "document_missing"
    known = tuple(sorted(names))
    return Problem(
        entry.node.find(path).mark, code, found=written, allowed=known, suggestion=same or suggest(written, known)
    )


def check_attachments(entries: Entries) -> Iterator[Problem]:
    """A file beside a record is named as a document of it; otherwise nobody would find it."""
    holders: list[Record | FollowUp] = [entry.record for entry in entries.records]
    holders += [entry.record for entry in entries.followups]
    named = {(folder_of(holder), name) for holder in holders for item in holder.documents for name in _files_of(item)}
    readable = {folder_of(entry.record) for entry in entries.records}
    for attachment in entries.attachments:
        if (attachment.folder, attachment.name) not in named and attachment.folder in readable:
            yield Problem(Mark(attachment.path), "file_unnamed", Level.WARNING, attachment.name)


def _files_of(document: Document) -> tuple[str | None, str | None]:
    return (document.file, document.text_version)


def check_links(entries: Entries) -> Iterator[Problem]:
    """A link in a record's Markdown leads to a record's file or to a file beside it.

    One from the root of the site (`/om/`) is not followed.
    """
    files = {(attachment.folder, attachment.name) for attachment in entries.attachments}
    for record in entries.records:
        yield from _check_links(record, entries, files)
    for followup in entries.followups:
        yield from _check_links(followup, entries, files)


def _check_links(
    entry: Entry[Record] | Entry[FollowUp], entries: Entries, files: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    folder = folder_of(entry.record)
    for node in find_prose(type(entry.record), entry.node):
        for line, target in find_links(node.text):
            leads = _file_of(target) in entries.sources or (folder, name_file(target)) in files
            if not target.startswith("/") and not leads:
                yield Problem(_place(node, line), "link_dead", found=target)
        for line, target in find_foreign_images(node.text):
            yield Problem(_place(node, line), "image_foreign", found=target)


def _place(node: Node, line: int) -> Mark:
    return Mark(node.mark.path, node.mark.line + line, 1 if line else node.mark.column)


def _file_of(target: str) -> str:
    """The record's file that a link names, from the folder of records, in whatever language."""
    folder = name_record(target)
    return f"{folder}/{target.partition('#')[0].rpartition('/')[2].partition('.')[0]}" if folder else ""
