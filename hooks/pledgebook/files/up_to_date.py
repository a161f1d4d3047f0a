"""Up-to-date check: whether a site is what a build would make of it, told without building, as `make` and `ninja` do.

A stamp, which is written after a build, has the hash of all that the site was made of and, as in git's index, of how
the file system has each of its files. Sources are few and are read whole; the site is only looked at. Where something
cannot be told, it is not up to date.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from stat import S_IFMT, S_ISDIR, S_ISREG
from tempfile import TemporaryFile
from time import sleep

from .. import __file__ as _PACKAGE
from .atomic import read_umask, write_file
from .exchange import identify

_CODE = Path(__file__).read_bytes()
# Python's own translation of modules, which says nothing that they do not.
_MADE = "__pycache__"
# What a build, or what it says, may depend on.
_VARIABLES = ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "LANGUAGE", "PYTHONPATH")
# What warnings look like depends on these; how wide the terminal is does too.
_LOOKS = ("NO_COLOR", "FORCE_COLOR", "TERM", "CI")
# Seconds: the clock of most file systems ticks at least a hundred times in one, and nobody waits for a slower one.
_TICK, _TICKS = 0.005, 40


@dataclass(frozen=True, slots=True)
class Sources:
    """What a site is made of at a moment.

    Attributes:
        said: the hash of what it says.
        seen: the hash of how the file system has it, which tells of a change that has been taken back too.
    """

    said: str
    seen: str


@dataclass(frozen=True, slots=True)
class SiteLook:
    """How the file system has the files of a site.

    Attributes:
        seen: the hash of all that it tells of them.
        files: what each is identified by, by path.
    """

    seen: str
    files: Mapping[str, tuple[int, ...]]


UNSEEN = SiteLook("", {})


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site as a build leaves it.

    Attributes:
        folder: where it is.
        seen: the hash of how the file system has its files.
        warnings: what the build has warned of, as it was printed.
    """

    folder: str
    seen: str
    warnings: str


@dataclass(frozen=True, slots=True)
class BuildStamp:
    """Stamp of a build that succeeded.

    Attributes:
        places: the files and folders that the site was made of.
        made_of: the hash of what they said, and of all else that a site depends on.
        site: the site.
        looks: what the warnings' looks depended on.
        done: what was printed at the end.
    """

    places: tuple[str, ...]
    made_of: str
    site: BuiltSite
    looks: str
    done: str


def read_sources(
    places: Sequence[str], arguments: Sequence[str], environment: Mapping[str, str], days: Sequence[date]
) -> Sources:
    """What a site would be made of now.

    Args:
        places: files and folders; our own code counts too.
        arguments: those of the command.
        environment: the process's environment variables.
        days: those that a build goes by.

    Raises:
        OSError: something cannot be read.
    """
    around = [[day.isoformat() for day in days], read_umask(), sys.version, sys.prefix, *arguments]
    said = sha256(repr([*around, *(environment.get(name) for name in _VARIABLES)]).encode())
    seen = sha256()
    for place in (*places, str(Path(_PACKAGE).parent)):
        for path, look in _list_sources(place):
            data = Path(path).read_bytes() if S_ISREG(look.st_mode) else b""
            said.update(repr((path, S_IFMT(look.st_mode), len(data))).encode() + data)
            # Python adds its own files to folders of code.
            if not S_ISDIR(look.st_mode) or not any(Path(path).glob("*.py")):
                seen.update(repr(_tell(look)).encode())
    said.update(repr(sorted(_list_installed())).encode())
    return Sources(said.hexdigest(), seen.hexdigest())


def look_at_site(folder: Path) -> SiteLook:
    """How the file system has the files of a site, of which any later change would show.

    Returns:
        `UNSEEN` where a change that comes at once might not show, since the file system's clock is slow or wrong.

    Raises:
        OSError: it cannot be looked at.
    """
    look, newest = _look_at_all(str(folder))
    for _ in range(_TICKS):
        with TemporaryFile(dir=folder) as probe:
            if os.fstat(probe.fileno()).st_mtime_ns > newest:
                return look
        sleep(_TICK)
    return UNSEEN


