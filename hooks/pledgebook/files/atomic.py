"""Atomic replacement: a file, files that belong together, or a folder is as it was or as it should be, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from dataclasses import dataclass, field
from pathlib import Path
from types import EllipsisType, TracebackType

from .exchange import FileChangedError, hold, identify, name_beside, walk_site, write_contents, write_settled
from .tree import Files, write_tree

_ALL_READ, _ALL_OPEN = 0o444, 0o555


def write_file(path: Path, data: bytes, expected: bytes | EllipsisType | None = ...) -> None:
    """Replace a file whole, or make it, with its folder; its group and mode are kept. A link is what it leads to.

    Whenever the process is killed, the old file or the new one is there. What may be left beside it then is a file
    whose name begins with a full stop, which everything that reads records passes over.

    Args:
        path: the file.
        data: what it is to hold.
        expected: what it must hold until then (compare and swap), None where it may not be there; anything if left out.

    Raises:
        FileChangedError: it holds something else than expected; it is then left so.
        OSError: the file cannot be written; it is then as it was.
    """
    path = follow_links(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file can be replaced in spite of its own mode, which somebody may have set against just that.
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with beside.open("xb") as file:
            # Before there is anything in it to be read by others than before.
            if path.exists():
                _copy_rights(path, beside)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # As late as can be: what another program saves meanwhile is not written over.
        if expected is not ... and read_if_there(path) != expected:
            raise FileChangedError(errno.EBUSY, os.strerror(errno.EBUSY))
        beside.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def read_if_there(path: Path) -> bytes | None:
    """What a file holds; None where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def follow_links(path: Path) -> Path:
    """What a path leads to in the end, whether or not it is there.

    Raises:
        OSError: it leads back to itself.
    """
    try:
        return path.resolve()
    except RuntimeError as error:
        # Until Python 3.13.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _copy_rights(path: Path, to: Path) -> None:
    """Give a file the owner, the group and the mode of another, so far as that is allowed."""
    if hasattr(os, "chown"):
        there = path.stat()
        for owner in (there.st_uid, -1):
            # Only an administrator gives files away; the group is what those who share a folder have in common.
            with contextlib.suppress(OSError):
                os.chown(to, owner, there.st_gid)
                break
    shutil.copymode(path, to)


def write_new_folder(folder: Path, files: Files) -> None:
    """Make a folder with its files (bytes by path inside it), whole; it may not be there yet.

    Raises:
        OSError: it is there and not empty, or cannot be made; nothing has then been written.
    """
    staging = Staging.beside(folder)
    try:
        write_tree(files, staging.folder)
        staging.folder.rename(staging.site)
    except BaseException as error:
        staging.clear()
        if isinstance(error, OSError):
            error.filename = str(folder)
        raise


