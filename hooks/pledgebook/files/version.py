"""Version of the engine."""

from __future__ import annotations

import platform
import tomllib
from importlib import metadata

from .resources import ENGINE

NAME = "pledgebook"


def find_python() -> str:
    """The version of Python that runs, as `3.11`: those that are called so read and write the same."""
    return ".".join(platform.python_version_tuple()[:2])


def find_version() -> str:
    """The version as the project that the command came with states it, or as it was installed; nothing if not known."""
    stated = ENGINE / "pyproject.toml"
    if stated.is_file():
        return str(tomllib.loads(stated.read_text(encoding="utf-8"))["project"]["version"])
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""
