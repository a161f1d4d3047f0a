"""Rules on the files beside a record and the links to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ..files.tree import is_plain
from ..markdown.render import find_links, name_file
from ..model import FollowUp, Model, Record
from ..model.ids import slug
from ..model.introspect import find_prose
from ..model.located import Located
from ..model.paths import RecordFile, folder_of
from ..names import ANY_LANGUAGE, Folder
from ..problem import Level, Mark, Problem, suggest
from ..records.book import name_documents
from ..records.parsed import ParsedRecords
from ..yaml.node import Path


def check_documents(entry: Located[Record | FollowUp], files: Mapping[Folder, Collection[str]]) -> Iterator[Problem]:
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


def _missing(entry: Located[Model], path: Path, written: str, names: Collection[str]) -> Problem:
    same = next((name for name in names if name.casefold() == written.casefold()), "")
    code = "document_case" if same else "document_missing"
    known = tuple(sorted(names))
    # Some write the folder too, which is always the record's own.
    name = written.replace("\\", "/").rpartition("/")[2]
    hint = same or (name if name in names else suggest(written, known))
    return Problem(entry.node.nearest(path).mark, code, found=written, allowed=known, suggestion=hint)


def check_attachments(entries: ParsedRecords) -> Iterator[Problem]:
    """A file beside a record is a document of it, or its text leads there; otherwise nobody would find it."""
    named = {*list_documents(entries), *list_linked(entries)}
    # A document whose name is written otherwise is told there.
    named |= {(folder, name.replace("\\", "/").rpartition("/")[2].casefold()) for folder, name in named}
    readable = {folder_of(entry.record) for entry in entries.records}
    for attachment in entries.attachments:
        is_named = {(attachment.folder, name) for name in (attachment.name, attachment.name.casefold())} & named
        if not is_named and attachment.folder in readable:
            yield Problem(Mark(attachment.path), "file_unnamed", Level.WARNING, attachment.name)


def check_file_names(entries: ParsedRecords) -> Iterator[Problem]:
    """A file beside a record has a name that an archive can keep, whatever it is packed in."""
    for attachment in entries.attachments:
        if not is_plain(attachment.name):
            stem, dot, ending = attachment.name.rpartition(".")
            better = f"{slug(stem)}{dot}{slug(ending)}" if dot else slug(ending)
            yield Problem(Mark(attachment.path), "file_archive", Level.WARNING, attachment.name, suggestion=better)


def list_documents(entries: ParsedRecords) -> Collection[tuple[str, str]]:
    """Folder and name of every file that is a document of a record."""
    return name_documents(entry.record for entry in entries.holders)


def list_linked(entries: ParsedRecords) -> set[tuple[str, str]]:
    """Folder and name of every file beside a record that its text shows or leads to."""
    return {
        (folder_of(entry.record), name_file(target))
        for entry in entries.holders
        for node in find_prose(type(entry.record), entry.node)
        for _, target in find_links(node.text)
    }


def check_links(entries: ParsedRecords) -> Iterator[Problem]:
    """A link in Markdown leads to a record's file or, in a record, to a file beside it.

    One from the root of the site (`/om/`) is not followed.
    """
    files = {(attachment.folder, attachment.name) for attachment in entries.attachments}
    for shared in entries.shared:
        yield from _check_links(shared, "", entries, files)
    for holder in entries.holders:
        yield from _check_links(holder, folder_of(holder.record), entries, files)


def _check_links(
    entry: Located[Model], folder: str, entries: ParsedRecords, files: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    for node in find_prose(type(entry.record), entry.node):
        for line, target in find_links(node.text):
            if not target.startswith("/") and not (_is_record(target, entries) or (folder, name_file(target)) in files):
                yield Problem(node.mark.at_line(line), "link_dead", found=target)


def _is_record(target: str, entries: ParsedRecords) -> bool:
    """Whether a link names a record's file, in whatever language."""
    file = RecordFile.parse_link(target)
    return file is not None and file._replace(language=ANY_LANGUAGE) in entries.sources
