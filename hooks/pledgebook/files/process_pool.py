"""Process pool: what is slow to make, made by other processes and this one alike, so that all of them have work.

What comes out is the same with and without other processes. Where they cannot be started, or one of them is killed,
this one makes what is left.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from multiprocessing import get_context, parent_process
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar

from .cache import NO_CACHE, ContentCache
from .interrupt import block_interrupt
from .tree import Files

T = TypeVar("T")

# To start a process, which opens the site anew, takes as long as it does to make so many records in one file.
FEWEST = 40
# The name of the file that processes find what is shared in.
_SHARED = "shared"
# More than this would wait for the pages.
_MOST_WORKERS = 8


def count_workers() -> int:
    """How many processes there is a processor for besides this one's own."""
    is_known = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if is_known else os.cpu_count() or 1
    return min(cores - 1, _MOST_WORKERS)


@dataclass(eq=False)
class Shared(Generic[T]):
    """Something that many jobs are made with: each process is given it once, and jobs only name it.

    Attributes:
        make: makes it, when it is first asked for.
    """

    make: Callable[[], T]

    @cached_property
    def value(self) -> T:
        """What is shared."""
        return self.make()

    def __reduce__(self) -> tuple[Callable[[], Shared[Any]], tuple[()]]:
        return _find_shared, ()


def _open_shared(shared: Shared[Any]) -> bool:
    return shared.value is not None


@dataclass(eq=False)
class Job(Generic[T]):
    """Something that has been asked for.

    Attributes:
        pool: what it has been asked of.
        make: makes it in this process.
        keep: keeps what has been made now.
        made: what the cache has, or this process has made before its turn.
        future: what another process makes.
    """

    pool: ProcessPool
    make: Callable[[], T]
    keep: Callable[[T], None] | None = None
    made: T | None = None
    future: Future[bytes] | None = None

    def result(self) -> T:
        """What has been made; what no other process has begun with, or has failed to make, is made by this one.

        Raises:
            Exception: what making it raises.
        """
        return self.pool.collect(self)


@dataclass
class ProcessPool:
    """A pool of processes for one build.

    Attributes:
        cache: where what has been made is kept; what is there is not made again.
        workers: how many processes there may be besides this one.
        shared: what all of them are given once they need it.
    """

    cache: ContentCache = NO_CACHE
    workers: int = field(default_factory=count_workers)
    shared: Shared[Any] | None = None
    # What has not been collected, in the order that processes begin with it; each with what makes it there.
    _asked: dict[Job[Any], Callable[[], Any]] = field(default_factory=dict, init=False)
    _executor: ProcessPoolExecutor | None = field(default=None, init=False)
    # The folder where processes find what is shared, which need not be known yet when they start.
    _folder: tempfile.TemporaryDirectory[str] | None = field(default=None, init=False)

    def start(self) -> None:
        """Let processes open what is shared before there is anything to make: this one is busy alone meanwhile."""
        if self.shared:
            for _ in range(self.workers):
                self.begin(partial(_open_shared, self.shared), fewest=1)

    def submit(self, parts: Files, make: Callable[[], bytes], fewest: int = FEWEST) -> Job[bytes]:
        """Ask for what has been made of some parts before, or else is made and kept.

        Args:
            parts: all that the result depends on (see `ContentCache.get_or_make`).
            make: as `begin` takes it.
            fewest: as `begin` takes it.
        """
        if self.cache.has(parts):
            # Read when it is collected, so that not all that has been asked for is in memory.
            return Job(self, partial(self.cache.get_or_make, parts, make))
        return self.begin(make, fewest, partial(self.cache.keep, parts))

    def begin(
        self,
        make: Callable[[], T],
        fewest: int = FEWEST,
        keep: Callable[[T], None] | None = None,
        elsewhere: Callable[[], T] | None = None,
    ) -> Job[T]:
        """Ask for something that is to be made.

        Args:
            make: makes it, never nothing: a function of a module, or a `partial` of one, so that others know it.
            fewest: how many such things take as long to make as it does to start a process.
            keep: keeps what has been made.
            elsewhere: makes it in another process, if `make` cannot; where it fails, `make` is called here.
        """
        job = Job(self, make, keep)
        if self.workers > 0:
            self._asked[job] = elsewhere or make
            if self._executor:
                self._hand_out(job)
            elif len(self._asked) >= fewest:
                self._hand_out(*self._asked)
        return job

    def collect(self, job: Job[T]) -> T:
        """Make what a job asks for, or else make others until the process that has begun with it is done."""
        self._asked.pop(job, None)
        made = self._wait_for(job.future) if job.made is None and job.future else job.made
        if made is None:
            made = job.make()
        if job.keep:
            job.keep(made)
        return made

    def _wait_for(self, future: Future[bytes]) -> Any:
        """What another process has made; nothing if it has not begun, has failed or has been killed."""
        if _withdraw(future):
            return None
        try:
            self._work_until(future)
            return unpack_value(future.result())
        # What stands in its way, such as a picture that it has not been given, need not stand in this one's.
        except Exception as error:
            if isinstance(error, BrokenExecutor):
                self._give_up()
            return None

    def _work_until(self, future: Future[Any]) -> None:
        """Make what processes would come to last, until something is made or all else has been begun with."""
        while self._asked and not future.done():
            other = next(reversed(self._asked))
            if other.future is None or not _withdraw(other.future):
                return
            del self._asked[other]
            # It is raised when its turn comes.
            with suppress(Exception):
                other.made = other.make()

    def close(self) -> None:
        """End the processes; what they have not begun with is not made."""
        executor, self._executor = self._executor, None
        self._asked.clear()
        if executor:
            executor.shutdown(cancel_futures=True)
        if self._folder:
            self._folder.cleanup()

    def _hand_out(self, *jobs: Job[Any]) -> None:
        """Let processes make something; they are started when there are none."""
        try:
            if self._executor is None or self._folder is None:
                # What cannot be deleted, such as what a process still reads on Windows, is left.
                self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
                # A process that is forked after the typesetter has run in this one hangs.
                context = get_context("spawn")
                self._executor = ProcessPoolExecutor(self.workers, context, _start_worker, (self._folder.name,))
            if self.shared:
                _write_shared(self.shared, Path(self._folder.name, _SHARED))
            with _set_apart():
                for job in jobs:
                    job.future = self._executor.submit(_make_packed, self._asked[job])
        # Some systems have no semaphores, some no more processes.
        except (BrokenExecutor, OSError, ImportError, RuntimeError):
            self._give_up()

    def _give_up(self) -> None:
        self.workers = 0
        self.close()


