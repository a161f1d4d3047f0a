"""Atomic replacement: a file, files that belong together, or a folder is as it was or as it should be, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType, TracebackType

from .exchange import hold, name_beside, write_contents, write_settled
from .tree import Files, write_tree


class FileChangedError(OSError):
    """A file is no longer as it was read."""


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
    """

    site: Path
    folder: Path

    @classmethod
    def beside(cls, site: Path) -> Staging:
        """An empty place for this process's build, once what an earlier one left has been put right.

        A site that is a link is what it leads to.
        """
        site = follow_links(site)
        is_inside = site.is_dir() and (os.path.ismount(site) or not os.access(site.parent, os.W_OK))
        staging = cls(site, name_beside(site, site if is_inside else site.parent, "next"))
        with hold(site):
            write_settled(site)
        staging.clear()
        return staging

    def clear(self) -> None:
        """Throw away what is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def allow_reading(self) -> None:
        """Let everybody read what has been built, whatever whoever built it keeps to themselves (umask).

        Raises:
            OSError: a file's mode cannot be set.
        """
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(stat.S_IMODE(path.stat().st_mode) | (0o555 if path.is_dir() else 0o444))

    def publish(self) -> None:
        """Put the finished build in the place of the last one; while one does, others wait.

        Raises:
            OSError: a file is held open by another program; the last site is then still there.
        """
        with hold(self.site):
            if self.folder.parent == self.site:
                write_contents(self.folder, self.site)
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
