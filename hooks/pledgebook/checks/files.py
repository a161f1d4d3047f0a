"""Rules on the files beside a record, pictures among them, and the links to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from ..files.tree import ROOM, NameFault, digest, find_name_fault, find_same, is_plain, is_text
from ..images.camera_data import strip_camera_data
from ..images.picture import PictureError, is_picture, suffix_of
from ..images.publish import check_picture
from ..markdown.render import find_targets, is_elsewhere, name_file
from ..markdown.sanitize import RefusedKind, sanitize
from ..model import FollowUp, Model, Record
from ..model.ids import slug
from ..model.located import Located
from ..model.paths import Attachment, RecordFile, folder_of
from ..names import ANY_LANGUAGE
from ..problem import Level, Mark, Problem, suggest
from ..records.guesses import guess_address
from ..records.parsed import ParsedRecords
from ..yaml.characters import compose
from ..yaml.node import Path

# The endings of documents that a browser shows, plays or saves, and in which it runs nothing. Pictures that pages show
# and pages have rules of their own. Of films, and of other pictures than GIF, which no camera makes, nobody takes out
# what the camera wrote; and what is in an archive file nobody sees before it is published.
_DOCUMENTS = {
    *(".pdf", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".epub", ".rtf"),
    *(".csv", ".tsv", ".json", ".geojson", ".ics", ".vtt", ".mp3", ".ogg", ".gif"),
}
_HTML = (".html", ".htm")
# What is told of a name that an archive cannot keep.
NAME_CODES = {
    NameFault.LETTERS: "file_archive",
    NameFault.DEVICE: "file_archive_device",
    NameFault.END: "file_archive_end",
    NameFault.LENGTH: "file_archive_length",
}
# Of what stands between the full stops of a name that is suggested.
_LONGEST_PART = 60
# HTML and XML begin so, in any encoding.
_LIKE_MARKUP = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


def check_documents(entry: Located[Record | FollowUp], names: Collection[str]) -> Iterator[Problem]:
    """A document has a file beside the record or an address, and files' names are written as on disk.

    `names` are those of the files in the record's folder.
    """
    for place, document in enumerate(entry.record.documents):
        if not document.file and not document.url:
            yield entry.problem(("documents", place), "document_nowhere", Level.NOTE)
        for name in ("file", "text_version"):
            written = getattr(document, name)
            if written and compose(written) not in names:
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
    """A file beside a record is a document of it, or its text leads there; otherwise it is not published anew."""
    named = {*entries.documents, *entries.linked}
    # A document whose name is written otherwise is told there; a link from the root of the site is not followed.
    named |= {(at, name.replace("\\", "/").rpartition("/")[2].casefold()) for at, name in named if name[:1] != "/"}
    readable = {folder_of(entry.record) for entry in entries.records}
    for attachment in entries.attachments:
        is_named = {(attachment.folder, name) for name in (attachment.name, attachment.name.casefold())} & named
        if not is_named and attachment.folder in readable and is_text(attachment.name):
            code = "file_unnamed_published" if attachment in entries.published else "file_unnamed"
            yield Problem(Mark(attachment.path), code, Level.WARNING, attachment.name)


def check_file_names(entries: ParsedRecords) -> Iterator[Problem]:
    """A file beside a record has a name that an archive can keep, whatever it is packed in."""
    for attachment in entries.attachments:
        if fault := find_name_fault(attachment.path, ROOM):
            mark = entries.find_mark(attachment) if is_text(attachment.name) else Mark(attachment.path)
            level = Level.WARNING if is_text(attachment.name) else Level.ERROR
            better = name_plainly(attachment.name, attachment.folder)
            yield Problem(mark, NAME_CODES[fault], level, attachment.name, (), better, {"better": better})


def name_plainly(name: str, folder: str = "x") -> str:
    """A name in letters that every system takes; with that of its folder where its own letters are not enough."""
    first, *endings = (slug(part)[:_LONGEST_PART].strip("-") for part in name.split("."))
    plain = ".".join(filter(None, (first or slug(folder), *endings)))
    return plain if is_plain(plain) else f"{slug(folder)}-{plain}"


def check_same_names(entries: ParsedRecords) -> Iterator[Problem]:
    """No two files beside a record have names that are the same on some systems, but for their capitals or marks."""
    by_path = {attachment.path: attachment for attachment in entries.attachments}
    for path, other in find_same(by_path):
        mark, name = entries.find_mark(by_path[path]), by_path[path].name
        yield Problem(mark, "file_same", found=name, details={"other": other.rpartition("/")[2]})


def check_kinds(entries: ParsedRecords, read: Callable[[Attachment], bytes]) -> Iterator[Problem]:
    """A file is a picture that can be shown, or of a kind that nothing runs in when a reader opens it on the site.

    It has the SHA-256 that is stated of it, as it is published. `read` gives the bytes of a file beside a record.
    """
    documents, linked = entries.documents, entries.linked
    for attachment in entries.attachments:
        key, is_shown = (attachment.folder, attachment.name), is_picture(attachment.name)
        try:
            if is_shown:
                check_picture(read(attachment), attachment.name, is_size_free=key in documents and key not in linked)
            fault = None if is_shown else _find_fault(attachment, read)
        except OSError:
            fault = "file_unreadable", ""
        except PictureError as error:
            fault = error.code, error.part
        if fault:
            mark = Mark(attachment.path) if is_shown else entries.find_mark(attachment)
            yield Problem(mark, fault[0], found=attachment.name, details={"part": fault[1]})
        for mark, stated in entries.find_hashes(attachment) if not fault else ():
            if stated != digest(strip_camera_data(read(attachment), attachment.name)):
                yield Problem(mark, "document_altered", found=attachment.name)


def _find_fault(attachment: Attachment, read: Callable[[Attachment], bytes]) -> tuple[str, str] | None:
    """What is wrong with the kind of a document, and the part that it is in."""
    suffix = suffix_of(attachment.name)
    if suffix in _HTML:
        return _find_active(read(attachment))
    if suffix not in _DOCUMENTS:
        return "document_kind", ""
    return ("document_content", "") if _LIKE_MARKUP.match(read(attachment)) else None


def _find_active(data: bytes) -> tuple[str, str] | None:
    """What in a page does more than say something: it may hold what a text in Markdown may, in UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "document_content", ""
    if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in text):
        return "document_content", ""
    for refusal in sanitize(text).refusals:
        if refusal.kind in (RefusedKind.TAG, RefusedKind.ATTRIBUTE, RefusedKind.ADDRESS, RefusedKind.PICTURE):
            return "document_active", refusal.found
    return None


