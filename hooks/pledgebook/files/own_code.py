"""Own code: the source of every module of the package as it was when the process began, for the keys of the cache."""

from __future__ import annotations

from pathlib import Path

from .. import __file__ as _PACKAGE
from .tree import read_files

OWN_CODE = read_files(Path(_PACKAGE).parent, ".py")
