"""Own code: the source of every module of the package as it was when the process began, for the keys of the cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .. import __file__ as _PACKAGE
from .cache import hash_maker
from .tree import read_files

_OWN_CODE = read_files(Path(_PACKAGE).parent, ".py")


@cache
def hash_own_code(*packages: str, room: str = "") -> bytes:
    """As `hash_maker`, of what the modules of one room make, or of what any module may have a part in.

    Args:
        packages: the installed packages that they use.
        room: the room, such as `images/`.
    """
    return hash_maker({path: data for path, data in _OWN_CODE.items() if path.startswith(room)}, *packages)