def find_looks(environment: Mapping[str, str]) -> str:
    """What the looks of warnings depend on."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    # As the engine folds its lines.
    width = shutil.get_terminal_size(fallback=(0, 0)).columns
    return repr([is_terminal, width, *(environment.get(name) for name in _LOOKS)])


def is_up_to_date(
    stamp: BuildStamp, arguments: Sequence[str], environment: Mapping[str, str], days: Sequence[date]
) -> bool:
    """Whether a build would make the same site, and say the same.

    Args:
        stamp: that of the last build.
        arguments: those of the command.
        environment: the process's environment variables.
        days: those that a build goes by.

    Raises:
        OSError: something cannot be read.
    """
    if stamp.site.warnings and stamp.looks != find_looks(environment):
        return False
    if stamp.site.seen != _look_at_all(stamp.site.folder)[0].seen:
        return False
    return stamp.made_of == read_sources(stamp.places, arguments, environment, days).said


def read_stamp(path: Path) -> BuildStamp | None:
    """The stamp in a file; nothing where there is none, or not a whole one."""
    with contextlib.suppress(OSError):
        # A device or a pipe might never end.
        digest, _, data = (path.read_bytes() if path.is_file() else b"").partition(b"\n")
        if digest == _sign(data):
            found = json.loads(data)
            return BuildStamp(**found | {"places": tuple(found["places"]), "site": BuiltSite(**found["site"])})
    return None


def write_stamp(path: Path, stamp: BuildStamp) -> None:
    """Write a stamp, where that can be done; without it there is only a build more."""
    data = json.dumps(asdict(stamp)).encode()
    with contextlib.suppress(OSError):
        write_file(path, _sign(data) + b"\n" + data)


def _sign(data: bytes) -> bytes:
    # What another version has written is not read.
    return sha256(_CODE + data).hexdigest().encode()


def _list_sources(place: str) -> Iterator[tuple[str, os.stat_result]]:
    """A file, or a folder and all that is in it, in order; what is behind links too."""
    found = Path(place).stat()
    yield place, found
    if S_ISDIR(found.st_mode):
        for entry in _walk(place, is_link_followed=True):
            # A link may lead nowhere.
            yield entry.path, entry.stat(follow_symlinks=entry.is_file() or entry.is_dir())


def _look_at_all(folder: str) -> tuple[SiteLook, int]:
    """How the file system has everything in a folder, and when the last of it was changed."""
    seen, files, newest = sha256(repr(Path(folder).stat().st_mode).encode()), {}, 0
    for entry in _walk(folder, is_link_followed=False):
        look = entry.stat(follow_symlinks=False)
        path = entry.path[len(folder) + 1 :]
        # What is in a folder is told of by itself.
        is_folder = S_ISDIR(look.st_mode)
        seen.update(repr((path, look.st_mode if is_folder else _tell(look))).encode())
        if not is_folder:
            files[path] = identify(look)
            newest = max(newest, look.st_mtime_ns, look.st_ctime_ns)
    return SiteLook(seen.hexdigest(), files), newest


def _walk(folder: str, is_link_followed: bool) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if is_link_followed and entry.name == _MADE:
            continue
        yield entry
        if entry.is_dir(follow_symlinks=is_link_followed):
            yield from _walk(entry.path, is_link_followed)


def _tell(look: os.stat_result) -> tuple[int, ...]:
    return *identify(look), look.st_ctime_ns


def _list_installed() -> Iterator[tuple[str, ...]]:
    """The installed packages and their versions, and when each was installed.

    See https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
    """
    for place in {place for place in sys.path if place.endswith("-packages")}:
        for path in Path(place).glob("*.dist-info"):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, repr(_tell((path / "RECORD").stat()))
