"""Own code: the source of every module of the package as it was when the process began, for the keys of the cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .. import __file__ as _PACKAGE
from .cache import hash_maker
from .tree import read_files

_OWN_CODE = read_files(Path(_PACKAGE).parent, ".py")


@cache
def hash_own_code(*packages: str) -> bytes:
    """As `hash_maker`, of what any module may have a part in; `packages` are the installed ones that it uses."""
    return hash_maker(_OWN_CODE, *packages)
