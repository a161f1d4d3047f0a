"""Process pool: what is slow to make, made by other processes, while this one goes on with the pages.

What comes out is the same with and without other processes. Where they cannot be started, or one of them is killed,
this one makes what is left.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from types import ModuleType

from .cache import NO_CACHE, ContentCache
from .tree import Files

# To start a process takes as long as it does to make some.
FEWEST = 8
# More than this would wait for the pages.
_MOST_WORKERS = 8
# What each is called in the cache.
_KEPT = "made"


def count_workers() -> int:
    """How many processes there is a processor for besides this one's own."""
    is_known = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if is_known else os.cpu_count() or 1
    return min(cores - 1, _MOST_WORKERS)


@dataclass(eq=False)
class Job:
    """Something that has been asked for.

    Attributes:
        pool: what it has been asked of.
        parts: all that it depends on.
        make: makes it.
        made: what the cache has.
        future: what another process makes.
    """

    pool: ProcessPool
    parts: Files
    make: Callable[[], bytes]
    made: bytes | None = None
    future: Future[bytes] | None = None

    def result(self) -> bytes:
        """What has been made; what no other process has begun with is made by this one.

        Raises:
            Exception: what making it raises, in whichever process.
        """
        return self.pool.collect(self) if self.made is None else self.made


@dataclass
class ProcessPool:
    """A pool of processes for one build.

    Attributes:
        cache: where what has been made is kept; what is there is not made again.
        workers: how many processes there may be besides this one.
    """

    cache: ContentCache = NO_CACHE
    workers: int = field(default_factory=count_workers)
    _waiting: list[Job] = field(default_factory=list, init=False)
    _executor: ProcessPoolExecutor | None = field(default=None, init=False)

    def submit(self, parts: Files, make: Callable[[], bytes]) -> Job:
        """Ask for what has been made of some parts before, or else is made and kept.

        Args:
            parts: all that the result depends on (see `ContentCache.get_or_make`).
            make: makes it: a function of a module, or a `partial` of one, so that other processes know it.
        """
        found = self.cache.find(parts)
        job = Job(self, parts, make, found[_KEPT] if found else None)
        if job.made is None and self.workers > 0:
            self._waiting.append(job)
            if self._executor or len(self._waiting) >= FEWEST:
                self._start()
        return job

    def collect(self, job: Job) -> bytes:
        """Make what a job asks for, or wait for the process that has begun with it."""
        if job in self._waiting:
            self._waiting.remove(job)
        made = self._wait_for(job.future) if job.future else None
        if made is None:
            made = job.make()
        self.cache.keep(job.parts, {_KEPT: made})
        return made

    def _wait_for(self, future: Future[bytes]) -> bytes | None:
        """What another process makes; nothing if it has not begun, or has come to an end."""
        if future.cancel():
            return None
        try:
            return future.result()
        except BrokenExecutor:
            self._give_up()
            return None

    def close(self) -> None:
        """End the processes; what they have not begun with is not made."""
        executor, self._executor, self._waiting = self._executor, None, []
        if executor:
            executor.shutdown(cancel_futures=True)

    def _start(self) -> None:
        """Hand what waits to processes, which are started when there are none."""
        waiting, self._waiting = self._waiting, []
        try:
            if self._executor is None:
                # A process that is forked after the typesetter has run in this one hangs.
                context = get_context("spawn")
                self._executor = ProcessPoolExecutor(self.workers, context, _start_worker)
            with _set_apart():
                for job in waiting:
                    job.future = self._executor.submit(job.make)
        # Some systems have no semaphores, some no more processes.
        except (BrokenExecutor, OSError, ImportError, RuntimeError):
            self._give_up()

    def _give_up(self) -> None:
        self.workers = 0
        self.close()


@contextmanager
def _set_apart() -> Iterator[None]:
    """What is started here knows nothing of the program that this process runs, nor of Ctrl-C.

    It would import that program, which takes time or cannot be done, and would print how far it had come when somebody
    presses Ctrl-C, although this process then ends it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    # A process takes over what is blocked; what comes meanwhile is only put off.
    if hasattr(signal, "pthread_sigmask"):
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _start_worker() -> None:
    # Each process has one processor; the typesetter reads this when it first runs.
    os.environ["RAYON_NUM_THREADS"] = "1"
    # Where nothing can be blocked (Windows).
    signal.signal(signal.SIGINT, signal.SIG_IGN)
