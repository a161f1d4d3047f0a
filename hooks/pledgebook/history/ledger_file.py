"""File of a ledger: `pledges/published/<folder>.yml`, which only grows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..model.dates import parse_day
from ..names import Folder
from ..problem import Level, Mark, Problem
from ..yaml.dump import Tree, render_yaml
from ..yaml.node import Node
from ..yaml.reader import parse_yaml
from .ledger import Edition, Ledger, Redacted, Value, fingerprint_edition, path_of_ledger
from .ledger_migration import fingerprint_state
from .snapshot import FieldPath

_VERSION = "2"
_FIELDS = {"record", "version", "editions"}
_EDITION_FIELDS = {"date", "fingerprint", "note", "changed", "salts"}
# What is wrong with a file and not with what it says.
_OUTSIDE = {"merge_conflict", "file_unreadable", "link_outside"}
_NUMBER = re.compile(r"[0-9]{1,9}")


def render_ledger(ledger: Ledger, heading: str) -> str:
    """The file, under a comment that says what it is."""
    editions = []
    for edition in ledger.editions:
        head: Tree = {"date": edition.date.isoformat(), "fingerprint": edition.fingerprint}
        if edition.note:
            head["note"] = edition.note
        head["changed"] = nest({key: dump_value(value) for key, value in edition.changed.items()})
        if edition.salts:
            head["salts"] = nest(edition.salts)
        editions.append(head)
    version = {"version": _VERSION} if ledger.is_chained else {}
    return render_yaml({"record": ledger.folder, "editions": editions, **version}, heading)


def nest(values: Mapping[FieldPath, object]) -> Tree:
    """Values as part → group → path → value."""
    tree: dict[str, dict[str, dict[str, object]]] = {}
    for key, value in values.items():
        tree.setdefault(key.part, {}).setdefault(key.group, {})[key.path] = value
    return dict(tree)


def unnest(node: Node | None) -> Iterator[tuple[FieldPath, Node]]:
    """The values of a node that `nest` made."""
    for part, groups in node.mapping.items() if node else ():
        for group, paths in groups.mapping.items():
            for path, value in paths.mapping.items():
                yield FieldPath(part, group, path), value


def dump_value(value: Value) -> object:
    """A value as files hold it: of a redacted one, what it was taken away with (or the day) and its hash."""
    if not isinstance(value, Redacted):
        return value
    hashed = {"sha256": value.sha256} if value.sha256 else {}
    return {"redacted": str(value.edition) if value.edition else value.date, **hashed}


def read_value(node: Node) -> Value:
    """The value that `dump_value` wrote; the day of one taken away with an edition is that edition's."""
    if isinstance(node.value, dict):
        when = node.text_of("redacted")
        edition = parse_number(when)
        return Redacted(when if edition is None else "", node.text_of("sha256"), edition or 0)
    return None if node.value is None else node.text


def parse_number(text: str) -> int | None:
    """A number of editions as commands write it; none when it is something else."""
    return int(text) if _NUMBER.fullmatch(text) else None


def parse_written(text: str, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read YAML that commands write; none, and what is wrong, when it is broken."""
    source = parse_yaml(text, path)
    # What looks like a slip of the hand is none in what a command wrote.
    errors = tuple(problem for problem in source.problems if problem.level is Level.ERROR)
    return (None if errors else source.node), tell_unreadable(errors)


def tell_unreadable(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong with a file that commands write, once where it begins: it is fetched back, and not mended by hand.

    A conflict is settled as any other, and what nobody may read is in order.
    """
    is_broken = problems and problems[0].code not in _OUTSIDE
    return (Problem(problems[0].mark, "published_unreadable"),) if is_broken else tuple(problems)


def parse_kept(text: str, path: str, folder: Folder) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a file that commands keep of a record; none, and what is wrong, when it is broken or another record's."""
    root, errors = parse_written(text, path)
    if root is None:
        return None, errors
    stated = root.text_of("record")
    if not stated:
        return None, (Problem(Mark(path), "published_altered", found="record"),)
    if stated != folder:
        mark = root.nearest(["record"]).mark
        return None, (Problem(mark, "published_foreign", found=stated, allowed=(folder,)),)
    return root, ()


def parse_ledger(text: str, folder: Folder) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Read a file of editions.

    Returns:
        The editions, or none and what is wrong: the file cannot be read, belongs to another record, or no longer
        agrees with its own fingerprints.
    """
    path = path_of_ledger(folder)
    root, problems = parse_kept(text, path, folder)
    if root is None:
        return None, problems
    is_chained = root.text_of("version") == _VERSION
    listed = root.get(["editions"])
    nodes = listed.items if listed else ()
    if not nodes or set(root.mapping) - _FIELDS or (not is_chained and "version" in root.mapping):
        return None, (Problem(Mark(path), "published_altered", found="editions"),)
    editions = []
    for node in nodes:
        edition = _read_edition(node, is_chained)
        if edition is None:
            return None, (Problem(node.mark, "published_altered", found="date"),)
        editions.append(edition)
    ledger = _date_redactions(Ledger(folder, tuple(editions), is_chained))
    altered = find_altered(ledger)
    if altered:
        return None, (Problem(altered.mark, "published_altered", found=altered.date.isoformat()),)
    return ledger, ()


def _read_edition(node: Node, is_chained: bool) -> Edition | None:
    """An edition, or none when it has no day, or something that no edition has."""
    day = parse_day(node.text_of("date"))
    if day is None or (is_chained and set(node.mapping) - _EDITION_FIELDS):
        return None
    changed = {key: read_value(value) for key, value in unnest(node.get(["changed"]))}
    salts = {key: value.text for key, value in unnest(node.get(["salts"]))}
    return Edition(day, node.text_of("fingerprint"), changed, node.text_of("note"), node.mark, salts)


def _date_redactions(ledger: Ledger) -> Ledger:
    """The ledger with the day of each text that was taken away with an edition."""
    days = {number: edition.date.isoformat() for number, edition in enumerate(ledger.editions, 1)}

    def date(value: Value) -> Value:
        if isinstance(value, Redacted) and value.edition:
            return replace(value, date=days.get(value.edition, ""))
        return value

    changes = ({key: date(value) for key, value in edition.changed.items()} for edition in ledger.editions)
    editions = (replace(edition, changed=changed) for edition, changed in zip(ledger.editions, changes, strict=True))
    return replace(ledger, editions=tuple(editions))


def find_altered(ledger: Ledger) -> Edition | None:
    """The first edition that does not agree with its fingerprint."""
    if not ledger.is_chained:
        pairs = ledger.states()
        return next((edition for edition, state in pairs if fingerprint_state(state) != edition.fingerprint), None)
    for number, edition in enumerate(ledger.editions, 1):
        texts = {key for key, value in edition.changed.items() if isinstance(value, str)}
        later = range(number + 1, len(ledger.editions) + 1)
        is_whole = texts == edition.salts.keys() and all(
            _is_vouched(value, later) for value in edition.changed.values()
        )
        if not is_whole or fingerprint_edition(ledger, number) != edition.fingerprint:
            return edition
    return None


def _is_vouched(value: Value, later: range) -> bool:
    """Whether a later edition vouches for a redaction; one that was migrated without any has its day in its own."""
    return not isinstance(value, Redacted) or value.edition in later or not (value.edition or value.sha256)