def check_links(entries: ParsedRecords) -> Iterator[Problem]:
    """A link in Markdown leads to a record's file or, in a record, to a file beside it.

    One from the root of the site (`/om/`) is not followed.
    """
    for shared in entries.shared:
        yield from _check_links(shared, (), entries)
    for holder in entries.holders:
        yield from _check_links(holder, entries.files.get(folder_of(holder.record), ()), entries)


def _check_links(entry: Located[Model], files: Collection[str], entries: ParsedRecords) -> Iterator[Problem]:
    faulty = {target for target in entries.findings.list_targets(entry) if _is_faulty(target, files, entries)}
    for node in entry.prose if faulty else ():
        for line, target in find_targets(node.text):
            if target in faulty and is_elsewhere(target):
                yield Problem(node.mark.at_line(line), "link_space", Level.WARNING, found=target)
            elif target in faulty:
                meant = guess_address(target) if target.startswith("www.") else ""
                yield Problem(node.mark.at_line(line), "link_dead", found=target, suggestion=meant)


def _is_faulty(target: str, files: Collection[str], entries: ParsedRecords) -> bool:
    if is_elsewhere(target):
        return " " in target
    is_there = _is_record(target, entries) or name_file(target, files.__contains__) in files
    return not target.startswith("/") and not is_there


def _is_record(target: str, entries: ParsedRecords) -> bool:
    """Whether a link names a record's file, in whatever language."""
    file = RecordFile.parse_link(target)
    return file is not None and file._replace(language=ANY_LANGUAGE) in entries.sources
