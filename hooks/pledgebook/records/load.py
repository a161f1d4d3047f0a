"""Loading: the folder of records read into a book, with what is wrong with it.

- `pledges/register.yml`: what all records share
- `pledges/accessibility.yml`: how accessible the site is
- `pledges/links.yml`: what came of asking the addresses of sources (see `model.links`)
- `pledges/deliveries.yml`: the archives that have been made (see `model.deliveries`)
- `pledges/<id>/…` and `pledges/agreements/<id>/…`: records (see `model.paths`); any other file there is a document
- `pledges/redirects.yml`: where things are that have moved (see `model.redirects`)
- `pledges/allowed_signers`: whose signatures of archives are trusted (see `history.allowed_signers`)
- `pledges/published/<folder>.yml`: what has been published of a record (see `history.ledger`)
- `pledges/published/addresses.txt`: every address that has been published (see `history.published_urls`)
- `pledges/editions.yml`: how many editions each record has (see `history.ledger_heads`)
- `pledges/translations/<folder>.yml`: what its translations render (see `history.translation_memory`)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..config import RECORDS
from ..files.cache import NO_CACHE, ContentCache
from ..files.tree import digest
from ..history.allowed_signers import ALLOWED_SIGNERS
from ..history.committed_heads import read_committed_heads
from ..history.ledger import PUBLISHED
from ..history.ledger_heads import HEADS_NAME
from ..history.translation_memory import TRANSLATIONS
from ..i18n.enum_labels import EnumLabels
from ..i18n.field_help import TRANSLATION
from ..model import Agreement, FollowUp, Model, Pledge, Register, Translation
from ..model.accessibility import STATEMENT, Statement
from ..model.deliveries import DELIVERIES, Deliveries
from ..model.ids import is_id
from ..model.links import LINKS, SourceLinks
from ..model.located import Located
from ..model.paths import AGREEMENTS, RecordFile, RecordKind, is_agreement
from ..model.redirects import REDIRECTS, Redirects
from ..model.register import REGISTER
from ..names import Folder, Language
from ..problem import Mark, Problem
from ..reporting.progress import SILENT, Progress
from ..yaml.node import Key, Node
from ..yaml.reader import SourceFile, parse_yaml
from .copied_facts import gather_facts, join_faults
from .file_reader import FileReader
from .findings import Findings
from .folder import (
    RecordFolder,
    explain_stray,
    find_misnamed,
    is_misnamed,
    scan_folder,
)
from .front_matter import check_begun, check_id, join_lost
from .kept import read_kept, read_lists
from .meant_ids import MeantIds
from .model_version import MODEL_FILE
from .normalise import Merged, in_all_languages, in_one_language, merge_words, normalise
from .parsed import ParsedRecords
from .record_cache import RecordCache
from .register_names import RegisterNames
from .validate import Validated, validate

M = TypeVar("M", bound=Model)
_SHARED = (REGISTER, STATEMENT, REDIRECTS, LINKS, DELIVERIES, MODEL_FILE, ALLOWED_SIGNERS)


def read_records(
    root: Path,
    languages: Sequence[Language],
    labels: EnumLabels | None = None,
    progress: Progress = SILENT,
    cache: ContentCache = NO_CACHE,
) -> tuple[ParsedRecords, tuple[Problem, ...]]:
    """Read all records once, whatever is wrong with some of them.

    Args:
        root: the project's folder; records stand in `pledges/` under it.
        languages: codes of the site's languages, the one that facts are written in first.
        labels: words for the values of closed vocabularies, besides the values themselves.
        progress: is told how many folders have been read.
        cache: where records and what is found in them are kept.

    Returns:
        What is well-formed by itself, and what is wrong with the rest.
    """
    labels = labels or EnumLabels()
    known = RecordCache(cache, digest(repr((*languages, labels.vocabulary)).encode()))
    reader = _RecordReader(root, languages=tuple(languages), labels=labels, progress=progress, known=known)
    entries = reader.read()
    entries.findings = Findings(cache)
    known.remember()
    return _settle(reader, entries)


def read_draft(
    known: ParsedRecords, languages: Sequence[Language], labels: EnumLabels | None, path: str, text: str
) -> tuple[ParsedRecords, tuple[Problem, ...]]:
    """Read the records as they would be if the file `path` said `text`: those in its folder, and what all share.

    Other records are known to be there, and not what is in them.
    """
    reader = _RecordReader(known.root, draft=(path, text), languages=tuple(languages), labels=labels or EnumLabels())
    return _settle(reader, reader.read_draft(known))


def _settle(reader: _RecordReader, entries: ParsedRecords) -> tuple[ParsedRecords, tuple[Problem, ...]]:
    names = RegisterNames(entries.register.record if entries.register else None)
    problems = tuple(MeantIds(names, entries.folders, reader.nodes).settle([*join_lost(reader.problems)]))
    # What reads a record again holds the reader, which is not to hold where everything was written.
    reader.nodes.clear()
    return entries, problems


@dataclass
class _RecordReader(FileReader):
    languages: tuple[Language, ...] = ()
    labels: EnumLabels = field(default_factory=EnumLabels)
    progress: Progress = SILENT
    known: RecordCache = field(default_factory=RecordCache)
    nodes: dict[RecordFile, Callable[[], Node]] = field(default_factory=dict)

    @property
    def original(self) -> Language:
        return self.languages[0]

    def read_draft(self, known: ParsedRecords) -> ParsedRecords:
        """Read what all share and the draft's own folder; of all others it is known what lies in them."""
        entries = self.read_common()
        entries.folders, entries.sources, entries.attachments = known.folders, known.sources, known.attachments
        folder = (self.root / self.draft[0]).parent if self.draft else self.root
        path = self.relative(folder)
        name = Folder(path.removeprefix(f"{RECORDS}/"))
        if name != path and name in known.folders:
            kind = RecordKind.AGREEMENT if is_agreement(name) else RecordKind.PLEDGE
            self.read_record(scan_folder(folder, kind, self.root, self.languages), entries)
        return entries

    def read_common(self) -> ParsedRecords:
        """Read the files that no record has to itself."""
        entries = ParsedRecords(root=self.root)
        folder = self.root / RECORDS
        register = folder / REGISTER
        if register.is_file():
            entries.register = self.read_shared(Register, register)
        elif not find_misnamed(folder, REGISTER):
            self.problems.append(Problem(Mark(f"{RECORDS}/{REGISTER}"), "register_missing"))
        if (folder / STATEMENT).is_file():
            entries.has_statement = True
            entries.statement = self.read_shared(Statement, folder / STATEMENT)
        if (folder / REDIRECTS).is_file():
            entries.redirects = self.read_shared(Redirects, folder / REDIRECTS)
        if (folder / LINKS).is_file():
            entries.links = self.read_shared(SourceLinks, folder / LINKS) or entries.links
        if (folder / DELIVERIES).is_file():
            entries.deliveries = self.read_shared(Deliveries, folder / DELIVERIES) or entries.deliveries
        read_lists(self, entries)
        return entries

    def read(self) -> ParsedRecords:
        entries = self.read_common()
        folder = self.root / RECORDS
        paths = self.list_folder(folder)
        for number, path in enumerate(paths):
            self.progress.show("read", number, len(paths))
            if path.is_dir() and path.name == AGREEMENTS:
                for inner in self.list_folder(path):
                    self.read_folder(inner, entries, RecordKind.AGREEMENT)
            elif path.is_dir() and path.name in (PUBLISHED, TRANSLATIONS):
                read_kept(self, path, entries)
            elif path.name not in (*_SHARED, HEADS_NAME):
                self.read_folder(path, entries, RecordKind.PLEDGE)
        if not (entries.has_heads or entries.ledger_folders):
            entries.committed_heads = read_committed_heads(self.root)
        return entries

    def read_shared(self, model: type[M], path: Path) -> Located[M] | None:
        """A file that has words in every language."""
        self.data = self.read_bytes([path])
        key = self.known.hash(self.data)
        text = self.read_words(path)
        if text is None:
            return None
        source = parse_yaml(text, self.relative(path))
        self.problems += source.problems
        if source.node is None:
            return None
        if model is Register and not source.node.mapping:
            self.report(path, "register_empty", found=path.name)
            return None
        node = normalise(model, source.node, in_all_languages(self.languages))
        value = self.make(model, node).value
        return Located(value, lambda: node, key) if value else None

    def make(self, model: type[M], node: Node) -> Validated[M]:
        validated = validate(model, node, self.labels)
        self.problems += validated.problems
        return validated

    def read_folder(self, folder: Path, entries: ParsedRecords, kind: RecordKind) -> None:
        """Read the folder of a record of a kind."""
        if not folder.is_dir():
            self.problems.append(explain_stray(folder, self.root, _SHARED))
            return
        found = scan_folder(folder, kind, self.root, self.languages)
        entries.folders.add(found.own.folder)
        entries.sources |= set(found.files)
        entries.attachments += found.attachments
        self.read_record(found, entries)

    def read_record(self, found: RecordFolder, entries: ParsedRecords) -> None:
        """Read the files of a record."""
        self.problems += found.problems
        if is_id(found.own.record):
            for file, paths in sorted(found.files.items(), key=lambda item: item[0].part):
                self.read_files(file, paths, entries)

    def read_files(self, file: RecordFile, paths: dict[str, Path], entries: ParsedRecords) -> None:
        if self.original not in paths:
            name = file._replace(language=self.original).name
            for path in paths.values():
                if not is_misnamed(path.parent, name, self.problems, self.root):
                    self.report(path, "original_missing", found=name)
        elif file.kind is RecordKind.FOLLOWUP:
            self.add(entries.followups, FollowUp, file, paths)
        elif file.kind is RecordKind.PLEDGE:
            self.add(entries.pledges, Pledge, file, paths)
        else:
            self.add(entries.agreements, Agreement, file, paths)

    def add(self, entries: list[Located[M]], model: type[M], file: RecordFile, paths: dict[str, Path]) -> None:
        self.data = self.read_bytes(paths[language] for language in self.languages if language in paths)
        key = self.known.hash(self.data)
        read_again = partial(self.read_again, self.data, file, paths)
        entry = self.known.find(model, key, read_again)
        if entry:
            self.nodes[file] = entry.read_node
            entries.append(entry)
            return
        start = len(self.problems)
        page = self.read_page(paths[self.original], model)
        if page is None:
            return
        merged = self.assemble(file, *page, paths)
        self.nodes[file] = lambda: merged.node
        before = len(self.problems)
        made = self.make(model, merged.node)
        if made.value:
            entry = Located(made.value, read_again, key)
            entry.keep(merged.node)
            entries.append(entry)
            if not self.problems[start:] and not merged.problems:
                self.known.keep(entry, made.plain)
        own, self.problems[before:] = self.problems[before:], ()
        self.problems += join_faults(model, page[0], own, merged.problems, is_sound=made.value is not None)

    def read_again(self, data: dict[str, bytes], file: RecordFile, paths: dict[str, Path]) -> Node:
        """The node of a record that is known to be sound, from the bytes of its files."""
        reader = replace(self, data=data, problems=[], nodes={}, known=RecordCache())
        page = reader.read_page(paths[self.original], file.model)
        assert page is not None, "its files were read before"
        return reader.assemble(file, *page, paths).node

    def assemble(self, file: RecordFile, front: Node, source: SourceFile, paths: dict[str, Path]) -> Merged:
        """One node out of a record's files: facts and words of the original, then the words of each translation."""
        problems: list[Problem] = []
        node = self.with_given(front, source, file)
        node = normalise(file.model, node, in_one_language(self.original))
        translations: dict[str, Node] = {}
        for language in self.languages[1:]:
            if language not in paths:
                continue
            # A translation that cannot be read is there all the same: its own fault is told, not that it is missing.
            translations[language] = Node(Mark(self.relative(paths[language])), {})
            page = self.read_page(paths[language], file.model)
            if page is None:
                continue
            words, own = page
            problems += check_id(words, file.id)
            translation = words.mapping.get(TRANSLATION)
            if translation and self.make(Translation, translation).value:
                translations[language] = translation
            rest = words.with_value({name: value for name, value in words.mapping.items() if name != TRANSLATION})
            merged = merge_words(file.model, node, _with_body(rest, own), language)
            problems += gather_facts(file.model, merged, self.original, language)
            node = merged.node
        values = node.mapping | {"translations": Node(node.mark, dict(translations))}
        return Merged(node.with_value(values), tuple(problems))

    def with_given(self, node: Node, source: SourceFile, file: RecordFile) -> Node:
        for name in file.model.unwritten:
            if name in node.mapping:
                self.problems.append(Problem(node.key_mark([name]), "field_unknown", found=name))
        self.problems += check_id(node, file.id)
        self.problems += check_begun(node)
        given = {"id": Node(node.mark, file.id)}
        if file.kind is RecordKind.FOLLOWUP:
            given["pledge"] = Node(node.mark, file.record)
        return _with_body(node.with_value(node.mapping | given), source)


def _with_body(node: Node, source: SourceFile) -> Node:
    if not source.body.strip():
        return node
    mark = Mark(source.path, source.body_line)
    body = Node(mark, source.body)
    return Node(node.mark, node.mapping | {"body": body}, node.keys | {"body": Key(mark, "body")})
