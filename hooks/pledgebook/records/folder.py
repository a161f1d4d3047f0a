"""A record's folder as it lies on disk: which files are the record's, what lies beside them, and what is misnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..config import RECORDS
from ..files.tree import is_litter, is_outside
from ..model.ids import is_id, slug
from ..model.paths import Attachment, RecordFile, RecordKind, is_agreement
from ..names import ANY_LANGUAGE, Folder, Language
from ..problem import Level, Mark, Problem, suggest
from ..yaml.characters import compose

# What people write records in, or programs keep of them beside.
_SOURCE_SUFFIXES = {".md", ".markdown", ".yml", ".yaml", ".txt"}
_COPY = re.compile(r"(pledge|agreement|followup-[^.]+)\.[a-z]{2,3}(\.md.*|\.mdo?wn|\.mdx|\.mkd)?", re.IGNORECASE)
_LIKELY = re.compile(r"(pledge|agreement|followup-[^.]+)\.([a-z]{2,3})\.", re.IGNORECASE)
# A record's file that a program has hidden or kept the last version of.
_BACKUP = re.compile(r"[.~#]*(?P<name>[^.~#].*?)[~#]*")


@dataclass
class RecordFolder:
    """A record's folder, taken stock of.

    Attributes:
        own: the file that the record itself is in, without language.
        files: where the files of the record and its follow-ups are, by file (without language), then language.
        attachments: the files beside them.
        problems: what is wrong with any name.
    """

    own: RecordFile
    files: dict[RecordFile, dict[str, Path]] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def list_folder(folder: Path, mark: Mark, root: Path) -> tuple[list[Path], list[Problem]]:
    """What lies in a folder, in the order of names, but for what programs leave behind; nothing where it is missing.

    A link that leads out of the project is told of and left, and so is a record that nobody would find.

    `mark` is where it is, for the problem that it cannot be read.
    """
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return [], []
    except OSError:
        return [], [Problem(mark, "file_unreadable", found=folder.name)]
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if is_litter(path.name):
            problems += _find_hidden(path, root)
        elif is_outside(path, root):
            problems.append(Problem(_mark(path, root), "link_outside", found=path.name))
        else:
            found.append(path)
    return found, problems


def _mark(path: Path, root: Path) -> Mark:
    return Mark(path.relative_to(root).as_posix())


def _find_hidden(path: Path, root: Path) -> Iterator[Problem]:
    """What is passed over because of its name, although it is or holds the file of a record."""
    if path.is_dir():
        held = next((file for file in sorted(path.rglob("*.md")) if RecordFile.parse(file.as_posix())), None)
        if held:
            details = {"file": held.relative_to(path.parent).as_posix()}
            yield Problem(_mark(path, root), "folder_hidden", Level.WARNING, path.name, details=details)
        return
    match = _BACKUP.fullmatch(path.name)
    meant = match["name"] if match else ""
    if RecordFile.parse(f"{path.parent.name}/{meant}"):
        if (path.parent / meant).exists():
            yield Problem(_mark(path, root), "file_backup", Level.NOTE, path.name, (meant,))
        else:
            yield Problem(_mark(path, root), "file_name", found=path.name, suggestion=meant)


def find_misnamed(folder: Path, name: str) -> Path | None:
    """The file that was probably meant to be the one of a name that all records share (`register.yaml`), or None."""
    stem = name.partition(".")[0]
    likely = re.compile(rf"{stem}(?:\.ya?ml)?(?:\.txt|\.ya?ml)", re.IGNORECASE)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((path for path in paths if path.name != name and likely.fullmatch(path.name)), None)


def explain_stray(path: Path, root: Path, shared: tuple[str, ...]) -> Problem:
    """A file where only the folders of records and what all records share have their place."""
    meant = next((name for name in shared if find_misnamed(path.parent, name) == path), "")
    if not meant:
        return Problem(_mark(path, root), "file_stray", found=path.name)
    if (path.parent / meant).is_file():
        return Problem(_mark(path, root), "file_double", found=path.name, allowed=(meant,))
    return Problem(_mark(path, root), "file_name", found=path.name, suggestion=meant)


def is_misnamed(folder: Path, name: str, problems: list[Problem], root: Path) -> bool:
    """Whether a file that is not in a folder is there by another name, which has been told."""
    place = folder.relative_to(root).as_posix()
    told = (item for item in problems if item.code == "file_name" and item.suggestion == name)
    return any(item.mark.path.rpartition("/")[0] == place for item in told)


def find_strays(folder: Path, root: Path, known: tuple[str, ...]) -> Iterator[Problem]:
    """What people have put in a folder where only the command keeps something: it is read as nothing.

    `known` are the names of files that have their place there and are no `.yml`.
    """
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if is_outside(path, root):
            yield Problem(_mark(path, root), "link_outside", found=path.name)
            continue
        is_known = path.name.endswith(".yml") or inside in known
        if path.is_dir() or is_known or any(map(is_litter, inside.split("/"))):
            continue
        is_alone = path.parent == folder or (inside.count("/") == 1 and is_agreement(Folder(inside)))
        stray = path if is_alone else path.parent
        place = stray.relative_to(folder).as_posix()
        details = {"folder": folder.relative_to(root).as_posix(), "to": f"{RECORDS}/{place}"}
        yield Problem(_mark(stray, root), "kept_stray", found=place, details=details)


def scan_folder(folder: Path, kind: RecordKind, root: Path, languages: tuple[Language, ...]) -> RecordFolder:
    """Take stock of a record's folder."""
    place = Mark(folder.relative_to(root).as_posix())
    found = RecordFolder(RecordFile(kind, folder.name))
    paths, found.problems = list_folder(folder, place, root)
    has_misnamed = any(problem.code == "file_name" for problem in found.problems)
    for path in paths:
        mark = Mark(path.relative_to(root).as_posix())
        file = RecordFile.parse(f"{folder.name}/{path.name}")
        if path.is_dir():
            found.problems.append(Problem(mark, "folder_stray", found=path.name))
        elif not path.is_file():
            found.problems.append(Problem(mark, "file_unreadable", found=path.name))
        elif file:
            fault = _find_fault(file, found.own, mark, languages)
            if fault:
                found.problems.append(fault)
            else:
                found.files.setdefault(file._replace(language=ANY_LANGUAGE), {})[file.language] = path
        elif path.suffix.lower() in _SOURCE_SUFFIXES or _COPY.fullmatch(path.name):
            guess = _guess_name(path, found.own, languages)
            has_misnamed = has_misnamed or bool(guess)
            found.problems.append(_explain_name(path, mark, guess, found.own, languages))
        else:
            found.attachments.append(Attachment(found.own.folder, compose(path.name), mark.path))
    if not is_id(folder.name):
        found.problems.append(Problem(place, "folder_name", found=folder.name, suggestion=slug(folder.name)))
    elif found.own not in found.files and not has_misnamed:
        missing = found.own._replace(language=languages[0])
        found.problems.append(Problem(place, "record_missing", found=missing.name))
    return found


