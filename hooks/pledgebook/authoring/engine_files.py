"""Engine files: the engine as a site keeps it, so that it can be built where there is no network and no index."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from ..archive.packages.containers import pack_zip
from ..files.engine_lock import ENGINE_WHEELS, LOCK, render_engine_lock
from ..files.resources import ENGINE, IS_INSTALLED
from ..files.tree import Files, order

# What an installer adds, and what it writes anew.
_ADDED = re.compile(r"\.\./.*|.*/__pycache__/.*|.*\.dist-info/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json)")
_MOMENT = datetime(2020, 2, 2, tzinfo=UTC)


def make_engine_files() -> dict[str, bytes]:
    """The wheel of the engine that runs, and the lock that names it, by path in a site.

    Raises:
        OSError: the engine cannot be read.
        subprocess.CalledProcessError: where it is developed, it cannot be built.
    """
    name, wheel = _pack(_read_installed() if IS_INSTALLED else _build())
    return {f"{ENGINE_WHEELS}/{name}": wheel, LOCK: render_engine_lock(name, wheel).encode()}


def _read_installed() -> dict[str, bytes]:
    found = distribution("pledgebook")
    return {item.as_posix(): Path(str(found.locate_file(item))).read_bytes() for item in found.files or ()}


def _build() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(command, cwd=ENGINE, capture_output=True, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with ZipFile(wheel) as files:
            return {name: files.read(name) for name in files.namelist()}


def _pack(installed: Files) -> tuple[str, bytes]:
    """A wheel of what one installs, with its name: the same bytes wherever it comes from.

    Nothing in it is compressed, since git keeps what is alike in two versions only once.
    See https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
    """
    files = {path: data for path, data in installed.items() if not _ADDED.fullmatch(path)}
    about = next(path.partition("/")[0] for path in files if ".dist-info/" in path)
    sums = {path: base64.urlsafe_b64encode(hashlib.sha256(data).digest()) for path, data in files.items()}
    listed = [f"{path},sha256={sums[path].decode().rstrip('=')},{len(files[path])}" for path in order(files)]
    files[f"{about}/RECORD"] = "\n".join([*listed, f"{about}/RECORD,,", ""]).encode()
    return f"{about.removesuffix('.dist-info')}-py3-none-any.whl", pack_zip(order(files), _MOMENT)
