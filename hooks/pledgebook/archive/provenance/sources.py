"""The sources of a site: all that it is built of, and nothing that building leaves behind."""

from __future__ import annotations

import re

from ...config import RECORDS, SETTINGS, Settings
from ...files.tree import TreeError, order, place_in, read_tree
from .lock import LOCK

# Besides the folders that the settings name.
_FOLDERS = ("hooks", "schemas")
_FILES = (
    SETTINGS,
    "pyproject.toml",
    LOCK,
    "Makefile",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "LICENSES.md",
    "form/package.json",
    "form/package-lock.json",
)
# What starts with a dot belongs to tools and editors and may hold secrets; this folder is published.
_PUBLISHED = ".well-known"
_LEFT = re.compile(r"\..*|__pycache__|.*\.(py[cod]|egg-info|swp)|.*~|Thumbs\.db", re.IGNORECASE)


def read_sources(settings: Settings) -> dict[str, bytes]:
    """The files that a site is built of, from the project's folder; those that a project lacks are left out.

    Raises:
        TreeError: a folder holds something that an archive cannot keep; `path` is from the project's folder.
        OSError: a file cannot be read.
    """
    found: dict[str, bytes] = {}
    theme = settings.theme.relative_to(settings.root).as_posix()
    for folder in (RECORDS, settings.docs, theme, *_FOLDERS):
        try:
            found |= place_in(folder, read_tree(settings.root / folder, _is_left))
        except TreeError as error:
            raise TreeError(f"{folder}/{error.path}") from error
    for name in _FILES:
        path = settings.root / name
        if path.is_file():
            found[name] = path.read_bytes()
    return order(found)


def _is_left(name: str) -> bool:
    return name != _PUBLISHED and bool(_LEFT.fullmatch(name))
