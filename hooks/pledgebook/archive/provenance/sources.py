"""The sources of a site: all that it is built of, and nothing that building leaves behind, nor what cameras wrote."""

from __future__ import annotations

from collections.abc import Collection

from ...config import HOOKS, RECORDS, SETTINGS, Settings
from ...files.engine_lock import ENGINE_WHEELS, LOCK
from ...files.tree import ROOM, Files, TreeError, digest, find_name_fault, is_litter, order, place_in, read_tree
from ...history.originals import ORIGINALS, parse_originals, render_originals
from ...images.camera_data import strip_camera_data

# Besides the folders that the settings name.
_FOLDERS = (HOOKS, "schemas", ENGINE_WHEELS)
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


def read_sources(settings: Settings) -> dict[str, bytes]:
    """The files that a site is built of, from the project's folder; those that a project lacks are left out.

    Raises:
        TreeError: a folder holds something that an archive cannot keep; `path` is from the project's folder.
        OSError: a file cannot be read.
    """
    found: dict[str, bytes] = {}
    themes = [folder.relative_to(settings.root).as_posix() for folder in settings.inner_themes]
    for folder in (RECORDS, settings.docs, *themes, *_FOLDERS):
        try:
            found |= place_in(folder, read_tree(settings.root / folder, is_litter))
        except TreeError as error:
            raise TreeError(f"{folder}/{error.path}", error.fault, error.other and f"{folder}/{error.other}") from error
    for name in _FILES:
        file = settings.root / name
        if file.is_file():
            found[name] = file.read_bytes()
    for path in found:
        if fault := find_name_fault(path, ROOM):
            raise TreeError(path, fault)
    return order(found)


def strip_pictures(sources: Files, published: Collection[str]) -> dict[str, bytes]:
    """The same sources without what cameras have written in pictures, from which the same site is built.

    The fingerprints of pictures that have been published stay true: where a ledger has that of the file as it was, what
    it was is noted beside the ledgers.

    Args:
        sources: the files, by path.
        published: the fingerprints of files that ledgers have.
    """
    found, known = dict(sources), parse_originals(sources.get(ORIGINALS, b"").decode(errors="replace"))
    originals = dict(known)
    for path, data in sources.items():
        stripped = strip_camera_data(data, path)
        if stripped != data:
            found[path] = stripped
            original = known.get((path, digest(data)), digest(data))
            if path.startswith(f"{RECORDS}/") and (original in published or original != digest(data)):
                originals.pop((path, digest(data)), None)
                originals[path, digest(stripped)] = original
    if originals:
        found[ORIGINALS] = render_originals(originals).encode()
    return order(found)