def _withdraw(future: Future[Any]) -> bool:
    """Whether no process has begun with something, which then none does."""
    is_withdrawn = future.cancel()
    if is_withdrawn:
        # When a process is killed, Python 3.11 stumbles over what has been cancelled, and leaves the others running.
        future.set_exception = lambda exception: None  # type: ignore[method-assign]
    return is_withdrawn


def _write_shared(shared: Shared[Any], path: Path) -> None:
    """Write what is shared for processes to find, once."""
    if not path.exists():
        path.write_bytes(pack_value(shared.value))


def _make_packed(make: Callable[[], object]) -> bytes:
    return pack_value(make())


def pack_value(value: object) -> bytes:
    """Pack a value for another process.

    It has room in the pipe, so that who sends it has not to wait until it is read, and takes little until it is needed.
    """
    return zlib.compress(ForkingPickler.dumps(value), 1)


def unpack_value(packed: bytes) -> Any:
    """The value that `pack_value` has packed."""
    return ForkingPickler.loads(zlib.decompress(packed))


@contextmanager
def _set_apart() -> Iterator[None]:
    """What is started here knows nothing of the program that this process runs, nor of Ctrl-C.

    It would import that program, which takes time or cannot be done, and would print how far it had come when somebody
    presses Ctrl-C, although this process then ends it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        with block_interrupt():
            yield
    finally:
        sys.modules["__main__"] = main


# What this process has been given, when it is one of a pool.
_given: list[Path] = []


def _start_worker(folder: str) -> None:
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    # Where nothing can be blocked (Windows).
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What this process leaves there when it is killed goes with the pool.
    tempfile.tempdir = folder
    _given.append(Path(folder, _SHARED))


def _end_with_parent(folder: str) -> None:
    """End this process when the one that started it has been killed; it would wait for ever for something to make."""
    parent = parent_process()
    if parent:
        parent.join()
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


@cache
def _find_shared() -> Shared[Any]:
    """What this process has been given, read once it is needed."""
    value = unpack_value(_given.pop().read_bytes())
    shared = Shared(lambda: value)
    # It is there until the process ends, and is much to look through for what may be thrown away.
    gc.freeze()
    return shared
