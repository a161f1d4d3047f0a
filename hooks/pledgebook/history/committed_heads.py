"""Committed heads: what the newest commit in git says of the ledgers, for when the project no longer says anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..names import Folder
from .ledger_heads import HEADS, LedgerHead, parse_heads

# Seconds; git looks one file up.
_PATIENCE = 10


def read_committed_heads(root: Path) -> dict[Folder, LedgerHead]:
    """The heads in the newest commit of the git repository that a project lies in; none without either.

    Git is asked for the bytes alone, so that nothing the repository's settings name is run.
    """
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return {}
    command = ("git", "-C", str(root), "cat-file", "blob", f"HEAD:./{HEADS}")
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE).stdout.decode()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return {}
    return parse_heads(told.replace("\r\n", "\n"))[0]
