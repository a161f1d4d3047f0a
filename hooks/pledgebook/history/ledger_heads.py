"""Heads of the ledgers, in `pledges/editions.yml`: how many editions each has, and the fingerprint of the newest.

The file lies beside what it vouches for: when a ledger, its last edition or the whole folder of ledgers is gone, it
still says what there was. It also says how many of the editions have been online, which nobody takes back; a checksum
vouches for that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..config import RECORDS
from ..names import Folder
from ..problem import Mark, Problem
from ..yaml.dump import render_yaml
from ..yaml.node import Node
from .ledger import Ledger
from .ledger_file import parse_number, parse_written
from .snapshot import digest_text

HEADS_NAME = "editions.yml"
HEADS = f"{RECORDS}/{HEADS_NAME}"
_FIELDS = ["editions", "fingerprint", "online", "checksum"]


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Head of a record's ledger.

    Attributes:
        editions: how many there are.
        fingerprint: that of the newest.
        online: how many have been online.
        mark: where it stands.
    """

    editions: int
    fingerprint: str
    online: int = 0
    mark: Mark = field(default=Mark(HEADS), compare=False)


Heads = Mapping[Folder, LedgerHead]


def update_heads(heads: Heads, ledgers: Mapping[Folder, Ledger | None]) -> Heads:
    """The heads once ledgers have been written or, where there is none, taken away; what is online stays so."""
    found = dict(heads)
    for folder, ledger in ledgers.items():
        if ledger is None:
            found.pop(folder, None)
        elif ledger.is_chained:
            online = heads[folder].online if folder in heads else 0
            found[folder] = LedgerHead(len(ledger.editions), ledger.newest.fingerprint, online)
    return found


def put_online(heads: Heads) -> Heads:
    """The heads when all editions there are have been put online."""
    return {folder: replace(head, online=head.editions) for folder, head in heads.items()}


def render_heads(heads: Heads, heading: str) -> str:
    """The file, under a comment that says what it is."""
    tree = {
        folder: {
            "editions": str(head.editions),
            "fingerprint": head.fingerprint,
            "online": str(head.online),
            "checksum": _make_checksum(folder, head),
        }
        for folder, head in sorted(heads.items())
    }
    return render_yaml(tree, heading)


def _make_checksum(folder: str, head: LedgerHead) -> str:
    """What vouches for how many editions have been online; how many there are the ledger itself tells."""
    return digest_text(json.dumps([folder, head.fingerprint, head.online]))


def parse_heads(text: str) -> tuple[dict[Folder, LedgerHead], tuple[Problem, ...]]:
    """Read the file; what has been altered in it is a problem."""
    root, errors = parse_written(text, HEADS)
    if root is None:
        return {}, errors
    if not root.mapping:
        return {}, (Problem(Mark(HEADS), "published_heads_lost"),)
    found, problems = {}, []
    for folder, node in root.mapping.items():
        head = _read_head(folder, node)
        if head:
            found[Folder(folder)] = head
        else:
            problems.append(Problem(node.mark, "published_head_altered", found=folder))
    return found, tuple(problems)


def _read_head(folder: str, node: Node) -> LedgerHead | None:
    editions, online = (parse_number(node.text_of(name)) for name in ("editions", "online"))
    if list(node.mapping) != _FIELDS or editions is None or online is None or online > editions:
        return None
    head = LedgerHead(editions, node.text_of("fingerprint"), online, node.mark)
    return head if node.text_of("checksum") == _make_checksum(folder, head) else None
