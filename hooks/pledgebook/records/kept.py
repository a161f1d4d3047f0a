"""What is kept of the records: the ledgers, what and who vouches for them, addresses, what translations render."""

from __future__ import annotations

from pathlib import Path

from ..config import RECORDS
from ..files.tree import is_litter, is_outside
from ..history.allowed_signers import ALLOWED_SIGNERS, parse_signers
from ..history.ledger import PUBLISHED
from ..history.ledger_file import parse_ledger, tell_unreadable
from ..history.ledger_heads import HEADS, parse_heads
from ..history.originals import ORIGINALS, ORIGINALS_NAME, parse_originals
from ..history.published_urls import ADDRESSES, LIMIT, parse_addresses
from ..history.translation_memory import parse_translation_memory
from ..names import Folder
from ..yaml.reader import read_text
from .file_reader import FileReader
from .folder import find_strays
from .parsed import ParsedRecords

# Besides the ledgers.
_LISTS = (Path(ADDRESSES).name, ORIGINALS_NAME)


def read_lists(reader: FileReader, entries: ParsedRecords) -> None:
    """Read what is kept of all records together."""
    root = reader.root
    if (root / ADDRESSES).is_file() and not is_outside(root / ADDRESSES, root):
        text, unreadable = read_text(root / ADDRESSES, ADDRESSES, LIMIT)
        entries.addresses, problems = parse_addresses(text)
        reader.problems += [*tell_unreadable(unreadable), *problems]
    if (root / HEADS).is_file():
        entries.has_heads = True
        listed = _read_text(reader, root / HEADS)
        entries.heads, problems = parse_heads(listed) if listed is not None else ({}, ())
        entries.has_sound_heads = listed is not None and not problems
        reader.problems += problems
    signers = root / RECORDS / ALLOWED_SIGNERS
    if signers.is_file():
        reader.problems += parse_signers(reader.read_text(signers) or "", reader.relative(signers))[1]
    if (root / ORIGINALS).is_file():
        entries.originals = parse_originals(_read_text(reader, root / ORIGINALS) or "")


def read_kept(reader: FileReader, folder: Path, entries: ParsedRecords) -> None:
    """Read a folder of what is kept of each record: what was published, or what its translations render."""
    reader.problems += find_strays(folder, reader.root, _LISTS if folder.name == PUBLISHED else ())
    for path in sorted(path for path in folder.rglob("*.yml") if not is_litter(path.name)):
        name = Folder(path.relative_to(folder).with_suffix("").as_posix())
        if folder.name == PUBLISHED:
            entries.ledger_folders.add(name)
        text = _read_text(reader, path)
        if text is None:
            continue
        if folder.name == PUBLISHED:
            ledger, problems = parse_ledger(text, name)
            if ledger:
                entries.ledgers[name] = ledger
            # One that bears the name of another is not lost too.
            entries.ledger_folders |= {Folder(item.found) for item in problems if item.code == "published_foreign"}
        else:
            memory, problems = parse_translation_memory(text, name)
            if memory:
                entries.memories[name] = memory
        reader.problems += problems


def _read_text(reader: FileReader, path: Path) -> str | None:
    before = len(reader.problems)
    text = reader.read_text(path)
    reader.problems[before:] = tell_unreadable(reader.problems[before:])
    return text