def _find_fault(file: RecordFile, own: RecordFile, mark: Mark, languages: tuple[Language, ...]) -> Problem | None:
    """What is wrong with the name of a record's file: its language, the folder that it is in, or its id."""
    if file.language not in languages:
        hint = suggest(file.language, languages)
        return Problem(mark, "file_language", found=file.language, allowed=languages, suggestion=hint)
    if file.folder != own.folder:
        return Problem(mark, "file_place", found=file.name)
    if file.followup and not is_id(file.followup):
        return Problem(mark, "file_id", found=file.followup, suggestion=slug(file.followup))
    return None


def _guess_name(path: Path, own: RecordFile, languages: tuple[Language, ...]) -> str:
    """The name that a file was probably meant to have; a page in no language is in the first."""
    likely = _LIKELY.match(path.name)
    meant = f"{likely[1]}.{likely[2]}.md".lower() if likely and likely[2].lower() in languages else ""
    if meant and RecordFile.parse(f"{path.parent.name}/{meant}"):
        return meant
    if any(suggest(word, [own.part]) for word in re.findall(r"\w+", path.name)):
        return suggest(path.name, _list_names(own, languages))
    name = f"{path.stem}.{languages[0]}.md"
    return name if RecordFile.parse(name) else ""


def _explain_name(path: Path, mark: Mark, guess: str, own: RecordFile, languages: tuple[Language, ...]) -> Problem:
    """A name that means nothing; if it looks like one that is taken, it is probably a copy."""
    meant = path.parent / guess
    if guess and meant.is_file() and not meant.samefile(path):
        return Problem(mark, "file_double", found=path.name, allowed=(guess,))
    return Problem(mark, "file_name", found=path.name, allowed=_list_names(own, languages), suggestion=guess)


def _list_names(own: RecordFile, languages: tuple[Language, ...]) -> tuple[str, ...]:
    return tuple(own._replace(language=language).name for language in languages)
