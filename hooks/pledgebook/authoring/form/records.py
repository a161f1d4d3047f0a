"""The records that the form opens and saves, each language's file by itself.

What the form calls a folder holds the records of one kind in one language (`pledge-sv`), and in it each record goes by
a short name (`2022-2023`; a follow-up by its pledge's and its own, `2022-2023_2023-01`). No other file has a name here,
so no other can be read or written.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...config import RECORDS
from ...files.atomic import Transaction, read_if_there
from ...files.exchange import FileChangedError
from ...files.tree import digest
from ...model.ids import is_id
from ...model.paths import RecordFile, RecordKind
from ...names import Folder, Language
from ...reporting.report import render_problem
from ...yaml.edit import EditError
from ...yaml.page import FENCE, split_page
from ...yaml.reader import decode
from ..format import format_page
from ..refusal import Refusal
from .conflict import EditConflict
from .reader import UNWRITTEN, RecordReader
from .revision import revise
from .values import Tree, Values, drop_rows

KINDS = (RecordKind.PLEDGE, RecordKind.FOLLOWUP, RecordKind.AGREEMENT)
# What the form keeps with a record's values without showing it.
HEADING = "heading"
VERSION = "version"
PROMISES = "promise_choices"
TARGETS = "promise_targets"
# What the form sends with them: which page of a browser it is, and which text of a file is to be written over.
TAB = "tab"
OVER = "over"


def address_of(file: RecordFile) -> str:
    """What the form calls a file: `pledge-sv/2022-2023.json`."""
    name = f"{file.record}_{file.followup}" if file.followup else file.record
    return f"{file.kind}-{file.language}/{name}.json"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as the form was given it: its bytes, its text, and the tree and the body that the text says."""

    data: bytes | None
    text: str
    tree: Tree
    body: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is to be written: into which file, for which opening of it, what it holds until then and what after."""

    file: RecordFile
    key: tuple[str, str, str]
    before: bytes | None
    text: str | None


@dataclass
class Records(RecordReader):
    """The records of a project, which the form opens and saves.

    Attributes:
        lock: held by whoever writes in them, one at a time.
    """

    # What the form was given, by the file and the hash of what it said.
    _opened: dict[tuple[str, str], _Opened] = field(default_factory=dict)
    # What each opening of a file, in each page of a browser, has made of it.
    _written: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, address: str) -> RecordFile:
        """The file that the form calls by an address.

        Raises:
            Refusal: it is none of ours.
        """
        match = re.fullmatch(r"([a-z]+)-([A-Za-z-]+)/([a-z0-9_-]+)\.json", address)
        if match and match[1] in KINDS and match[2] in self.languages:
            kind, (record, mark, followup) = RecordKind(match[1]), match[3].partition("_")
            if is_id(record) and (is_id(followup) if kind is RecordKind.FOLLOWUP else not mark):
                return RecordFile(kind, record, followup, Language(match[2]))
        raise Refusal(self.words.gettext("form.no_such", name=address))

    def list_files(self, kind: str, language: Language) -> Iterator[RecordFile]:
        """The files of a kind, the newest name first; a translation may not be written yet."""
        every = RecordFile(RecordKind(kind), "*", "*", self.languages[0])
        for path in sorted((self.root / RECORDS).glob(every.path), reverse=True):
            file = RecordFile.parse(path.as_posix())
            if file and is_id(file.record) and (file.kind is not RecordKind.FOLLOWUP or is_id(file.followup)):
                yield file._replace(language=language)

    def open(self, file: RecordFile) -> Values:
        """The values of a record's file for the form, with a version that names this very opening of it.

        A file that cannot be read has only a heading that says so.
        """
        data, text, fault = self.read_page(file)
        heading = self.say_heading(file)
        if fault:
            return {HEADING: self.words.gettext("form.unreadable", name=heading, fault=fault)}
        values = self.make_values(file, text)
        contents = digest(json.dumps([text, data is None, values], ensure_ascii=False).encode())
        self._opened[file.path, contents] = _Opened(data, text, *self.read_form(file, values))
        extra: Values = {HEADING: heading, VERSION: f"{contents}.{secrets.token_hex(8)}"}
        if file.kind is RecordKind.FOLLOWUP and file.language == self.languages[0]:
            extra[PROMISES] = list(self.list_promises(file))
            extra[TARGETS] = list(self.list_targets(file))
        self.name_sources(values)
        return extra | values

    def save_all(self, items: Iterable[tuple[RecordFile, Values]]) -> None:
        """Write what the form says into the files of records: into all of them or none (optimistic locking).

        Raises:
            EditConflict: a file is no longer what this opening of it was given, or has written.
            Refusal: a file cannot be read, or what was written would not say what the form says.
            OSError: a file cannot be written.
        """
        with self.lock:
            drafts = [self._draft(file, values) for file, values in items]
            try:
                with Transaction() as files:
                    for draft in drafts:
                        self._write_draft(draft, files)
            except FileChangedError as error:
                path = Path(error.filename)
                draft = next(draft for draft in drafts if (self.root / draft.file.project_path).resolve() == path)
                raise self._conflict(draft.file, read_if_there(path), draft.text or "") from error

    def _write_draft(self, draft: _Draft, files: Transaction) -> None:
        if draft.text is None:
            return
        path = self.root / draft.file.project_path
        if not path.resolve().is_relative_to((self.root / RECORDS).resolve()):
            raise Refusal(self.words.gettext("form.no_such", name=draft.file.path))
        data = draft.text.encode()
        if data != draft.before:
            try:
                files.write(path, data, draft.before)
            except FileChangedError:
                raise
            except OSError as error:
                raise Refusal(self.words.gettext("form.unsaved", path=draft.file.project_path)) from error
        self._written[draft.key] = data

    def _draft(self, file: RecordFile, values: Values) -> _Draft:
        """What saving a file comes to, or why it cannot be done."""
        data = read_if_there(self.root / file.project_path)
        version = str(values.get(VERSION, ""))
        key = (file.path, version, str(values.get(TAB, "")))
        opened = self._find_opened(file, version)
        text, fault = self.decode_page(file, data)
        if fault and not opened:
            raise Refusal(self.words.gettext("form.unreadable", name=file.project_path, fault=fault))
        found = None if fault else _Opened(data, text, *self.read_form(file, self.make_values(file, text)))
        new, body = self.read_form(file, values)
        before = self._written.get(key, opened.data if opened else None)
        if opened and found and before == opened.data and (found.tree, found.body) == (opened.tree, opened.body):
            # What says the same in other letters, as after `fmt`, keeps those.
            opened, before = found, data
        if opened and data == before:
            is_idle = data is None and (new, body) == (opened.tree, opened.body)
            return _Draft(file, key, data, None if is_idle else self._render_opened(file, opened, new, body))
        mine = self._render_beside(file, opened or found, new, body, is_known=opened is not None)
        if mine.encode() == data or values.get(OVER) == _name(data):
            return _Draft(file, key, data, mine)
        raise self._conflict(file, data, mine)

    def forget(self, folder: Folder) -> None:
        """Forget what was opened and written of a record; a page that still shows it meets a conflict when it saves."""
        self._opened = {key: opened for key, opened in self._opened.items() if not key[0].startswith(f"{folder}/")}
        self._written = {key: data for key, data in self._written.items() if not key[0].startswith(f"{folder}/")}

    def _find_opened(self, file: RecordFile, version: str) -> _Opened | None:
        key = (file.path, version.partition(".")[0])
        if key not in self._opened:
            # After a new start the form may still be open with what is also in the file.
            self.open(file)
        return self._opened.get(key)

    def _conflict(self, file: RecordFile, data: bytes | None, mine: str) -> EditConflict:
        key = "form.gone" if data is None else "form.changed"
        theirs = None if data is None else data.decode(errors="replace")
        return EditConflict(
            self.words.gettext(key, path=file.project_path), file.project_path, theirs, mine, _name(data)
        )

    def _render_opened(self, file: RecordFile, opened: _Opened, new: Tree, body: str) -> str:
        try:
            return self._render(file, opened, new, body)
        except Refusal as error:
            shown = self.read_form(file, self.make_values(file, opened.text))
            if shown == (opened.tree, opened.body):
                raise
            # The words stand beside others than those they were written for.
            original = file._replace(language=self.languages[0]).project_path
            raise Refusal(self.words.gettext("form.original_changed", path=original)) from error

    def _render_beside(self, file: RecordFile, base: _Opened | None, new: Tree, body: str, is_known: bool) -> str:
        """What the form says as a file of its own, when the file has become another since it was opened.

        It is what was opened with the changes in it. When that is not known any longer, the base is what is there now,
        with all items of lists anew.
        """
        blank = _Opened(None, UNWRITTEN.decode(), {}, "")
        if base:
            try:
                return self._render(file, base, new if is_known else drop_rows(new), body)
            except Refusal:
                pass
        return self._render(file, blank, drop_rows(new), body)

    def _render(self, file: RecordFile, opened: _Opened, new: Tree, body: str) -> str:
        """The file's new text, which has been read and says what it should."""
        is_translated = file.language != self.languages[0]
        page = split_page(opened.text)
        assert page is not None
        after = page.body if body == opened.body else f"\n{body}\n" if body else ""
        try:
            front = revise(page.front, file.model, opened.tree, new, keep_rest=is_translated)
        except EditError as error:
            raise Refusal(self.words.gettext("form.unwritable", path=file.project_path)) from error
        written = format_page(f"{page.opening}{front}{FENCE}\n{after}", file.path, file.model).text
        tree, words = self.read_form(file, self.make_values(file, written))
        if drop_rows(tree) != drop_rows(new) or words != body:
            raise Refusal(self.words.gettext("form.unwritable", path=file.project_path))
        _, problems = decode(written.encode(), file.project_path)
        if problems:
            # What can be saved can be opened again.
            raise Refusal(render_problem(problems[0], self.words))
        return written


def _name(data: bytes | None) -> str:
    """What the form calls the text of a file that it may write over."""
    return "none" if data is None else digest(data)