class Transaction:
    """Files that belong together: when the block ends with an exception, also KeyboardInterrupt, all are as before.

    Each file by itself is replaced whole, so that what kills the process leaves no half file either.
    """

    def __init__(self) -> None:
        """Nothing has been written yet."""
        self._before: dict[Path, bytes | None] = {}

    def __enter__(self) -> Transaction:
        return self

    def write(self, path: Path, data: bytes, expected: bytes | EllipsisType | None = ...) -> None:
        """Write a file whole, if it holds what is expected; see `write_file`.

        Raises:
            FileChangedError: it holds something else.
            OSError: it cannot be written.
        """
        is_first = path not in self._before
        if is_first:
            self._before[path] = read_if_there(path)
        try:
            write_file(path, data, expected)
        except FileChangedError:
            if is_first:
                # What somebody else has just saved is not put back to what it was.
                del self._before[path]
            raise

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there.

        Raises:
            OSError: it cannot be taken away.
        """
        if path.exists():
            self._before.setdefault(path, path.read_bytes())
            path.unlink()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        for path, data in reversed(self._before.items()):
            if data is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != data:
                write_file(path, data)


@dataclass(frozen=True, slots=True)
class Staging:
    """A place beside a site where its next version is put together, apart from those of other builds.

    A site whose folder cannot be renamed, or has no other beside it, such as the volume of a container, has that place
    inside it.

    Attributes:
        site: where the site goes.
        folder: where it is built.
        there: the files of the last site that may be kept, by their paths; not what is behind links.
        mode: that of new files.
        kept: the files of the last site that the next one has too, as they were looked at, by path.
    """

    site: Path
    folder: Path
    there: frozenset[str] = frozenset()
    mode: int = 0
    kept: dict[str, tuple[int, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def beside(cls, site: Path, is_keeping: bool = False) -> Staging:
        """An empty place for this process's build, once what an earlier one left has been put right.

        A site that is a link is what it leads to.

        Args:
            site: where the site goes.
            is_keeping: whether files that do not change are left where they are, and only others are exchanged. On
                Windows all are, since it lets a program hold a file, and the site would be neither old nor new; and so
                are those of a folder that can be renamed and is somebody else's, or of which the mode was changed.
        """
        site = follow_links(site)
        is_inside = site.is_dir() and (os.path.ismount(site) or not os.access(site.parent, os.W_OK))
        folder = name_beside(site, site if is_inside else site.parent, "next")
        with hold(site):
            write_settled(site)
        is_keeping = is_keeping and os.name != "nt" and (is_inside or _is_as_new(site))
        there = (path for _, paths in walk_site(site) for path in paths) if is_keeping else ()
        staging = cls(site, folder, frozenset(there), stat.S_IFREG | 0o666 & ~read_umask() | _ALL_READ)
        staging.clear()
        return staging

    def write(self, files: Files) -> None:
        """Write files of the next site, or note which of them the last one has, byte for byte.

        Those are read, and are not known by a hash, so that what somebody has changed there does not stay.

        Raises:
            OSError: as `write_tree`.
        """
        write_tree({path: data for path, data in files.items() if not self.keep(path, data)}, self.folder)

    def find(self, path: str) -> Path:
        """Where a file or a folder of the next site is until it is published, if there is one."""
        staged = self.folder / path
        is_kept = path in self.kept or any(name.startswith(f"{path}/") for name in self.kept)
        return self.site / path if is_kept and not staged.exists() else staged

    def keep(self, path: str, data: bytes) -> bool:
        """Leave a file where it is, if the last site has it byte for byte; whether it has."""
        there = f"{self.site}/{path}"
        with contextlib.suppress(OSError):
            # What has been written meanwhile is written over.
            if path in self.there and not os.path.lexists(f"{self.folder}/{path}"):
                look = os.lstat(there)
                if look.st_mode == self.mode and look.st_size == len(data) and Path(there).read_bytes() == data:
                    self.kept[path] = identify(look)
                    return True
        return False

    def clear(self) -> None:
        """Throw away what is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def allow_reading(self) -> None:
        """Let everybody read what has been built, whatever whoever built it keeps to themselves (umask).

        Raises:
            OSError: a file's mode cannot be set.
        """
        for folder, _, names in os.walk(self.folder):
            for path in (folder, *(f"{folder}/{name}" for name in names)):
                mode = os.lstat(path).st_mode
                wanted = stat.S_IMODE(mode) | (_ALL_OPEN if stat.S_ISDIR(mode) else _ALL_READ)
                if wanted != stat.S_IMODE(mode):
                    Path(path).chmod(wanted)

    def publish(self) -> None:
        """Put the finished build in the place of the last one; while one does, others wait.

        Raises:
            OSError: a file is held open by another program; the last site is then still there.
            FileChangedError: one that is kept has been changed meanwhile; nothing has then been exchanged.
        """
        with hold(self.site):
            if self.kept or self.folder.parent == self.site:
                write_contents(self.folder, self.site, self.kept)
                return
            last = name_beside(self.site, self.site.parent, "last")
            try:
                if self.site.exists():
                    self.site.rename(last)
                self.folder.rename(self.site)
            except BaseException as error:
                if last.exists() and not self.site.exists():
                    last.rename(self.site)
                # What a mount point or a layer of a container answers.
                if not isinstance(error, OSError) or error.errno not in (errno.EBUSY, errno.EXDEV):
                    raise
                write_contents(self.folder, self.site)
            shutil.rmtree(last, ignore_errors=True)


def _is_as_new(site: Path) -> bool:
    """Whether the folder of a site is as one would be that is made now, with the group of the one that it is in."""
    if not os.access(site, os.W_OK):
        return False
    group = site.parent.stat().st_mode & stat.S_ISGID
    return stat.S_IMODE(site.stat().st_mode) == 0o777 & ~read_umask() | _ALL_OPEN | group


def read_umask() -> int:
    """Which rights new files and folders do not give."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
